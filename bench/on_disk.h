#pragma once
// A fresh hub's keys and store in a folder, for benchmarks that write to the disk.

#include <memory>
#include <string>

#include "adapters/store/sqlite/store.h"
#include "app/keys.h"

namespace heed::bench {

struct OnDisk {
  app::DataFolder data;
  app::KeyRing keys;
  std::unique_ptr<sqlite::SqliteStore> store;
};

/// Makes the folder, keys and an empty store in it. Errors: whatever the disk says, and a folder that was used before.
[[nodiscard]] Result<OnDisk> make_on_disk(const std::string& folder);

}  // namespace heed::bench
