#pragma once
// Many facts of one kind that were decided together stand in one entry: one leaf and one signature, and still each of
// them an element that can be shown alone. A million who are told cost thousands of leaves.

#include "flow/record/entry.h"

namespace heed::record {

/// Where the body of a batch has its facts. No single fact has a member of this name.
inline constexpr std::string_view batch_field = "each";
inline constexpr std::size_t batch_facts = 256;                    ///< in one batch, at most
inline constexpr std::size_t batch_weight = std::size_t{1} << 20;  ///< bytes, about; far below limits::entry_bytes

/// Drafts of one kind stand together, in the order in which the kinds first appear, and several of a kind become
/// batches. Requires: all are about one case, no two of a kind are about the same thing, and no kind needs another one
/// before it that appears later.
[[nodiscard]] Drafts batched(Drafts drafts);

/// The facts in an entry as values: its body, or what is in its batch. They live as long as the entry.
[[nodiscard]] std::vector<const Value*> bodies(const Entry& entry);
[[nodiscard]] std::vector<Value*> bodies(Entry& entry);
[[nodiscard]] bool is_batch(const Entry& entry);

/// Where a fact stands in an entry, as disclosures name it: "body", or "body.each[3]".
[[nodiscard]] std::string path_of(const Entry& entry, std::size_t fact);

/// All facts of an entry. Requires: is<Fact>(entry). Fails only when the stored bytes are not what a hub wrote.
template <class Fact>
[[nodiscard]] Result<std::vector<Fact>> facts(const Entry& entry) {
  std::vector<Fact> all;
  for (const auto* body : bodies(entry)) {
    auto read = from_value<Fact>(*body);
    if (!read) return fail(core::within(cat("entry ", entry.index, " (", entry.kind, ")"), std::move(read).error()));
    all.push_back(*std::move(read));
  }
  return all;
}

}  // namespace heed::record
