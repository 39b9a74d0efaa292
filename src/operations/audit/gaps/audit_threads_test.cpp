#include "operations/audit/gaps/audit_threads.h"

#include "adapters/store/memory/store.h"
#include "flow/record/authority.h"
#include "flow/record/batch.h"
#include "flow/record/tally.h"
#include "flow/threads.h"
#include "lib/digest/base64.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"
#include "operations/watch_clocks.h"

namespace heed::gaps {
namespace {

using memory::MemoryStore;
using testing::TestDesk;

/// The entries of a record with the hashes of their leaves, laid open to be changed.
struct Laid {
  std::vector<record::Entry> entries;
  std::vector<std::string> hashes;

  /// The n-th link of the office's thread, from 1.
  record::Entry& link(std::uint64_t n) {
    for (auto& entry : entries) {
      if (!entry.thread.empty() && entry.thread[0].recipient == "hall-office" && entry.thread[0].n == n) return entry;
    }
    FAIL("no such link");
    return entries.front();
  }
};

delivery::Reported reported(std::uint64_t attempt) {
  return {testing::to_office, attempt, delivery::Outcome::failed_for_now, "busy", {}};
}

/// A warning that was released, and four links after that in the thread of "hall-office".
void write_way(TestDesk& desk) {
  for (const auto& step : testing::way_to_release(desk.clock.now()))
    testing::must(desk.give({step.actor, {}, {}, {}}, step.command, step.body));
  desk.note_facts(delivery::Attempted{testing::to_office, 1, 0});
  desk.note_facts(reported(1));
  desk.note_facts(delivery::Attempted{testing::to_newspaper, 1, 0});
  desk.note_facts(delivery::Attempted{testing::to_office, 2, 0});
  desk.note_facts(reported(2));
}

Laid laid_in(MemoryStore& store) {
  Laid made;
  REQUIRE(store.read(0, testing::must(store.size()), [&](ports::StoredEntry stored) -> Result<void> {
    TRY(made.entries.emplace_back(), record::parse_content(stored.bytes));
    made.hashes.push_back(stored.hash);
    return {};
  }));
  return made;
}

const Laid& way() {
  static const Laid laid = [] {
    MemoryStore store;
    TestDesk desk(store);
    write_way(desk);
    return laid_in(store);
  }();
  return laid;
}

AuditedThreads audited(const Laid& laid) {
  ThreadAudit audit;
  for (std::size_t i = 0; i < laid.entries.size(); ++i) REQUIRE(audit.take(laid.entries[i], laid.hashes[i]));
  return audit.result();
}

/// Nothing is left of the link but its digest.
void erase_link(record::Entry& entry) {
  entry.thread[0] = {"erased", 0, {}, {}};
  entry.gaps.push_back({"thread[0]", std::string(43, 'A')});
}

TEST_CASE("threads_that_a_hub_wrote_are_whole (RA-2)") {
  const auto result = audited(way());
  CHECK(result.findings.empty());
  CHECK(result.threads == 2);
  CHECK(result.links == 7);  // two were planned, five facts came after
  CHECK(result.entries == way().entries.size());
  CHECK(result.erased == 0);
}

struct Row {
  std::string name;
  void (*change)(Laid&);
  std::vector<std::string> found;
};

/// How often each kind of finding is among them, by counting again.
void check_counts(const AuditedThreads& result) {
  CHECK(result.looked.size() == all_of<Wrong>().size());
  for (const auto& looked : result.looked) {
    const auto count = std::ranges::count(result.findings, looked.what, &ThreadFinding::what);
    CHECK_MESSAGE(looked.found == static_cast<std::uint64_t>(count), core::word(looked.what));
  }
}

TEST_CASE("whatever_is_left_out_of_a_thread_is_found (RA-2)") {
  const std::vector<Row> rows = {
      {"a link is left out",
       [](Laid& l) { l.link(3).thread.clear(); },
       {"this delivery.reported concerns the recipient and is no link of its thread",
        "this is link 4, and the one before it is link 2"}},
      {"the last link is left out",
       [](Laid& l) { l.link(5).thread.clear(); },
       {"this delivery.reported concerns the recipient and is no link"}},
      {"the first link is left out",
       [](Laid& l) { l.link(1).thread.erase(l.link(1).thread.begin()); },
       {"this delivery.planned concerns", "this is link 2, and the one before it is not there"}},
      {"a number is used twice",
       [](Laid& l) { l.link(4).thread[0].n = 3; },
       {"this is link 3, and the one before it is link 3", "this is link 5, and the one before it is link 3"}},
      {"a link stands after another entry",
       [](Laid& l) { l.link(3).thread[0].after = 0; },
       {"it stands after entry 0"}},
      {"a link stands after nothing", [](Laid& l) { l.link(3).thread[0].after.reset(); }, {"it stands after no entry"}},
      {"a link has another leaf", [](Laid& l) { l.link(3).thread[0].leaf[0] ^= 1; }, {"it does not have the leaf"}},
      {"the first link names one before it",
       [](Laid& l) { l.link(1).thread[0].after = 0; },
       {"the first link names one before it"}},
      {"a link is put into another thread",
       [](Laid& l) { l.link(5).thread[0].recipient = "newspaper"; },
       {"this is link 5, and the one before it is link 2",
        "this delivery.reported concerns the recipient and is no link of its thread"}},
      {"after an erased link comes another leaf",
       [](Laid& l) {
         l.link(4).thread[0].leaf[0] ^= 1;
         erase_link(l.link(3));
       },
       {"it does not have the leaf"}},
      {"after an erased link comes no higher number",
       [](Laid& l) {
         l.link(4).thread[0].n = 3;
         erase_link(l.link(3));
       },
       {"this is link 3, and between it and link 2 one was erased", "this is link 5, and the one before"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto laid = way();
    row.change(laid);
    const auto result = audited(laid);
    check_counts(result);
    REQUIRE(result.findings.size() == row.found.size());
    for (std::size_t i = 0; i < row.found.size(); ++i) {
      CAPTURE(result.findings[i].detail);
      CHECK(std::ranges::any_of(result.findings, [&](const auto& each) { return each.detail.contains(row.found[i]); }));
    }
  }
}

TEST_CASE("what_was_erased_is_counted_and_is_no_gap (RA-6)") {
  auto laid = way();
  erase_link(laid.link(3));
  const auto bridged = audited(laid);
  CHECK(bridged.findings.empty());
  CHECK(bridged.erased == 1);
  CHECK(bridged.not_followed == 1);

  for (const std::uint64_t n : {5UL, 4UL, 3UL, 2UL, 1UL}) {
    if (n == 3) continue;  // gone already
    erase_link(laid.link(n));
  }
  const auto gone = audited(laid);
  CHECK(gone.findings.empty());
  CHECK(gone.threads == 1);
  CHECK(gone.erased == 5);

  auto nameless = way();
  for (auto n : {1, 2, 3, 4, 5}) {
    auto& entry = nameless.link(static_cast<std::uint64_t>(n));
    entry.thread[0].recipient = "somebody";
    if (n == 1) {
      record::bodies(entry)[0]->set("recipient", "erased");
      entry.gaps.push_back({"body.each[0].recipient", std::string(43, 'A')});
    }
  }
  CHECK(audited(nameless).findings.empty());
}

TEST_CASE("beyond_the_limit_findings_are_only_counted") {
  ThreadAudit audit;
  record::Entry entry{0, {}, "delivery.published", testing::person("ann"), {}, 0, {}, core::Object{}, {}};
  entry.body = to_value(delivery::Published{testing::warning_w, 1, "cap/w.xml", "d"});
  for (std::size_t i = 0; i <= findings_max; ++i) {
    entry.index = i;
    entry.thread = {{"r", 7, {}, {}}};
    if (i > 0) entry.thread[0].after = i - 1;
    REQUIRE(audit.take(entry, std::string(32, 'h')));
  }
  const auto result = audit.result();
  CHECK(result.findings.size() == findings_max);
  CHECK(result.more_findings > 0);
}

/// Three days of a warning that ends: counts, and the closing of both threads.
Laid days() {
  MemoryStore store;
  TestDesk desk(store);
  write_way(desk);
  const auto look = [&](std::string_view when) {
    desk.clock.set(testing::at(when));
    testing::must(desk.run(operations::watch_clocks(desk.desk)));
  };
  const auto note = [&](std::string_view when) {
    desk.clock.set(testing::at(when));
    desk.note_facts(record::AccessRefused{"release_warning"});
  };
  desk.note_facts(delivery::Reported{testing::to_newspaper, 1, delivery::Outcome::delivered, "taken", {}});
  look("2024-03-07T00:00:00Z");
  note("2024-03-07T06:00:00Z");
  note("2024-03-07T07:00:00Z");
  look("2024-03-08T12:00:00Z");
  for (const auto& [id, delivery] : desk.state.deliveries.deliveries) {
    if (!delivery::next(delivery.standing, delivery::Event::stop)) continue;
    testing::must(desk.note({record::draft(delivery::Stopped{id, "a test"})}));
  }
  desk.note_facts(
      warning::DispositionNamed{testing::warning_w, warning::Disposition::lapsed, "It is over.", std::nullopt});
  look("2024-03-09T00:00:00Z");
  note("2024-03-09T12:00:00Z");
  note("2024-03-09T13:00:00Z");
  return laid_in(store);
}

record::Entry& nth(Laid& laid, std::string_view kind, std::size_t n) {
  for (auto& entry : laid.entries) {
    if (entry.kind == kind && n-- == 0) return entry;
  }
  FAIL("no such entry");
  return laid.entries.front();
}

/// Something else stands in place of an entry.
void put_aside(record::Entry& entry) {
  const auto other = record::draft(record::AccessRefused{"release_warning"});
  entry.kind = other.kind;
  entry.body = other.body;
}

TEST_CASE("a_count_that_is_missing_or_wrong_and_a_thread_that_is_not_closed_or_closed_too_early_are_found (RA-2)") {
  CHECK(audited(days()).findings.empty());
  CHECK(audited(days()).open == 0);
  CHECK(audited(days()).counted == 4);
  CHECK(audited(days()).closings == 2);
  CHECK(audited(days()).days == 3);
  CHECK(audited(days()).to_count == 0);
  const std::vector<Row> rows = {
      {"no count at the end of a day",
       [](Laid& l) { put_aside(nth(l, "thread.tallied", 0)); },
       {"2 open threads were not counted at 2024-03-07T00:00:00Z"}},
      {"nothing at the end of the last day",
       [](Laid& l) { put_aside(nth(l, "thread.closed", 0)); },
       {"2 open threads were not counted at 2024-03-09T00:00:00Z"}},
      {"counted, where it had to be closed",
       [](Laid& l) { nth(l, "thread.closed", 0).kind = "thread.tallied"; },
       {"all that it was told is over, and its thread is open", "all that it was told is over"}},
      {"closed while the warning stands",
       [](Laid& l) { nth(l, "thread.tallied", 0).kind = "thread.closed"; },
       {"its thread is closed while something stands", "its thread is closed while something stands"}},
      {"one thread is left out of the count",
       [](Laid& l) {
         auto& all = *std::get<core::Object>(nth(l, "thread.tallied", 0).body.data).begin();
         std::get<core::Array>(all.second.data).pop_back();
       },
       {"its thread was open at 2024-03-07T00:00:00Z, and was not counted with the others"}},
      {"a count that leaves a link out",
       [](Laid& l) {
         auto& first = *record::bodies(nth(l, "thread.tallied", 0)).front();
         first = to_value(record::Tallied{"hall-office", 2, 0});
       },
       {"it says that the thread has 2 links, and it has 5"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto laid = days();
    row.change(laid);
    const auto result = audited(laid);
    for (const auto& finding : result.findings) CAPTURE(finding.detail);
    check_counts(result);
    REQUIRE(result.findings.size() == row.found.size());
    for (std::size_t i = 0; i < row.found.size(); ++i) CHECK(result.findings[i].detail.contains(row.found[i]));
  }
}

TEST_CASE("a_count_in_several_commits_is_one_day_and_is_held_against_the_hub_only_when_it_is_left_lying (RA-2)") {
  MemoryStore store;
  TestDesk desk(store);
  write_way(desk);
  const auto count_one = [&](std::string_view when) {
    desk.clock.set(testing::at(when));
    testing::must(desk.note(flow::tally(desk.state, 1), record::the_hub()));
    return audited(laid_in(store));
  };
  const auto note = [&](std::string_view when) {
    desk.clock.set(testing::at(when));
    desk.note_facts(record::AccessRefused{"release_warning"});
    return audited(laid_in(store));
  };
  auto found = count_one("2024-03-07T00:00:00Z");
  CHECK(found.findings.empty());
  CHECK(found.days == 0);
  CHECK(found.to_count == 1);
  // The hub stood still in between, and something else comes first when it is back.
  CHECK(note("2024-03-07T06:00:00Z").findings.empty());
  CHECK(note("2024-03-07T06:15:00Z").findings.empty());
  found = count_one("2024-03-07T06:15:01Z");
  CHECK(found.findings.empty());
  CHECK(found.days == 1);
  CHECK(found.to_count == 0);

  count_one("2024-03-08T00:00:00Z");
  note("2024-03-08T06:00:00Z");
  found = note("2024-03-08T06:15:01Z");
  REQUIRE(found.findings.size() == 1);
  CHECK(found.findings[0].what == Wrong::not_counted);
  CHECK(found.findings[0].recipient == "newspaper");
  note("2024-03-08T09:00:00Z");
  found = count_one("2024-03-08T10:00:00Z");
  CHECK(found.findings.size() == 1);  // said once, and the count goes on
  CHECK(found.days == 2);
}

}  // namespace
}  // namespace heed::gaps
