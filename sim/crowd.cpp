#include "sim/crowd.h"

#include "flow/record/authority.h"
#include "sim/wishes.h"

namespace heed::sim {

namespace {

const std::vector<record::Actor>& people() {
  using record::Role;
  static const std::vector<record::Actor> all = {
      {"ann", Role::analyst},         {"bea", Role::analyst},   {"olga", Role::senior_officer},
      {"otto", Role::senior_officer}, {"rita", Role::releaser}, {"dan", Role::deliverer},
      {"pia", Role::public_officer},  {"arno", Role::arbiter},  {"eva", Role::auditor},
      {"adam", Role::administrator},  {"rob", Role::reporter},
  };
  return all;
}

commands::Caller person(record::Actor actor) { return {std::move(actor), {}, response::Evidence::heard, {}}; }

}  // namespace

commands::Caller Crowd::somebody_who_may(std::string_view command) {
  std::vector<record::Actor> able;
  for (const auto& actor : people()) {
    if (record::may(actor.role, command)) able.push_back(actor);
  }
  if (able.empty() || dice_.one_in(40)) return person(dice_.pick(people()));
  return person(dice_.pick(able));
}

Order Crowd::next(const flow::State& state, Instant now) {
  if (!given_.empty() && dice_.one_in(25)) return dice_.pick(given_);
  Wishes wishes{*this, state, now};
  const auto& rows = Wishes::rows();
  std::size_t all = 0;
  for (const auto& row : rows) all += row.weight;
  for (;;) {
    auto left = dice_.below(all);
    auto row = rows.begin();
    for (; left >= row->weight; ++row) left -= row->weight;
    auto body = row->wish(wishes);
    // Why mostly not: what nobody can do yet is refused, and teaches little the second time.
    const bool is_vain = std::exchange(wishes.is_vain, false);
    if (!body || (is_vain && !dice_.one_in(20))) continue;
    Order order{somebody_who_may(row->command), std::string(row->command), *std::move(body)};
    const bool is_recipient = row->command == "acknowledge" && dice_.one_in(2) && !registered_.empty();
    if (is_recipient) {
      const auto id = wishes.any(wishes.recipients());
      order.caller = {{"desk of " + id.text, record::Role::recipient}, id, response::Evidence::api_token, {}};
    }
    if (dice_.one_in(3)) {
      order.caller.key = cat("key-", ++keys_);
      given_.push_back(order);
    }
    return order;
  }
}

const std::vector<Wishes::Row>& Wishes::rows() {
  static const std::vector<Row> all = [] {
    auto rows = wishes_until_release();
    const auto later = wishes_after_release();
    rows.insert(rows.end(), later.begin(), later.end());
    return rows;
  }();
  return all;
}

const cases::Case* Wishes::any_case() {
  return most_of(state.cases.cases, [](const cases::Case& of) { return !of.closed; });
}

TargetId Wishes::any_target(const cases::Case& of) {
  const auto* target =
      most_of(of.targets, [](const cases::Target& each) { return each.threat == cases::Threat::open; });
  return target == nullptr ? TargetId{"nobody"} : target->added.target;
}

const warning::Warning* Wishes::any_warning() {
  return most_of(state.warnings.warnings, [](const warning::Warning& each) { return warning::stands(each); });
}

const warning::Edition* Wishes::any_draft() {
  std::vector<const warning::Edition*> drafts;
  for (const auto& [id, warning] : state.warnings.warnings) {
    const auto* newest = warning::newest_released(warning);
    for (const auto& edition : warning.editions) {
      const bool is_stale = newest != nullptr && newest->release->entry.index > edition.entry.index;
      const bool may_go_out = !is_stale && edition.drafted.valid.until > now;
      if (!edition.release && (may_go_out || dice().one_in(10))) drafts.push_back(&edition);
    }
  }
  return drafts.empty() ? nullptr : dice().pick(drafts);
}

std::map<RecipientId, report::Tier> Wishes::recipients() const {
  auto all = crowd.registered_;
  std::erase_if(all, [&](const auto& each) { return !audience::find(state.recipients, each.first); });
  return all;
}

const delivery::Delivery* Wishes::any_delivery() {
  const auto found = state.deliveries.deliveries.find(any(state.deliveries.deliveries));
  return found == state.deliveries.deliveries.end() ? nullptr : &found->second;
}

}  // namespace heed::sim
