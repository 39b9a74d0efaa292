#pragma once
// One entry without what it says about one recipient: personal data and salts go, everything else still proves.

#include <optional>
#include <string>

#include "core/id.h"
#include "ports/store.h"

namespace heed::erase {

struct Forgotten {
  RecipientId recipient;  ///< who is forgotten
  std::string pseudonym;  ///< what stands in its place from now on, the same in every entry
};

/// The entry with other content and salts, or nothing when it does not name the recipient.
///
/// The recipient's name becomes the pseudonym wherever it stands as a name: as a recipient, in the names of its
/// deliveries and of alarms about them, and as the actor of its own commands. What its entries hold about a person (the
/// table in forget.cpp) is blanked, and so is what the hub's alarms say of it. Free texts of people that mention
/// somebody in passing are not searched: nobody could say what in them is a name.
/// Guarantees: what is returned is sealed by the same leaf; each field that changed is a gap with its old digest, and
/// the salt of its old value is nowhere in it. Errors: corrupt, for bytes that no hub wrote.
[[nodiscard]] Result<std::optional<ports::StoredEntry>> without(const ports::StoredEntry& stored,
                                                                const Forgotten& forgotten);

}  // namespace heed::erase
