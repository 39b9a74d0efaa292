#include "app/listening/listening.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "app/files/files.h"
#include "app/listening/folder_source.h"
#include "app/listening/stream_source.h"
#include "app/listening/web_source.h"
#include "operations/hear/report.h"

namespace heed::listening {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::hours between_tidyings{1};
constexpr std::size_t trust_bytes = 4UL << 20;

using Sources = std::vector<std::unique_ptr<Source>>;

struct Listened {
  const Feed& feed;
  hear::FeedStanding& standing;
};

/// The source of a feed, after the one of its repositories where it has any: who is used stands before who uses it.
void add_sources(Sources& sources, asio::io_context& context, Doors doors, Listened listened) {
  const auto& [feed, standing] = listened;
  switch (kind_of(feed).value()) {
    case Kind::web: sources.push_back(std::make_unique<WebSource>(context, doors, feed, standing)); return;
    case Kind::folder: sources.push_back(std::make_unique<FolderSource>(context, doors, feed, standing)); return;
    case Kind::stream: break;
  }
  auto stream = std::make_unique<StreamSource>(context, doors, feed, standing);
  if (feed.repositories && !feed.repositories->empty()) {
    auto repositories = std::make_unique<RepositorySource>(context, doors, feed, standing);
    stream->fill_gaps_from(*repositories);
    sources.push_back(std::move(repositories));
  }
  sources.push_back(std::move(stream));
}

void note(std::string_view doing, const Result<void>& outcome) {
  if (!outcome) spdlog::error("{}: {}", doing, core::sentence(outcome.error()));
}

}  // namespace

hear::Trust Trusted::trust() const { return {anchors ? &*anchors : nullptr, senders ? &*senders : nullptr}; }

Result<Trusted> read_trusted(const Section& section, const std::string& folder) {
  Trusted trusted;
  if (section.trust) {
    const auto path = cat(folder, "/", *section.trust);
    TRY(const auto pem, files::read_file(path, trust_bytes));
    auto anchors = xmlsign::Anchors::read(pem);
    if (!anchors) return fail(core::within(path, std::move(anchors).error()));
    trusted.anchors = *std::move(anchors);
  }
  if (section.senders) {
    const auto path = cat(folder, "/", *section.senders);
    TRY(const auto text, files::read_file(path, trust_bytes));
    TRY(trusted.senders, xmlsign::read_senders(text, path));
  }
  return trusted;
}

Listening::Listening(asio::io_context& context, Doors doors, const Section& section)
    : context_(context), doors_(doors), timer_(context) {
  for (const auto& feed : section.feeds) {
    standings_.emplace_back();
    add_sources(sources_, context, {doors_.desk, doors_.client, reading_, doors_.trust}, {feed, standings_.back()});
  }
}

void Listening::start() {
  doors_.desk.journal.listen([this](const record::Entry& entry) {
    auto digest = hear::rests_on(entry);
    if (!digest || is_stopping_) return;
    ++running_;
    asio::co_spawn(context_, pin(*std::move(digest)), asio::detached);
  });
  ++running_;
  asio::co_spawn(context_, keep_house(), asio::detached);
  for (const auto& source : sources_) source->start();
}

asio::awaitable<void> Listening::pin(std::string digest) {
  const auto pinned = co_await hear::pin(doors_.desk, std::move(digest));
  note("keeping what a report rests on", pinned);
  --running_;
}

/// What reports rest on is kept; what nothing rests on goes when it is old.
asio::awaitable<void> Listening::keep_house() {
  const auto pinned = co_await hear::pin_used(doors_.desk);
  note("keeping what reports rest on", pinned);
  const auto refused = co_await hear::report_all_wanted(doors_.desk);
  if (!refused) note("making reports of alerts", fail(refused.error()));
  for (const auto& why : refused.value_or(std::vector<Error>{})) note("making a report of an alert", fail(why));
  while (!is_stopping_ && pinned) {
    const auto dropped = co_await hear::drop_old(doors_.desk);
    if (!dropped) note("dropping old alerts", fail(dropped.error()));
    if (is_stopping_) break;
    boost::system::error_code woken;
    timer_.expires_after(between_tidyings);
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  --running_;
}

asio::awaitable<void> Listening::stop() {
  is_stopping_ = true;
  timer_.cancel();
  for (const auto& source : sources_) source->stop();
  asio::steady_timer turn(context_);
  const auto is_busy = [this] {
    return running_ > 0 || std::ranges::any_of(sources_, [](const auto& source) { return source->is_running(); });
  };
  while (is_busy()) {
    turn.expires_after(std::chrono::milliseconds(5));
    co_await turn.async_wait(asio::use_awaitable);
  }
  reading_.join();
}

}  // namespace heed::listening
