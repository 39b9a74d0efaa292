// Every fact that any stage writes survives the record.

#include "flow/watch/testing/facts.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "flow/record/content.h"
#include "lib/json/json.h"
#include "lib/pack/pack.h"

namespace heed::flow {
namespace {

constexpr int rounds = 60;

template <class Visit>
void for_every_random_fact(Visit&& visit) {
  testing::Dice dice(20240306);
  testing::EveryFact::for_each([&]<class Fact>() {
    for (int i = 0; i < rounds; ++i) visit(testing::any_fact<Fact>(dice));
  });
}

TEST_CASE("every_fact_comes_back_from_the_record_as_it_was (RA-2)") {
  for_every_random_fact([]<class Fact>(const Fact& fact) {
    record::Entry entry;
    entry.kind = Fact::kind;
    entry.body = record::draft(fact).body;
    const auto bytes = record::content_bytes(entry);
    const auto read = testing::must(record::parse_content(bytes));
    CHECK_MESSAGE(testing::must(record::fact<Fact>(read)) == fact, bytes);
    CHECK(record::content_bytes(read) == bytes);
  });
}

TEST_CASE("every_fact_comes_back_from_its_packed_form (RA-2)") {
  for_every_random_fact([]<class Fact>(const Fact& fact) {
    std::string bytes;
    pack::pack(bytes, fact);
    CHECK_MESSAGE(testing::must(pack::unpack<Fact>(bytes)) == fact, Fact::kind);
  });
}

TEST_CASE("a_fact_with_a_field_that_it_does_not_know_is_refused (RA-2)") {
  for_every_random_fact([]<class Fact>(const Fact& fact) {
    auto body = to_value(fact);
    body.set("smuggled", 1);
    const auto read = from_value<Fact>(body);
    REQUIRE_MESSAGE(!read, Fact::kind);
    CHECK(read.error().place == "smuggled");
  });
}

/// The kinds that stand in the headers of the stages.
std::set<std::string> kinds_in_headers() {
  const std::string mark = "std::string_view kind = \"";
  std::set<std::string> kinds;
  for (const auto& file : std::filesystem::recursive_directory_iterator(cat(HEED_SOURCE_DIR, "/src/flow"))) {
    if (file.path().extension() != ".h") continue;
    std::ifstream stream(file.path());
    std::stringstream buffer;
    buffer << stream.rdbuf();
    const auto text = buffer.str();
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
      const auto begin = at + mark.size();
      const auto kind = text.substr(begin, text.find('"', begin) - begin);
      if (kind != "report.received" || file.path().filename() == "entries.h") kinds.insert(kind);
    }
  }
  return kinds;
}

TEST_CASE("every_kind_of_fact_is_tried_here_and_no_two_share_a_name") {
  std::set<std::string> kinds;
  testing::EveryFact::for_each(
      [&]<class Fact>() { CHECK_MESSAGE(kinds.insert(std::string(Fact::kind)).second, Fact::kind); });
  const auto in_headers = kinds_in_headers();
  for (const auto& kind : in_headers) CHECK_MESSAGE(kinds.contains(kind), "add ", kind, " to testing::EveryFact");
  CHECK(kinds.size() == in_headers.size());
}

}  // namespace
}  // namespace heed::flow
