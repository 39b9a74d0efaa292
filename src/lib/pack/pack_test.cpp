#include "lib/pack/pack.h"

#include <cmath>
#include <limits>
#include <random>

#include <doctest/doctest.h>

#include "core/limits.h"

namespace heed::pack {
namespace {

enum class Colour { red, green, blue };
constexpr auto words(Colour) {
  return core::word_table<Colour>({{Colour::red, "red"}, {Colour::blue, "blue"}, {Colour::green, "green"}});
}

struct Nothing {
  HEED_FIELDS(Nothing)
};

struct Leaf {
  std::string name;
  std::int64_t count = 0;
  std::optional<double> weight;
  HEED_FIELDS(Leaf, name, count, weight)
};

struct Tree {
  CaseId id;
  Colour colour = Colour::red;
  bool is_open = false;
  std::uint64_t size = 0;
  double share = 0;
  Instant at;
  Duration wait{};
  Interval during;
  std::optional<Leaf> note;
  std::vector<Leaf> leaves;
  std::map<std::string, std::vector<Instant>> times;
  std::map<CaseId, Leaf> cases;
  std::unordered_map<std::string, std::int64_t> tally;
  std::set<std::int64_t> numbers;
  std::pair<Colour, std::string> pair;
  std::array<std::uint8_t, 4> digest{};
  std::array<std::int64_t, 2> corners{};
  Value document;
  Nothing nothing;
  std::vector<Tree> branches;
  HEED_FIELDS(Tree, id, colour, is_open, size, share, at, wait, during, note, leaves, times, cases, tally, numbers,
              pair, digest, corners, document, nothing, branches)
};

template <class T>
std::string packed(const T& value) {
  std::string out;
  pack(out, value);
  return out;
}

template <class T>
void check_round_trip(const T& value) {
  const auto bytes = packed(value);
  const auto back = unpack<T>(bytes);
  REQUIRE(back);
  CHECK(*back == value);
  CHECK(packed(*back) == bytes);
}

class RandomTrees {
 public:
  Tree tree(int depth = 0) {
    Tree out;
    out.id = CaseId{text()};
    out.colour = all_of<Colour>()[draw(3)];
    out.is_open = draw(2) == 0;
    out.size = engine_() >> draw(64);
    out.share = static_cast<double>(number()) / 7;
    out.at = {number()};
    out.wait = Duration{number()};
    out.during = {{number()}, {number()}};
    if (draw(2) == 0) out.note = leaf();
    for (std::size_t i = draw(4); i > 0; --i) out.leaves.push_back(leaf());
    for (std::size_t i = draw(4); i > 0; --i) out.times[text()] = {Instant{number()}, Instant{number()}};
    for (std::size_t i = draw(4); i > 0; --i) out.cases[CaseId{text()}] = leaf();
    for (std::size_t i = draw(9); i > 0; --i) out.tally[text()] = number();
    for (std::size_t i = draw(9); i > 0; --i) out.numbers.insert(number());
    out.pair = {Colour::blue, text()};
    out.digest = {1, 128, 255, static_cast<std::uint8_t>(draw(256))};
    out.corners = {number(), number()};
    out.document = document();
    for (std::size_t i = depth < 2 ? draw(3) : 0; i > 0; --i) out.branches.push_back(tree(depth + 1));
    return out;
  }

 private:
  std::size_t draw(std::size_t below) { return engine_() % below; }
  std::int64_t number() { return static_cast<std::int64_t>(engine_()) >> draw(64); }
  std::string text() { return std::string(draw(40), static_cast<char>('a' + draw(26))); }
  Leaf leaf() { return {text(), number(), draw(2) == 0 ? std::optional(0.5) : std::nullopt}; }
  Value document() {
    Value out;
    out.set("list", core::Array{number(), 0.25, true, Value{}, text()});
    out.set(text(), core::Object{{"a", core::Object{}}});
    return out;
  }

