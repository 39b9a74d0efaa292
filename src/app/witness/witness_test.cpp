#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include <doctest/doctest.h>

#include "app/witness/cosigner.h"
#include "app/witness/log_list.h"
#include "app/witness/serve.h"
#include "core/text.h"
#include "lib/digest/ed25519.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/proof.h"
#include "lib/merkle/tree.h"

namespace heed::witness {
namespace {

namespace fs = std::filesystem;

struct Scratch {
  std::string path;
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "heed-witness-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Scratch() { fs::remove_all(path); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::string file(std::string_view name) const { return cat(path, "/", name); }
};

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_all(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

/// A log that can be made to say anything.
struct Log {
  std::string origin = "log.example/one";
  digest::KeyPair pair = digest::key_pair_from_seed(std::string(32, 'l'));

  [[nodiscard]] merkle::VerifierKey key() const { return {origin, pair.public_key}; }
  /// Leaves "0", "1", … with `mark` in each: another mark makes another history.
  [[nodiscard]] static std::vector<std::string> leaves(std::uint64_t size, std::string_view mark) {
    std::vector<std::string> leaves;
    for (std::uint64_t i = 0; i < size; ++i) leaves.push_back(merkle::leaf_hash(cat(mark, i)));
    return leaves;
  }
  [[nodiscard]] std::string checkpoint(std::uint64_t size, std::string_view mark = "") const {
    const auto note = merkle::sign_checkpoint({origin, size, merkle::root_of(leaves(size, mark))}, pair.public_key,
                                              [&](std::string_view text) { return digest::sign(pair, text); });
    REQUIRE(note);
    return *note;
  }
  [[nodiscard]] std::string request(std::uint64_t from, std::uint64_t to, std::string_view mark = "") const {
    tlog::AddCheckpoint request{from, {}, checkpoint(to, mark)};
    if (from > 0 && from < to) request.proof = merkle::prove_consistency(leaves(to, mark), from).path;
    return tlog::to_text(request);
  }
};

struct Rig {
  Log log;
  digest::KeyPair pair = digest::key_pair_from_seed(std::string(32, 'w'));
  tlog::WitnessKey key{"witness.example/one", pair.public_key};

  [[nodiscard]] Result<Cosigner> open(const std::string& folder) const {
    const std::vector<tlog::WitnessedLog> logs{{log.origin, {log.key()}}};
    TRY(auto notebook, Notebook::open(folder, key, logs));
    return Cosigner({key, [pair = pair](std::string_view text) { return digest::sign(pair, text); }, logs},
                    std::move(notebook));
  }
};

constexpr Instant now{1'700'000'000'000};

TEST_CASE("a_witness_answers_as_the_protocol_says_and_forgets_nothing_over_a_restart") {
  const Scratch scratch;
  const Rig rig;
  {
    auto cosigner = rig.open(scratch.path);
    REQUIRE(cosigner);
    CHECK_FALSE(cosigner->note(origin_hash(rig.log.origin)));
    const auto first = cosigner->add_checkpoint(rig.log.request(0, 5), now);
    CHECK(first.status == 200);
    CHECK(tlog::read_reply({first.status, first.body}, rig.log.checkpoint(5), rig.key));
  }
  auto cosigner = rig.open(scratch.path);
  REQUIRE(cosigner);
  CHECK(cosigner->notebook().last(rig.log.origin)->size == 5);

  Log stranger;
  stranger.origin = "log.example/other";
  struct Row {
    std::string name;
    std::string body;
    unsigned status;
  };
  const std::vector<Row> rows = {
      {"what it has not seen last", rig.log.request(0, 8), 409},
      {"no request", "old five\n\n", 400},
      {"a log that it does not know", stranger.request(0, 5), 404},
      {"the same once more", rig.log.request(5, 5), 200},
      {"a history that does not go on", rig.log.request(5, 8, "other"), 422},
      {"another root of the same size", rig.log.request(5, 5, "other"), 422},
      {"what goes on", rig.log.request(5, 8), 200},
      {"what was before", rig.log.request(8, 5), 400},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(cosigner->add_checkpoint(row.body, now).status == row.status);
  }
  CHECK(cosigner->add_checkpoint(rig.log.request(5, 8), now).body == "8\n");
  const auto shown = cosigner->note(origin_hash(rig.log.origin));
  REQUIRE(shown);
  CHECK(tlog::verify_cosignature(*shown, rig.key));
  CHECK(merkle::open_checkpoint(*shown, rig.log.key())->size == 8);
}

TEST_CASE("two_trees_of_one_size_are_kept_as_evidence_and_each_once") {
  const Scratch scratch;
  const Rig rig;
  auto cosigner = rig.open(scratch.path);
  REQUIRE(cosigner);
  REQUIRE(cosigner->add_checkpoint(rig.log.request(0, 5), now).status == 200);
  const auto folder = scratch.file(cat("evidence/", origin_hash(rig.log.origin)));
  for (int i = 0; i < 2; ++i) CHECK(cosigner->add_checkpoint(rig.log.request(5, 5, "other"), now).status == 422);
  std::size_t kept = 0;
  for (const auto& each : fs::directory_iterator(folder)) {
    ++kept;
    const auto cosigned = merkle::open_checkpoint(read_all(each.path() / "cosigned"), rig.log.key());
    const auto shown = merkle::open_checkpoint(read_all(each.path() / "shown"), rig.log.key());
    REQUIRE(cosigned);
    REQUIRE(shown);
    CHECK(cosigned->size == shown->size);
    CHECK(cosigned->root != shown->root);
  }
  CHECK(kept == 1);

  for (std::size_t i = 1; i <= evidence_max; ++i) {
    CHECK(cosigner->add_checkpoint(rig.log.request(5, 5, cat("other", i)), now).status == 422);
  }
  CHECK(static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {})) == evidence_max);
}

TEST_CASE("what_cannot_be_kept_is_not_cosigned_and_nothing_is_after_it") {
  const Scratch scratch;
  const Rig rig;
  auto cosigner = rig.open(scratch.path);
  REQUIRE(cosigner);
  // A file in the place of the log's folder: writing fails whoever runs the test.
  const auto place = scratch.file(origin_hash(rig.log.origin));
  write_all(place, "in the way");
  const auto refused = cosigner->add_checkpoint(rig.log.request(0, 5), now);
  CHECK(refused.status == 500);
  CHECK_FALSE(refused.body.contains("witness.example"));
  fs::remove(place);
  CHECK(cosigner->add_checkpoint(rig.log.request(0, 5), now).status == 500);
}

TEST_CASE("a_notebook_that_this_witness_did_not_write_stops_the_start") {
  const Rig rig;
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"the log's note without the witness", rig.log.checkpoint(9)}, {"no note", "x"}, {"nothing", ""}};
  for (const auto& [name, bytes] : rows) {
    CAPTURE(name);
    const Scratch scratch;
    const auto folder = scratch.file(origin_hash(rig.log.origin));
    fs::create_directories(folder);
    write_all(folder + "/checkpoint", bytes);
    const auto opened = rig.open(scratch.path);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Code::corrupt);
  }
  const Scratch scratch;
  const auto one = rig.open(scratch.path);
  REQUIRE(one);
  CHECK(rig.open(scratch.path).error().code == Code::conflict);
}

