#pragma once
// The public files, with somebody who is told what was published.

#include <functional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "ports/feed.h"

namespace heed::websub {

/// Requires: `below` and `context` outlive it. Several threads may call it, as `below` allows.
class WatchedFeed final : public ports::Feed {
 public:
  using Watcher = std::function<void(const std::string& path)>;

  WatchedFeed(ports::Feed& below, boost::asio::io_context& context) : below_(below), context_(context) {}

  /// Told on the context's thread, once what was published lasts. Requires: called before the first publish().
  void watch(Watcher watcher) { watcher_ = std::move(watcher); }

  Result<void> publish(std::string_view path, std::string_view bytes) override {
    TRY(below_.publish(path, bytes));
    if (watcher_) boost::asio::post(context_, [this, name = std::string(path)] { watcher_(name); });
    return {};
  }
  [[nodiscard]] Result<std::string> read(std::string_view path) const override { return below_.read(path); }

 private:
  ports::Feed& below_;
  boost::asio::io_context& context_;
  Watcher watcher_;
};

}  // namespace heed::websub
