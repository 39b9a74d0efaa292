#include "app/listening/web_source.h"

#include "lib/digest/sha256.h"

namespace heed::listening {

namespace asio = boost::asio;

namespace {

/// Changes with the item: a feed that puts a new alert behind an old address changes the item's time.
std::string key_of(const capfeed::Item& item) {
  return cat(item.id, "\n", item.updated, "\n", item.links.front().href);
}

http_client::Call call_for(const std::string& url, std::size_t answer_bytes) {
  http_client::Call call;
  call.url = url;
  call.answer_bytes = answer_bytes + 1;
  return call;
}

}  // namespace

capfeed::PollingSettings WebSource::settings() const {
  return {feed_.every.value_or(capfeed::PollingSettings{}.interval)};
}

Duration WebSource::until_next() const {
  return std::clamp(polling_.next - now(), Duration{100}, capfeed::retry_after_max);
}

asio::awaitable<Duration> WebSource::look() {
  auto call = call_for(feed_.url, capfeed::document_bytes);
  for (auto& header : capfeed::request_headers(polling_)) call.headers.push_back(std::move(header));
  auto answer = co_await doors_.client.send(std::move(call));
  if (is_stopping()) co_return Duration{};
  if (answer && !answer->is_complete && answer->status == 200) {
    answer = answer->body.size() > capfeed::document_bytes
                 ? fail(Code::too_large, cat("it has more than the ", capfeed::document_bytes, " bytes that are read"))
                 : fail(Code::unavailable, cat("the answer broke off after ", answer->body.size(), " bytes"));
  }
  if (!answer) {
    auto outcome = capfeed::after_no_answer(polling_, core::sentence(answer.error()), now(), settings());
    polling_ = std::move(outcome.polling);
    note_failing(std::move(outcome.detail));
    co_return until_next();
  }
  const auto digest = answer->body.empty() ? std::string() : digest::sha256(answer->body);
  auto outcome = capfeed::after_answer(polling_,
                                       {answer->status, header(*answer, "etag"), header(*answer, "last-modified"),
                                        header(*answer, "retry-after"), header(*answer, "location"), digest},
                                       now(), settings());
  co_await take(*answer, std::move(outcome));
  co_return until_next();
}

asio::awaitable<void> WebSource::take(const http_client::Answer& answer, capfeed::Outcome outcome) {
  if (outcome.polled == capfeed::Polled::failed) {
    polling_ = std::move(outcome.polling);
    note_failing(std::move(outcome.detail));
    co_return;
  }
  if (outcome.polled != capfeed::Polled::changed) {
    polling_ = std::move(outcome.polling);
    note_well();
    co_return;
  }
  auto body = answer.body;
  auto reading = co_await read(std::move(body), feed_.url);
  if (!reading) {
    outcome = capfeed::after_unreadable(polling_, core::sentence(reading.error()), now(), settings());
    polling_ = std::move(outcome.polling);
    note_failing(std::move(outcome.detail));
    co_return;
  }
  note_well();
  standing_.detail.clear();
  note_unusable(reading->unusable);
  auto heard = co_await hear(std::move(reading->alerts));
  if (heard) heard = co_await fetch(reading->to_fetch);
  polling_ = std::move(outcome.polling);
  if (heard) co_return;
  // Why without what was there to compare with: an unchanged feed would never be read again for what is still missing.
  polling_.etag.clear();
  polling_.last_modified.clear();
  polling_.body_digest.clear();
  standing_.detail = core::sentence(heard.error());
}

asio::awaitable<Result<void>> WebSource::fetch(const std::vector<capfeed::Item>& items) {
  std::set<std::string> still_there;
  std::vector<const capfeed::Item*> missing;
  for (const auto& item : items) {
    auto key = key_of(item);
    if (fetched_.contains(key))
      still_there.insert(std::move(key));
    else
      missing.push_back(&item);
  }
  fetched_ = std::move(still_there);
  Result<void> outcome;
  std::size_t asked = 0;
  for (const auto* item : missing) {
    if (is_stopping()) co_return outcome;
    if (asked++ == fetches_at_a_look) {
      co_return fail(Code::too_many,
                     cat(missing.size() - fetches_at_a_look, " more alerts are fetched at the next look"));
    }
    const auto fetched = co_await fetch_one(*item);
    if (fetched)
      fetched_.insert(key_of(*item));
    else
      outcome = fail(core::within(item->links.front().href, fetched.error()));
  }
  co_return outcome;
}

asio::awaitable<Result<void>> WebSource::fetch_one(const capfeed::Item& item) {
  const auto url = item.links.front().href;
  CO_TRY(auto answer, co_await doors_.client.send(call_for(url, capfeed::alert_bytes)));
  if (answer.status != 200) co_return fail(Code::unavailable, cat("HTTP status ", answer.status));
  if (!answer.is_complete) co_return fail(Code::unavailable, "the answer broke off, or is too large for an alert");
  auto reading = co_await read(std::move(answer.body), url);
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
