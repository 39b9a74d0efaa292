#pragma once
// Which alerts of others are handed on to a partner. What is handed on are the bytes as they came, so an alert keeps
// its identity: every hub hands each version to each partner once, and a loop of hubs ends where it began. Of an alert
// a hub may make one derived copy (derive.h), which is then handed on like any alert and never copied again.

#include "flow/report/interest/interest.h"
#include "flow/report/relay/kin.h"

namespace heed::relay {

/// What a partner is to get.
struct Handing {
  std::string to;                     ///< the partner's name
  std::vector<std::string> not_from;  ///< feeds by which the partner itself is heard
  interest::Interest wanted{};
};

/// Why it is not handed on; none when it is.
enum class Held {
  no,
  ours,          ///< we sent it ourselves: it came back
  from_partner,  ///< the partner is who we have it from
  done,          ///< it was handed on before
  not_wanted,    ///< the partner does not want it
  not_public,    ///< it is not for everybody, and we may not widen whom it is for
  over,          ///< it stands no more and ends nothing
  copy,          ///< it is a derived copy, and the partner has what it is a copy of, or gets it from us
};
constexpr auto words(Held) {
  return core::word_table<Held>({{Held::no, "no"},
                                 {Held::ours, "ours"},
                                 {Held::from_partner, "from_partner"},
                                 {Held::done, "done"},
                                 {Held::not_wanted, "not_wanted"},
                                 {Held::not_public, "not_public"},
                                 {Held::over, "over"},
                                 {Held::copy, "copy"}});
}

/// `own_sender`: under which name this hub issues alerts. A Cancel and an Update are handed on like what they end.
[[nodiscard]] Held held_back(const heard::Message& message, const Handing& handing, const std::string& own_sender,
                             Instant now);

/// What a hub knows when it decides. Lives as long as the call.
struct Circle {
  const heard::State& state;
  const Kin& kin;  ///< of everything in the state
  const std::string& own_sender;
  Instant now;
};

/// The same, and knows derived copies. An original is not handed on to who sent a copy of it. A copy is not handed on
/// to who has the original or another copy from us, or gets the original; but for one that names what the partner was
/// given: an Update and a Cancel go the way of what they end. A copy that was handed on before its original was heard
/// does not hold the original back.
[[nodiscard]] Held held_back(const Circle& circle, const heard::Message& message, const Handing& handing);

/// What of all that it names was handed on to the partner, in its order; every version of what was altered.
[[nodiscard]] std::vector<const heard::Message*> given_before(const heard::State& state, const heard::Heard& heard,
                                                              const std::string& to);

/// The fact that it was handed on, as it came or as the copy with this digest. Refuses what is not known, and a second
/// time (conflict).
[[nodiscard]] Result<record::Drafts> hand_on(const heard::State& state, const heard::Version& version,
                                             const std::string& to, std::optional<std::string> copy = {});

}  // namespace heed::relay
