#include "adapters/format/csv/csv.h"

#include <random>

#include <doctest/doctest.h>

#include "core/limits.h"
#include "core/text.h"

namespace heed::csv {
namespace {

using Cells = std::vector<std::string>;

struct Good {
  std::string name;
  std::string text;
  Cells header;
  std::vector<Row> rows;
};

const std::vector<Good>& good_files() {
  static const std::vector<Good> files{
      {"plain", "a,b\n1,2\n3,4\n", {"a", "b"}, {{2, {"1", "2"}}, {3, {"3", "4"}}}},
      {"no line end at the end", "a,b\n1,2", {"a", "b"}, {{2, {"1", "2"}}}},
      {"carriage returns", "a,b\r\n1,2\r\n", {"a", "b"}, {{2, {"1", "2"}}}},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a,b\n1,2\n",
       {"a", "b"},
       {{2, {"1", "2"}}}},
      {"only a header", "a,b", {"a", "b"}, {}},
      {"blanks in names", " a , b \n x ,y\n", {"a", "b"}, {{2, {" x ", "y"}}}},
      {"quotes", "a,b\n\"x, \"\"y\"\"\",\"\"\n", {"a", "b"}, {{2, {"x, \"y\"", ""}}}},
      {"quoted name", "\"a\",b\n1,2\n", {"a", "b"}, {{2, {"1", "2"}}}},
      {"lines in a cell", "a,b\n\"1\r\n2\n3\",x\n5,6\n", {"a", "b"}, {{2, {"1\n2\n3", "x"}}, {5, {"5", "6"}}}},
      {"empty cells", "a,b\n,\n\"\",\n", {"a", "b"}, {{2, {"", ""}}, {3, {"", ""}}}},
      {"empty lines", "a,b\n\n1,2\r\n\r\n\n", {"a", "b"}, {{3, {"1", "2"}}}},
      {"one column keeps empty cells", "a\n\nx\n\"\"\n", {"a"}, {{2, {""}}, {3, {"x"}}, {4, {""}}}},
      {"quoted at the end", "a,b\n1,\"2\"", {"a", "b"}, {{2, {"1", "2"}}}},
      {"comma at the end", "a,b\n1,", {"a", "b"}, {{2, {"1", ""}}}},
      {"other languages", "имя,b\n\xC3\xA9,\xE2\x82\xAC\n", {"имя", "b"}, {{2, {"é", "€"}}}}};
  return files;
}

TEST_CASE("a_file_of_rfc_4180_is_read_with_the_line_of_each_row") {
  for (const auto& file : good_files()) {
    const auto table = read_table(file.text);
    REQUIRE_MESSAGE(table, file.name, ": ", core::sentence(table.error()));
    CHECK_MESSAGE(table->columns.names() == file.header, file.name);
    CHECK_MESSAGE(table->rows == file.rows, file.name);
  }
}

TEST_CASE("it_does_not_matter_where_a_file_is_cut_into_pieces") {
  for (const auto& file : good_files()) {
    for (std::size_t size = 1; size <= 5; ++size) {
      Reader reader;
      std::vector<Row> rows;
      for (std::size_t at = 0; at < file.text.size(); at += size) {
        auto more = reader.feed(std::string_view(file.text).substr(at, size));
        REQUIRE_MESSAGE(more, file.name);
        rows.insert(rows.end(), more->begin(), more->end());
      }
      auto more = reader.finish();
      REQUIRE_MESSAGE(more, file.name);
      rows.insert(rows.end(), more->begin(), more->end());
      CHECK_MESSAGE(rows == file.rows, file.name);
    }
  }
}

TEST_CASE("a_file_that_could_be_misread_is_refused_and_the_place_is_named") {
  struct Bad {
    std::string text;
    std::string says;
  };
  for (const auto& file : std::vector<Bad>{
           {"", "line 1: the file is empty"},
           {"\xEF\xBB\xBF", "line 1: the file is empty"},
           {"\na,b\n", "line 1, column 1: the first line names the columns"},
           {"a,,b\n", "line 1, column 2: the first line names the columns"},
           {"a,b,a\n", "line 1, column 3: there are two columns \"a\""},
           {"name;lat;lon\n", "line 1: this file is separated by semicolons"},
           {"name\tlat\n", "line 1: this file is separated by tabs"},
           {"a,b\n1\n", "line 2: this row has 1 cell, and the header names 2"},
           {"a,b\n1,2\n1,2,3\n", "line 3, column 3: the header names 2 columns"},
           {"a,b\n1,x\"y\n", "line 2, column 2 (\"b\"): a quote stands inside"},
           {"a,b\n1,\"x\"y\n", "line 2, column 2 (\"b\"): text follows a closing quote"},
           {"a,b\n\"1\n\n,2\n", "line 5, column 1 (\"a\"): the quote that opens on line 2 is never closed"},
           {"a,b\r1,2\r", "line 1, column 2: a carriage return stands alone"},
           {"a,b\n1,2\r", "line 2, column 2 (\"b\"): a carriage return stands alone"},
           {"a,b\n1,\"2\r3\"\n", "line 2, column 2 (\"b\"): this cell is not valid UTF-8"},
           {"a,b\n1,\xE9\n", "line 2, column 2 (\"b\"): this cell is not valid UTF-8"},
           {"\xEF", "line 1, column 1: this cell is not valid UTF-8"},
           {std::string("a,b\n1,\0\n", 9), "line 2, column 2 (\"b\"): this cell"},
           {"\xFF\xFE"
            "a",
            "line 1, column 1: this file is UTF-16"}}) {
    const auto table = read_table(file.text);
    REQUIRE_MESSAGE(!table, file.text);
    const auto sentence = core::sentence(table.error());
    CHECK_MESSAGE(sentence.starts_with(file.says), cat(sentence, "  should begin  ", file.says));
    Reader reader;
    for (const char c : file.text) static_cast<void>(reader.feed(std::string_view(&c, 1)));
    const auto in_bytes = reader.finish();
    REQUIRE_MESSAGE(!in_bytes, file.text);
    CHECK_MESSAGE(core::sentence(in_bytes.error()) == sentence, file.text);
  }
}

TEST_CASE("a_row_and_a_header_may_be_as_long_as_the_limits_and_no_longer") {
  const auto header = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += cat(i == 0 ? "" : ",", "c", i);
    return text;
  };
  CHECK(read_table(header(limits::csv_columns)));
  REQUIRE(!read_table(header(limits::csv_columns + 1)));
  CHECK(read_table(header(limits::csv_columns + 1)).error().code == Code::too_large);
  const auto row = [](std::size_t size) { return cat("a,b\n1,", std::string(size - 3, 'x'), "\n2,3\n"); };
  CHECK(read_table(row(row_bytes)).value().rows.size() == 2);
  REQUIRE(!read_table(row(row_bytes + 1)));
  CHECK(read_table(row(row_bytes + 1)).error().code == Code::too_large);
  CHECK(read_table(cat("a,b\n\"", std::string(row_bytes, '\n'))).error().code == Code::too_large);
}

