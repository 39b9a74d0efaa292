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
    if (!body) continue;
    Order order{somebody_who_may(row->command), std::string(row->command), *std::move(body)};
    const bool is_recipient = row->command == "acknowledge" && dice_.one_in(2) && !state.recipients.recipients.empty();
    if (is_recipient) {
      const auto id = wishes.any(state.recipients.recipients);
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
  const auto found = state.cases.cases.find(any(state.cases.cases));
  return found == state.cases.cases.end() ? nullptr : &found->second;
}

const warning::Warning* Wishes::any_warning() {
  const auto found = state.warnings.warnings.find(any(state.warnings.warnings));
  return found == state.warnings.warnings.end() ? nullptr : &found->second;
}

const warning::Edition* Wishes::any_draft() {
  std::vector<const warning::Edition*> drafts;
  for (const auto& [id, warning] : state.warnings.warnings) {
    for (const auto& edition : warning.editions) {
      if (!edition.release) drafts.push_back(&edition);
    }
  }
  return drafts.empty() ? nullptr : dice().pick(drafts);
}

const delivery::Delivery* Wishes::any_delivery() {
  const auto found = state.deliveries.deliveries.find(any(state.deliveries.deliveries));
  return found == state.deliveries.deliveries.end() ? nullptr : &found->second;
}

}  // namespace heed::sim
