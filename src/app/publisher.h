#pragma once
// Keeps the public site true: pages, feed, CAP files. What was published stays published.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "operations/desk/desk.h"

namespace heed::app {

class Publisher {
 public:
  explicit Publisher(boost::asio::io_context& context) : context_(context) {}

  /// A warning changed: the site must be made anew.
  void mark_changed() { is_changed_ = true; }
  /// Writes the files that differ from those that stand there, then records the editions that are new to the public.
  boost::asio::awaitable<Result<void>> publish(desk::Desk& desk);
  void stop() { files_.join(); }

 private:
  boost::asio::awaitable<Result<void>> publish_changes(desk::Desk& desk);
  Result<void> write(ports::Feed& feed, const std::vector<std::pair<std::string, std::string>>& files);

  boost::asio::io_context& context_;
  std::map<std::string, std::string> digests_;  ///< of what was written since the start; touched on `files_` only
  bool is_changed_ = true;
  boost::asio::thread_pool files_{1};  // the last member: its thread ends before what it works on
};

}  // namespace heed::app
