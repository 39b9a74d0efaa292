#pragma once
// The fields of each kind of expectation.

#include <map>
#include <variant>

#include "app/drill/scenario.h"
#include "flow/delivery/life.h"
#include "flow/warning/life.h"
#include "flow/watch/entries.h"

namespace heed::drill {

struct ExpectState {
  std::string path;
  std::optional<Value> is;
  std::optional<Value> is_not;
  std::optional<Value> contains;
  std::optional<Value> at_least;
  std::optional<bool> exists;
  std::optional<std::uint64_t> count;
  HEED_FIELDS(ExpectState, path, is, is_not, contains, at_least, exists, count)
};

struct ExpectDue {
  watch::Due what = watch::Due::decide;
  std::optional<WarningId> warning;
  std::optional<TargetId> target;
  std::optional<RecipientId> recipient;
  std::optional<CaseId> case_id;
  std::optional<std::string> owner;
  std::optional<bool> overdue;
  bool none = false;
  HEED_FIELDS(ExpectDue, what, warning, target, recipient, case_id, owner, overdue, none)
};

struct ExpectTold {
  RecipientId recipient;
  WarningId warning;
  std::uint64_t edition = 0;
  std::optional<report::Tier> tier;
  std::optional<delivery::Standing> standing;
  std::optional<delivery::Standing> at_least;
  std::optional<std::vector<FacetId>> facets;
  std::vector<FacetId> facets_include;
  std::vector<FacetId> facets_exclude;
  std::optional<std::string> text_contains;
  std::optional<std::string> text_lacks;
  bool received = false;
  bool none = false;
  HEED_FIELDS(ExpectTold, recipient, warning, edition, tier, standing, at_least, facets, facets_include, facets_exclude,
              text_contains, text_lacks, received, none)
};

struct ExpectPublic {
  WarningId warning;
  std::uint64_t edition = 0;
  std::optional<warning::Standing> standing;
  std::optional<std::string> cap_contains;
  std::optional<std::string> cap_lacks;
  HEED_FIELDS(ExpectPublic, warning, edition, standing, cap_contains, cap_lacks)
};

struct ExpectKnew {
  RecipientId recipient;
  FacetId facet;
  std::optional<bool> told;
  std::optional<Instant> before;
  HEED_FIELDS(ExpectKnew, recipient, facet, told, before)
};

struct ExpectEntry {
  std::string kind;
  std::map<std::string, Value> where;
  std::optional<std::uint64_t> count;
  bool none = false;
  HEED_FIELDS(ExpectEntry, kind, where, count, none)
};

struct ExpectAnswered {
  DisputeId dispute;
  std::vector<FacetId> facets_given;
  HEED_FIELDS(ExpectAnswered, dispute, facets_given)
};

/// The whole record verifies; the runner does it, because it reads the store.
struct ExpectRecord {
  HEED_FIELDS(ExpectRecord)
};

using Expected = std::variant<ExpectState, ExpectDue, ExpectTold, ExpectPublic, ExpectKnew, ExpectEntry, ExpectAnswered,
                              ExpectRecord>;

/// The typed form of an expectation; the error names the field and the line.
[[nodiscard]] Result<Expected> parse_expected(const Expect& expect);

}  // namespace heed::drill
