#pragma once
// A whole after-action view: a private warning with two targets, a public one for 48 hours, a window that ended with
// nobody having decided, a rejection in public, an attack. Recipients, officers and deliveries are invented.

#include "adapters/format/after_action/testing/story.h"

namespace heed::after_action::testing {

/// The entry of the story whose text begins so.
inline std::uint64_t entry_of(const review::AfterAction& view, std::string_view beginning) {
  for (const auto& moment : view.timeline) {
    if (moment.text.starts_with(beginning)) return moment.entry;
  }
  return 0;
}

inline review::Telling telling(std::uint64_t edition, std::string what, report::Tier tier, std::string standing) {
  review::Telling telling;
  telling.warning = WarningId{"moscow"};
  telling.edition = edition;
  telling.what = std::move(what);
  telling.tier = tier;
  telling.language = "en";
  telling.standing = std::move(standing);
  telling.by = "duty-releaser";
  telling.released_at = at(edition == 1 ? "2024-03-06T10:58:00Z" : "2024-03-07T12:32:00Z");
  return telling;
}

inline review::Knower host_service(const review::AfterAction& view) {
  auto first = telling(1, "alert", report::Tier::partner, "acknowledged");
  first.channel = "person";
  first.release_entry = entry_of(view, "Edition 1 of \"moscow\" released");
  first.delivered_at = at("2024-03-06T12:15:00Z");
  first.acknowledged_at = at("2024-03-06T12:31:00Z");
  first.acknowledged_entry = entry_of(view, "Duty officer");
  first.acknowledged_by = "Duty officer, liaison desk";
  first.evidence = "heard";
  first.read_back = "Crocus City Hall and a synagogue; the next 48 hours; will pass it on";
  first.latency = *first.acknowledged_at - first.released_at;
  first.attempts = 1;
  const auto planned = entry_of(view, "\"host-service\" is to be told");
  const auto when = at("2024-03-06T10:58:01Z");
  return {RecipientId{"host-service"},
          "Host service, liaison desk",
          {{FacetId{"what"}, when, planned, 1, "acknowledged"}, {FacetId{"where"}, when, planned, 1, "acknowledged"}},
          {first}};
}

inline review::Knower arena_desk(const review::AfterAction& view) {
  auto first = telling(1, "alert", report::Tier::venue, "unreachable");
  first.channel = "email";
  first.release_entry = entry_of(view, "Edition 1 of \"moscow\" released");
  first.accepted_at = at("2024-03-06T10:58:24Z");
  first.attempts = 4;
  auto second = telling(2, "update", report::Tier::venue, "accepted");
  second.channel = "email";
  second.release_entry = entry_of(view, "Edition 2 of \"moscow\" released");
  second.accepted_at = at("2024-03-07T12:32:09Z");
  second.attempts = 1;
  return {
      RecipientId{"arena-desk"},
      "Northgate Arena, security desk",
      {{FacetId{"what"}, at("2024-03-06T10:58:01Z"), entry_of(view, "\"arena-desk\" is to be told"), 1, "unreachable"}},
      {first, second}};
}

inline review::Knower community(const review::AfterAction& view) {
  auto first = telling(1, "alert", report::Tier::direct, "delivered");
  first.channel = "webhook";
  first.release_entry = entry_of(view, "Edition 1 of \"moscow\" released");
  first.accepted_at = first.delivered_at = at("2024-03-06T10:58:30Z");
  first.attempts = 1;
  return {
      RecipientId{"community"},
      "Lindenhof community centre",
      {{FacetId{"what"}, at("2024-03-06T10:58:01Z"), entry_of(view, "\"community\" is to be told"), 1, "delivered"}},
      {first}};
}

inline void add_remarks(review::AfterAction& view) {
  const auto remark = [&](std::string text, std::string_view when, std::string_view entry) {
    return review::Remark{std::move(text), at(when), entry_of(view, entry), {}, {}};
  };
  view.lapses = {
      remark("The window of \"moscow\" ended. Nobody had extended, cancelled or accepted its lapse; the threat to "
             "the hall was open.",
             "2024-03-09T12:32:00Z", "The window of")};
  auto dispute = remark("The host service says that the warning was of a general kind.", "2024-03-26T11:00:00Z",
                        "\"host-service\" disputes");
  dispute.answered_in = entry_of(view, "Dispute \"general\"");
  dispute.answer = "Edition 1, told on 6 March and read back at 12:31 UTC, named Crocus City Hall.";
  view.disputes = {remark("The host's head of state called the warning open blackmail, in a public speech.",
                          "2024-03-19T14:00:00Z", "\"host-service\" rejected"),
                   dispute};
  view.alarms = {
      remark("Nobody had acknowledged for the arena, and no contact was left.", "2024-03-06T11:40:00Z",
             "Overdue: \"arena-desk\""),
      remark("\"moscow\" had no disposition, and its threat was open.", "2024-03-09T12:32:01Z", "Overdue: \"moscow\"")};
  view.measures = {remark(
      "Northgate Arena, security desk: additional searches at the doors, from 11 March; lifted on 18 March by the "
      "arena: routine resumed. The threat was open.",
      "2024-03-11T08:00:00Z", "Measure at")};
}

inline review::AfterAction crocus() {
  review::AfterAction view;
  view.case_id = CaseId{"moscow-gatherings"};
  view.title = "Planned attacks on gatherings in Moscow, March 2024";
  view.as_of = at("2024-03-27T08:00:00Z");
  view.timeline = story();
  view.entries = 214;
  view.first_awareness = at("2024-03-06T09:30:00Z");
  view.targets = {{"Crocus City Hall", "open", at("2024-03-06T09:55:00Z"), entry_of(view, "Target added: Crocus")},
                  {"Synagogue in Moscow", "contained", at("2024-03-07T15:20:00Z"), entry_of(view, "Threat to")}};
  view.delays = {std::chrono::minutes(88), std::chrono::seconds(30), std::chrono::minutes(93)};
  view.statements = {
      {FacetId{"what"}, "what", "Extremists have imminent plans to target large gatherings.", report::Tier::everyone,
       entry_of(view, "Statement \"what\"")},
      {FacetId{"where"}, "where", "Crocus City Hall is named as a target.", report::Tier::partner,
       entry_of(view, "Statement \"where\"")},
      {FacetId{"source"}, "how", "How it is known.", report::Tier::internal, entry_of(view, "Statement \"source\"")}};
  view.knowers = {host_service(view), arena_desk(view), community(view)};
  view.texts = {
      {WarningId{"moscow"}, 1, "alert", report::Tier::partner, "en",
       "Attack on a concert hall\n\nFrom: Embassy of Ruritania\n\nWhere: Crocus City Hall is named as a target.\n",
       at("2024-03-06T10:58:00Z"), entry_of(view, "Edition 1 of \"moscow\" released")},
      {WarningId{"moscow"}, 2, "update", report::Tier::everyone, "en",
       "Avoid large gatherings\n\nFrom: Embassy of Ruritania\n\nWhat to do: Avoid crowds for the next 48 hours.\n",
       at("2024-03-07T12:32:00Z"), entry_of(view, "Edition 2 of \"moscow\" released")}};
  view.claims = {
      {"What the host was told", "the hall by name", "press, citing officials", at("2024-04-02T00:00:00Z"), 203},
      {"What the host was told", "a general warning", "the host's government", at("2024-03-26T11:00:00Z"), 204},
      {"Synagogue plot", "foiled on 7 March", "the host's security service", at("2024-03-07T15:10:00Z"),
       entry_of(view, "The host's security service")}};
  add_remarks(view);
  return view;
}

}  // namespace heed::after_action::testing
