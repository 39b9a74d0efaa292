// Elements as they are found, however they are laid out: most are read by quick ways that must not be told apart.

#include <random>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/xml/document.h"

namespace heed::xml {
namespace {

/// What a reader sees of all elements, without their places.
std::string seen(std::string_view bytes) {
  const auto document = parse(bytes);
  if (!document) return cat("refused: ", document.error().text);
  std::string text;
  for (const auto& each : document->elements()) {
    const bool is_leaf = each.first_child == nothing;
    text += cat("<", each.prefix, "|", each.local, "|", each.space, "|", each.text, is_leaf ? "|leaf" : "",
                each.has_words ? "|words" : "", is_leaf && each.is_plain ? "|plain" : "",
                each.is_verbatim ? "|verbatim" : "", ">", each.parent == nothing ? 99 : each.parent, ",",
                each.next == nothing ? 99 : each.next, " ");
  }
  return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST_CASE("blanks_between_elements_are_left_out_and_those_in_a_text_are_not") {
  struct Row {
    std::string why;
    std::string bytes;
    std::string text_of_a;
    std::string text_of_b;
  };
  for (const auto& row :
       {Row{"nothing at all", "<a><b/></a>", "", ""}, Row{"lines", "<a>\n  <b>x</b>\n</a>", "", "x"},
        Row{"lines of Windows", "<a>\r\n\t<b>x</b>\r\n</a>", "", "x"},
        Row{"many blanks", cat("<a>", std::string(40, ' '), "<b>x</b>", std::string(33, '\n'), "</a>"), "", "x"},
        Row{"blanks alone in a text", "<a><b> \n </b></a>", "", " \n "},
        Row{"a line end of Windows alone in a text", "<a><b>\r\n</b></a>", "", "\n"},
        Row{"blanks around a text", "<a><b>  x\n</b></a>", "", "  x\n"},
        Row{"blanks before a comment", "<a><b>  <!-- c -->x</b></a>", "", "  x"},
        Row{"blanks before CDATA", "<a><b>  <![CDATA[ ]]>x</b></a>", "", "   x"},
        Row{"blanks before an instruction", "<a><b> <?i?> </b></a>", "", "  "},
        Row{"words beside an element", "<a>x <b/> </a>", "x ", ""},
        Row{"words behind an element", "<a> <b/> x</a>", " x", ""},
        Row{"words behind a comment", "<a>x<!-- c --> <b/></a>", "x ", ""}}) {
    const auto document = parse(row.bytes);
    REQUIRE_MESSAGE(document, row.why);
    REQUIRE_MESSAGE(document->elements().size() == 2, row.why);
    CHECK_MESSAGE(document->root().text == row.text_of_a, row.why);
    CHECK_MESSAGE(document->elements()[1].text == row.text_of_b, row.why);
  }
}

TEST_CASE("an_element_is_the_same_however_its_end_tag_and_its_lines_are_written") {
  std::mt19937 dice(4);
  constexpr std::string_view pieces[] = {"<a>",    "</a>",     "<p:b>",     "</p:b>",
                                         "<c/>",   "x",        "\n",        "  ",
                                         "&lt;",   "\u00E9",   "]",         "<q:d xmlns:q='q'>",
                                         "</q:d>", "<!-- -->", "<a x='1'>", "a text of some words"};
  std::size_t sound = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = "<r xmlns='d' xmlns:p='p'>";
    std::vector<std::string> open{"</r>"};
    for (auto left = dice() % 12; left > 0; --left) {
      const auto piece = pieces[dice() % std::size(pieces)];
      const bool is_end = piece.starts_with("</");
      // An end tag closes what is open, mostly; now and then it is one that does not fit.
      if (is_end && open.size() > 1 && dice() % 20 != 0) {
        bytes += open.back();
        open.pop_back();
        continue;
      }
      bytes += piece;
      if (piece.starts_with("<") && !is_end && !piece.ends_with("/>") && !piece.starts_with("<!")) {
        open.push_back(cat("</", piece.substr(1, piece.find_first_of(" >") - 1), ">"));
      }
    }
    for (; !open.empty(); open.pop_back()) bytes += open.back();
    const auto once = seen(bytes);
    sound += once.starts_with("refused") ? 0 : 1;
    auto apart = bytes;
    for (const std::string_view end : {"</a>", "</p:b>", "</q:d>", "</r>"}) {
      apart = replaced(apart, end, cat(end.substr(0, end.size() - 1), " >"));
    }
    REQUIRE_MESSAGE(seen(apart) == once, bytes);
  }
  CHECK(sound > 5'000);
}

TEST_CASE("an_element_without_a_prefix_is_in_the_namespace_around_it_and_one_with_another_prefix_is_not") {
  CHECK(parse("<a xmlns='x'><b/></a>")->elements()[1].space == "x");
  CHECK(parse("<p:a xmlns:p='x'><p:b/></p:a>")->elements()[1].space == "x");
  CHECK(parse("<p:a xmlns:p='x'><b/></p:a>")->elements()[1].space.empty());
  CHECK(parse("<a xmlns='x'><b xmlns=''/></a>")->elements()[1].space.empty());
  CHECK(parse("<a xmlns='x' xmlns:p='y'><b xmlns='z'><c/></b><d/><p:e/></a>")->elements()[2].space == "z");
  CHECK(parse("<a xmlns='x' xmlns:p='y'><b xmlns='z'><c/></b><d/><p:e/></a>")->elements()[3].space == "x");
  CHECK(parse("<a xmlns='x' xmlns:p='y'><b xmlns='z'><c/></b><d/><p:e/></a>")->elements()[4].space == "y");
  // What is not declared is said of each element.
  CHECK(parse("<p:a><p:b/></p:a>")->slips().size() == 2);
}

}  // namespace
}  // namespace heed::xml
