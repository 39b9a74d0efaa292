#pragma once
// The commands of each stage, as tables; and how a row is made from a rule.

#include "core/schema.h"
#include "flow/audience/rules.h"
#include "operations/commands/command.h"

namespace heed::commands {

/// A row from a plain command struct and `rule(sight, command) -> Result<Decided>`.
template <class Body, auto rule>
[[nodiscard]] Command row(std::string_view name, std::string_view purpose) {
  return {name, purpose,
          [](const Sight& sight, const Value& body) -> Result<Decided> {
            TRY(auto command, from_value<Body>(body));
            return rule(sight, command);
          },
          [] { return core::schema<Body>(); }};
}

/// Fills a name that the caller left out; gives the name. Refuses one that could not be a part of other names.
template <class Kind>
[[nodiscard]] Result<std::string> named(const Sight& sight, std::optional<Id<Kind>>& id, std::string_view kind) {
  if (!id) id = Id<Kind>{desk::draw_name(sight.desk.random, kind)};
  TRY(report::check_plain_name(id->text, kind == "case" ? "case_id" : kind));
  return id->text;
}

/// The rule's drafts under the name of what they concern.
[[nodiscard]] inline Result<Decided> decided(Result<record::Drafts> drafts, std::string name) {
  if (!drafts) return fail(std::move(drafts).error());
  return Decided{*std::move(drafts), std::move(name)};
}

[[nodiscard]] std::vector<Command> report_commands();
[[nodiscard]] std::vector<Command> case_commands();
[[nodiscard]] std::vector<Command> decision_commands();
[[nodiscard]] std::vector<Command> warning_commands();
[[nodiscard]] std::vector<Command> audience_commands();
[[nodiscard]] std::vector<Command> response_commands();
[[nodiscard]] std::vector<Command> task_commands();

}  // namespace heed::commands
