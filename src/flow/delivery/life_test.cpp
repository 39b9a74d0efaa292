#include "flow/delivery/life.h"

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::delivery {
namespace {

using enum Standing;

/// How strong the evidence is that the recipient knows (DE-6).
int evidence(Standing standing) {
  switch (standing) {
    case queued:
    case attempting:
    case refused:
    case unreachable:
    case stopped: return 0;
    case accepted: return 1;
    case delivered: return 2;
    case seen: return 3;
    case acknowledged: return 4;
  }
  return 0;
}

TEST_CASE("every_standing_of_a_delivery_takes_or_refuses_every_event (DE-6)") {
  // The events in their order: attempt, accept, deliver, fail, see, acknowledge, refuse, exhaust, stop, take_over. A
  // dot stands for "stays where it is".
  struct Row {
    Standing from;
    std::string_view to;
  };
  for (const auto& row :
       {Row{queued, "attempting accepted delivered . seen acknowledged refused unreachable stopped delivered"},
        Row{attempting, ". accepted delivered queued seen acknowledged refused unreachable - delivered"},
        Row{accepted, ". . delivered . seen acknowledged refused . . delivered"},
        Row{delivered, ". . . . seen acknowledged refused . . ."}, Row{seen, ". . . . . acknowledged refused . . ."},
        Row{acknowledged, "- . . . - . - - - -"}, Row{refused, ". accepted delivered . - acknowledged - . . delivered"},
        Row{unreachable, "- accepted delivered . seen acknowledged refused - - delivered"},
        Row{stopped, "- accepted delivered . seen acknowledged - - - -"}}) {
    std::string reached;
    for (const auto event : all_of<Event>()) {
      const auto to = next(row.from, event);
      reached += reached.empty() ? "" : " ";
      reached += !to ? "-" : *to == row.from ? "." : word(*to);
      if (!to) CHECK(to.error().code == Code::refused);
    }
    CHECK_MESSAGE(reached == row.to, word(row.from));
  }
}

TEST_CASE("evidence_only_grows_unless_the_recipient_itself_declines (DE-6)") {
  for (const auto from : all_of<Standing>()) {
    for (const auto event : all_of<Event>()) {
      const auto to = next(from, event);
      if (!to || event == Event::refuse) continue;
      CHECK_MESSAGE(evidence(*to) >= evidence(from), word(from), " ", word(event));
    }
  }
}

TEST_CASE("an_attempt_is_no_evidence_and_what_was_acknowledged_stays_so (DE-6)") {
  for (const auto from : all_of<Standing>()) {
    const auto tried = next(from, Event::attempt);
    if (tried) CHECK_MESSAGE(evidence(*tried) == evidence(from), word(from));
    const auto failed = next(from, Event::fail);
    if (failed) CHECK_MESSAGE(evidence(*failed) == evidence(from), word(from));
  }
  for (const auto event : all_of<Event>()) {
    const auto to = next(acknowledged, event);
    if (to) CHECK(*to == acknowledged);
  }
}

}  // namespace
}  // namespace heed::delivery
