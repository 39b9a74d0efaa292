#pragma once
// Reports for tests: plain ones, of which a test changes what it is about.

#include "flow/record/testing/desk.h"
#include "flow/report/rules.h"

namespace heed::testing {

inline report::Receive receive(std::string name, report::Tier marking = report::Tier::internal) {
  report::Receive command;
  command.report = ReportId{std::move(name)};
  command.text = cat("what ", command.report->text, " says");
  command.source = "liaison";
  command.marking = marking;
  command.first_awareness.at = at("2024-03-06T11:00:00Z");
  return command;
}

inline report::Received received(const std::string& name, report::Tier marking = report::Tier::internal) {
  const auto command = receive(name, marking);
  report::Received fact;
  fact.report = *command.report;
  fact.text = command.text;
  fact.source = command.source;
  fact.marking = marking;
  fact.first_awareness = command.first_awareness;
  return fact;
}

}  // namespace heed::testing
