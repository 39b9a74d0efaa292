#include "flow/warning/life.h"

#include <array>

#include "flow/record/table.h"

namespace heed::warning {
namespace {

struct Step {
  Standing from;
  Event event;
  Standing to;
};

constexpr std::array<Step, 9> steps = {{
    {Standing::drafted, Event::release_alert, Standing::active},
    {Standing::active, Event::release_follow_up, Standing::active},
    {Standing::active, Event::release_closing, Standing::ended},
    {Standing::active, Event::window_ends, Standing::unattended},
    {Standing::active, Event::window_ends_named, Standing::ended},
    {Standing::active, Event::name_disposition, Standing::active},
    {Standing::unattended, Event::release_follow_up, Standing::active},
    {Standing::unattended, Event::release_closing, Standing::ended},
    {Standing::unattended, Event::name_disposition, Standing::ended},
}};

}  // namespace

Event event_of(Kind kind) {
  switch (kind) {
    case Kind::alert: return Event::release_alert;
    case Kind::update:
    case Kind::extend:
    case Kind::correct:
    case Kind::downgrade: return Event::release_follow_up;
    case Kind::cancel:
    case Kind::all_clear: return Event::release_closing;
    case Kind::lapse_notice: return Event::window_ends;
  }
  return Event::release_alert;
}

Result<Standing> next(Standing from, Event event) {
  for (const auto& step : steps) {
    if (step.from == from && step.event == event) return step.to;
  }
  return fail(Code::refused, cat("a warning that is ", word(from), " does not take \"", word(event), "\""), "warning");
}

std::string life_table() { return record::table<Standing, Event>("standing", next); }

}  // namespace heed::warning
