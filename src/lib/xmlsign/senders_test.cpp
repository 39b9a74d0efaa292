#include "lib/xmlsign/senders.h"

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::xmlsign {
namespace {

const std::string print(64, 'a');

TEST_CASE("a_certificate_speaks_for_the_senders_of_its_rules") {
  const auto senders =
      *read_senders(cat("[[certificate]]\nsubject = 'CN=A'\nsenders = ['a@x', '*@a.example', 'pre*']\n",
                        "[[certificate]]\nsubject = 'CN=B'\nfingerprint = '", print, "'\nsenders = ['b@x']\n"),
                    "senders.toml");
  const std::string other(64, 'b');
  struct Row {
    std::string_view subject, fingerprint, sender;
    bool is_allowed;
  };
  for (const auto& row :
       {Row{"CN=A", other, "a@x", true}, Row{"CN=A", other, "A@x", false}, Row{"CN=A", other, "x@a.example", true},
        Row{"CN=A", other, "@a.example", true}, Row{"CN=A", other, "x@a.example.org", false},
        Row{"CN=A", other, "prefix", true}, Row{"CN=A", other, "pr", false}, Row{"CN=A", other, "", false},
        Row{"CN=A,O=X", other, "a@x", false}, Row{"CN=B", print, "b@x", true}, Row{"CN=B", other, "b@x", false},
        Row{"CN=C", print, "b@x", false}}) {
    CHECK_MESSAGE(senders.allow(row.subject, row.fingerprint, row.sender) == row.is_allowed, row.sender);
  }
}

TEST_CASE("a_fingerprint_may_be_written_as_openssl_prints_it") {
  std::string printed;
  for (std::size_t i = 0; i < 32; ++i) printed += cat(i == 0 ? "" : ":", "AA");
  const auto senders = read_senders(cat("[[certificate]]\nfingerprint = '", printed, "'\nsenders = ['*']"), "x");
  REQUIRE(senders);
  CHECK(senders->allow("CN=Any", print, "anybody"));
}

TEST_CASE("a_file_of_senders_that_says_less_than_it_must_is_refused") {
  for (const auto& [text, said] : std::vector<std::pair<std::string, std::string_view>>{
           {"", "no [[certificate]]"},
           {"[[certificate]]\nsenders = ['a']", "subject"},
           {"[[certificate]]\nsubject = 'CN=A'", "one sender or more"},
           {"[[certificate]]\nsubject = 'CN=A'\nsenders = []", "one sender or more"},
           {"[[certificate]]\nsubject = ''\nsenders = ['a']", "a subject says something"},
           {"[[certificate]]\nsubject = 'CN=A'\nsenders = ['']", "a sender says something"},
           {"[[certificate]]\nsubject = 'CN=A'\nsenders = ['*a*']", "one *"},
           {"[[certificate]]\nfingerprint = 'abc'\nsenders = ['a']", "64"},
           {"[[certificate]]\nfingerprint = 'xyz'\nsenders = ['a']", "hexadecimal"},
           {"[[certificate]]\nsubjet = 'CN=A'\nsenders = ['a']", "subjet"},
           {"[[certificate]", "line 1"}}) {
    const auto senders = read_senders(text, "senders.toml");
    REQUIRE(!senders);
    CHECK_MESSAGE(cat(senders.error().place, " ", senders.error().detail).find(said) != std::string::npos,
                  senders.error().detail);
  }
}

}  // namespace
}  // namespace heed::xmlsign
