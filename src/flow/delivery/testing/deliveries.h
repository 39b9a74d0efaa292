#pragma once
// Deliveries for tests: "w/1/hall-office" has two contacts and asks for an acknowledgement within half an hour.

#include "flow/audience/testing/recipients.h"
#include "flow/delivery/rules.h"

namespace heed::testing {

inline const DeliveryId delivery_d{"w/1/hall-office"};

inline delivery::Planned planned(Instant now, std::size_t contacts = 2) {
  delivery::Planned fact;
  fact.delivery = delivery_d;
  fact.warning = warning_w;
  fact.edition = 1;
  fact.recipient = RecipientId{"hall-office"};
  fact.language = "en";
  for (std::size_t i = 0; i < contacts; ++i) fact.contacts.push_back({"email", cat("c", i, "@example.org"), {}, {}});
  fact.until = now + hours(48);
  fact.acknowledge_within = minutes(30);
  return fact;
}

using DeliveryDesk = Desk<delivery::State>;

template <class Desk>
const delivery::Delivery& the_delivery(const Desk& desk, const DeliveryId& id = delivery_d) {
  return desk.template of<delivery::State>().deliveries.at(id);
}

/// Begins the attempt that is due.
template <class Desk>
void begin_attempt(Desk& desk, const DeliveryId& id = delivery_d) {
  desk.done(delivery::attempt(desk.template of<delivery::State>(), id, desk.now));
}

/// What the channel says of the last attempt.
template <class Desk>
delivery::Report channel_says(const Desk& desk, delivery::Outcome outcome, const DeliveryId& id = delivery_d) {
  delivery::Report report;
  report.delivery = id;
  report.attempt = the_delivery(desk, id).attempts.size();
  report.outcome = outcome;
  report.detail = "the channel says so";
  return report;
}

/// Takes in what the channel says of the last attempt.
template <class Desk>
record::Drafts end_attempt(Desk& desk, delivery::Outcome outcome, const DeliveryId& id = delivery_d) {
  return desk.done(delivery::report(desk.template of<delivery::State>(), channel_says(desk, outcome, id), desk.now));
}

}  // namespace heed::testing
