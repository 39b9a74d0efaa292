#pragma once
// What every channel must do, said once as tests; each adapter's test file runs them against real sockets.

#include <functional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "ports/channel.h"

namespace heed::testing {

/// A channel and a contact point behind which the peer behaves in one way.
struct Facing {
  ports::Channel* channel = nullptr;
  std::string address;
};

struct ChannelCase {
  boost::asio::io_context* context = nullptr;            ///< runs the channel, and the peers that are in this process
  Facing takes;                                          ///< the peer takes everything
  Facing refuses;                                        ///< the peer says: never
  Facing is_busy;                                        ///< the peer says: not now
  Facing is_dead;                                        ///< nobody listens
  Facing is_silent;                                      ///< the peer takes the connection and says nothing
  Duration deadline{};                                   ///< of the channel that faces the silent peer
  std::vector<std::string> bad_addresses;                ///< no contact points of this channel
  std::function<std::vector<std::string>()> keys_taken;  ///< the keys that the taking peer has seen, in order
};

/// Runs the whole contract as doctest checks:
/// a taken message is accepted or delivered, and the peer has its key; a repeat carries the same key; "never" is
/// failed_for_good; "not now" and "nobody there" are failed_for_now; silence ends within the deadline, and is never
/// reported as a success; a bad address is refused by check_address and failed_for_good in deliver; several attempts
/// may run at once.
void check_channel(const ChannelCase& given);

/// A complete message for tests. The key is new at each call.
[[nodiscard]] ports::Message example_message(std::string address);

/// Runs the context until this one attempt has ended.
[[nodiscard]] ports::Attempted deliver_once(boost::asio::io_context& context, ports::Channel& channel,
                                            ports::Message message);

}  // namespace heed::testing
