#pragma once
// A drill as it is written (docs/drills.md): steps at times, each a command, a change of a stand-in, or an expectation.

#include <optional>
#include <string>
#include <vector>

#include "core/codec.h"
#include "flow/record/entry.h"
#include "flow/warning/entries.h"

namespace heed::drill {

struct StandIns {
  std::vector<std::string> web;  ///< names of web receivers; contacts refer to them as "stand-in:NAME"
  bool mail = false;
  HEED_FIELDS(StandIns, web, mail)
};

/// [drill]
struct Heading {
  std::string title;
  std::optional<std::string> about;
  Instant begin;
  std::optional<Instant> end;
  std::optional<warning::Status> status;
  std::vector<std::string> sources;
  std::optional<StandIns> stand_ins;
  HEED_FIELDS(Heading, title, about, begin, end, status, sources, stand_ins)
};

struct Actor {
  std::string name;
  record::Role role = record::Role::analyst;
  std::optional<RecipientId> recipient;
  HEED_FIELDS(Actor, name, role, recipient)
};

/// A command of the API; `refused` names the code with which it must fail.
struct Give {
  std::string as;
  std::string command;
  Value with;
  std::optional<std::string> refused;
};

struct ChangeStandIn {
  std::string stand_in;
  std::string behaviour;
  std::optional<std::string> address;
};

/// An assertion; `with` holds its own fields (expectations.h).
struct Expect {
  std::string what;
  Value with;
};

struct Step {
  std::size_t number = 0;  ///< from 1
  std::uint32_t line = 0;
  Instant at;
  std::string say;
  std::optional<Give> give;
  std::optional<ChangeStandIn> change;
  std::optional<Expect> expect;
};

struct Scenario {
  Heading heading;
  std::vector<Actor> actors;
  std::vector<Step> steps;
};

/// Refuses a file with an unknown key, a step that is none or two things at once, an actor or command that is not
/// there, times that run backwards, and status "actual" (a drill never speaks as live, DE-13). Errors name the line.
[[nodiscard]] Result<Scenario> parse_scenario(const Value& file);

}  // namespace heed::drill
