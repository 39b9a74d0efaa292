#pragma once
// The channel to a mailbox, over any mail relay (RFC 5321) by libcurl.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "ports/channel.h"

namespace heed::email {

/// `if_offered` encrypts when the relay can and checks no certificate: for relays on the same host or network.
enum class StartTls { none, if_offered, required };
constexpr auto words(StartTls) {
  return core::word_table<StartTls>(
      {{StartTls::none, "none"}, {StartTls::if_offered, "if_offered"}, {StartTls::required, "required"}});
}

struct Configuration {
  std::string relay;  ///< "smtp://relay.example:25", "smtps://relay.example:465"
  StartTls start_tls = StartTls::if_offered;
  std::string from_address;
  std::string from_name{};
  std::string hello_name{};     ///< said in EHLO; empty for the host's own name
  std::string user{};           ///< empty for no sign-in
  std::string password_file{};  ///< its first line is the password; read at every new session, never kept
  std::string ca_file{};        ///< PEM; instead of the system's certificates
  Duration deadline{30'000};    ///< of one attempt, the wait for a free session included
  std::size_t sessions = 2;     ///< with the relay at one time
};

/// One message to one recipient in one transaction. What came of it:
///
///   2xx after DATA                              accepted: the relay has it; never delivered, nobody here can know that
///   5xx to the recipient or to the message      failed_for_good
///   an address or text that cannot be written   failed_for_good
///   4xx anywhere; 5xx to sign-in, sender, TLS   failed_for_now: our relay's trouble must not make a mailbox look dead
///   no connection, or lost before the last dot  failed_for_now
///   time-out or connection lost after the dot   unknown: the relay may have taken it
///
/// Guarantees: `deliver` returns within the deadline and a second; the Message-ID is the same at every attempt.
/// Lifetime: destroying the channel ends open attempts within a second and waits for them. The context on which
/// `deliver` runs must outlive the channel.
class EmailChannel : public ports::Channel {
 public:
  explicit EmailChannel(Configuration configuration);
  ~EmailChannel() override;

  /// Whether such a channel can work at all: relay URL, sender, readable files. To be asked once, at the start.
  [[nodiscard]] static Result<void> check(const Configuration& configuration);

  [[nodiscard]] std::string_view kind() const override { return "email"; }
  [[nodiscard]] Result<void> check_address(std::string_view address) const override;
  boost::asio::awaitable<ports::Attempted> deliver(ports::Message message) override;

 private:
  struct Sessions;
  std::unique_ptr<Sessions> sessions_;
};

}  // namespace heed::email
