#include "app/atlas/audience_index.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/store/memory/store.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::atlas {
namespace {

namespace fs = std::filesystem;

using testing::must;
using testing::person;

const area::Area everywhere_near{{}, {area::Circle{{100'000'000, 200'000'000}, 50}}};

/// A hub with three recipients, its snapshot, and a folder for its index.
struct Kept {
  memory::MemoryStore store;
  testing::TestDesk desk{store};
  std::string folder = (fs::temp_directory_path() / cat("heed-index-test-", ::getpid())).string();
  std::string path = folder + "/audience.index";

  Kept() {
    fs::create_directories(folder);
    for (int i = 0; i < 3; ++i) put(cat("r", i));
    must(AudienceIndex(path).save(desk.state.recipients));
    must(desk.run(desk.journal.keep_snapshot()));
  }
  ~Kept() { fs::remove_all(folder); }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;

  void put(std::string name) {
    auto made = testing::recipient(std::move(name));
    made.places = {{100'000'000, 200'000'000}};
    desk.note_facts(audience::Registered{made});
  }
  /// Why the saved index was not used, or "used"; and how many are found.
  std::pair<std::string, std::size_t> start() {
    AudienceIndex index(path);
    const auto resumed = must(desk::resume(store, {}, index.map()));
    const auto found = resumed.state.recipients.ground.inside(everywhere_near, {Instant{0}, Instant{1}}).size();
    return {resumed.index_refused ? std::string(core::word(resumed.index_refused->code)) : "used", found};
  }
};

using Started = std::pair<std::string, std::size_t>;

TEST_CASE("a_start_maps_the_index_that_was_kept_with_the_snapshot_and_folds_what_came_after (PU-3)") {
  Kept kept;
  CHECK(kept.start() == Started{"used", 3});
  kept.put("r3");
  CHECK(kept.start() == Started{"used", 4});
  // What a start did to its mapping never reached the file.
  CHECK(kept.start() == Started{"used", 4});
}

TEST_CASE("an_index_that_is_stale_or_spoilt_is_built_anew_and_nobody_is_missed (PU-3)") {
  Kept kept;
  kept.put("r3");
  must(kept.desk.run(kept.desk.journal.keep_snapshot()));
  CHECK(kept.start() == Started{"conflict", 4});
  must(AudienceIndex(kept.path).save(kept.desk.state.recipients));
  CHECK(kept.start() == Started{"used", 4});
  fs::resize_file(kept.path, fs::file_size(kept.path) - 1);
  CHECK(kept.start() == Started{"corrupt", 4});
  std::ofstream(kept.path) << "something else";
  CHECK(kept.start() == Started{"corrupt", 4});
  fs::remove(kept.path);
  // No index is no fault: nothing is said.
  CHECK(kept.start() == Started{"used", 4});
}

TEST_CASE("an_index_is_its_owners_alone_and_leaves_nothing_when_it_is_removed") {
  Kept kept;
  const auto may = fs::status(kept.path).permissions();
  CHECK((may & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  std::ifstream file(kept.path, std::ios::binary);
  must(AudienceIndex(kept.path).remove());
  CHECK_FALSE(fs::exists(kept.path));
  std::ostringstream left;
  left << file.rdbuf();
  CHECK(left.str().find_first_not_of('\0') == std::string::npos);
  must(AudienceIndex(kept.path).remove());
}

TEST_CASE("an_index_that_cannot_be_written_leaves_the_old_one") {
  Kept kept;
  fs::create_directory(kept.path + ".new");
  CHECK(testing::verdict(AudienceIndex(kept.path).save(kept.desk.state.recipients)).starts_with("unavailable"));
  CHECK(kept.start() == Started{"used", 3});
}

}  // namespace
}  // namespace heed::atlas
