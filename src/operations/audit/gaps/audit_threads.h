#pragma once
// Whether the threads of recipients are whole: that nothing which was done towards somebody stands outside its thread.
//
// Why besides verify_record: a hub that leaves a link out writes a record that verifies. What it tried to hide is found
// here, by other code than that which makes the links.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/codec.h"
#include "flow/state.h"
#include "ports/store.h"

namespace heed::gaps {

inline constexpr std::size_t findings_max = 1'000;  ///< one more is only counted

/// What is looked for.
enum class Wrong {
  not_linked,
  number,
  predecessor,
  leaf,
  count,
  not_counted,
  not_closed,
  closed_early,
};
constexpr auto words(Wrong) {
  return core::word_table<Wrong>({{Wrong::not_linked, "entries_not_linked"},
                                  {Wrong::number, "links_out_of_number"},
                                  {Wrong::predecessor, "links_after_another_entry"},
                                  {Wrong::leaf, "links_with_another_leaf"},
                                  {Wrong::count, "wrong_counts"},
                                  {Wrong::not_counted, "threads_not_counted"},
                                  {Wrong::not_closed, "threads_not_closed"},
                                  {Wrong::closed_early, "threads_closed_early"}});
}

/// Something that is not as it must be.
struct ThreadFinding {
  Wrong what = Wrong::not_linked;
  std::uint64_t entry = 0;
  std::string recipient;
  std::string detail;  ///< a sentence
  HEED_FIELDS(ThreadFinding, what, entry, recipient, detail)
};

/// How often something was found; also what was looked for and not found.
struct Looked {
  Wrong what = Wrong::not_linked;
  std::uint64_t found = 0;
  HEED_FIELDS(Looked, what, found)
};

struct AuditedThreads {
  std::uint64_t entries = 0;
  std::uint64_t links = 0;
  std::uint64_t threads = 0;   ///< recipients with a link at least
  std::uint64_t open = 0;      ///< of these, threads that are not closed
  std::uint64_t counted = 0;   ///< times that a thread was counted and stayed open
  std::uint64_t closings = 0;  ///< times that a thread was counted and closed
  std::uint64_t days = 0;      ///< ends of a day at which every open thread was counted
  std::uint64_t to_count = 0;  ///< open threads that the last count of a day, which goes on, has still to reach
  std::uint64_t erased = 0;    ///< entries of which something has been erased
  /// Links after one that was erased: their number and place cannot be held against it.
  std::uint64_t not_followed = 0;
  std::vector<Looked> looked;  ///< each of Wrong, in order; also what is beyond findings_max
  std::uint64_t more_findings = 0;
  std::vector<ThreadFinding> findings;
  HEED_FIELDS(AuditedThreads, entries, links, threads, open, counted, closings, days, to_count, erased, not_followed,
              looked, more_findings, findings)
};

/// Takes entries in their order, and says at the end what was found. No I/O.
class ThreadAudit {
 public:
  /// `hash`: the entry's leaf hash. Requires: the next entry of the record. Fails on an entry that no hub wrote.
  Result<void> take(const record::Entry& entry, std::string_view hash);
  [[nodiscard]] AuditedThreads result() const;

 private:
  struct Last {
    std::uint64_t n = 0;
    std::uint64_t entry = 0;
    std::string leaf;  ///< as links have it
  };

  /// The count of all open threads, which may take many commits with others between them.
  struct Day {
    std::uint64_t entry = 0;
    std::set<std::string, std::less<>> owed;  ///< open, and not counted yet
    std::set<std::string, std::less<>> over;  ///< to be closed
    bool is_stale = false;                    ///< since `over` was asked for, something else was written
  };

  void check(const record::Entry& entry, const record::Link& link);
  void check_after_erased(const record::Entry& entry, const record::Link& link);
  void check_presence(const record::Entry& entry);
  void check_tally(const record::Entry& entry);
  void begin_day(const record::Entry& entry);
  void check_closing(const record::Entry& entry, const std::string& recipient);
  void end_day(Instant due);
  void check_day(const record::Entry& entry);
  [[nodiscard]] std::optional<std::string> concerned(const record::Entry& entry, std::size_t fact,
                                                     const Value& body) const;
  void found(Wrong what, const record::Entry& entry, const std::string& recipient, std::string detail);
  void keep(ThreadFinding finding);

  flow::State state_;
  std::map<std::string, Last, std::less<>> threads_;   ///< by recipient
  std::map<std::uint64_t, std::string> erased_links_;  ///< the leaves of entries whose links were erased
  std::set<DeliveryId> nameless_;                      ///< deliveries whose recipient was erased
  std::optional<Day> day_;
  std::optional<Instant> waits_for_;  ///< the count of the day that is overdue
  Instant waits_since_{};             ///< the first entry after it was due
  std::optional<Instant> missed_;     ///< the last that was found missing
  std::map<Wrong, std::uint64_t> found_;
  AuditedThreads result_;
};

/// The audit of a whole store. Blocking; reads only.
[[nodiscard]] Result<AuditedThreads> audit_threads(ports::Store& store);

}  // namespace heed::gaps
