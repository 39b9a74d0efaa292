// Rules about times (CAP 1.2, 3.3.2 and 3.2.2).

#include <chrono>

#include "core/text.h"
#include "lib/cap/rules/context.h"

namespace heed::rules {
namespace {

using values::ReadTime;
using Moment = std::optional<ReadTime>;

std::string oddity(const values::TimeForm& form) {
  if (form.has_no_zone) return "it has no zone, so nobody knows the moment";
  if (form.has_z) return "\"Z\" is not allowed";
  if (form.has_fraction) return "fractions of seconds are not allowed";
  if (form.has_no_colon) return "the zone has no colon";
  return "it has blanks around it";
}

/// Reads a time and reports its form. What the schema reports already is left to it.
Moment read(const Context& context, Slot slot) {
  if (slot == nullptr) return std::nullopt;
  const auto read = values::read_time(slot->text);
  if (!read) return std::nullopt;
  const auto is_reported_by_schema = [&] {
    return context.message.version == message::Version::cap_1_2 && !values::is_cap_time(slot->text);
  };
  if (!read->form.is_plain && !is_reported_by_schema()) {
    context.add(Rule::time_form, slot,
                cat(shown(slot->text), ": ", oddity(read->form), "; write ", values::to_text(read->time), "."));
  }
  const bool is_plus_zero = read->time.zone == values::Zone::offset && read->time.offset_minutes == 0;
  if (is_plus_zero && slot == context.message.sent) {
    context.add(Rule::time_utc, slot, cat("UTC is written -00:00: ", values::to_text(read->time.instant), "."));
  }
  constexpr Instant first{631'152'000'000};   // 1990-01-01T00:00:00Z
  constexpr Instant last{7'258'118'400'000};  // 2200-01-01T00:00:00Z
  if (read->time.instant < first || read->time.instant >= last) {
    context.add(Rule::time_year, slot,
                cat("The year in ", shown(slot->text), " is of another calendar, or a mistake."));
  }
  return read;
}

bool is_not_after(const Moment& moment, const Moment& other) {
  return moment && other && moment->time.instant <= other->time.instant;
}

}  // namespace

void check_sent(const Context& context) { static_cast<void>(read(context, context.message.sent)); }

void check_info_times(const Context& context, const Info& info) {
  const auto effective = read(context, info.effective);
  const auto onset = read(context, info.onset);
  const auto expires = read(context, info.expires);
  const auto type = text_of(context.message.type);
  if (info.expires == nullptr && (type == "Alert" || type == "Update")) {
    context.add_missing(Rule::expires_missing, info.at, "expires",
                        "Without an end every receiver decides for itself how long to show the message.");
  }
  if (is_not_after(expires, context.sent)) {
    context.add(Rule::expires_past, info.expires, "The message would be over before it is sent.");
  }
  if (is_not_after(expires, effective)) {
    context.add(Rule::expires_order, info.expires, "The message would be over before it takes effect.");
  }
  if (is_not_after(expires, onset)) {
    context.add(Rule::expires_order, info.expires, "The message would be over before the event begins.");
  }
}

}  // namespace heed::rules