TEST_CASE("a_list_of_logs_that_changes_while_it_serves_makes_it_forget_nothing") {
  const Scratch scratch;
  const Rig rig;
  Log other;
  other.origin = "log.example/other";
  const std::vector<tlog::WitnessedLog> one{{rig.log.origin, {rig.log.key()}}}, two{{other.origin, {other.key()}}};
  {
    auto first = rig.open(scratch.path);
    REQUIRE(first);
    CHECK(first->add_checkpoint(rig.log.request(0, 5), now).status == 200);
    REQUIRE(first->watch(two));
    CHECK(first->add_checkpoint(rig.log.request(5, 8), now).status == 404);
    CHECK(first->add_checkpoint(other.request(0, 3), now).status == 200);
    REQUIRE(first->watch(one));
    CHECK(first->add_checkpoint(rig.log.request(0, 8), now).status == 409);
    CHECK(first->add_checkpoint(rig.log.request(5, 8), now).status == 200);
  }
  // What another run kept of a log that is named only now is read, and not guessed.
  auto again = rig.open(scratch.path);
  REQUIRE(again);
  REQUIRE(again->watch(two));
  CHECK(again->add_checkpoint(other.request(0, 4), now).status == 409);
  CHECK(again->add_checkpoint(other.request(3, 4), now).status == 200);
}

