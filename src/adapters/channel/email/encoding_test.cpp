#include "adapters/channel/email/encoding.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"

namespace heed::email {
namespace {

/// The reader's side of RFC 2047 and RFC 2045, written from the specification and not from our writer.
std::string decoded_words(std::string_view header) {
  std::string out;
  while (!header.empty()) {
    const auto start = header.find("=?utf-8?B?");
    if (start != 0) return "not an encoded word";
    const auto end = header.find("?=", 10);
    out += digest::from_base64(header.substr(10, end - 10)).value_or("not base64");
    header.remove_prefix(end + 2);
    if (header.starts_with("\r\n ")) header.remove_prefix(3);
  }
  return out;
}

std::string decoded_printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
    } else if (text.substr(i + 1, 2) == "\r\n") {
      i += 2;
    } else {
      const auto hex = std::string(text.substr(i + 1, 2));
      out += static_cast<char>(std::stoi(hex, nullptr, 16));
      i += 2;
    }
  }
  return out;
}

void check_lines(std::string_view text, std::size_t before_first) {
  std::size_t used = before_first;
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    const auto line = text.substr(0, end);
    CHECK(line.find_first_of("\r\n") == std::string_view::npos);
    CHECK(used + line.size() <= 76);
    used = 0;
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 2);
  }
}

}  // namespace

TEST_CASE("plain_header_text_stays_plain") {
  CHECK(header_text("Subject", "") == "");
  CHECK(header_text("Subject", "Threat to a hall: close it") == "Threat to a hall: close it");
  std::string words = "a";
  for (int i = 0; i < 60; ++i) words += " word";
  const auto folded = header_text("Subject", words);
  check_lines(folded, std::string_view("Subject: ").size());
  std::string unfolded = folded;
  for (auto at = unfolded.find("\r\n"); at != std::string::npos; at = unfolded.find("\r\n")) unfolded.erase(at, 2);
  CHECK(unfolded == words);
}

TEST_CASE("header_text_outside_ascii_becomes_encoded_words_of_whole_characters") {
  std::string mixed;
  for (int i = 0; i < 40; ++i) mixed += i % 3 == 0 ? "\xF0\x9F\x94\xA5" : i % 3 == 1 ? "\xD0\x96" : "x";
  const std::string rows[] = {
      "Gefahr f\xC3\xBCr die Halle", "=?utf-8?B?QUJD?=",    "two  blanks", " blank in front", "blank behind ",
      std::string(80, 'w'),          std::string(500, 'w'), mixed};
  for (const auto& text : rows) {
    CAPTURE(text);
    const auto header = header_text("Subject", text);
    CHECK(decoded_words(header) == text);
    check_lines(header, std::string_view("Subject: ").size());
    for (std::string_view rest = header; !rest.empty();) {
      const auto end = rest.find("?=");
      const auto start = rest.find("?B?") + 3;
      const auto word = digest::from_base64(rest.substr(start, end - start));
      REQUIRE(word);
      CHECK(core::is_clean_utf8(*word));
      rest.remove_prefix(std::min(end + 5, rest.size()));
    }
  }
}

TEST_CASE("quoted_printable_text_reads_back_the_same") {
  std::string long_line;
  for (int i = 0; i < 300; ++i) long_line += i % 7 == 0 ? "\xC3\xBC" : i % 5 == 0 ? "=" : " a";
  const std::pair<std::string, std::string> rows[] = {
      {"", ""},
      {"one", "one\r\n"},
      {"one\n", "one\r\n"},
      {"one\r\ntwo\n\nthree", "one\r\ntwo\r\n\r\nthree\r\n"},
      {".\n..\n.x", ".\r\n..\r\n.x\r\n"},
      {"blank \ntab\t\n", "blank \r\ntab\t\r\n"},
      {std::string("nul\0cr\rx", 8), std::string("nul\0cr\rx\r\n", 10)},
      {std::string(75, 'x'), std::string(75, 'x') + "\r\n"},
      {std::string(76, 'x'), std::string(76, 'x') + "\r\n"},
      {std::string(77, 'x'), std::string(77, 'x') + "\r\n"},
      {long_line, long_line + "\r\n"},
  };
  for (const auto& [text, read_back] : rows) {
    CAPTURE(text);
    const auto coded = quoted_printable(text);
    CHECK(decoded_printable(coded) == read_back);
    check_lines(coded, 0);
    CHECK(coded.find(" \r\n") == std::string::npos);
    CHECK(coded.find("\t\r\n") == std::string::npos);
  }
}

}  // namespace heed::email
