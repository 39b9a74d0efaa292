#include "app/listening/web_source.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/digest/sha256.h"

namespace heed::listening {

namespace asio = boost::asio;

namespace {

/// Changes with the item: a feed that puts a new alert behind an old address changes the item's time.
std::string key_of(const capfeed::Item& item) {
  return cat(item.id, "\n", item.updated, "\n", item.links.front().href);
}

}  // namespace

capfeed::PollingSettings WebSource::settings() const {
  return {feed_.every.value_or(capfeed::PollingSettings{}.interval)};
}

Duration WebSource::until_next() const {
  return std::clamp(polling_.next - now(), Duration{100}, capfeed::retry_after_max);
}

asio::awaitable<Duration> WebSource::look() {
  auto got = co_await listening::fetch(doors_.client,
                                       {feed_.url, capfeed::document_bytes, &interrupt_, &polling_, compared_with_});
  if (is_stopping()) co_return Duration{};
  if (got && !got->answer.is_complete && got->answer.status == 200) {
    const auto came = got->answer.body.size();
    got = came > capfeed::document_bytes
              ? fail(Code::too_large, cat("it has more than the ", capfeed::document_bytes, " bytes that are read"))
              : fail(Code::unavailable, cat("the answer broke off after ", came, " bytes"));
  }
  if (!got) {
    auto outcome = capfeed::after_no_answer(polling_, core::sentence(got.error()), now(), settings());
    polling_ = std::move(outcome.polling);
    note_failing(std::move(outcome.detail));
    co_return until_next();
  }
  const auto& answer = got->answer;
  const auto digest = answer.body.empty() ? std::string() : digest::sha256(answer.body);
  auto outcome = capfeed::after_answer(polling_,
                                       {answer.status, header(answer, "etag"), header(answer, "last-modified"),
                                        header(answer, "retry-after"), header(answer, "location"), digest},
                                       now(), settings());
  co_await take(*std::move(got), std::move(outcome));
  co_return until_next();
}

void WebSource::note_well_at(const Got& got) {
  note_well();
  if (standing_.detail == moved_) standing_.detail.clear();
  moved_ = got.moved;
  if (standing_.detail.empty()) standing_.detail = moved_;
}

asio::awaitable<void> WebSource::take(Got got, capfeed::Outcome outcome) {
  if (outcome.polled == capfeed::Polled::failed) {
    polling_ = std::move(outcome.polling);
    note_failing(std::move(outcome.detail));
    co_return;
  }
  if (outcome.polled != capfeed::Polled::changed) {
    polling_ = std::move(outcome.polling);
    compared_with_ = got.address;
    note_well_at(got);
    co_return;
  }
  auto reading = co_await read(std::move(got.answer.body), got.address);
  if (!reading) {
    outcome = capfeed::after_unreadable(polling_, core::sentence(reading.error()), now(), settings());
    polling_ = std::move(outcome.polling);
    note_failing(std::move(outcome.detail));
    co_return;
  }
  standing_.detail.clear();
  note_well_at(got);
  note_unusable(reading->unusable);
  auto heard = co_await hear(std::move(reading->alerts));
  if (heard) heard = co_await fetch(reading->to_fetch);
  polling_ = std::move(outcome.polling);
  compared_with_ = got.address;
  if (heard) co_return;
  // Why without what was there to compare with: an unchanged feed would never be read again for what is still missing.
  polling_.etag.clear();
  polling_.last_modified.clear();
  polling_.body_digest.clear();
  standing_.detail = core::sentence(heard.error());
}

asio::awaitable<Result<void>> WebSource::fetch(const std::vector<capfeed::Item>& items) {
  Fetching fetching(context_);
  std::set<std::string> still_there, asked;
  for (const auto& item : items) {
    auto key = key_of(item);
    if (fetched_.contains(key)) {
      still_there.insert(std::move(key));
    } else if (asked.insert(std::move(key)).second) {
      fetching.missing.push_back(&item);
    }
  }
  fetched_ = std::move(still_there);
  const auto left = fetching.missing.size() - std::min(fetching.missing.size(), fetches_at_a_look);
  fetching.missing.resize(fetching.missing.size() - left);
  const auto at_once = std::min(fetching.missing.size(), fetches_at_once);
  fetching.running = at_once;
  for (std::size_t i = 0; i < at_once; ++i) {
    asio::co_spawn(context_, fetch_in_turn(fetching), asio::detached);
  }
  boost::system::error_code woken;
  while (fetching.running > 0) co_await fetching.done.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  if (left > 0) co_return fail(Code::too_many, cat(left, " more alerts are fetched at the next look"));
  co_return std::move(fetching.outcome);
}

asio::awaitable<void> WebSource::fetch_in_turn(Fetching& fetching) {
  while (fetching.next < fetching.missing.size() && !is_stopping()) {
    const auto& item = *fetching.missing[fetching.next++];
    const auto fetched = co_await fetch_one(item);
    if (fetched) {
      fetched_.insert(key_of(item));
    } else if (fetching.outcome) {
      fetching.outcome = fail(core::within(item.links.front().href, fetched.error()));
    }
  }
  --fetching.running;
  fetching.done.cancel();
}

asio::awaitable<Result<void>> WebSource::fetch_one(const capfeed::Item& item) {
  const auto url = item.links.front().href;
  CO_TRY(auto got, co_await listening::fetch(doors_.client, {url, capfeed::alert_bytes, &interrupt_}));
  auto& answer = got.answer;
  CO_TRY(check_whole(answer));
  auto reading = co_await read(std::move(answer.body), got.address);
  if (!reading) {
    // Why no failure: it came whole, and asking again would bring the same.
    note_unusable({{url, reading.error()}});
    co_return Result<void>{};
  }
  refuse_links(*reading);
  if (reading->alerts.empty() && reading->unusable.empty()) {
    co_return fail(Code::unavailable, "there is nothing at this address yet");
  }
  note_unusable(reading->unusable);
  co_return co_await hear(std::move(reading->alerts));
}

}  // namespace heed::listening