TEST_CASE("a_list_with_a_log_whose_note_is_not_its_own_is_not_taken") {
  const Scratch scratch;
  const Rig rig;
  auto cosigner = rig.open(scratch.path);
  REQUIRE(cosigner);
  Log other;
  other.origin = "log.example/other";
  fs::create_directories(scratch.file(origin_hash(other.origin)));
  write_all(scratch.file(origin_hash(other.origin) + "/checkpoint"), other.checkpoint(3));
  const auto taken = cosigner->watch({{other.origin, {other.key()}}});
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == Code::corrupt);
  CHECK(cosigner->add_checkpoint(rig.log.request(0, 5), now).status == 200);
  CHECK(cosigner->add_checkpoint(other.request(0, 3), now).status == 404);
}

TEST_CASE("a_list_of_logs_knows_whether_its_files_have_changed") {
  const Scratch scratch;
  const auto file = scratch.file("logs");
  const Log log;
  const auto line = merkle::vkey(log.origin, log.pair.public_key) + "\n";
  write_all(file, line);
  LogList list({file});
  CHECK(list.has_changed());
  CHECK(list.read());
  CHECK_FALSE(list.has_changed());
  for (const auto& text : {line + "# longer\n", std::string("broken"), line}) {
    CAPTURE(text);
    write_all(file, text);
    CHECK(list.has_changed());
    CHECK(list.read().has_value() == (text != "broken"));
    CHECK_FALSE(list.has_changed());  // also what cannot be taken was looked at
  }
  const auto before = fs::last_write_time(file);
  fs::last_write_time(file, before + std::chrono::nanoseconds(1));
  CHECK(list.has_changed());
  REQUIRE(list.read());
  fs::remove(file);
  CHECK(list.has_changed());
  CHECK_FALSE(list.read());
  CHECK_FALSE(list.has_changed());
}

TEST_CASE("logs_are_read_from_keys_and_from_policies") {
  const Log one;
  Log renewed = one;
  renewed.pair = digest::key_pair_from_seed(std::string(32, 'm'));
  const auto a = merkle::vkey(one.origin, one.pair.public_key), b = merkle::vkey(one.origin, renewed.pair.public_key);
  struct Row {
    std::string text;
    std::size_t keys;   ///< of the one log; 0: refused
    std::string place;  ///< of the error
  };
  const std::vector<Row> rows = {{a + "\n", 1, ""},
                                 {a, 1, ""},
                                 {cat("# a comment\n\n", a, "\n", b, "\n"), 2, ""},
                                 {cat("log\t", a, " https://log.example\nwitness w x\nquorum none\n"), 1, ""},
                                 {cat(a, "\n", a, "\n"), 0, "line 2"},
                                 {"log\n", 0, "line 1"},
                                 {"\nlog.example+00000000+AAAA\n", 0, "line 2"},
                                 {"# nothing\n", 0, ""}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto logs = parse_logs(row.text);
    REQUIRE(logs.has_value() == (row.keys > 0));
    if (logs) CHECK((logs->size() == 1 && logs->front().keys.size() == row.keys));
    if (!logs) CHECK(logs.error().place.contains(row.place));
  }
}

TEST_CASE("init_draws_a_key_of_type_04_and_never_replaces_it") {
  const Scratch scratch;
  const Folder folder{scratch.file("w")};
  const auto vkey = init(folder, "witness.example/one");
  REQUIRE(vkey);
  CHECK(tlog::parse_witness_vkey(*vkey)->name == "witness.example/one");
  CHECK(read_all(folder.verifier()) == *vkey + "\n");
  CHECK((fs::status(folder.key()).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(init(folder, "witness.example/two").error().code == Code::conflict);
  CHECK_FALSE(init({scratch.file("v")}, "a name with spaces"));
}

}  // namespace
}  // namespace heed::witness
