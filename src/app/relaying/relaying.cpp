#include "app/relaying/relaying.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "app/files/files.h"

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

void Relaying::add(const heard::Message& message) {
  for (auto& line : lines_) {
    const auto held = relay::held_back(message, line.handing, doors_.desk.manner.sender, doors_.desk.clock.now());
    if (held != relay::Held::no) continue;
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
    if (const auto message = heard::find(doors_.desk.state.heard, heard::version_of(*fact)); message) add(**message);
  };
  take(std::type_identity<heard::Heard>());
  // Why again: it may be another feed by which a partner wants it.
  take(std::type_identity<heard::HeardAgain>());
}

void Relaying::start() {
  if (lines_.empty()) return;
  for (const auto& [version, message] : doors_.desk.state.heard.messages) add(message);
  doors_.desk.journal.listen([this](const record::Entry& entry) {
    if (!is_stopping_) note(entry);
  });
  for (auto& line : lines_) {
    ++running_;
    asio::co_spawn(context_, run(line), asio::detached);
  }
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

asio::awaitable<Result<void>> Relaying::send(Line& line, heard::Version version) {
  auto& desk = doors_.desk;
  const auto found = heard::find(desk.state.heard, version);
  // Why again: it may have waited for hours, and be over.
  if (!found || relay::held_back(**found, line.handing, desk.manner.sender, desk.clock.now()) != relay::Held::no) {
    co_return Result<void>{};
  }
  CO_TRY(auto bytes,
         co_await desk.journal.ask([&version](ports::Store& store) { return store.original(version.digest); }));
  if (!bytes) co_return Result<void>{};
  http_client::Call call;
  call.method = "POST";
  call.url = line.recipient.partner.url;
  call.headers = {{"Content-Type", "application/cap+xml"}};
  if (!line.recipient.token.empty()) call.headers.emplace_back("Authorization", cat("Bearer ", line.recipient.token));
  call.body = *std::move(bytes);
  CO_TRY(const auto answer, co_await doors_.client.send(std::move(call)));
  if (is_final(answer.status)) {
    spdlog::warn("partner {} does not take {} of {}: status {}", line.recipient.partner.name,
                 version.identity.identifier, version.identity.sender, answer.status);
    co_return Result<void>{};
  }
  if (answer.status < 200 || answer.status > 299) {
    co_return fail(Code::unavailable, cat("HTTP status ", answer.status));
  }
  CO_TRY(auto drafts, relay::hand_on(desk.state.heard, version, line.recipient.partner.name));
  const record::Moment moment{desk.clock.now(), record::the_hub()};
  CO_TRY(co_await desk.journal.commit(std::move(drafts), moment, std::nullopt));
  co_return Result<void>{};
}

}  // namespace heed::relaying
