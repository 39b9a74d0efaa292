#include "flow/warning/life.h"

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::warning {
namespace {

TEST_CASE("every_standing_of_a_warning_takes_or_refuses_every_event (FT-2)") {
  // The events in their order: release_alert, release_follow_up, release_closing, window_ends, window_ends_named,
  // name_disposition.
  struct Row {
    Standing from;
    std::string_view to;
  };
  for (const auto& row :
       {Row{Standing::drafted, "active - - - - -"}, Row{Standing::active, "- active ended unattended ended active"},
        Row{Standing::unattended, "- active ended - - ended"}, Row{Standing::ended, "- - - - - -"}}) {
    std::string reached;
    for (const auto event : all_of<Event>()) {
      const auto to = next(row.from, event);
      reached += cat(reached.empty() ? "" : " ", to ? word(*to) : "-");
      if (!to) CHECK(to.error().code == Code::refused);
    }
    CHECK_MESSAGE(reached == row.to, word(row.from));
  }
}

TEST_CASE("the_only_way_out_of_a_window_without_a_name_leads_to_unattended (FT-2)") {
  for (const auto from : all_of<Standing>()) {
    const auto to = next(from, Event::window_ends);
    if (to) CHECK(*to == Standing::unattended);
  }
}

TEST_CASE("the_release_of_every_kind_is_one_event_of_the_life") {
  struct Row {
    Kind kind;
    Event event;
  };
  for (const auto& row : {Row{Kind::alert, Event::release_alert}, Row{Kind::update, Event::release_follow_up},
                          Row{Kind::extend, Event::release_follow_up}, Row{Kind::correct, Event::release_follow_up},
                          Row{Kind::downgrade, Event::release_follow_up}, Row{Kind::cancel, Event::release_closing},
                          Row{Kind::all_clear, Event::release_closing}, Row{Kind::lapse_notice, Event::window_ends}}) {
    CHECK_MESSAGE(event_of(row.kind) == row.event, word(row.kind));
  }
}

}  // namespace
}  // namespace heed::warning
