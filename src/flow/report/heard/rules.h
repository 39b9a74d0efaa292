#pragma once
// What is done with an alert that was heard, and whether it stands.

#include "flow/report/heard/state.h"
#include "flow/report/rules.h"

namespace heed::heard {

/// `sender` may end messages of `over`: a national service those of its regions.
struct Right {
  std::string sender;
  std::string over;
  HEED_FIELDS(Right, sender, over)
};

struct Policy {
  std::vector<Right> may_end;
  Duration stands_without_expiry{24 * 3'600'000};  ///< from the latest of sent, effective and onset
  HEED_FIELDS(Policy, may_end, stands_without_expiry)
};

/// What the policy makes of it.
[[nodiscard]] Ruling ruling_of(const Heard& heard, const Policy& policy);

/// Notes what was heard: nothing for what this feed brought before, HeardAgain for what another one did, Heard for all
/// else, with the policy's ruling in it. Requires: `heard` is from normalise().
/// Refuses an empty name of the feed, one version too many of an alert (too_many), and an alert that there is no room
/// for while all that are known stand (too_many).
[[nodiscard]] Result<record::Drafts> hear(const State& state, Heard heard, const Policy& policy, Instant now);

/// Makes a report of an alert, so that somebody looks at it.
struct ReportAlert {
  std::string digest;  ///< of the alert's bytes
  std::optional<ReportId> report;
  std::optional<std::string> text;  ///< its description, which the state does not keep; left out: its headline
  HEED_FIELDS(ReportAlert, digest, report, text)
};

/// Report and fact in one: the sender is the originator, the feed the source; nobody graded it (F, 6); what is Public
/// may be seen by everybody, all else by nobody outside. First awareness is when it was sent, or now, if that is
/// earlier. A text of an alert that is not Actual begins with its status. Refuses what is a report already.
/// Requires: `report` is named.
[[nodiscard]] Result<record::Drafts> report_alert(const State& state, const report::State& reports,
                                                  const ReportAlert& command, const record::Moment& moment);

enum class Standing {
  standing,
  replaced,    ///< by an Update
  cancelled,   ///< by a Cancel
  expired,     ///< by its own words, or by the policy where it has none
  waiting,     ///< a Cancel: it ends what it names, now or when that comes, and does not stand itself
  answer,      ///< an Ack or an Error: it warns nobody
  not_public,  ///< not Actual, or not for everybody: kept apart, whatever else it is
};
constexpr auto words(Standing) {
  return core::word_table<Standing>({{Standing::standing, "standing"},
                                     {Standing::replaced, "replaced"},
                                     {Standing::cancelled, "cancelled"},
                                     {Standing::expired, "expired"},
                                     {Standing::waiting, "waiting"},
                                     {Standing::answer, "answer"},
                                     {Standing::not_public, "not_public"}});
}

[[nodiscard]] Standing standing_of(const Message& message, Instant now);

/// Everything that stands at `now`, in the order of the names; every version of what was altered. Cost: of what stands.
/// Requires: no entry was folded that is later than `now`.
[[nodiscard]] std::vector<const Message*> standing(const State& state, Instant now);

/// What to know of the name of a message besides: neither hides anything.
struct Marks {
  bool is_altered = false;  ///< the same message is here with other bytes
  bool is_reused = false;   ///< the sender gave its identifier to another message too
};
[[nodiscard]] Marks marks_of(const State& state, const Identity& identity);

/// What became of one reference.
enum class Link { ended, missing, foreign, not_earlier, other_status, only_named };
constexpr auto words(Link) {
  return core::word_table<Link>({{Link::ended, "ended"},
                                 {Link::missing, "missing"},
                                 {Link::foreign, "foreign"},
                                 {Link::not_earlier, "not_earlier"},
                                 {Link::other_status, "other_status"},
                                 {Link::only_named, "only_named"}});
}
struct Linked {
  Reference reference;
  Link link = Link::missing;
  std::string said;  ///< a plain sentence without its full stop
};

/// Each reference of a message and what became of it. `missing` is no error: it was never heard here, or is forgotten.
[[nodiscard]] std::vector<Linked> links(const State& state, const Message& message);

}  // namespace heed::heard
