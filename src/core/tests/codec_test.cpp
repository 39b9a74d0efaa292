#include "core/codec.h"

#include <limits>

#include <doctest/doctest.h>

namespace heed::tests {
namespace {

using core::Array;
using core::Object;

enum class Colour { red, green };
constexpr auto words(Colour) { return core::word_table<Colour>({{Colour::red, "red"}, {Colour::green, "green"}}); }

struct Part {
  std::string name;
  std::int64_t size = 0;
  HEED_FIELDS(Part, name, size)
};

struct Whole {
  CaseId id;
  Colour colour = Colour::red;
  bool is_old = true;  // Begins as true, and is false all the same when it is absent.
  std::optional<std::string> note = "begins with a note";
  std::vector<Part> parts;
  std::map<std::string, std::uint64_t> counts;
  Part main;
  HEED_FIELDS(Whole, id, colour, is_old, note, parts, counts, main)
};

Value part(const char* name, Value size) { return Object{{"name", name}, {"size", std::move(size)}}; }

Object smallest() { return {{"id", "c"}, {"colour", "green"}, {"main", part("m", 1)}}; }

/// The smallest whole with one member more, or another one.
Value with(const char* name, Value value) {
  auto members = smallest();
  std::erase_if(members, [&](const auto& member) { return member.first == name; });
  members.emplace_back(name, std::move(value));
  return members;
}

template <class T>
std::string outcome(const Value& value) {
  const auto read = from_value<T>(value);
  return read ? "read" : core::sentence(read.error());
}

TEST_CASE("what_is_absent_is_none_false_or_empty_whatever_the_struct_begins_with") {
  const auto read = from_value<Whole>(smallest());
  REQUIRE(read);
  CHECK(!read->is_old);
  CHECK(!read->note);
  CHECK(read->parts.empty());
  CHECK(read->counts.empty());
  CHECK(from_value<Whole>(with("note", Value{})).value() == *read);
}

TEST_CASE("every_value_reads_back_as_it_was_written_and_what_is_empty_is_not_written") {
  const Whole empty{CaseId{"c"}, Colour::green, false, {}, {}, {}, {"m", 1}};
  const Whole full{CaseId{"c"}, Colour::red, true, "note", {{"a", 1}, {"b", -2}}, {{"x", 7}}, {"m", 1}};
  for (const auto& whole : {empty, full}) CHECK(from_value<Whole>(to_value(whole)).value() == whole);
  CHECK(to_value(empty) == Value(smallest()));
}

TEST_CASE("an_error_names_the_place_and_what_is_wrong_there (IN-12)") {
  struct Row {
    Value value;
    std::string_view expected;
  };
  const Array parts{part("a", 1), part("b", "two")};
  for (const auto& row :
       {Row{Value(7), "this must be a group of fields, and is a whole number"},
        Row{Value(Object{{"id", "c"}, {"colour", "red"}}), "main: this field is required and is missing"},
        Row{with("colour", "blue"), "colour: \"blue\" is not one of red or green"}, Row{with("id", "A b"), "id: "},
        Row{with("is_old", "yes"), "is_old: this must be true or false, and is a text"},
        Row{with("note", 7), "note: this must be a text, and is a whole number"},
        Row{with("parts", "a"), "parts: this must be a list, and is a text"},
        Row{with("parts", parts), "parts[1].size: this must be a whole number, and is a text"},
        Row{with("parts", Array{Value{}}), "parts[0]: this must be a group of fields, and is nothing"},
        Row{with("counts", Object{{"x", 1}, {"y", -1}}),
            "counts.y: this must be a whole number from 0, and is a whole number"},
        Row{with("main", Object{{"name", "m"}}), "main.size: this field is required and is missing"},
        Row{with("main", part("m", 1.5)), "main.size: this must be a whole number, and is a number"}}) {
    const auto said = outcome<Whole>(row.value);
    CHECK_MESSAGE(said.starts_with(row.expected), said);
  }
}

TEST_CASE("a_field_that_is_not_known_is_refused_by_name_at_every_depth (IN-12)") {
  CHECK(outcome<Whole>(with("colours", "red")) ==
        "colours: there is no such field here; the fields are id, colour, is_old, note, parts, counts and main");
  auto deep = part("a", 1);
  deep.set("sise", 2);
  CHECK(outcome<Whole>(with("parts", Array{deep})) ==
        "parts[0].sise: there is no such field here; the fields are name and size");
}

TEST_CASE("an_error_names_the_line_of_the_innermost_value_that_has_one (IN-12)") {
  auto size = Value("two");
  size.line = 14;
  auto inner = part("a", size);
  inner.line = 13;
  auto outer = with("main", inner);
  outer.line = 1;
  CHECK(outcome<Whole>(outer) == "main.size: this must be a whole number, and is a text (line 14)");
  auto missing = Value(Object{{"name", "m"}});
  missing.line = 9;
  CHECK(outcome<Whole>(with("main", missing)) == "main.size: this field is required and is missing (line 9)");
  auto unknown = Value(1);
  unknown.line = 21;
  CHECK(outcome<Part>(Object{{"name", "m"}, {"size", 1}, {"sise", unknown}}).ends_with("(line 21)"));
}

TEST_CASE("a_text_is_read_up_to_its_limit_and_only_as_clean_utf8") {
  CHECK(outcome<std::string>(std::string(limits::text_bytes, 'x')) == "read");
  const auto over = from_value<std::string>(std::string(limits::text_bytes + 1, 'x'));
  REQUIRE(!over);
  CHECK(over.error().code == Code::too_large);
  for (const auto* text : {"Привет", "two\nlines\tand a tab", ""}) CHECK(outcome<std::string>(text) == "read");
  for (const auto* text : {"\xff", "bell\a", "\xc3"}) CHECK(outcome<std::string>(text) != "read");
}

TEST_CASE("a_list_is_read_up_to_its_limit") {
  CHECK(outcome<std::vector<bool>>(Array(limits::list_items, Value(true))) == "read");
  const auto over = from_value<std::vector<std::int64_t>>(Array(limits::list_items + 1, Value(1)));
  REQUIRE(!over);
  CHECK(over.error().code == Code::too_large);
}

TEST_CASE("numbers_are_read_as_what_they_are") {
  CHECK(from_value<double>(Value(7)).value() == 7.0);
  CHECK(outcome<std::int64_t>(7.0) != "read");
  CHECK(outcome<std::uint64_t>(0) == "read");
  CHECK(outcome<std::uint64_t>(-1) != "read");
  CHECK(from_value<std::int64_t>(Value(std::numeric_limits<std::int64_t>::min())).value() ==
        std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("times_are_read_from_texts_and_a_span_ends_after_it_begins (IN-12)") {
  const auto interval = [](const char* from, const char* until) {
    return outcome<Interval>(Object{{"from", from}, {"until", until}});
  };
  CHECK(interval("2024-03-07T18:00:00Z", "2024-03-09T18:00:00Z") == "read");
  CHECK(interval("2024-03-07T18:00:00Z", "2024-03-07T18:00:00Z") == "until: this must end after it begins");
  CHECK(interval("2024-03-09T18:00:00Z", "2024-03-07T18:00:00Z") == "until: this must end after it begins");
  CHECK(interval("7 March", "2024-03-07T18:00:00Z").starts_with("from: \"7 March\" is not a time"));
  CHECK(outcome<Duration>("48h") == "read");
  CHECK(outcome<Duration>(48) == "this must be a span of time, and is a whole number");
  const Interval span{{1000}, {2000}};
  CHECK(from_value<Interval>(to_value(span)).value() == span);
}

struct Most {
  bool a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, last;
  HEED_FIELDS(Most, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, last)
};

TEST_CASE("a_struct_has_up_to_27_fields_in_the_order_in_which_they_were_said") {
  std::string names;
  Most most{};
  core::for_each_field(most, [&](std::string_view name, bool& value) {
    names += name;
    value = true;
  });
  CHECK(names == "abcdefghijklmnopqrstuvwxyzlast");
  CHECK(most.last);
  CHECK(from_value<Most>(to_value(most)).value() == most);
}

}  // namespace
}  // namespace heed::tests