  std::mt19937_64 engine_{1963};
};

TEST_CASE("numbers_come_back_at_every_edge") {
  for (int bit = 0; bit < 64; ++bit) {
    const std::uint64_t power = std::uint64_t{1} << bit;
    for (const auto number : {power - 1, power, power + 1, ~power}) {
      check_round_trip(number);
      check_round_trip(static_cast<std::int64_t>(number));
      check_round_trip(std::bit_cast<std::int64_t>(~number));
    }
  }
  for (const double number : {0.0, -0.0, 0.1, -1e308, 5e-324, std::numeric_limits<double>::infinity()}) {
    check_round_trip(number);
  }
  CHECK(std::signbit(*unpack<double>(packed(-0.0))));
  CHECK(packed(std::int64_t{-1}).size() == 1);
  CHECK(packed(std::uint64_t{127}).size() == 1);
  CHECK(packed(std::uint64_t{128}).size() == 2);
  check_round_trip(std::uint32_t{4'000'000'000});
  CHECK_FALSE(unpack<std::uint32_t>(packed(std::uint64_t{1} << 32)));
  CHECK_FALSE(unpack<std::int32_t>(packed(std::int64_t{1} << 31)));
}

TEST_CASE("every_packable_type_comes_back_as_it_was") {
  RandomTrees random;
  for (int round = 0; round < 300; ++round) check_round_trip(random.tree());
  check_round_trip(Nothing{});
  check_round_trip(std::vector<Nothing>(1'000));
  check_round_trip(std::vector<bool>{true, false, true});
}

TEST_CASE("maps_of_equal_content_give_equal_bytes") {
  std::unordered_map<std::string, std::int64_t> one, other;
  other.reserve(10'000);
  for (int i = 0; i < 200; ++i) one[cat(i)] = i;
  for (int i = 199; i >= 0; --i) other[cat(i)] = i;
  CHECK(packed(one) == packed(other));
}

TEST_CASE("bytes_cut_short_at_any_place_are_corrupt") {
  const auto tree = RandomTrees{}.tree();
  const auto bytes = packed(tree);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto back = unpack<Tree>(std::string_view(bytes).substr(0, size));
    REQUIRE_FALSE(back);
    REQUIRE(back.error().code == Code::corrupt);
  }
}

TEST_CASE("changed_bytes_never_break_the_reader") {
  const auto bytes = packed(RandomTrees{}.tree());
  std::mt19937_64 engine{7};
  for (int round = 0; round < 20'000; ++round) {
    auto changed = bytes;
    for (int i = 0; i < 3; ++i) changed[engine() % changed.size()] = static_cast<char>(engine());
    const auto back = unpack<Tree>(changed);
    // What is still accepted is what those very bytes say.
    if (back) CHECK(packed(*back) == changed);
  }
}

TEST_CASE("bytes_that_nobody_packed_are_corrupt") {
  using Numbers = std::vector<std::uint64_t>;
  const auto is_corrupt = [](const auto& result) { return !result && result.error().code == Code::corrupt; };
  using namespace std::string_view_literals;
  CHECK(is_corrupt(unpack<bool>("\x02"sv)));
  CHECK(is_corrupt(unpack<bool>("\x01\x01"sv)));                                           // left over
  CHECK(is_corrupt(unpack<std::uint64_t>("\x80\x00"sv)));                                  // 0, in a second way
  CHECK(is_corrupt(unpack<std::uint64_t>("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"sv)));  // 65 bits
  CHECK(is_corrupt(unpack<std::uint64_t>("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"sv)));
  CHECK(is_corrupt(unpack<Colour>("\x03"sv)));
  CHECK(
      is_corrupt(unpack<std::string>("\x05"
                                     "abcd"sv)));
  CHECK(is_corrupt(unpack<Numbers>("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"sv)));  // a length past all memory
  CHECK(is_corrupt(unpack<Numbers>("\x03\x01\x01"sv)));
  CHECK(is_corrupt(unpack<std::set<std::uint64_t>>("\x02\x02\x01"sv)));  // out of order
  CHECK(is_corrupt(unpack<std::set<std::uint64_t>>("\x02\x01\x01"sv)));  // twice
  CHECK(is_corrupt(unpack<std::map<std::uint64_t, bool>>("\x02\x02\x01\x01\x01"sv)));
  CHECK(is_corrupt(unpack<std::unordered_map<std::uint64_t, bool>>("\x02\x01\x01\x01\x01"sv)));
  CHECK(is_corrupt(unpack<Nothing>("\x01"sv)));
  CHECK(is_corrupt(unpack<Value>("\x07"sv)));
}

Value nested(std::size_t levels) {
  Value out;
  for (std::size_t i = 0; i < levels; ++i) out = core::Array{std::move(out)};
  return out;
}

TEST_CASE("a_document_may_be_deep_but_not_endless") {
  check_round_trip(nested(limits::value_depth));
  check_round_trip(nested(4 * limits::value_depth));
  std::string deep;
  for (std::size_t i = 0; i < 1'000'000; ++i) deep += "\x05\x01";
  const auto refused = unpack<Value>(deep + '\0');
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::corrupt);
  CHECK(refused.error().detail.find("after byte 258;") != std::string::npos);
}

TEST_CASE("room_is_made_only_for_what_the_bytes_can_hold") {
  const std::string bytes(1'000, '\0');
  const Reader reader(bytes);
  CHECK(reader.room(5, 500) == 5);
  CHECK(reader.room(1'000, 500) == 16 + 4 * 2);
  CHECK(reader.room(1'000, 1) == 1'000);
}

}  // namespace
}  // namespace heed::pack
