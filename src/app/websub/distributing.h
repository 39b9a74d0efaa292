#pragma once
// Subscribers are verified, kept, and sent the feeds that changed.

#include <memory>
#include <set>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "app/websub/asking.h"
#include "app/websub/section.h"
#include "lib/websub/book.h"
#include "ports/feed.h"

namespace heed::websub {

struct Setting {
  std::string base_url;  ///< of the public site
  std::string hub_url;   ///< where subscribers post
  std::string file;      ///< websub.json
  Section section;
};

/// One subscriber that is slow or dead holds up neither a publication nor the others: each call has a time limit, and
/// one host and all who failed have a share of the lines. Used from the context's thread.
class Distributing {
 public:
  /// `asking`: where strangers' callbacks are verified through, so that they take no line and no lookup from those who
  /// are subscribed.
  struct Ways {
    Doors sending;
    http_client::Client& asking;
    ports::Feed& feed;
  };
  Distributing(boost::asio::io_context& context, Ways ways, Setting setting);

  /// Reads who is subscribed. Leases that are over are dropped; who is subscribed to what is no feed of ours any more
  /// is told so. Errors: those of the file.
  Result<void> resume();
  /// Requires: resume() succeeded.
  void start();
  /// Ends what is on the wire, and writes down what was taken.
  boost::asio::awaitable<void> stop();

  /// A request of a subscriber: looked at, and verified later. Errors: what stands in the answer.
  [[nodiscard]] Result<void> take(Request request);
  /// The file of the public site has other bytes now, or the same.
  void note_published(const std::string& path);
  [[nodiscard]] std::vector<TopicStanding> standings() const { return book_.standings(); }
  [[nodiscard]] const Setting& setting() const { return setting_; }

 private:
  /// What a topic is now.
  struct Content {
    std::string path;
    std::string bytes;
    std::string digest;
  };
  using SharedContent = std::shared_ptr<const Content>;
  enum class Haste { soon, now };

  boost::asio::awaitable<void> run();
  /// Reads the topics that may have changed, and tells the book.
  boost::asio::awaitable<void> look_at_changes();
  boost::asio::awaitable<Result<SharedContent>> content_of(std::string topic);
  void let_contents_go();
  void begin_sendings();
  boost::asio::awaitable<void> send(Sending sending);
  boost::asio::awaitable<Outcome> call(const Sending& sending, const Content& content);
  void note_answer(const std::string& host, Outcome outcome, const std::string& why);
  void take_confirmed(const Request& request, const std::string& host, Instant at);
  void mark_changed(const std::string& topic);
  void wake();

  /// Writes the file when something has changed, until the end.
  boost::asio::awaitable<void> keep();
  void mark_dirty(Haste haste);

  [[nodiscard]] Instant now() const { return doors_.clock.now(); }

  boost::asio::io_context& context_;
  Doors doors_;
  ports::Feed& feed_;
  Setting setting_;
  Book book_;
  Asking asking_;
  std::set<std::string> changed_;                  ///< topics to look at
  std::map<std::string, SharedContent> contents_;  ///< read already, of topics that did not change since
  std::size_t contents_bytes_ = 0;
  std::map<std::string, std::uint64_t> versions_;  ///< of topics: counts what was published
  std::set<std::string> failing_hosts_;
  boost::asio::steady_timer timer_;
  boost::asio::steady_timer keep_timer_;
  http_client::Interrupt interrupt_;
  std::size_t running_ = 0;  ///< the loop and the sendings
  bool is_woken_ = false;
  bool is_dirty_ = false;
  bool is_urgent_ = false;
  bool is_keeping_ = false;
  bool is_stopping_ = false;
  bool may_end_keeping_ = false;
  boost::asio::thread_pool files_{1};  // the last member: its thread ends before what it works on
};

}  // namespace heed::websub
