#include "app/websub/distributing.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "app/websub/kept.h"
#include "app/websub/topics.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/websub/message.h"
#include "operations/desk/run_on.h"

namespace heed::websub {

namespace asio = boost::asio;

namespace {

constexpr std::size_t contents_bytes_max = 64UL << 20;  ///< of feeds that are held while they are sent
constexpr Duration longest_sleep = std::chrono::hours(1);
constexpr std::chrono::seconds between_writes{1};
constexpr std::chrono::seconds after_failed_write{5};

Limits limits_of(const Section& section) {
  Limits limits;
  limits.per_host = section.per_host.value_or(limits.per_host);
  return limits;
}

asio::awaitable<void> wait(asio::steady_timer& timer, Duration time) {
  boost::system::error_code woken;
  timer.expires_after(time);
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

}  // namespace

Distributing::Distributing(asio::io_context& context, Ways ways, Setting setting)
    : context_(context),
      doors_(ways.sending),
      feed_(ways.feed),
      setting_(std::move(setting)),
      book_(limits_of(setting_.section)),
      asking_(
          context, Doors{doors_.clock, doors_.random, ways.asking, doors_.reach},
          [this](const Request& request, const std::string& host, Instant at) { take_confirmed(request, host, at); }),
      timer_(context),
      keep_timer_(context) {}

Result<void> Distributing::resume() {
  TRY(auto kept, read_kept(setting_.file));
  for (auto& subscription : kept) {
    const auto url = http_client::parse_url(subscription.callback);
    if (!url)
      return fail(Code::corrupt,
                  cat(setting_.file, ": ", subscription.callback.substr(0, 100), ": ", url.error().detail));
    if (subscription.expires <= now()) {
      mark_dirty(Haste::soon);
    } else if (!path_of(setting_.base_url, subscription.topic)) {
      asking_.deny(subscription.topic, subscription.callback, "This is no feed of this hub any more.");
      spdlog::warn("subscriber at {}: {} is no feed of this hub any more", url->host, subscription.topic);
      mark_dirty(Haste::soon);
    } else {
      changed_.insert(subscription.topic);
      book_.add(std::move(subscription), url->host, now());
    }
  }
  return {};
}

void Distributing::start() {
  ++running_;
  asio::co_spawn(context_, run(), asio::detached);
  is_keeping_ = true;
  asio::co_spawn(context_, keep(), asio::detached);
}

/// Why the file last: what is on the wire still says what was taken.
asio::awaitable<void> Distributing::stop() {
  is_stopping_ = true;
  asking_.stop();
  interrupt_.raise();
  wake();
  asio::steady_timer turn(context_);
  while (running_ > 0 || !asking_.is_idle()) co_await wait(turn, Duration{5});
  may_end_keeping_ = true;
  keep_timer_.cancel();
  while (is_keeping_) co_await wait(turn, Duration{5});
  files_.join();
}

Result<void> Distributing::take(Request request) {
  auto callback = http_client::parse_url(request.callback);
  if (!callback) return fail(callback.error().code, callback.error().detail, "hub.callback");
  // Of a name this is asked at each connection; of an address it can be said at once. `localhost` is refused later.
  const auto kind = http_client::not_public_because(callback->host);
  if (doors_.reach == http_client::Reach::public_only && !kind.empty() && kind != "not an address") {
    return fail(Code::invalid, "the address is not on the public Internet", "hub.callback");
  }
  if (request.mode == Mode::subscribe) {
    const auto path = path_of(setting_.base_url, request.topic);
    if (!path || (!book_.has_topic(request.topic) && !feed_.read(*path))) {
      return fail(Code::not_found,
                  cat("this is no feed of this hub; the feeds are listed at ", setting_.base_url, "/feeds/"),
                  "hub.topic");
    }
    TRY(book_.check_room(request.topic, request.callback, callback->host));
  }
  return asking_.verify(std::move(request), std::move(callback->host));
}

void Distributing::take_confirmed(const Request& request, const std::string& host, Instant at) {
  if (request.mode == Mode::unsubscribe) {
    if (!book_.remove(request.topic, request.callback)) return;
    spdlog::info("subscriber at {}: left {}", host, request.topic);
    return mark_dirty(Haste::now);
  }
  // Asked again, for others may have come in between.
  if (const auto room = book_.check_room(request.topic, request.callback, host); !room) {
    return asking_.deny(request.topic, request.callback, room.error().detail);
  }
  Subscription subscription{request.topic, request.callback, {}, at + request.lease, {}};
  if (!request.secret.empty()) subscription.secret = request.secret;
  spdlog::info("subscriber at {}: subscribed to {} until {}", host, request.topic, core::to_text(subscription.expires));
  book_.add(std::move(subscription), host, now());
  mark_dirty(Haste::now);
  mark_changed(request.topic);
}

void Distributing::note_published(const std::string& path) {
  const auto topic = topic_of(setting_.base_url, path);
  if (!topic) return;
  ++versions_[*topic];
  if (const auto held = contents_.find(*topic); held != contents_.end()) {
    contents_bytes_ -= held->second->bytes.size();
    contents_.erase(held);
  }
  if (book_.has_topic(*topic)) mark_changed(*topic);
}

void Distributing::mark_changed(const std::string& topic) {
  changed_.insert(topic);
  wake();
}

void Distributing::wake() {
  is_woken_ = true;
  timer_.cancel();
}

asio::awaitable<void> Distributing::run() {
  while (!is_stopping_) {
    is_woken_ = false;
    co_await look_at_changes();
    if (book_.expire(now()) > 0) mark_dirty(Haste::soon);
    begin_sendings();
    if (is_woken_) continue;
    if (running_ == 1) let_contents_go();
    const auto due = book_.next_due();
    const auto sleep = due ? std::clamp(*due - now(), Duration{1}, longest_sleep) : longest_sleep;
    co_await wait(timer_, sleep);
  }
  --running_;
}

asio::awaitable<void> Distributing::look_at_changes() {
  while (!changed_.empty() && !is_stopping_) {
    const auto topic = *changed_.begin();
    changed_.erase(changed_.begin());
    if (!book_.has_topic(topic)) continue;
    const auto content = co_await content_of(topic);
    if (content) {
      book_.publish(topic, (*content)->digest, now());
    } else {
      spdlog::error("reading what subscribers are sent: {}", core::sentence(content.error()));
    }
  }
}

asio::awaitable<Result<Distributing::SharedContent>> Distributing::content_of(std::string topic) {
  if (const auto held = contents_.find(topic); held != contents_.end()) co_return held->second;
  const auto version = versions_[topic];
  const auto path = path_of(setting_.base_url, topic).value_or("");
  CO_TRY(auto content, co_await desk::run_on(files_, context_, [this, &path]() -> Result<SharedContent> {
           TRY(auto bytes, feed_.read(path));
           auto digest = digest::to_base64url(digest::sha256(bytes));
           return std::make_shared<const Content>(Content{path, std::move(bytes), std::move(digest)});
         }));
  // Why not held when something was published meanwhile: these bytes may be the old ones. They are sent all the same,
  // and then differ from the topic's.
  if (versions_[topic] != version) co_return content;
  if (contents_bytes_ + content->bytes.size() > contents_bytes_max) let_contents_go();
  if (contents_.emplace(topic, content).second) contents_bytes_ += content->bytes.size();
  co_return content;
}

void Distributing::let_contents_go() {
  contents_.clear();
  contents_bytes_ = 0;
}

void Distributing::begin_sendings() {
  while (!is_stopping_) {
    auto sending = book_.begin(now());
    if (!sending) return;
    ++running_;
    asio::co_spawn(context_, send(*std::move(sending)), asio::detached);
  }
}

asio::awaitable<void> Distributing::send(Sending sending) {
  auto outcome = Outcome::failed;
  std::string digest;
  const auto content = co_await content_of(sending.to.topic);
  if (content) {
    outcome = co_await call(sending, **content);
    digest = (*content)->digest;
  }
  book_.end(sending, outcome, digest, now());
  if (outcome == Outcome::taken) mark_dirty(Haste::soon);
  if (outcome == Outcome::gone) mark_dirty(Haste::now);
  wake();
  --running_;
}

asio::awaitable<Outcome> Distributing::call(const Sending& sending, const Content& content) {
  const auto& to = sending.to;
  http_client::Call call;
  call.method = "POST";
  call.url = to.callback;
  call.headers = {{"Content-Type", std::string(media_type_of(content.path).value_or("application/octet-stream"))},
                  {"Link", link_header(setting_.hub_url, to.topic)}};
  if (to.secret) call.headers.emplace_back("X-Hub-Signature", signature(*to.secret, content.bytes));
  call.body = content.bytes;
  call.deadline = answer_within;
  call.reach = doors_.reach;
  call.answer_bytes = 1'024;  // "The response body from the subscriber MUST be ignored"
  call.interrupt = &interrupt_;
  const auto host = http_client::parse_url(to.callback).value_or(http_client::Url{}).host;
  const auto answer = co_await doors_.client.send(std::move(call));
  auto outcome = Outcome::failed;
  if (answer && answer->status == 410) outcome = Outcome::gone;
  if (answer && answer->status >= 200 && answer->status <= 299) outcome = Outcome::taken;
  note_answer(host, outcome, answer ? cat("HTTP status ", answer->status) : core::sentence(answer.error()));
  co_return outcome;
}

/// Why by host: of one that is down with a thousand subscriptions one line is enough.
void Distributing::note_answer(const std::string& host, Outcome outcome, const std::string& why) {
  if (is_stopping_) return;
  if (outcome != Outcome::failed) {
    if (failing_hosts_.erase(host) > 0) spdlog::info("subscriber at {}: it answers again", host);
    if (outcome == Outcome::gone) spdlog::info("subscriber at {}: gone (410), its subscription ends", host);
    return;
  }
  if (failing_hosts_.size() >= Limits{}.subscriptions) failing_hosts_.clear();
  if (failing_hosts_.insert(host).second) spdlog::warn("subscriber at {}: {}; tried again", host, why);
}

void Distributing::mark_dirty(Haste haste) {
  is_dirty_ = true;
  if (haste == Haste::now) is_urgent_ = true;
  keep_timer_.cancel();
}

asio::awaitable<void> Distributing::keep() {
  bool is_failing = false;
  while (!may_end_keeping_ || (is_dirty_ && !is_failing)) {
    if (!is_dirty_) {
      co_await wait(keep_timer_, longest_sleep);
      continue;
    }
    // Why not at once: a publication makes thousands of deliveries, and each would write the whole file.
    const auto until = std::chrono::steady_clock::now() + between_writes;
    while (!is_urgent_ && !may_end_keeping_ && std::chrono::steady_clock::now() < until) {
      co_await wait(keep_timer_, Duration{1'000});
    }
    is_dirty_ = is_urgent_ = false;
    const auto kept = book_.kept();
    const auto written =
        co_await desk::run_on(files_, context_, [this, &kept] { return write_kept(setting_.file, kept); });
    if (!written && !is_failing) spdlog::error("keeping the subscriptions: {}", core::sentence(written.error()));
    if (written && is_failing) spdlog::info("keeping the subscriptions: written again");
    is_failing = !written;
    if (written) continue;
    is_dirty_ = true;
    if (!may_end_keeping_) co_await wait(keep_timer_, std::chrono::duration_cast<Duration>(after_failed_write));
  }
  is_keeping_ = false;
}

}  // namespace heed::websub
