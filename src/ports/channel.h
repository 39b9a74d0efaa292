#pragma once
// The door to a recipient: one way of reaching a contact point.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "core/codec.h"

namespace heed::ports {

/// What came of one attempt. The channel says which; the queue says when to try again.
/// A channel never says more than it knows: `accepted` is "the next machine took it", `delivered` is "it is at the
/// recipient's own end point". That a person has seen or understood it no channel can say.
enum class Outcome {
  accepted,
  delivered,
  failed_for_now,   ///< worth another try; `retry_after` when the other side said when
  failed_for_good,  ///< the same attempt can never succeed; the next contact point is due
  unknown,          ///< it may or may not have arrived; a repeat carries the same key
};
constexpr auto words(Outcome) {
  return core::word_table<Outcome>({{Outcome::accepted, "accepted"},
                                    {Outcome::delivered, "delivered"},
                                    {Outcome::failed_for_now, "failed_for_now"},
                                    {Outcome::failed_for_good, "failed_for_good"},
                                    {Outcome::unknown, "unknown"}});
}

struct Attempted {
  Outcome outcome = Outcome::unknown;
  std::string detail;                   ///< for people: the other side's words, shortened; never a secret
  std::optional<Duration> retry_after;  ///< as asked by the other side
};

/// What is to be carried, the same for every channel.
struct Message {
  std::string key;        ///< constant over every attempt: webhook-id, Message-ID. The receiver may drop repeats by it
  std::string address;    ///< the contact point, in the channel's form
  std::string recipient;  ///< the recipient's name in the register
  std::string subject;    ///< one line
  std::string text;       ///< plain text, complete by itself, UTF-8
  std::string ack_url;    ///< where the recipient acknowledges; empty when nothing is to be acknowledged
  std::string unsubscribe_url;  ///< where a recipient that registered itself takes itself off; empty for all others
  std::string language;         ///< BCP 47
  std::string status;           ///< "actual" | "exercise" | "test"; printed in every message (DE-13)
  Value content;                ///< the machine-readable form: webhook's `data`
  Instant at;                   ///< the time of this attempt, by the hub's clock
};

/// Guarantees: `deliver` returns within the channel's own deadline, retries nothing by itself, and fails only through
/// Attempted.
class Channel {
 public:
  virtual ~Channel() = default;
  /// The word by which contact points name it: "webhook", "email", …
  [[nodiscard]] virtual std::string_view kind() const = 0;
  /// Whether `address` can be a contact point of this channel; the error says what to change.
  [[nodiscard]] virtual Result<void> check_address(std::string_view address) const = 0;
  virtual boost::asio::awaitable<Attempted> deliver(Message message) = 0;
};

}  // namespace heed::ports
