#pragma once
// Every fact that any stage writes, and random ones of each.

#include "flow/record/authority.h"
#include "flow/record/tally.h"
#include "flow/record/testing/dice.h"
#include "flow/report/heard/entries.h"
#include "flow/watch/testing/hub.h"

namespace heed::testing {

template <class... Facts>
struct FactList {
  /// Calls visit.template operator()<Fact>() for each.
  static void for_each(auto&& visit) { (visit.template operator()<Facts>(), ...); }
};

using EveryFact =
    FactList<record::AccessRefused, record::Tallied, record::Closed, report::Received, report::Routed, report::Closed,
             report::Discredited, heard::Heard, heard::HeardAgain, heard::Reported, heard::Relayed, cases::Opened,
             cases::HandedOver, cases::TargetAdded, cases::TargetResolved, cases::TargetReopened, cases::FacetAdded,
             cases::ClaimRecorded, cases::Closed, decision::Assessed, decision::Warned, decision::WaiverProposed,
             decision::Waived, decision::Delayed, decision::BelowThreshold, warning::Drafted, warning::CheckAnswered,
             warning::Released, warning::Reviewed, warning::DispositionNamed, warning::WindowEnded,
             audience::Registered, audience::Retired, audience::ContactVerified, audience::Erased, audience::Resolved,
             audience::ChosenMore, audience::Arrived, audience::RoleExcused, delivery::Planned, delivery::Attempted,
             delivery::Reported, delivery::Escalated, delivery::Exhausted, delivery::Stopped, delivery::Reacted,
             delivery::TakenOver, delivery::Published, response::Acknowledged, response::Refused, response::Rejected,
             response::Disputed, response::DisputeAnswered, response::Asked, response::QuestionAnswered,
             response::MeasureReported, response::MeasureLifted, response::Briefed, response::TaskOpened,
             response::TaskDone, response::KeyRegistered, response::KeyWithdrawn, watch::Raised>;

/// Fills a value with random content that the codec may meet.
struct Filler {
  Dice& dice;

  void fill(std::string& value) const { value = dice.one_in(4) ? "é \"\\\n\t" + dice.word() : dice.words(2); }
  void fill(bool& value) const { value = dice.one_in(2); }
  void fill(std::uint64_t& value) const { value = dice.below(1'000'000); }
  void fill(Instant& value) const { value = {static_cast<std::int64_t>(dice.below(4'000'000'000'000))}; }
  void fill(Duration& value) const { value = Duration{static_cast<std::int64_t>(dice.below(1'000'000'000))}; }
  void fill(Interval& value) const {
    fill(value.from);
    value.until = value.from + Duration{static_cast<std::int64_t>(1 + dice.below(1'000'000'000))};
  }
  void fill(area::Position& value) const {
    value.lat = static_cast<std::int32_t>(dice.below(1'800'000'000)) - 900'000'000;
    value.lon = static_cast<std::int32_t>(dice.below(1'800'000'000)) - 900'000'000;
  }
  void fill(area::Area& value) const {
    value = {{}, {must(area::parse_circle(cat(dice.below(80), ",", dice.below(170), " ", dice.below(500))))}};
    if (dice.one_in(2)) value.polygons.push_back(must(area::parse_polygon("10,20 10,21.5 11,21 11,20")));
  }
  template <class Kind>
  void fill(Id<Kind>& value) const {
    value = Id<Kind>{dice.word()};
  }
  template <core::Worded Enum>
  void fill(Enum& value) const {
    value = dice.pick(all_of<Enum>());
  }
  template <class T>
  void fill(std::optional<T>& value) const {
    if (dice.one_in(2)) fill(value.emplace());
  }
  template <class T>
  void fill(std::vector<T>& values) const {
    values.resize(dice.below(3));
    for (auto& value : values) fill(value);
  }
  template <core::Fielded T>
  void fill(T& value) const {
    core::for_each_field(value, [&](std::string_view, auto& member) { fill(member); });
  }
};

template <class Fact>
Fact any_fact(Dice& dice) {
  Fact fact;
  Filler{dice}.fill(fact);
  return fact;
}

}  // namespace heed::testing
