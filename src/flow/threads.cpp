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

using Recipients = std::vector<RecipientId>;

/// Of these, whom nothing that stands concerns, and to whom nothing is on its way. Requires: they are in order.
Recipients left_alone(const State& state, const Recipients& among) {
  if (among.empty()) return {};
  std::vector<bool> is_busy(among.size());
  for (const auto& [id, delivery] : state.deliveries.deliveries) {
    const auto& recipient = delivery.planned.recipient;
    // Why asked first: of a million deliveries only the share of these few thousand is looked up.
    if (recipient < among.front() || among.back() < recipient) continue;
    const auto found = std::ranges::lower_bound(among, recipient);
    if (*found != recipient) continue;
    const auto& warning = state.warnings.warnings.at(delivery.planned.warning);
    const bool is_on_its_way =
        delivery.attempt_at || delivery.acknowledge_by || delivery::on_the_wire(delivery) != nullptr;
    if (is_on_its_way || warning.standing != warning::Standing::ended)
      is_busy[static_cast<std::size_t>(found - among.begin())] = true;
  }
  Recipients alone;
  for (std::size_t i = 0; i < among.size(); ++i) {
    if (!is_busy[i]) alone.push_back(among[i]);
  }
  return alone;
}

bool is_left(const State& state, const Thread& thread) { return thread.is_open && thread.mark != state.tally_mark; }

void open(State& state, Thread& thread) {
  if (thread.is_open) return;
  thread.is_open = true;
  thread.mark = !state.tally_mark;
  ++state.open_threads;
  ++state.tally_left;
}

struct Take {
  State& state;
  bool is_daily;

  // Why nothing is asserted of the numbers: an audit folds the records of others, and says what is wrong with them.
  void operator()(const record::Tallied& fact) const {
    if (is_daily) count(fact.recipient);
  }
  void operator()(const record::Closed& fact) const {
    count(fact.recipient);
    const auto thread = state.threads.find(RecipientId{fact.recipient});
    if (thread != state.threads.end() && std::exchange(thread->second.is_open, false)) --state.open_threads;
  }

 private:
  void count(const std::string& recipient) const {
    const auto thread = state.threads.find(RecipientId{recipient});
    if (thread == state.threads.end() || !is_left(state, thread->second)) return;
    thread->second.mark = state.tally_mark;
    --state.tally_left;
  }
};

}  // namespace

Result<void> apply_to_threads(State& state, const record::Entry& entry) {
  for (const auto& link : entry.thread) {
    auto& thread = state.threads[RecipientId{link.recipient}];
    open(state, thread);
    thread.count = link.n;
    thread.last = entry.index;
  }
  // Why by whom: a person who has one thread counted does not count the day.
  const bool is_daily = state.tally_due && *state.tally_due <= entry.at && entry.kind.starts_with("thread.") &&
                        entry.actor.role == record::Role::hub;
  auto folded = record::fold<record::Tallied, record::Closed>(entry, Take{state, is_daily});
  if (!folded) return folded;
  if (state.open_threads == 0) {
    state.tally_due.reset();
  } else if (state.tally_left == 0) {
    state.tally_mark = !state.tally_mark;
    state.tally_left = state.open_threads;
    state.tally_due = end_of_day(entry.at);
  } else if (!state.tally_due) {
    state.tally_due = end_of_day(entry.at);
  }
  return {};
}

Recipients closable(const State& state) {
  Recipients open;
  for (const auto& [recipient, thread] : state.threads) {
    if (thread.is_open) open.push_back(recipient);
  }
  return left_alone(state, open);
}

record::Drafts tally(const State& state, std::size_t at_most) {
  Recipients now;
  for (const auto& [recipient, thread] : state.threads) {
    if (now.size() == at_most) break;
    if (is_left(state, thread)) now.push_back(recipient);
  }
  const auto over = left_alone(state, now);
  record::Drafts drafts;
  for (const auto& recipient : now) {
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
  thread.count = link.n;
  thread.last = index;
  return link;
}

}  // namespace heed::flow
