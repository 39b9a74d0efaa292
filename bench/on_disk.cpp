#include "bench/on_disk.h"

#include <filesystem>

#include "adapters/system/random.h"

namespace heed::bench {

Result<OnDisk> make_on_disk(const std::string& folder) {
  std::filesystem::create_directories(folder);
  system::SystemRandom random;
  app::DataFolder data{folder};
  TRY(app::create_keys(data, "bench.example/log", random));
  TRY(auto keys, app::load_keys(data));
  TRY(auto store, sqlite::SqliteStore::open(data.store(), sqlite::Mode::create));
  return OnDisk{std::move(data), std::move(keys), std::move(store)};
}

}  // namespace heed::bench
