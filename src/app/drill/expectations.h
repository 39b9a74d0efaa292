#pragma once
// What a drill may expect, and whether it holds.

#include <boost/asio/awaitable.hpp>

#include "app/drill/scenario.h"
#include "operations/desk/desk.h"

namespace heed::drill {

/// What the stand-ins got over their sockets; nothing is known of receivers outside the drill.
class Witness {
 public:
  virtual ~Witness() = default;
  /// Whether a message with this key came to the contact, over its socket, with a valid signature where there is one.
  /// Nothing: the receiver is outside the drill.
  [[nodiscard]] virtual std::optional<bool> received(const std::string& key, const std::string& address) const = 0;
};

/// Checks one expectation. An error with code `refused` says in its detail what was found instead; any other error says
/// what is wrong with the expectation itself.
boost::asio::awaitable<Result<void>> check(desk::Desk& desk, const Witness& witness, Expect expect);

}  // namespace heed::drill
