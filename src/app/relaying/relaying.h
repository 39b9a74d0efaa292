#pragma once
// Alerts of others are handed on to partners: as they came, or as copies in this hub's own name.

#include <deque>
#include <memory>
#include <set>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "adapters/http_client/client.h"
#include "app/relaying/copies.h"
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
    Copies* copies = nullptr;  ///< null: no partner gets copies, nor did any
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
  void drop_old_copies();
  boost::asio::awaitable<void> run(Line& line);
  /// Sends what waits, until one cannot be sent.
  boost::asio::awaitable<Result<void>> send_all(Line& line);
  boost::asio::awaitable<Result<void>> send(Line& line, heard::Version version);

  /// What is posted, and noted afterwards.
  struct Goods {
    std::string bytes;
    std::optional<std::string> copy{};  ///< the digest of `bytes`, when they are a derived copy of ours
  };
  [[nodiscard]] relay::Held held_back(const Line& line, const heard::Message& message) const;
  /// Requires: `message` is known now, and not held back; after the first wait it is not looked at any more.
  /// Errors: refused, when the partner is not to get it after all.
  boost::asio::awaitable<Result<Goods>> goods_of(Line& line, const heard::Message& message, std::string bytes);
  /// Gives the HTTP status. Errors: of the call.
  boost::asio::awaitable<Result<int>> post(Line& line, std::string bytes);

  boost::asio::io_context& context_;
  Doors doors_;
  std::deque<Line> lines_;
  relay::Kin kin_;
  boost::asio::thread_pool maker_{1};  ///< copies are read, written, signed and kept there
  bool is_stopping_ = false;
  std::size_t running_ = 0;
};

}  // namespace heed::relaying
