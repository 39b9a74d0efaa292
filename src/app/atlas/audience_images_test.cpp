#include "app/atlas/audience_images.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "adapters/store/memory/store.h"
#include "operations/audit/verify_record.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::atlas {
namespace {

namespace fs = std::filesystem;

using testing::must;
using testing::person;

const area::Area everywhere_near{{}, {area::Circle{{100'000'000, 200'000'000}, 50}}};

/// A hub with three recipients, its snapshot, and a folder for its images.
struct Kept {
  memory::MemoryStore store;
  testing::TestDesk desk{store};
  std::string folder = (fs::temp_directory_path() / cat("heed-images-test-", ::getpid())).string();

  Kept() {
    fs::create_directories(folder);
    for (int i = 0; i < 3; ++i) put(cat("r", i));
    keep();
  }
  ~Kept() { fs::remove_all(folder); }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;

  void put(std::string name) {
    auto made = testing::recipient(std::move(name));
    made.places = {{100'000'000, 200'000'000}};
    desk.note_facts(audience::Registered{made});
  }
  /// The image, and then the snapshot that stands on it.
  void keep() {
    auto snapshot = desk.journal.take_snapshot(desk::Register::apart);
    save();
    must(desk.run(desk.journal.keep_snapshot(std::move(snapshot))));
  }
  void save() { must(must(AudienceImages(folder).save(desk.state.recipients, desk.state.size))->finish()); }
  [[nodiscard]] std::string path() const { return cat(folder, "/audience-", desk.state.size, ".image"); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }

  /// Why the image was not used, or "used"; and how many are found.
  std::pair<std::string, std::size_t> start() {
    AudienceImages images(folder);
    const auto resumed = must(desk::resume(store, {}, [&](std::uint64_t size) { return images.map(size); }));
    const auto found = resumed.state.recipients.ground.inside(everywhere_near, {Instant{0}, Instant{1}}).size();
    CHECK(testing::packed(resumed.state) == testing::packed(testing::folded(store)));
    return {resumed.audience_refused ? std::string(core::word(resumed.audience_refused->code)) : "used", found};
  }
  std::string verified() {
    AudienceImages images(folder);
    const auto keys = audit::public_keys(desk.journal.keys());
    return testing::verdict(audit::verify_record(store, keys, [&](std::uint64_t size) { return images.map(size); }));
  }
};

using Started = std::pair<std::string, std::size_t>;

TEST_CASE("a_start_maps_the_audience_that_was_kept_with_the_snapshot_and_folds_what_came_after (PU-3)") {
  Kept kept;
  CHECK(kept.start() == Started{"used", 3});
  kept.put("r3");
  kept.put("r1");
  CHECK(kept.start() == Started{"used", 4});
  // What a start did to its mapping never reached the file.
  CHECK(kept.start() == Started{"used", 4});
}

TEST_CASE("a_crash_between_an_image_and_its_snapshot_leaves_the_older_ones_whole") {
  Kept kept;
  kept.put("r3");
  kept.save();
  CHECK(kept.files() == 2);
  CHECK(kept.start() == Started{"used", 4});
  // Half an image is none.
  auto half = must(AudienceImages(kept.folder).save(kept.desk.state.recipients, kept.desk.state.size + 1));
  half.reset();
  CHECK(kept.files() == 3);
  CHECK(kept.start() == Started{"used", 4});
  kept.keep();
  std::ofstream(kept.folder + "/audience.index") << "as an earlier version kept it";
  must(AudienceImages(kept.folder).keep_only(kept.desk.state.size));
  CHECK(kept.files() == 1);
  CHECK(kept.start() == Started{"used", 4});
}

TEST_CASE("without_its_image_a_snapshot_is_not_used_and_nobody_is_missed (PU-3)") {
  Kept kept;
  kept.put("r3");
  kept.keep();
  const auto path = kept.path();
  fs::copy_file(path, path + ".copy");
  fs::resize_file(path, fs::file_size(path) - 1);
  CHECK(kept.start() == Started{"corrupt", 4});
  CHECK(kept.verified().starts_with("corrupt"));
  fs::rename(path + ".copy", path);
  CHECK(kept.start() == Started{"used", 4});
  CHECK(kept.verified() == "done");
  std::ofstream(path) << "something else";
  CHECK(kept.start() == Started{"corrupt", 4});
  fs::remove(path);
  CHECK(kept.start() == Started{"not_found", 4});
  CHECK(kept.verified() == "done");
}

TEST_CASE("a_register_that_is_not_the_fold_of_the_record_is_found_by_whoever_verifies_it") {
  Kept kept;
  audience::State other{kept.desk.state.recipients.recipients, {}, {}, {}};
  auto moved = *other.recipients.find(RecipientId{"r1"});
  moved.recipient.contacts.push_back({"email", "elsewhere@mail.example", {}, {}});
  other.recipients.put(moved);
  audience::build_ground(other);
  must(must(AudienceImages(kept.folder).save(other, kept.desk.state.size))->finish());
  CHECK(kept.verified().starts_with("corrupt"));
}

TEST_CASE("an_image_is_written_while_the_register_goes_on_and_is_of_its_own_instant") {
  Kept kept;
  for (int i = 0; i < 500; ++i) kept.put(cat("s", i));
  auto snapshot = kept.desk.journal.take_snapshot(desk::Register::apart);
  const auto saving = must(AudienceImages(kept.folder).save(kept.desk.state.recipients, kept.desk.state.size));
  std::thread writer([&] { must(saving->finish()); });
  for (int i = 250; i < 750; ++i) kept.put(cat("s", i));
  writer.join();
  must(kept.desk.run(kept.desk.journal.keep_snapshot(std::move(snapshot))));
  CHECK(kept.start() == Started{"used", 753});
}

TEST_CASE("an_image_is_its_owners_alone_and_leaves_nothing_when_it_is_removed") {
  Kept kept;
  const auto may = fs::status(kept.path()).permissions();
  CHECK((may & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  std::ifstream file(kept.path(), std::ios::binary);
  must(AudienceImages(kept.folder).remove());
  CHECK(kept.files() == 0);
  std::ostringstream left;
  left << file.rdbuf();
  CHECK(left.str().find_first_not_of('\0') == std::string::npos);
  must(AudienceImages(kept.folder).remove());
}

TEST_CASE("an_image_that_cannot_be_written_leaves_the_old_one") {
  Kept kept;
  fs::create_directory(kept.path() + ".new");
  const auto saving = AudienceImages(kept.folder).save(kept.desk.state.recipients, kept.desk.state.size);
  CHECK(testing::verdict(saving).starts_with("unavailable"));
  CHECK(kept.start() == Started{"used", 3});
}

}  // namespace
}  // namespace heed::atlas
