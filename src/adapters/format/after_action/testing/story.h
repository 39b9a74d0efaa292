#pragma once
// The timeline of the case in crocus.h, as the review would tell it. What is public about March 2024 in Moscow is told
// as the press reported it; recipients, officers and deliveries are invented.

#include "flow/review/after_action.h"

namespace heed::after_action::testing {

inline Instant at(std::string_view text) { return core::parse_instant(text).value_or(Instant{}); }

/// Grows by one entry at a time.
class Story {
 public:
  void add(std::string_view time, std::string kind, record::Actor actor, std::string text) {
    const auto lane = kind.substr(0, kind.find('.'));
    all.push_back({10 + all.size(), at(time), std::move(kind), lane, std::move(actor), std::move(text)});
  }
  std::vector<review::Moment> all;
};

inline const record::Actor desk{"duty-analyst", record::Role::analyst};
inline const record::Actor releaser{"duty-releaser", record::Role::releaser};
inline const record::Actor senior{"senior-officer", record::Role::senior_officer};
inline const record::Actor watch_desk{"watch-desk", record::Role::reporter};
inline const record::Actor hub{"hub", record::Role::hub};
inline const record::Actor liaison{"liaison-officer", record::Role::deliverer};

/// From the report to the first acknowledgement.
inline void private_warning(Story& story) {
  story.add(
      "2024-03-06T09:40:00Z", "report.received", watch_desk,
      "Report \"r1\" from own collection, graded B2: an armed group plans to attack a concert hall in Moscow, and a "
      "synagogue.");
  story.add("2024-03-06T09:52:00Z", "case.opened", desk,
            "Case opened: Planned attacks on gatherings in Moscow; owner duty-analyst");
  story.add("2024-03-06T09:53:00Z", "report.routed", desk, "Report \"r1\" joined to the case");
  story.add("2024-03-06T09:55:00Z", "case.target_added", desk, "Target added: Crocus City Hall");
  story.add("2024-03-06T09:56:00Z", "case.target_added", desk, "Target added: Synagogue in Moscow");
  story.add(
      "2024-03-06T10:05:00Z", "case.facet_added", desk,
      "Statement \"what\" (what, may be seen by public): Extremists have imminent plans to target large gatherings.");
  story.add("2024-03-06T10:06:00Z", "case.facet_added", desk,
            "Statement \"where\" (where, may be seen by partner): Crocus City Hall is named as a target.");
  story.add("2024-03-06T10:07:00Z", "case.facet_added", desk,
            "Statement \"source\" (how, may be seen by internal): How it is known.");
  story.add("2024-03-06T10:20:00Z", "decision.assessed", senior, "Threshold assessed for \"hall\"");
  story.add("2024-03-06T10:24:00Z", "decision.warn", senior, "Decided to warn \"hall\": credible, specific, imminent.");
  story.add("2024-03-06T10:40:00Z", "warning.drafted", desk, "Edition 1 of \"moscow\" drafted (alert)");
  story.add("2024-03-06T10:58:00Z", "warning.released", releaser, "Edition 1 of \"moscow\" released");
  story.add("2024-03-06T10:58:00Z", "audience.resolved", hub, "The audience of edition 1 of \"moscow\" resolved");
  for (const std::string who : {"host-service", "arena-desk", "community"}) {
    story.add("2024-03-06T10:58:01Z", "delivery.planned", hub,
              cat("\"", who, "\" is to be told edition 1 of \"moscow\""));
  }
  story.add("2024-03-06T10:58:20Z", "delivery.attempted", hub, "Attempt 1 for \"moscow/1/arena-desk\"");
  story.add("2024-03-06T10:58:24Z", "delivery.reported", hub, "Attempt 1 for \"moscow/1/arena-desk\": accepted.");
  story.add("2024-03-06T11:30:00Z", "delivery.escalated", hub,
            "Next contact for \"moscow/1/arena-desk\": no acknowledgement in time");
  story.add("2024-03-06T11:40:00Z", "delivery.exhausted", hub, "No contact is left for \"moscow/1/arena-desk\"");
  story.add("2024-03-06T11:40:00Z", "watch.raised", hub, "Overdue: \"arena-desk\" has not acknowledged edition 1");
  story.add("2024-03-06T12:15:00Z", "delivery.taken_over", liaison, "\"moscow/1/host-service\" told by hand (meeting)");
  story.add("2024-03-06T12:31:00Z", "response.acknowledged", liaison,
            "Duty officer (liaison desk) acknowledged edition 1 for \"host-service\"");
}

/// From the public warning to the disputes.
inline void afterwards(Story& story) {
  story.add("2024-03-07T12:05:00Z", "warning.drafted", desk, "Edition 2 of \"moscow\" drafted (update)");
  story.add("2024-03-07T12:30:00Z", "warning.check_answered", releaser,
            "Check \"equal_warning\" of edition 2 answered: the public is told in this edition.");
  story.add("2024-03-07T12:32:00Z", "warning.released", releaser, "Edition 2 of \"moscow\" released");
  story.add("2024-03-07T12:32:04Z", "delivery.published", hub, "Edition 2 of \"moscow\" stands on the public page");
  story.add("2024-03-07T15:10:00Z", "case.claim_recorded", desk,
            "The host's security service gives synagogue plot: foiled on 7 March");
  story.add("2024-03-07T15:20:00Z", "case.target_resolved", desk,
            "Threat to \"synagogue\" ended (contained): reported as foiled");
  story.add("2024-03-08T12:32:00Z", "watch.raised", hub, "Overdue: nobody has reviewed \"moscow\" at half-time");
  story.add("2024-03-09T12:32:00Z", "warning.window_ended", hub,
            "The window of \"moscow\" ended; its recipients are told so in edition 3");
  story.add("2024-03-09T12:32:01Z", "watch.raised", hub,
            "Overdue: \"moscow\" has no disposition, and its threat is open");
  story.add("2024-03-11T08:00:00Z", "response.measure_reported", liaison,
            "Measure at \"arena-desk\": additional searches at the doors");
  story.add("2024-03-18T08:00:00Z", "response.measure_lifted", liaison,
            "Measure \"searches\" lifted by the arena: routine resumed");
  story.add("2024-03-19T14:00:00Z", "response.rejected", desk,
            "\"host-service\" rejected the warning: called it open blackmail (public speech)");
  story.add("2024-03-19T14:30:00Z", "response.task_opened", desk, "Task for liaison-officer: go back to the recipient");
  story.add("2024-03-22T17:10:00Z", "report.received", watch_desk,
            "Report \"r2\" from the press, graded C2: gunmen attack Crocus City Hall.");
  story.add("2024-03-26T11:00:00Z", "response.disputed", desk,
            "\"host-service\" disputes the warning (too_general): it was of a general kind");
  story.add("2024-03-26T13:00:00Z", "response.dispute_answered", desk, "Dispute \"general\" answered from the record");
}

inline std::vector<review::Moment> story() {
  Story told;
  private_warning(told);
  afterwards(told);
  return told.all;
}

}  // namespace heed::after_action::testing
