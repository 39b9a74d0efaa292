#include "app/drill/scenario.h"

#include <algorithm>

#include "app/drill/expected.h"
#include "operations/commands/command.h"

namespace heed::drill {
namespace {

/// A group of fields from which fields are taken one by one; what is left belongs to nobody.
class Taking {
 public:
  explicit Taking(const Value& group) : line_(group.line), left_(*group.object()) {}

  std::optional<Value> take(std::string_view name) {
    const auto found =
        std::find_if(left_.begin(), left_.end(), [&](const auto& member) { return member.first == name; });
    if (found == left_.end()) return std::nullopt;
    auto value = std::move(found->second);
    left_.erase(found);
    return value;
  }
  Result<std::optional<std::string>> take_text(std::string_view name) {
    const auto value = take(name);
    if (!value) return std::optional<std::string>{};
    auto text = from_value<std::string>(*value);
    if (!text) return fail(core::codec_detail::at_line(core::within(name, std::move(text).error()), *value));
    return std::optional(*std::move(text));
  }
  Result<std::string> need_text(std::string_view name) {
    TRY(auto text, take_text(name));
    if (!text) return wrong(cat("\"", name, "\" is missing"));
    return *std::move(text);
  }
  [[nodiscard]] Value rest() const {
    Value group(left_);
    group.line = line_;
    return group;
  }
  [[nodiscard]] Result<void> nothing_left() const {
    if (left_.empty()) return {};
    return wrong(cat("\"", left_.front().first, "\" does not belong to such a step"));
  }
  [[nodiscard]] std::unexpected<Error> wrong(std::string detail) const {
    return fail(Code::malformed, cat(detail, " (line ", line_, ")"));
  }

 private:
  std::uint32_t line_;
  core::Object left_;
};

Result<Instant> time_of(Taking& step, Instant before) {
  const auto at = step.take("at");
  const auto after = step.take("after");
  if (at.has_value() == after.has_value()) return step.wrong("a step has \"at\" or \"after\", one of the two");
  if (at) {
    auto time = from_value<Instant>(*at);
    if (!time) return fail(core::codec_detail::at_line(core::within("at", std::move(time).error()), *at));
    if (*time < before) return step.wrong(cat("this step is at ", core::to_text(*time), ", before the one above it"));
    return time;
  }
  auto span = from_value<Duration>(*after);
  if (!span) return fail(core::codec_detail::at_line(core::within("after", std::move(span).error()), *after));
  return before + *span;
}

Result<Give> give_of(Taking& step, std::string command, const std::vector<Actor>& actors) {
  Give give;
  give.command = std::move(command);
  if (commands::find_command(give.command) == nullptr)
    return step.wrong(cat("there is no command \"", give.command, "\""));
  TRY(give.as, step.need_text("as"));
  const bool is_known =
      std::any_of(actors.begin(), actors.end(), [&](const auto& actor) { return actor.name == give.as; });
  if (!is_known) return step.wrong(cat("there is no actor \"", give.as, "\""));
  give.with = step.take("with").value_or(Value(core::Object{}));
  TRY(give.refused, step.take_text("refused"));
  TRY(step.nothing_left());
  return give;
}

Result<Step> parse_step(const Value& value, const std::vector<Actor>& actors, Instant before) {
  if (value.object() == nullptr)
    return fail(Code::malformed, cat("a step is a group of fields (line ", value.line, ")"));
  Taking taking(value);
  Step step;
  step.line = value.line;
  TRY(step.at, time_of(taking, before));
  TRY(const auto say, taking.take_text("say"));
  step.say = say.value_or("");
  TRY(auto command, taking.take_text("do"));
  TRY(auto stand_in, taking.take_text("stand_in"));
  TRY(auto expect, taking.take_text("expect"));
  if (command.has_value() + stand_in.has_value() + expect.has_value() != 1) {
    return taking.wrong("a step is one of \"do\", \"stand_in\" and \"expect\"");
  }
  if (command) {
    TRY(step.give, give_of(taking, *std::move(command), actors));
  } else if (stand_in) {
    ChangeStandIn change{*std::move(stand_in), {}, {}};
    TRY(change.behaviour, taking.need_text("behaviour"));
    TRY(change.address, taking.take_text("address"));
    TRY(taking.nothing_left());
    step.change = std::move(change);
  } else {
    step.expect = Expect{*std::move(expect), taking.rest()};
    TRY(parse_expected(*step.expect));
  }
  return step;
}

template <class T>
Result<T> part(const Value& file, std::string_view name) {
  const auto* value = file.find(name);
  if (value == nullptr) return fail(Code::malformed, cat("[", name, "] is missing"));
  auto read = from_value<T>(*value);
  if (!read) return fail(core::within(name, std::move(read).error()));
  return read;
}

}  // namespace

Result<Scenario> parse_scenario(const Value& file) {
  Scenario scenario;
  TRY(core::codec_detail::only(file, {"drill", "actor", "step"}));
  TRY(scenario.heading, part<Heading>(file, "drill"));
  if (scenario.heading.status == warning::Status::actual) {
    const auto* status = file.find("drill")->find("status");
    const Error error{Code::invalid, "a drill never speaks as live; use \"exercise\" or \"test\" (DE-13)",
                      "drill.status"};
    return fail(core::codec_detail::at_line(error, *status));
  }
  if (file.find("actor") != nullptr) {
    TRY(scenario.actors, part<std::vector<Actor>>(file, "actor"));
  }
  const auto* steps = file.find("step");
  if (steps == nullptr || steps->array() == nullptr)
    return fail(Code::malformed, "a drill needs at least one [[step]]");
  if (steps->array()->size() > limits::drill_steps) {
    return fail(Code::too_large, cat("a drill may have at most ", limits::drill_steps, " steps"));
  }
  auto before = scenario.heading.begin;
  for (const auto& value : *steps->array()) {
    auto step = parse_step(value, scenario.actors, before);
    if (!step) return fail(core::within(cat("step ", scenario.steps.size() + 1), std::move(step).error()));
    step->number = scenario.steps.size() + 1;
    before = step->at;
    scenario.steps.push_back(*std::move(step));
  }
  return scenario;
}

}  // namespace heed::drill
