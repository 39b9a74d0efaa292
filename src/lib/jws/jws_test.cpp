#include "lib/jws/jws.h"

#include <vector>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/json/json.h"
#include "lib/jws/key.h"

namespace heed::jws {
namespace {

constexpr std::string_view typ = "test+jwt";

digest::KeyPair pair_of(char letter) { return digest::key_pair_from_seed(std::string(32, letter)); }

std::string signed_by(const digest::KeyPair& pair, const core::Value& payload) {
  return write(payload, typ, pair.public_key, [&](std::string_view message) { return digest::sign(pair, message); });
}

/// A statement of which header and payload are exactly these texts.
std::string raw(const digest::KeyPair& pair, std::string_view header, std::string_view payload) {
  const auto text = cat(digest::to_base64url(header), ".", digest::to_base64url(payload));
  return cat(text, ".", digest::to_base64url(digest::sign(pair, text)));
}

TEST_CASE("what_is_written_reads_back_and_only_its_key_signed_it") {
  const auto pair = pair_of('a');
  const core::Value payload = core::Object{{"who", "Ivan \"the\" guard"}, {"leaf", "x"}};
  const auto jws = signed_by(pair, payload);
  const auto read_back = read(jws, typ);
  REQUIRE(read_back);
  CHECK(read_back->payload == payload);
  CHECK(read_back->kid == thumbprint(pair.public_key));
  CHECK(is_signed_by(*read_back, pair.public_key));
  CHECK_FALSE(is_signed_by(*read_back, pair_of('b').public_key));
}

TEST_CASE("the_signature_of_rfc_8037_holds_and_its_header_is_not_one_of_ours") {
  const auto key = digest::from_base64url("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").value();
  const std::string text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
  const std::string signature =
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
  CHECK(is_signed_by({"", {}, text, digest::from_base64url(signature).value()}, key));
  const auto refused = read(cat(text, ".", signature), typ);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().place == "header");
}

TEST_CASE("a_statement_of_another_form_is_refused_and_the_piece_is_named") {
  const auto pair = pair_of('a');
  const auto good = cat(R"({"alg":"EdDSA","kid":"k","typ":")", typ, "\"}");
  struct Row {
    const char* why;
    std::string jws;
    const char* place;
  };
  const std::vector<Row> rows = {
      {"no pieces", "abc", ""},
      {"four pieces", raw(pair, good, "{}") + ".x", ""},
      {"no algorithm", raw(pair, cat(R"({"kid":"k","typ":")", typ, "\"}"), "{}"), "header"},
      {"none", raw(pair, cat(R"({"alg":"none","kid":"k","typ":")", typ, "\"}"), "{}"), "header"},
      {"another algorithm", raw(pair, cat(R"({"alg":"HS256","kid":"k","typ":")", typ, "\"}"), "{}"), "header"},
      {"another type", raw(pair, R"({"alg":"EdDSA","kid":"k","typ":"JWT"})", "{}"), "header"},
      {"no key", raw(pair, cat(R"({"alg":"EdDSA","typ":")", typ, "\"}"), "{}"), "header"},
      {"a critical member", raw(pair, cat(R"({"alg":"EdDSA","kid":"k","crit":"b64","typ":")", typ, "\"}"), "{}"),
       "header"},
      {"a key in the header", raw(pair, cat(R"({"alg":"EdDSA","kid":"k","jwk":"x","typ":")", typ, "\"}"), "{}"),
       "header"},
      {"a member twice", raw(pair, cat(R"({"alg":"EdDSA","alg":"EdDSA","kid":"k","typ":")", typ, "\"}"), "{}"),
       "header"},
      {"a list", raw(pair, good, "[]"), "payload"},
      {"a number", raw(pair, good, R"({"n":1})"), "payload"},
      {"no JSON", raw(pair, good, "x"), "payload"},
      {"a member twice", raw(pair, good, R"({"a":"1","a":"2"})"), "payload"},
      {"padding", raw(pair, good, "{}") + "=", "signature"},
      {"a short signature", cat(digest::to_base64url(good), ".e30.AAAA"), "signature"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.why);
    const auto refused = read(row.jws, typ);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().place == row.place);
  }
}

TEST_CASE("any_changed_byte_makes_it_nobodys_statement") {
  const auto pair = pair_of('a');
  const auto jws = signed_by(pair, core::Object{{"who", "Ivan"}});
  for (std::size_t i = 0; i < jws.size(); ++i) {
    auto changed = jws;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto read_back = read(changed, typ);
    CHECK_MESSAGE(!(read_back && is_signed_by(*read_back, pair.public_key)), i);
  }
}

TEST_CASE("a_statement_at_the_limit_is_read_and_one_byte_more_is_not") {
  const auto pair = pair_of('a');
  const auto empty = signed_by(pair, core::Object{{"a", ""}}).size();
  // Three bytes of payload are four of base64url.
  const auto room = (statement_bytes - empty) / 4 * 3;
  CHECK(read(signed_by(pair, core::Object{{"a", std::string(room, 'x')}}), typ));
  const auto more = read(std::string(statement_bytes + 1, 'x'), typ);
  CHECK(more.error().code == Code::too_large);
  CHECK(read(std::string(statement_bytes, 'x'), typ).error().code == Code::malformed);
}

}  // namespace
}  // namespace heed::jws
