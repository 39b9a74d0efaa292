#include "app/listening/repository_source.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "app/listening/fetch.h"
#include "lib/capfeed/repository/address.h"

namespace heed::listening {

namespace asio = boost::asio;

namespace {

constexpr std::size_t why_bytes = 150;  ///< of what one repository came to, as it is shown

std::string name_of(const cap::Reference& message) { return cat(message.sender, ",", message.identifier); }

std::string cut(std::string text) {
  if (text.size() <= why_bytes) return text;
  auto end = why_bytes;
  // Why: a letter of several bytes is not cut apart.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

}  // namespace

bool RepositorySource::is_here(const cap::Reference& message) const {
  const auto reference = heard::reference_of(message);
  return !reference || !heard::versions(doors_.desk.state.heard, heard::identity_of(*reference)).empty();
}

void RepositorySource::take(const std::vector<cap::Reference>& listed) {
  gaps_.take(listed, [this](const cap::Reference& message) { return is_here(message); }, now());
  show();
  if (!gaps_.open().empty()) wake();
}

asio::awaitable<Duration> RepositorySource::look() {
  gaps_.drop([this](const cap::Reference& message) { return is_here(message); });
  Fetching fetching(context_);
  fetching.due = gaps_.due(now());
  fetching.running = std::min(fetching.due.size(), messages_at_once);
  for (std::size_t i = fetching.running; i > 0; --i) {
    asio::co_spawn(context_, fetch_in_turn(fetching), asio::detached);
  }
  boost::system::error_code woken;
  while (fetching.running > 0) co_await fetching.done.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  show();
  const auto next = gaps_.next();
  co_return next ? std::clamp(*next - now(), Duration{0}, repository_idle) : repository_idle;
}

asio::awaitable<void> RepositorySource::fetch_in_turn(Fetching& fetching) {
  while (fetching.next < fetching.due.size() && !is_stopping()) {
    const auto message = fetching.due[fetching.next++];
    if (is_here(message)) continue;
    auto had = co_await fetch_one(message);
    if (is_stopping()) break;
    if (had) {
      gaps_.note_had(message);
      ++standing_.fetched;
    } else {
      gaps_.note_failed(message, std::move(had).error().detail, now());
    }
    show();
  }
  --fetching.running;
  fetching.done.cancel();
}

asio::awaitable<Result<void>> RepositorySource::fetch_one(cap::Reference message) {
  CO_TRY(const auto reference, heard::reference_of(message));
  std::string why;
  for (const auto& base : *feed_.repositories) {
    const auto address = repository::address_of(base, message);
    const auto had = co_await fetch_from(address, heard::identity_of(reference));
    if (had) {
      spdlog::info("feed {}: {} did not come and was fetched from {}", feed_.name, name_of(message), address);
      co_return Result<void>{};
    }
    if (is_stopping()) co_return fail(Code::stopped, "the hub stops listening");
    why += cat(why.empty() ? "" : "; ", base, ": ", cut(core::sentence(had.error())));
  }
  co_return fail(Code::unavailable, std::move(why));
}

asio::awaitable<Result<void>> RepositorySource::fetch_from(std::string address, heard::Identity wanted) {
  CO_TRY(auto got, co_await fetch(doors_.client, {std::move(address), capfeed::alert_bytes, &interrupt_}));
  CO_TRY(check_whole(got.answer));
  CO_TRY(auto reading, co_await read(std::move(got.answer.body), std::move(got.address)));
  if (reading.alerts.empty() && !reading.unusable.empty()) co_return fail(reading.unusable.front().why);
  std::erase_if(reading.alerts, [&](const hear::Alert& alert) { return heard::identity_of(alert.heard) != wanted; });
  if (reading.alerts.empty()) co_return fail(Code::invalid, "what stands there is not this message");
  CO_TRY(co_await hear(std::move(reading.alerts)));
  if (heard::versions(doors_.desk.state.heard, wanted).empty()) {
    co_return fail(Code::refused, "it is there, and this hub could not take it");
  }
  co_return Result<void>{};
}

std::string RepositorySource::sentence() const {
  const auto& open = gaps_.open();
  const auto& lost = gaps_.lost();
  if (!open.empty()) {
    const auto tried = std::ranges::find_if(open, [](const auto& gap) { return gap.asks > 0; });
    const auto& shown = tried == open.end() ? open.front() : *tried;
    auto text = open.size() == 1 ? cat("a message that the stream lists did not come: ", name_of(shown.message))
                                 : cat(open.size(), " messages that the stream lists did not come, among them ",
                                       name_of(shown.message));
    if (tried == open.end()) return text + "; it is asked for";
    return cat(text, "; no repository gave it: ", shown.why, "; asked again at ", core::to_text(shown.next));
  }
  if (lost.empty()) return {};
  return cat(lost.size() == 1 ? "a message that did not come could not be had: "
                              : cat(lost.size(), " messages that did not come could not be had, the last "),
             name_of(lost.back().message), " (", lost.back().why, ")");
}

void RepositorySource::show() {
  standing_.gaps.clear();
  for (const auto& gap : gaps_.open()) standing_.gaps.push_back(name_of(gap.message));
  standing_.lost.clear();
  for (const auto& gap : gaps_.lost()) standing_.lost.push_back({name_of(gap.message), gap.why});
  // Why not then: that the stream itself fails is the worse news.
  if (standing_.going == hear::Going::failing) return;
  auto saying = sentence();
  if (!saying.empty()) {
    if (saying != said_) spdlog::warn("feed {}: {}", feed_.name, saying);
    standing_.detail = saying;
  } else if (standing_.detail == said_) {
    standing_.detail.clear();
  }
  said_ = std::move(saying);
}

}  // namespace heed::listening
