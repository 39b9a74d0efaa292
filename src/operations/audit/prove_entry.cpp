#include "operations/audit/prove_entry.h"

#include <algorithm>

#include "flow/record/content.h"
#include "flow/record/seal.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/note.h"
#include "lib/proof/proof.h"
#include "lib/tlog/proofs.h"

namespace heed::audit {
namespace {

Result<ports::StoredEntry> stored_at(ports::Store& store, std::uint64_t index) {
  std::optional<ports::StoredEntry> found;
  TRY(store.read(index, index + 1, [&](ports::StoredEntry stored) -> Result<void> {
    found = std::move(stored);
    return {};
  }));
  if (!found) return fail(Code::not_found, cat("there is no entry ", index), "entry");
  return *std::move(found);
}

/// Every claim that a disclosure opens, under its path.
void collect(const sdjwt::Claim& claims, const std::string& path, std::vector<Field>& fields) {
  for (std::size_t i = 0; i < claims.inner.size(); ++i) {
    const auto& claim = claims.inner[i];
    const bool is_element = claims.content == sdjwt::Content::elements;
    const auto here = is_element ? cat(path, "[", i, "]") : path.empty() ? claim.name : cat(path, ".", claim.name);
    if (claim.content == sdjwt::Content::value) fields.push_back({here, claim.value});
    if (claim.content != sdjwt::Content::erased) collect(claim, here, fields);
  }
}

/// A field that holds others is shown with all of them.
std::vector<std::string> chosen(const std::vector<sdjwt::Disclosure>& all, const std::vector<std::string>& fields) {
  std::vector<std::string> paths = fields;
  for (const auto& disclosure : all) {
    const auto is_within = [&](const std::string& field) {
      return disclosure.path.starts_with(field) && disclosure.path.size() > field.size() &&
             (disclosure.path[field.size()] == '.' || disclosure.path[field.size()] == '[');
    };
    if (std::ranges::any_of(fields, is_within)) paths.push_back(disclosure.path);
  }
  return paths;
}

}  // namespace

Result<std::vector<Field>> fields_of(ports::Store& store, std::uint64_t index) {
  TRY(const auto stored, stored_at(store, index));
  TRY(const auto entry, record::parse_content(stored.bytes));
  std::vector<Field> fields;
  collect(record::claims_of(entry), {}, fields);
  return fields;
}

Result<std::string> prove_entry(ports::Store& store, const Showing& showing) {
  TRY(const auto stored, stored_at(store, showing.index));
  TRY(const auto entry, record::parse_content(stored.bytes));
  TRY(const auto last, store.last_checkpoint());
  if (!last || last->size <= showing.index) {
    return fail(Code::conflict, "no checkpoint covers this entry yet; ask again in a second", "entry");
  }
  TRY(const auto all, record::disclosures(entry, stored.salts));
  const auto paths = chosen(all, showing.fields);
  auto shown = sdjwt::present(stored.leaf, all, paths);
  if (!shown) {
    auto error = std::move(shown).error();
    if (error.code == Code::not_found) error.place = "fields";
    return fail(std::move(error));
  }
  TRY(const auto inclusion,
      tlog::prove_inclusion(showing.index, last->size, [&](unsigned level, std::uint64_t first, std::size_t count) {
        return store.hashes(level, first, count);
      }));
  return proof::to_text({*std::move(shown), showing.index, inclusion.path, last->note});
}

}  // namespace heed::audit
