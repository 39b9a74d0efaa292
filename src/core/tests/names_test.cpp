#include <doctest/doctest.h>

#include "core/id.h"
#include "core/limits.h"
#include "core/words.h"

namespace heed::tests {
namespace {

enum class Colour { red, green, blue };
constexpr auto words(Colour) {
  return core::word_table<Colour>({{Colour::red, "red"}, {Colour::green, "green"}, {Colour::blue, "blue"}});
}

TEST_CASE("a_name_stands_in_urls_and_files_without_escaping") {
  for (const std::string_view name : {"a", "7", "w-1", "2024-03-06.embassy_alert/1", "abc."}) {
    CHECK_MESSAGE(core::parse_name(name), name);
  }
  for (const std::string_view name : {"", "A", "-a", "/a", ".a", "_a", "a b", "a\n", "é", "a%2f", "a:b", "a\\b"}) {
    CHECK_MESSAGE(!core::parse_name(name), name);
  }
}

TEST_CASE("a_name_has_its_limit") {
  CHECK(core::parse_name(std::string(limits::name_bytes, 'n')));
  CHECK(!core::parse_name(std::string(limits::name_bytes + 1, 'n')));
}

TEST_CASE("names_of_different_kinds_do_not_mix") {
  CHECK(!std::is_same_v<CaseId, WarningId>);
  CHECK(!std::is_convertible_v<CaseId, WarningId>);
  CHECK(CaseId{"a"} < CaseId{"b"});
  CHECK(CaseId{}.empty());
}

TEST_CASE("an_enumerator_has_one_word_and_an_unknown_word_is_refused_with_those_there_are") {
  for (const auto colour : all_of<Colour>()) CHECK(core::parse_word<Colour>(word(colour)).value() == colour);
  const auto unknown = core::parse_word<Colour>("Red");
  REQUIRE(!unknown);
  CHECK(unknown.error().detail == "\"Red\" is not one of red, green or blue");
}

TEST_CASE("every_code_has_a_word_of_its_own") {
  CHECK(core::word(Code::malformed) == "malformed");
  CHECK(core::word(Code::internal) == "internal");
  for (int i = static_cast<int>(Code::malformed); i < static_cast<int>(Code::internal); ++i) {
    CHECK(core::word(static_cast<Code>(i)) != "internal");
  }
}

TEST_CASE("a_place_grows_from_the_inside_out") {
  const auto at = [](std::string_view outer, std::string place) {
    return core::within(outer, Error{Code::invalid, "wrong", std::move(place)}).place;
  };
  CHECK(at("tiers", "") == "tiers");
  CHECK(at("tiers", "[1].headline") == "tiers[1].headline");
  CHECK(at("tiers[1]", "headline") == "tiers[1].headline");
  CHECK(core::sentence({Code::invalid, "this is wrong", "tiers[1]"}) == "tiers[1]: this is wrong");
  CHECK(core::sentence({Code::invalid, "this is wrong", ""}) == "this is wrong");
}

Result<int> half(int number) {
  if (number % 2 != 0) return fail(Code::invalid, "this is odd", "number");
  return number / 2;
}

Result<int> quarter(int number) {
  TRY(const int halved, half(number));
  TRY(half(halved));
  return half(halved);
}

TEST_CASE("a_failure_is_handed_on_unchanged") {
  CHECK(quarter(8).value() == 2);
  CHECK(quarter(6).error() == Error{Code::invalid, "this is odd", "number"});
  CHECK(quarter(7).error() == Error{Code::invalid, "this is odd", "number"});
}

}  // namespace
}  // namespace heed::tests
