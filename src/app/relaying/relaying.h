#pragma once
// Alerts of others are handed on to partners, as they came.

#include <deque>
#include <memory>
#include <set>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "adapters/http_client/client.h"
#include "app/relaying/section.h"
#include "operations/desk/desk.h"

namespace heed::relaying {

/// One partner, and the token that it knows us by; an empty one: none is sent.
struct Recipient {
  Partner partner;
  std::string token;
};

/// Reads the tokens. Refuses a file that others than its owner may read.
[[nodiscard]] Result<std::vector<Recipient>> read_recipients(const Section& section, const std::string& folder);

/// What is to be handed on is seen from the record: after a crash it is handed on again, and the partner, who knows the
/// alert by its identity, takes it once. One partner that is down holds up no other.
class Relaying {
 public:
  struct Doors {
    desk::Desk& desk;
    http_client::Client& client;
  };
  Relaying(boost::asio::io_context& context, Doors doors, std::vector<Recipient> recipients);

  /// Requires: the journal was resumed.
  void start();
  boost::asio::awaitable<void> stop();

 private:
  struct Line {
    explicit Line(boost::asio::io_context& context, Recipient to) : recipient(std::move(to)), timer(context) {}
    Recipient recipient;
    relay::Handing handing = handing_of(recipient.partner);
    std::set<std::pair<std::uint64_t, heard::Version>> waiting{};  ///< by entry: what came first goes first
    boost::asio::steady_timer timer;
    bool is_failing = false;
  };

  void note(const record::Entry& entry);
  void add(const heard::Message& message);
  boost::asio::awaitable<void> run(Line& line);
  /// Sends what waits, until one cannot be sent.
  boost::asio::awaitable<Result<void>> send_all(Line& line);
  boost::asio::awaitable<Result<void>> send(Line& line, heard::Version version);

  boost::asio::io_context& context_;
  Doors doors_;
  std::deque<Line> lines_;
  bool is_stopping_ = false;
  std::size_t running_ = 0;
};

}  // namespace heed::relaying
