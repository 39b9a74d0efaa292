#pragma once
// The channel to a recipient's own system: a signed HTTP POST, by Standard Webhooks 1.0.

#include <functional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "adapters/http_client/client.h"
#include "ports/channel.h"

namespace heed::webhook {

/// Whether end points without TLS are taken. A drill on the loopback needs `accepted`; anything else should not.
enum class PlainText { refused, accepted };

struct Configuration {
  /// The raw secret (24 to 64 bytes) of one end point. It is asked for at every attempt and never kept.
  std::function<std::string(std::string_view recipient, std::string_view address)> secret;
  /// The time that the signature carries. Receivers compare it with their real clock, so under a drill's virtual clock
  /// this must be the real time all the same. When empty: message.at.
  std::function<Instant(const ports::Message&)> signed_at{};
  Duration deadline{15'000};
  http_client::Reach reach = http_client::Reach::public_only;
  PlainText plain_text = PlainText::refused;
};

/// Sends webhook-id (the message's key, the same at every attempt), webhook-timestamp, webhook-signature and the body
/// of body.h. What came of it:
///
///   2xx                                     delivered: the recipient's own end point has it
///   410                                     failed_for_good: the end point is gone
///   an address that may not be called       failed_for_good: the next contact point is due
///   3xx and any other status                failed_for_now, with Retry-After where it was given; redirects are not
///   followed nothing was handed to the network       failed_for_now: no address, refused connection, TLS, deadline
///   before writing handed over, and no answer came         unknown: deadline or broken connection after writing
///
/// Trust: the answer's body and the address that was called go into no detail; a tenant could read the network with
/// them. Requires: `client` outlives the channel; both are used from one thread.
class WebhookChannel : public ports::Channel {
 public:
  WebhookChannel(Configuration configuration, http_client::Client& client);

  [[nodiscard]] std::string_view kind() const override { return "webhook"; }
  /// An https URL to a public host, as far as that can be said without asking the name servers; every attempt checks
  /// again.
  [[nodiscard]] Result<void> check_address(std::string_view address) const override;
  boost::asio::awaitable<ports::Attempted> deliver(ports::Message message) override;

 private:
  [[nodiscard]] http_client::Call call_for(const ports::Message& message, Instant signed_at) const;

  Configuration configuration_;
  http_client::Client& client_;
};

}  // namespace heed::webhook
