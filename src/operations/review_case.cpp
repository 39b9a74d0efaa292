#include "operations/review_case.h"

#include <algorithm>

#include "flow/review/sentences.h"

namespace heed::operations {

namespace asio = boost::asio;

namespace {

/// How many entries are read at a time when the record is folded anew.
constexpr std::uint64_t chunk = 10'000;
/// Of a story. Why few: an entry may hold 256 facts, and a hundred thousand who are told fill hundreds of entries, of
/// which only a sentence is kept; and what is to be made durable waits no longer than one such reading.
constexpr std::size_t told_at_once = 32;

/// Where the durable entries of a case stand, in order.
asio::awaitable<Result<std::vector<std::uint64_t>>> indexes_of(desk::Desk& desk, CaseId case_id) {
  CO_TRY(co_await desk.journal.settled());
  const auto found = desk.state.by_case.find(case_id);
  if (found == desk.state.by_case.end()) co_return std::vector<std::uint64_t>{};
  auto indexes = found->second;
  std::sort(indexes.begin(), indexes.end());
  // Why cut: entries that came while we waited may not be durable yet.
  const auto durable = desk.journal.durable_size();
  std::erase_if(indexes, [&](auto index) { return index >= durable; });
  co_return indexes;
}

asio::awaitable<Result<review::AfterAction>> review_now(desk::Desk& desk, CaseId case_id) {
  CO_TRY(auto indexes, co_await indexes_of(desk, case_id));
  CO_TRY(const auto entries, co_await desk.journal.read(std::move(indexes)));
  const auto situation = desk.situation();
  co_return review::after_action({situation, entries, desk.state.size, desk.clock.now()}, case_id);
}

asio::awaitable<Result<review::AfterAction>> review_as_of(desk::Desk& desk, CaseId case_id, Instant as_of) {
  flow::State state;
  std::vector<record::Entry> entries;
  bool is_past = false;
  for (std::uint64_t from = 0; from < desk.journal.durable_size() && !is_past; from += chunk) {
    CO_TRY(auto read, co_await desk.journal.read(from, std::min(from + chunk, desk.journal.durable_size())));
    for (auto& entry : read) {
      is_past = is_past || entry.at > as_of;
      if (is_past) break;
      CO_TRY(flow::apply(state, entry));
      entries.push_back(std::move(entry));
    }
  }
  const auto situation = flow::situation(state, desk.regimes);
  co_return review::after_action({situation, entries, state.size, as_of}, case_id);
}

}  // namespace

asio::awaitable<Result<review::AfterAction>> review_case(desk::Desk& desk, CaseId case_id,
                                                         std::optional<Instant> as_of) {
  CO_TRY(cases::find(desk.state.cases, case_id));
  if (as_of) co_return co_await review_as_of(desk, std::move(case_id), *as_of);
  co_return co_await review_now(desk, std::move(case_id));
}

asio::awaitable<Result<std::vector<review::Moment>>> tell_case(desk::Desk& desk, CaseId case_id) {
  CO_TRY(const auto indexes, co_await indexes_of(desk, std::move(case_id)));
  std::vector<review::Moment> story;
  for (std::size_t told = 0; told < indexes.size();) {
    const auto count = std::min(told_at_once, indexes.size() - told);
    const auto first = indexes.begin() + static_cast<std::ptrdiff_t>(told);
    std::vector<std::uint64_t> some(first, first + static_cast<std::ptrdiff_t>(count));
    CO_TRY(const auto entries, co_await desk.journal.read(std::move(some)));
    for (const auto& entry : entries) {
      story.push_back({entry.index, entry.at, entry.kind, review::lane(entry), entry.actor, review::sentence(entry)});
    }
    told += count;
  }
  co_return story;
}

}  // namespace heed::operations
