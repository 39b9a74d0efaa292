#include "app/relaying/relaying.h"

#include <algorithm>
#include <unordered_set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "app/files/files.h"
#include "flow/report/copies/name.h"
#include "flow/report/relay/derive.h"
#include "operations/desk/run_on.h"

namespace heed::relaying {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds first_pause{1};
constexpr std::chrono::seconds longest_pause{300};

/// The partner looked at it and does not want it: to ask again would bring the same.
bool is_final(int status) { return status == 400 || status == 409 || status == 413 || status == 415 || status == 422; }

}  // namespace

Result<std::vector<Recipient>> read_recipients(const Section& section, const std::string& folder) {
  std::vector<Recipient> recipients;
  for (const auto& partner : section.partners) {
    Recipient recipient{partner, {}};
    if (partner.token_file) {
      TRY(const auto text, files::read_secret_file(cat(folder, "/", *partner.token_file), 4'096));
      recipient.token = core::trimmed(text);
    }
    recipients.push_back(std::move(recipient));
  }
  return recipients;
}

Relaying::Relaying(asio::io_context& context, Doors doors, std::vector<Recipient> recipients)
    : context_(context), doors_(doors) {
  for (auto& recipient : recipients) lines_.emplace_back(context, std::move(recipient));
}

relay::Held Relaying::held_back(const Line& line, const heard::Message& message) const {
  const auto& desk = doors_.desk;
  return relay::held_back({desk.state.heard, kin_, desk.manner.sender, desk.clock.now()}, message, line.handing);
}

void Relaying::add(const heard::Message& message) {
  for (auto& line : lines_) {
    if (held_back(line, message) != relay::Held::no) continue;
    line.waiting.emplace(message.entry.index, heard::version_of(message.heard));
    // Why not while it fails: every new alert would ask a partner that is down once more.
    if (!line.is_failing) line.timer.cancel();
  }
}

void Relaying::note(const record::Entry& entry) {
  const auto take = [&]<class Fact>(std::type_identity<Fact>) {
    if (!record::is<Fact>(entry)) return;
    const auto fact = from_value<Fact>(entry.body);
    if (!fact) return;
    const auto& known = doors_.desk.state.heard;
    const auto message = heard::find(known, heard::version_of(*fact));
    if (!message) return;
    kin_.note(known, **message);
    add(**message);
  };
  take(std::type_identity<heard::Heard>());
  // Why again: it may be another feed by which a partner wants it.
  take(std::type_identity<heard::HeardAgain>());
}

void Relaying::start() {
  if (lines_.empty()) return;
  const auto& known = doors_.desk.state.heard;
  kin_ = relay::Kin(known);
  for (const auto& [version, message] : known.messages) add(message);
  drop_old_copies();
  doors_.desk.journal.listen([this](const record::Entry& entry) {
    if (!is_stopping_) note(entry);
  });
  for (auto& line : lines_) {
    ++running_;
    asio::co_spawn(context_, run(line), asio::detached);
  }
}

void Relaying::drop_old_copies() {
  if (doors_.copies == nullptr) return;
  std::unordered_set<std::string> known;
  for (const auto& [version, message] : doors_.desk.state.heard.messages) known.insert(version.digest);
  doors_.copies->drop([&](const std::string& digest) { return known.contains(digest); });
}

asio::awaitable<void> Relaying::stop() {
  is_stopping_ = true;
  for (auto& line : lines_) line.timer.cancel();
  asio::steady_timer turn(context_);
  while (running_ > 0) {
    turn.expires_after(std::chrono::milliseconds(5));
    co_await turn.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<void> Relaying::run(Line& line) {
  auto pause = first_pause;
  while (!is_stopping_) {
    const auto sent = co_await send_all(line);
    if (is_stopping_) break;
    if (sent && !line.waiting.empty()) continue;
    if (!sent && !line.is_failing) {
      spdlog::warn("partner {}: {}; tried again", line.recipient.partner.name, core::sentence(sent.error()));
    }
    line.is_failing = !sent;
    line.timer.expires_after(sent ? longest_pause : pause);
    pause = sent ? first_pause : std::min(pause * 2, longest_pause);
    boost::system::error_code woken;
    co_await line.timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  --running_;
}

asio::awaitable<Result<void>> Relaying::send_all(Line& line) {
  while (!line.waiting.empty() && !is_stopping_) {
    const auto next = *line.waiting.begin();
    CO_TRY(co_await send(line, next.second));
    line.waiting.erase(next);
  }
  co_return Result<void>{};
}

asio::awaitable<Result<Relaying::Goods>> Relaying::goods_of(Line& line, const heard::Message& message,
                                                            std::string bytes) {
  auto& desk = doors_.desk;
  const auto& own = desk.manner.sender;
  if (copies::original_of(message.heard.identifier)) {
    // Why as it came: a copy of a copy would go round for ever, under a new name each time.
    const auto is_own = co_await desk::run_on(maker_, context_, [&] { return relay::is_copy_from(bytes, own); });
    if (is_own) co_return fail(Code::refused, "it is a copy of what this hub said itself");
    co_return Goods{std::move(bytes)};
  }
  if (doors_.copies == nullptr) co_return Goods{std::move(bytes)};
  Order order{message.heard, std::move(bytes), line.recipient.partner.name, own, {}, false, false, true};
  for (const auto* given : relay::given_before(desk.state.heard, message.heard, order.partner)) {
    order.given.push_back(given->heard.digest);
  }
  order.is_wanted = line.recipient.partner.as == Form::derived;
  order.is_over = message.end.has_value();
  order.is_live = order.fact.status != cap::Status::actual || desk.manner.status == warning::Status::actual;
  auto made = co_await desk::run_on(maker_, context_, [&] { return doors_.copies->make(order); });
  if (!made) co_return fail(std::move(made).error());
  if (!*made) co_return Goods{std::move(order.bytes)};
  co_return Goods{std::move((*made)->bytes), std::move((*made)->digest)};
}

asio::awaitable<Result<int>> Relaying::post(Line& line, std::string bytes) {
  http_client::Call call;
  call.method = "POST";
  call.url = line.recipient.partner.url;
  call.headers = {{"Content-Type", "application/cap+xml"}};
  if (!line.recipient.token.empty()) call.headers.emplace_back("Authorization", cat("Bearer ", line.recipient.token));
  call.body = std::move(bytes);
  CO_TRY(const auto answer, co_await doors_.client.send(std::move(call)));
  const bool is_taken = answer.status >= 200 && answer.status <= 299;
  if (!is_taken && !is_final(answer.status)) {
    co_return fail(Code::unavailable, cat("HTTP status ", answer.status));
  }
  co_return answer.status;
}

asio::awaitable<Result<void>> Relaying::send(Line& line, heard::Version version) {
  auto& desk = doors_.desk;
  CO_TRY(auto bytes,
         co_await desk.journal.ask([&version](ports::Store& store) { return store.original(version.digest); }));
  const auto found = heard::find(desk.state.heard, version);
  // Why again: it may have waited for hours, and be over.
  if (!bytes || !found || held_back(line, **found) != relay::Held::no) co_return Result<void>{};
  auto goods = co_await goods_of(line, **found, *std::move(bytes));
  const auto& partner = line.recipient.partner.name;
  if (!goods && goods.error().code == Code::refused) {
    spdlog::warn("partner {} does not get {} of {}: {}", partner, version.identity.identifier, version.identity.sender,
                 goods.error().detail);
    co_return Result<void>{};
  }
  if (!goods) co_return fail(std::move(goods).error());
  CO_TRY(const auto status, co_await post(line, std::move(goods->bytes)));
  if (is_final(status)) {
    spdlog::warn("partner {} does not take {} of {}: status {}", partner, version.identity.identifier,
                 version.identity.sender, status);
    co_return Result<void>{};
  }
  CO_TRY(auto drafts, relay::hand_on(desk.state.heard, version, partner, std::move(goods->copy)));
  const record::Moment moment{desk.clock.now(), record::the_hub()};
  CO_TRY(co_await desk.journal.commit(std::move(drafts), moment, std::nullopt));
  co_return Result<void>{};
}

}  // namespace heed::relaying
