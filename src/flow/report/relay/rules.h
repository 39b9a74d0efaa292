#pragma once
// Which alerts of others are handed on to a partner. What is handed on are the bytes as they came, so an alert keeps
// its identity: every hub hands each version to each partner once, and a loop of hubs ends where it began.

#include "flow/report/interest/interest.h"

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
};
constexpr auto words(Held) {
  return core::word_table<Held>({{Held::no, "no"},
                                 {Held::ours, "ours"},
                                 {Held::from_partner, "from_partner"},
                                 {Held::done, "done"},
                                 {Held::not_wanted, "not_wanted"},
                                 {Held::not_public, "not_public"},
                                 {Held::over, "over"}});
}

/// `own_sender`: under which name this hub issues alerts. A Cancel and an Update are handed on like what they end.
[[nodiscard]] Held held_back(const heard::Message& message, const Handing& handing, const std::string& own_sender,
                             Instant now);

/// The fact that it was handed on. Refuses what is not known, and a second time (conflict).
[[nodiscard]] Result<record::Drafts> hand_on(const heard::State& state, const heard::Version& version,
                                             const std::string& to);

}  // namespace heed::relay
