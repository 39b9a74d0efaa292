#pragma once
// The tables, and how an older store becomes a present one.

#include <cstdint>

#include "adapters/store/sqlite/database.h"

namespace heed::sqlite {

/// The number of the newest migration.
[[nodiscard]] std::uint64_t newest_schema();

/// Makes the tables of a fresh file, or brings those of an older store up to date; each step is in whole or not at all.
/// Guarantees: a file that is not ours is not changed.
/// Errors: invalid for a file of another program, unsupported for a store of a newer Heed, refused where `access` does
/// not allow what would be needed.
Result<void> prepare_schema(Database& database, Access access);

}  // namespace heed::sqlite
