#include "flow/delivery/life.h"

#include <array>

#include "flow/record/table.h"

namespace heed::delivery {
namespace {

struct Step {
  Event event;
  Standing from;
  Standing to;
};

using enum Standing;

constexpr std::array steps = {
    Step{Event::attempt, queued, attempting},
    // Why an attempt may follow an acceptance: the next contact is tried when nobody acknowledges.
    Step{Event::attempt, attempting, attempting},
    Step{Event::attempt, accepted, accepted},
    Step{Event::attempt, delivered, delivered},
    Step{Event::attempt, seen, seen},
    Step{Event::attempt, refused, refused},
    Step{Event::accept, queued, accepted},
    Step{Event::accept, attempting, accepted},
    Step{Event::accept, accepted, accepted},
    Step{Event::accept, delivered, delivered},
    Step{Event::accept, seen, seen},
    Step{Event::accept, acknowledged, acknowledged},
    Step{Event::accept, refused, accepted},
    Step{Event::accept, unreachable, accepted},
    Step{Event::accept, stopped, accepted},
    Step{Event::deliver, queued, delivered},
    Step{Event::deliver, attempting, delivered},
    Step{Event::deliver, accepted, delivered},
    Step{Event::deliver, delivered, delivered},
    Step{Event::deliver, seen, seen},
    Step{Event::deliver, acknowledged, acknowledged},
    Step{Event::deliver, refused, delivered},
    Step{Event::deliver, unreachable, delivered},
    Step{Event::deliver, stopped, delivered},
    Step{Event::fail, attempting, queued},
    Step{Event::fail, queued, queued},
    Step{Event::fail, accepted, accepted},
    Step{Event::fail, delivered, delivered},
    Step{Event::fail, seen, seen},
    Step{Event::fail, acknowledged, acknowledged},
    Step{Event::fail, refused, refused},
    Step{Event::fail, unreachable, unreachable},
    Step{Event::fail, stopped, stopped},
    Step{Event::see, queued, seen},
    Step{Event::see, attempting, seen},
    Step{Event::see, accepted, seen},
    Step{Event::see, delivered, seen},
    Step{Event::see, seen, seen},
    Step{Event::see, unreachable, seen},
    Step{Event::see, stopped, seen},
    Step{Event::acknowledge, queued, acknowledged},
    Step{Event::acknowledge, attempting, acknowledged},
    Step{Event::acknowledge, accepted, acknowledged},
    Step{Event::acknowledge, delivered, acknowledged},
    Step{Event::acknowledge, seen, acknowledged},
    // Why again: a second acknowledgement is kept beside the first.
    Step{Event::acknowledge, acknowledged, acknowledged},
    Step{Event::acknowledge, refused, acknowledged},
    Step{Event::acknowledge, unreachable, acknowledged},
    Step{Event::acknowledge, stopped, acknowledged},
    Step{Event::refuse, queued, refused},
    Step{Event::refuse, attempting, refused},
    Step{Event::refuse, accepted, refused},
    Step{Event::refuse, delivered, refused},
    Step{Event::refuse, seen, refused},
    Step{Event::refuse, unreachable, refused},
    Step{Event::exhaust, queued, unreachable},
    Step{Event::exhaust, attempting, unreachable},
    Step{Event::exhaust, accepted, accepted},
    Step{Event::exhaust, delivered, delivered},
    Step{Event::exhaust, seen, seen},
    Step{Event::exhaust, refused, refused},
    Step{Event::stop, queued, stopped},
    // Why evidence stays: what went out went out; only the wait for an acknowledgement of it ends.
    Step{Event::stop, accepted, accepted},
    Step{Event::stop, delivered, delivered},
    Step{Event::stop, seen, seen},
    Step{Event::stop, refused, refused},
    Step{Event::take_over, queued, delivered},
    Step{Event::take_over, attempting, delivered},
    Step{Event::take_over, accepted, delivered},
    Step{Event::take_over, delivered, delivered},
    Step{Event::take_over, seen, seen},
    Step{Event::take_over, refused, delivered},
    Step{Event::take_over, unreachable, delivered},
};

}  // namespace

Result<Standing> next(Standing from, Event event) {
  for (const auto& step : steps) {
    if (step.from == from && step.event == event) return step.to;
  }
  return fail(Code::refused, cat("a delivery that is ", word(from), " does not take \"", word(event), "\""),
              "delivery");
}

std::string life_table() { return record::table<Standing, Event>("standing", next); }

}  // namespace heed::delivery
