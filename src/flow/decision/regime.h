#pragma once
// A regime: which duty applies, as data (share/regimes/*.toml), never as code.

#include <map>

#include "core/codec.h"

namespace heed::decision {

/// One question of the threshold, answered yes, no or unknown (IN-3).
struct Question {
  std::string id;
  std::string text;
  bool required = false;  ///< "no" to a required question means that the threshold is not met
  HEED_FIELDS(Question, id, text, required)
};

/// The time to decide, by how soon the harm is expected. The rule with the smallest `expected_within` that holds
/// applies.
struct Clock {
  std::optional<Duration> expected_within;  ///< none: whenever nothing shorter applies
  Duration decide_within{};
  HEED_FIELDS(Clock, expected_within, decide_within)
};

/// A ground on which a warning may be waived; the list is closed (AS-3).
struct Ground {
  std::string code;
  std::string text;
  bool ask_lesser_form = false;  ///< the waiver must say which lesser form could go instead (AS-5)
  HEED_FIELDS(Ground, code, text, ask_lesser_form)
};

/// Spans after which something is due. All are defaults that an operator may change.
struct Spans {
  Duration route_report{};       ///< a report without a case raises an alarm (IN-10)
  Duration acknowledge{};        ///< a direct or venue warning unacknowledged goes to the next contact (DE-7)
  Duration review_before_end{};  ///< a disposition is asked for so long before the window ends (FT-1)
  Duration waiver_review{};      ///< the longest time until a waiver is looked at again (AS-3)
  Duration follow_up{};          ///< after a refusal, a rejection or a dispute
  Duration public_decision{};    ///< after insiders were told: the public version or a reason (AS-9)
  HEED_FIELDS(Spans, route_report, acknowledge, review_before_end, waiver_review, follow_up, public_decision)
};

struct Regime {
  std::string id;
  std::string title;
  std::string basis;  ///< where the duty is written down, for the reader; no claim about the law
  std::vector<Question> questions;
  std::vector<Clock> clocks;
  std::vector<Ground> grounds;
  std::vector<std::string> required_roles;  ///< recipients who must be told, or it must be recorded why not (DE-1)
  Spans spans;
  /// How long after a case is closed nobody who was told in it is erased from the record; left out: no time.
  std::optional<Duration> keep;
  /// Nobody is erased as long as it stands: somebody may yet have to answer for what was done.
  bool legal_hold = false;
  HEED_FIELDS(Regime, id, title, basis, questions, clocks, grounds, required_roles, spans, keep, legal_hold)
};

using Regimes = std::map<std::string, Regime>;

/// Refuses a regime that could not be worked with: no question, no clock without a condition, two grounds of one code.
[[nodiscard]] Result<void> check(const Regime& regime);

/// The regime of that name; the error lists those that there are.
[[nodiscard]] Result<const Regime*> find(const Regimes& regimes, const std::string& id);

}  // namespace heed::decision
