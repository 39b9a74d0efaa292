#include "flow/threads.h"

#include <algorithm>
#include <utility>

#include "flow/record/batch.h"
#include "flow/record/fold.h"

namespace heed::flow {
namespace {

const std::string* text_in(const Value& body, std::string_view name) {
  const auto* member = body.find(name);
  return member == nullptr ? nullptr : member->text();
}

constexpr Duration day{24 * 3'600'000};

/// The end of the day, by UTC: what is proven must not hang on where somebody is.
Instant end_of_day(Instant now) {
  const auto since = now.ms % day.count();
  return now + (day - Duration{since});
}

/// Whom something standing concerns, or something that is on its way.
std::set<RecipientId> busy(const State& state) {
  std::set<RecipientId> all;
  for (const auto& [id, delivery] : state.deliveries.deliveries) {
    const auto& warning = state.warnings.warnings.at(delivery.planned.warning);
    const bool is_on_its_way =
        delivery.attempt_at || delivery.acknowledge_by || delivery::on_the_wire(delivery) != nullptr;
    if (is_on_its_way || warning.standing != warning::Standing::ended) all.insert(delivery.planned.recipient);
  }
  return all;
}

struct Take {
  State& state;

  // Why nothing is asserted of the numbers: an audit folds the records of others, and says what is wrong with them.
  void operator()(const record::Tallied&) const {}
  void operator()(const record::Closed& fact) const {
    const auto thread = state.threads.find(RecipientId{fact.recipient});
    if (thread != state.threads.end() && std::exchange(thread->second.is_open, false)) --state.open_threads;
  }
};

}  // namespace

Result<void> apply_to_threads(State& state, const record::Entry& entry) {
  for (const auto& link : entry.thread) {
    auto& thread = state.threads[RecipientId{link.recipient}];
    if (!thread.is_open) ++state.open_threads;
    thread = {link.n, entry.index, true};
  }
  auto folded = record::fold<record::Tallied, record::Closed>(entry, Take{state});
  if (!folded) return folded;
  // Why by whom: a person who has one thread counted does not count the day.
  const bool is_daily = state.tally_due && *state.tally_due <= entry.at && entry.kind.starts_with("thread.") &&
                        entry.actor.role == record::Role::hub;
  if (state.open_threads == 0) {
    state.tally_due.reset();
  } else if (is_daily || !state.tally_due) {
    state.tally_due = end_of_day(entry.at);
  }
  return {};
}

std::vector<RecipientId> closable(const State& state) {
  std::vector<RecipientId> all;
  if (state.open_threads == 0) return all;
  const auto concerned = busy(state);
  for (const auto& [recipient, thread] : state.threads) {
    if (thread.is_open && !concerned.contains(recipient)) all.push_back(recipient);
  }
  return all;
}

record::Drafts tally(const State& state) {
  record::Drafts drafts;
  const auto over = closable(state);
  for (const auto& [recipient, thread] : state.threads) {
    if (!thread.is_open) continue;
    const auto counted = count_thread(state, recipient);
    if (std::ranges::binary_search(over, recipient)) {
      drafts.push_back(record::draft(record::Closed{counted.recipient, counted.links, counted.last}));
    } else {
      drafts.push_back(record::draft(counted));
    }
  }
  return record::batched(std::move(drafts));
}

record::Tallied count_thread(const State& state, const RecipientId& recipient) {
  const auto found = state.threads.find(recipient);
  if (found == state.threads.end() || found->second.count == 0) return {recipient.text, 0, {}};
  return {recipient.text, found->second.count, found->second.last};
}

std::vector<record::Link> Threading::links(const record::Entry& entry) {
  if (!entry.kind.starts_with("delivery.") && !entry.kind.starts_with("response.")) return {};
  std::vector<record::Link> links;
  std::set<RecipientId> linked;
  for (const auto* body : record::bodies(entry)) {
    const auto recipient = whose(entry.kind, *body);
    if (recipient && linked.insert(*recipient).second) links.push_back(next(*recipient, entry.index));
  }
  return links;
}

/// The recipient that a fact of delivery or response is about: it names it, or a delivery to it.
std::optional<RecipientId> Threading::whose(std::string_view kind, const Value& body) {
  const auto* delivery = text_in(body, "delivery");
  if (const auto* named = text_in(body, "recipient")) {
    if (delivery != nullptr && kind == delivery::Planned::kind) {
      planned_.emplace(DeliveryId{*delivery}, RecipientId{*named});
    }
    return RecipientId{*named};
  }
  if (delivery == nullptr) return std::nullopt;
  const DeliveryId id{*delivery};
  if (const auto planned = planned_.find(id); planned != planned_.end()) return planned->second;
  const auto found = state_.deliveries.deliveries.find(id);
  if (found == state_.deliveries.deliveries.end()) return std::nullopt;
  return found->second.planned.recipient;
}

record::Link Threading::next(const RecipientId& recipient, std::uint64_t index) {
  auto known = fresh_.find(recipient);
  if (known == fresh_.end()) {
    const auto before = state_.threads.find(recipient);
    known = fresh_.emplace(recipient, before == state_.threads.end() ? Thread{} : before->second).first;
  }
  auto& thread = known->second;
  record::Link link{recipient.text, thread.count + 1, {}, {}};
  if (thread.count > 0) link.after = thread.last;
  thread = {link.n, index, true};
  return link;
}

}  // namespace heed::flow
