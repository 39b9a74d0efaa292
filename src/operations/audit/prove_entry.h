#pragma once
// A proof of one entry for somebody who may not see the rest: what is shown of it, and its place in the log.

#include <optional>
#include <string>
#include <vector>

#include "flow/record/entry.h"
#include "ports/store.h"

namespace heed::audit {

/// One field of an entry that can be shown by itself.
struct Field {
  std::string path;  ///< "kind", "body.warning", "thread[0]"
  Value value;
  HEED_FIELDS(Field, path, value)
};

/// What can be shown of an entry, in its order. not_found when there is no such entry. Blocking; reads only.
[[nodiscard]] Result<std::vector<Field>> fields_of(ports::Store& store, std::uint64_t index);

struct Showing {
  std::uint64_t index = 0;
  std::vector<std::string> fields;  ///< paths; what stands in a shown field is shown with it. Empty: nothing is shown
  /// In an entry that concerns many, only what concerns this recipient is shown: "body" and "thread" in `fields` stand
  /// for its own fact and its own link.
  std::optional<RecipientId> about{};
  std::optional<std::uint64_t> under{};  ///< the size of the kept checkpoint; left out: the newest
};

/// The text of a C2SP tlog-proof. Blocking; reads only.
///
/// Guarantees: nothing but the fields named, and those that they stand in without their other members, can be read from
/// it. Errors: not_found for an entry or a field that is not there; conflict while no checkpoint covers the entry;
/// not_found and conflict too when the one that is named is not kept or does not cover it.
[[nodiscard]] Result<std::string> prove_entry(ports::Store& store, const Showing& showing);

}  // namespace heed::audit
