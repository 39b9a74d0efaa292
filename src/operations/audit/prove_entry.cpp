#include "operations/audit/prove_entry.h"

#include <algorithm>

#include "flow/record/batch.h"
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

Result<ports::StoredCheckpoint> checkpoint_for(ports::Store& store, const Showing& showing) {
  if (showing.under && *showing.under <= showing.index) {
    return fail(Code::conflict, cat("the checkpoint of ", *showing.under, " entries does not cover this one"), "under");
  }
  if (showing.under) {
    TRY(const auto found, store.checkpoints_from(*showing.under, 1));
    if (!found.empty() && found.front().size == *showing.under) return found.front();
    return fail(Code::not_found, cat("no checkpoint of ", *showing.under, " entries is kept"), "under");
  }
  TRY(auto last, store.last_checkpoint());
  if (last && last->size > showing.index) return *std::move(last);
  return fail(Code::conflict, "no checkpoint covers this entry yet; ask again in a second", "entry");
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

/// The fields as they stand in this entry, of one recipient alone. Fields that say nothing of it are left out.
Result<std::vector<std::string>> own_fields(const record::Entry& entry, const Showing& showing) {
  if (!showing.about) {
    for (const auto& field : showing.fields) {
      const bool is_of_all = field == "body" || field == "thread" || field == cat("body.", record::batch_field);
      if (is_of_all && record::is_batch(entry)) {
        return fail(Code::invalid,
                    cat("this entry is about many: \"", field,
                        "\" would show all of them. Name a field "
                        "of one, as \"body.each[0].recipient\", or whom the proof is about"),
                    "fields");
      }
    }
    return showing.fields;
  }
  const auto names = [&](const Value& body) {
    const auto* recipient = body.find("recipient");
    return recipient != nullptr && recipient->text() != nullptr && *recipient->text() == showing.about->text;
  };
  const auto bodies = record::bodies(entry);
  const auto fact = std::ranges::find_if(bodies, [&](const Value* body) { return names(*body); });
  const auto link = std::ranges::find(entry.thread, showing.about->text, &record::Link::recipient);
  std::vector<std::string> own;
  for (const auto& field : showing.fields) {
    if (field.starts_with("thread")) {
      if (link != entry.thread.end()) own.push_back(cat("thread[", link - entry.thread.begin(), "]"));
    } else if (!field.starts_with("body")) {
      own.push_back(field);
    } else if (fact != bodies.end()) {
      own.push_back(cat(record::path_of(entry, static_cast<std::size_t>(fact - bodies.begin())), field.substr(4)));
    }
  }
  return own;
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
  TRY(const auto last, checkpoint_for(store, showing));
  TRY(const auto all, record::disclosures(entry, stored.salts));
  TRY(const auto fields, own_fields(entry, showing));
  const auto paths = chosen(all, fields);
  auto shown = sdjwt::present(stored.leaf, all, paths);
  if (!shown) {
    auto error = std::move(shown).error();
    if (error.code == Code::not_found) error.place = "fields";
    return fail(std::move(error));
  }
  TRY(const auto inclusion,
      tlog::prove_inclusion(showing.index, last.size, [&](unsigned level, std::uint64_t first, std::size_t count) {
        return store.hashes(level, first, count);
      }));
  return proof::to_text({*std::move(shown), showing.index, inclusion.path, last.note});
}

}  // namespace heed::audit
