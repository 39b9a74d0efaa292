#include "app/listening/source.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "operations/desk/run_on.h"

namespace heed::listening {

namespace asio = boost::asio;

Source::Source(asio::io_context& context, Doors doors, Feed feed, hear::FeedStanding& standing)
    : context_(context), doors_(doors), feed_(std::move(feed)), standing_(standing), timer_(context) {
  standing_.name = feed_.name;
  standing_.url = feed_.url;
}

void Source::start() {
  is_running_ = true;
  asio::co_spawn(context_, run(), asio::detached);
}

void Source::stop() {
  is_stopping_ = true;
  timer_.cancel();
  interrupt();
}

asio::awaitable<void> Source::run() {
  while (!is_stopping_) {
    const auto pause = co_await look();
    if (is_stopping_) break;
    boost::system::error_code woken;
    timer_.expires_after(pause);
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  is_running_ = false;
}

asio::awaitable<Result<hear::Reading>> Source::read(std::string bytes, std::string address) {
  const hear::Received received{bytes, {feed_.name, std::move(address)}, now(), doors_.trust};
  co_return co_await desk::run_on(doors_.reading, context_, [&received] { return hear::read(received); });
}

asio::awaitable<Result<void>> Source::hear(std::vector<hear::Alert> alerts) {
  if (alerts.empty()) co_return Result<void>{};
  CO_TRY(const auto outcome, co_await hear::hear_alerts(doors_.desk, std::move(alerts), record::the_hub()));
  standing_.fresh += outcome.fresh.size();
  standing_.again += outcome.again;
  note_unusable(outcome.refused);
  co_return Result<void>{};
}

void Source::note_unusable(const std::vector<hear::Unusable>& unusable) {
  if (unusable.empty()) return;
  standing_.unusable += unusable.size();
  const auto& first = unusable.front();
  standing_.detail =
      cat(unusable.size(), " could not be used; the first",
          first.item.empty() ? std::string() : cat(", \"", first.item, "\""), ": ", core::sentence(first.why));
  spdlog::warn("feed {}: {}", feed_.name, standing_.detail);
}

void Source::refuse_links(hear::Reading& reading) {
  for (const auto& item : reading.to_fetch) {
    reading.unusable.push_back(
        {item.id.empty() ? item.title : item.id,
         {Code::unsupported, "it only names where its alert is, and from here nothing more is fetched"}});
  }
  reading.to_fetch.clear();
}

void Source::note_well() {
  if (standing_.going == hear::Going::failing) {
    spdlog::info("feed {}: it answers again", feed_.name);
    standing_.detail.clear();
  }
  standing_.going = hear::Going::well;
  standing_.last_at = now();
  standing_.since.reset();
}

void Source::note_failing(std::string detail) {
  if (standing_.going != hear::Going::failing || standing_.detail != detail) {
    spdlog::warn("feed {}: {}", feed_.name, detail);
  }
  if (standing_.going != hear::Going::failing) standing_.since = now();
  standing_.going = hear::Going::failing;
  standing_.detail = std::move(detail);
}

}  // namespace heed::listening
