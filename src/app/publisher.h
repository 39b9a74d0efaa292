#pragma once
// Keeps the public site true: pages, feeds, CAP files, data. What was published stays published.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "adapters/format/cap_alert/shelf.h"
#include "adapters/format/geojson_feed/warnings.h"
#include "app/issuing/issuing.h"
#include "operations/desk/desk.h"

namespace heed::app {

class Publisher {
 public:
  explicit Publisher(boost::asio::io_context& context, issuing::Issuing issuing = {})
      : context_(context), issuing_(std::move(issuing)) {}

  /// A warning changed: the site must be made anew.
  void mark_changed() { is_changed_ = true; }
  /// Writes the files that differ from those that stand there, then records the editions that are new to the public.
  /// Does nothing when no warning changed and the time of due() has not come.
  boost::asio::awaitable<Result<void>> publish(desk::Desk& desk);
  /// When the lists change by time alone: a window ends, or an edition leaves the feeds. The caller comes back then.
  [[nodiscard]] std::optional<Instant> due() const { return due_; }
  void stop() { files_.join(); }

 private:
  using Files = std::vector<std::pair<std::string, std::string>>;
  /// The CAP files of one edition, and what the record says of them.
  struct Issued {
    delivery::Published published;
    Files files;
  };
  /// A CAP file that stands, and where its wrapping belongs.
  struct Wrapping {
    std::string cap;
    std::string edxl;
  };

  boost::asio::awaitable<Result<void>> publish_changes(desk::Desk& desk);
  Result<Issued> issue(const desk::Desk& desk, const delivery::Unpublished& edition);
  /// The alert as it goes out: as it stands there already, else with a signature where one can be made.
  std::string signed_alert(const ports::Feed& feed, const std::string& path, std::string alert);
  Files site_files(const desk::Desk& desk);
  Result<void> write(ports::Feed& feed, const Files& files);
  Result<void> wrap(ports::Feed& feed, const std::vector<Wrapping>& wrappings);

  boost::asio::io_context& context_;
  issuing::Issuing issuing_;
  std::map<std::string, std::string> digests_;  ///< of what was written since the start; touched on `files_` only
  bool is_changed_ = true;
  bool is_wrapped_ = false;  ///< whether it was looked after wrappings that an earlier version did not write
  std::optional<Instant> due_;
  std::optional<cap_alert::Shelf> shelf_;
  geojson_feed::Drawings drawings_;
  boost::asio::thread_pool files_{1};  // the last member: its thread ends before what it works on
};

}  // namespace heed::app
