#pragma once
// A message that was received: its values, and everything that is wrong with it.

#include <optional>
#include <string_view>
#include <vector>

#include "lib/cap/alert.h"
#include "lib/cap/check.h"
#include "lib/cap/message/message.h"
#include "lib/cap/xml/document.h"

namespace heed::cap {

using message::Version;

struct Reading {
  /// Nothing when the bytes are no XML, no alert, or do not say by themselves what they bind whom to: without a
  /// readable identifier, sender, time, status, type or scope (which CAP 1.0 could leave out: it is Public then).
  std::optional<Alert> alert{};
  std::vector<Finding> findings{};
  bool is_well_formed = false;
  bool is_schema_valid = false;  ///< what a validator says that is given the schema of the message's version
  Version version = Version::cap_1_2;

  /// Whether no finding is an error.
  [[nodiscard]] bool is_valid() const { return may_be_issued(findings); }
};

struct Demand {
  Profile profile = Profile::cap;
  xml::Limits limits{};
};

/// Reads CAP 1.2, 1.1 and 1.0 leniently and says what it found.
///
/// Guarantees: safe for any bytes; time and memory grow with their number, up to the limits; nothing is fetched.
/// What is unreadable in an info becomes Unknown or is left out, and there is a finding for it. Words keep their order
/// and their blanks; repeated valueNames keep theirs. Whoever passes a message on passes on the bytes, not this.
[[nodiscard]] Reading read(std::string_view bytes, const Demand& demand = {});

/// The findings alone, for those who need no values.
[[nodiscard]] Reading examine(std::string_view bytes, const Demand& demand = {});

}  // namespace heed::cap
