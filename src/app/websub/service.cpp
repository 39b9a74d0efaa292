#include "app/websub/service.h"

#include "app/websub/topics.h"

namespace heed::websub {

namespace asio = boost::asio;

namespace {

constexpr std::size_t lookups_for_strangers = 4;
constexpr std::size_t lookups_for_subscribers = 8;

}  // namespace

Service::Service(asio::io_context& context, Below below, Setting setting) : feed_(below.feed, context) {
  if (!is_enabled(setting.section)) return;
  const auto reach =
      setting.section.allow_private_callbacks ? http_client::Reach::anywhere : http_client::Reach::public_only;
  const auto base_url = setting.base_url;
  const auto hub_url = setting.hub_url;
  asking_.emplace(http_client::Options{.lookup_threads = lookups_for_strangers});
  sending_.emplace(http_client::Options{.lookup_threads = lookups_for_subscribers});
  const Distributing::Ways ways{{below.clock, below.random, *sending_, reach}, *asking_, below.feed};
  auto& distributing = distributing_.emplace(context, ways, std::move(setting));
  feed_.watch([&distributing](const std::string& path) { distributing.note_published(path); });
  door_ = Door{hub_url, [&distributing](Request request) { return distributing.take(std::move(request)); },
               [&distributing] { return distributing.standings(); },
               [base_url](std::string_view path) { return topic_of(base_url, path); }};
}

Result<void> Service::resume() { return distributing_ ? distributing_->resume() : Result<void>{}; }

void Service::start() {
  if (distributing_) distributing_->start();
}

asio::awaitable<void> Service::stop() {
  if (distributing_) co_await distributing_->stop();
}

}  // namespace heed::websub