TEST_CASE("a_file_over_the_limit_is_refused_and_stays_refused") {
  constexpr std::uint64_t bytes_max = 20;
  Reader reader(bytes_max);
  REQUIRE(reader.feed("a\n"));
  for (int i = 0; i < 9; ++i) REQUIRE(reader.feed("x\n"));
  const auto over = reader.feed("x");
  REQUIRE(!over);
  CHECK(over.error().code == Code::too_large);
  CHECK(reader.feed("").error() == over.error());
  CHECK(reader.finish().error() == over.error());
}

TEST_CASE("without_another_word_a_file_may_have_as_many_bytes_as_one_request") {
  Reader reader;
  const auto over = reader.feed(std::string(limits::import_bytes + 1, '\n'));
  REQUIRE(!over);
  CHECK(over.error().detail.find(cat(limits::import_bytes)) != std::string::npos);
}

TEST_CASE("columns_are_found_by_name_and_unknown_ones_are_named") {
  const Columns columns({"name", "lat", "lng"});
  CHECK(columns.require("lat").value() == 1);
  CHECK(core::sentence(columns.require("lon").error()) ==
        "line 1: the column \"lon\" is missing; the columns of this file are name, lat and lng");
  CHECK(columns.only({"lng", "lat", "name", "role"}));
  CHECK(core::sentence(columns.only({"name", "lat", "lon"}).error()) ==
        "line 1, column 3 (\"lng\"): there is no such column here; the columns are name, lat and lon");
  CHECK(columns.at(Row{14, {}}, 1, Error{Code::invalid, "no number", ""}).place == "line 14, column 2 (\"lat\")");
}

TEST_CASE("what_is_written_is_read_back_as_it_was") {
  std::mt19937 random(4);
  const Cells pieces{"a", ",", "\"", "\n", " ", "é", "=1+1", "", "\xEF\xBB\xBF"};
  for (int round = 0; round < 3'000; ++round) {
    const std::size_t width = 1 + random() % 4;
    std::vector<Cells> rows;
    std::string text;
    for (std::size_t i = 0; i < width; ++i) text += cat(i == 0 ? "" : ",", "c", i);
    text += "\r\n";
    for (std::size_t r = 0; r < 3; ++r) {
      Cells cells(width);
      for (auto& cell : cells) {
        for (std::size_t i = random() % 5; i > 0; --i) cell += pieces[random() % pieces.size()];
      }
      text += write_row(cells);
      rows.push_back(cells);
    }
    const auto table = read_table(text);
    REQUIRE_MESSAGE(table, text);
    REQUIRE(table->rows.size() == rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) REQUIRE_MESSAGE(table->rows[r].cells == rows[r], text);
  }
}

TEST_CASE("a_cell_is_written_as_it_is_even_where_a_spreadsheet_would_run_it") {
  CHECK(write_row({"=cmd()", "a b", "x,y", "say \"x\"", ""}) == "=cmd(),a b,\"x,y\",\"say \"\"x\"\"\",\r\n");
  CHECK(write_row({""}) == "\"\"\r\n");
  for (const std::string cell : {"=1", "+1", "-1", "@x"}) CHECK(looks_like_formula(cell));
  for (const std::string cell : {"", "1", "a=1", " =1"}) CHECK(!looks_like_formula(cell));
}

}  // namespace
}  // namespace heed::csv
