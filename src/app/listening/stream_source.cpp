#include "app/listening/stream_source.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "lib/cap/read.h"

namespace heed::listening {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr Duration first_pause{1'000};
constexpr Duration longest_pause{60'000};
constexpr std::size_t piece_bytes = 64 * 1024;

struct Peer {
  std::string host;
  std::string port;
};

/// "tcp://host:port" in its two parts.
Result<Peer> peer_of(std::string_view url) {
  url.remove_prefix(std::string_view("tcp://").size());
  const auto colon = url.rfind(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == url.size()) {
    return fail(Code::malformed, "a stream is named by its host and port: tcp://host:port");
  }
  auto host = url.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return Peer{std::string(host), std::string(url.substr(colon + 1))};
}

std::unexpected<Error> lost(std::string_view doing, const error_code& error) {
  return fail(Code::unavailable, cat(doing, ": ", error.message()));
}

}  // namespace

StreamSource::StreamSource(asio::io_context& context, Doors doors, Feed feed, hear::FeedStanding& standing)
    : Source(context, doors, std::move(feed), standing), socket_(context), silence_(context) {}

void StreamSource::interrupt() {
  silence_.cancel();
  error_code ignored;
  socket_.close(ignored);
}

asio::awaitable<Duration> StreamSource::look() {
  auto outcome = co_await connect();
  if (outcome) outcome = co_await follow();
  silence_.cancel();
  error_code ignored;
  socket_.close(ignored);
  if (!outcome && !is_stopping()) note_failing(core::sentence(outcome.error()));
  pause_ = std::clamp(pause_ * 2, first_pause, longest_pause);
  co_return pause_;
}

asio::awaitable<Result<void>> StreamSource::connect() {
  CO_TRY(const auto peer, peer_of(feed_.url));
  // Why a timer on the whole: a lookup or a handshake may hang for minutes.
  silence_.expires_after(std::chrono::seconds(15));
  silence_.async_wait([this](const error_code& error) {
    if (!error) interrupt();
  });
  asio::ip::tcp::resolver resolver(context_);
  error_code error;
  const auto found =
      co_await resolver.async_resolve(peer.host, peer.port, asio::redirect_error(asio::use_awaitable, error));
  // Why asked here: the interrupt came while there was no connection yet to close, and has taken the timer with it.
  if (is_stopping()) co_return fail(Code::stopped, "the hub stops listening");
  if (silence_.expiry() <= asio::steady_timer::clock_type::now()) {
    co_return fail(Code::unavailable, "looking the host up took too long");
  }
  if (error) co_return lost("looking the host up", error);
  co_await asio::async_connect(socket_, found, asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return lost("no connection", error);
  co_return Result<void>{};
}

asio::awaitable<Result<void>> StreamSource::follow() {
  note_well();
  capfeed::Splitter splitter;
  std::string piece(piece_bytes, '\0');
  bool is_all_noise = true;
  while (!is_stopping()) {
    is_silent_ = false;
    silence_.expires_after(silence_max);
    silence_.async_wait([this](const error_code& error) {
      if (error) return;
      is_silent_ = true;
      interrupt();
    });
    error_code error;
    const auto size =
        co_await socket_.async_read_some(asio::buffer(piece), asio::redirect_error(asio::use_awaitable, error));
    silence_.cancel();
    if (is_silent_) co_return fail(Code::unavailable, cat("no sign of life for ", silence_max.count(), " seconds"));
    if (error) {
      co_return lost(splitter.pending_bytes() > 0 ? "the stream ended in the middle of an alert" : "the stream ended",
                     error);
    }
    note_well();
    const auto before = splitter.counts();
    auto documents = splitter.take(std::string_view(piece).substr(0, size));
    if (!documents.empty()) {
      // Why not for any byte: who answers something else would be called again every second.
      pause_ = Duration{};
      is_all_noise = false;
    }
    for (auto& document : documents) CO_TRY(co_await take(std::move(document)));
    const auto& counts = splitter.counts();
    note_lost(before, counts);
    if (is_all_noise && counts.skipped_bytes > noise_max) {
      co_return fail(Code::malformed, cat("it sent ", counts.skipped_bytes, " bytes and no alert"));
    }
  }
  co_return Result<void>{};
}

asio::awaitable<Result<void>> StreamSource::take(std::string document) {
  if (take_heartbeat(document)) co_return Result<void>{};
  auto reading = co_await read(std::move(document), feed_.url);
  if (!reading) {
    note_unusable({{{}, reading.error()}});
    co_return Result<void>{};
  }
  note_unusable(reading->unusable);
  co_return co_await hear(std::move(reading->alerts));
}

void StreamSource::note_lost(const capfeed::StreamCounts& before, const capfeed::StreamCounts& after) {
  if (after.too_large > before.too_large) {
    note_unusable({{{}, {Code::too_large, cat("an alert of more than ", capfeed::alert_bytes, " bytes")}}});
  }
  if (after.cut_off > before.cut_off) {
    note_unusable({{{}, {Code::malformed, "an alert was cut off: another one began within it"}}});
  }
}

bool StreamSource::take_heartbeat(std::string_view document) {
  // Why this first: heartbeats come every minute of every year, and only they need to be read on this thread.
  if (!document.contains(capfeed::heartbeat_sender)) return false;
  const auto reading = cap::read(document);
  if (!reading.alert) return false;
  const auto heartbeat = capfeed::heartbeat_in(*reading.alert);
  if (!heartbeat) return false;
  if (repositories_ != nullptr) {
    repositories_->take(heartbeat->listed);
  } else {
    show_gaps(heartbeat->listed);
  }
  return true;
}

void StreamSource::show_gaps(const std::vector<cap::Reference>& messages) {
  if (!standing_.gaps.empty()) standing_.detail.clear();
  standing_.gaps.clear();
  for (const auto& listed : messages) {
    const auto reference = heard::reference_of(listed);
    if (!reference || !heard::versions(doors_.desk.state.heard, heard::identity_of(*reference)).empty()) continue;
    if (standing_.gaps.size() < gaps_kept) standing_.gaps.push_back(cat(listed.sender, ",", listed.identifier));
  }
  if (!standing_.gaps.empty()) {
    standing_.detail = standing_.gaps.size() == 1
                           ? cat("a message that the stream lists did not come: ", standing_.gaps.front())
                           : cat(standing_.gaps.size(),
                                 " messages that the stream lists did not come; the first: ", standing_.gaps.front());
    spdlog::warn("feed {}: {}", feed_.name, standing_.detail);
  }
}

}  // namespace heed::listening
