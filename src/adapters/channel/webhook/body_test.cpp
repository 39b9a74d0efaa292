#include "adapters/channel/webhook/body.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/json/json.h"

namespace heed::webhook {
namespace {

ports::Message message_with(Value content, std::string text = "Close the hall.") {
  ports::Message message;
  message.key = "w-1.r-2";
  message.recipient = "venue-7";
  message.subject = "Threat to a hall";
  message.text = std::move(text);
  message.ack_url = "https://heed.example/a/1";
  message.language = "en";
  message.status = "actual";
  message.content = std::move(content);
  message.at = Instant{1'709'726'400'000};
  return message;
}

}  // namespace

TEST_CASE("the_signature_is_that_of_the_standard_webhooks_example") {
  // The vector of the specification's reference libraries.
  const auto secret = digest::from_base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  REQUIRE(secret);
  CHECK(write_signature(*secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})") ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  CHECK(write_secret(*secret) == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
}

TEST_CASE("the_body_has_type_timestamp_and_data") {
  CHECK(write_body(message_with(core::Object{{"type", "alert"}, {"subject", "own"}, {"tier", "venue"}})) ==
        R"({"type":"warning.alert","timestamp":"2024-03-06T12:00:00Z",)"
        R"("data":{"type":"alert","subject":"own",)"
        R"("tier":"venue","key":"w-1.r-2","recipient":"venue-7","status":"actual","language":"en",)"
        R"("text":"Close the hall.",)"
        R"("ack_url":"https://heed.example/a/1"}})");
}

TEST_CASE("the_type_comes_from_the_content") {
  struct Row {
    Value content;
    const char* type;
  };
  const Row rows[] = {{Value{}, "warning"},
                      {core::Object{}, "warning"},
                      {core::Object{{"type", 7}}, "warning"},
                      {core::Object{{"type", "cancel"}}, "warning.cancel"},
                      {core::Object{{"type", "warning"}}, "warning"},
                      {core::Object{{"type", "warning.update"}}, "warning.update"}};
  for (const auto& [content, type] : rows) {
    const auto body = json::parse(write_body(message_with(content)));
    REQUIRE(body);
    CHECK(*body->find("type")->text() == type);
  }
}

TEST_CASE("a_body_over_the_limit_is_shortened_and_says_so") {
  struct Row {
    const char* name;
    std::string text;
    std::size_t content_bytes;
    bool is_shortened;
    bool is_text_whole;
  };
  const auto base = write_body(message_with(core::Object{{"blob", ""}}, "t")).size();
  std::string accents;
  for (int i = 0; i < 15'000; ++i) accents += "\xC3\xA4";
  const Row rows[] = {{"at the limit", "t", body_bytes - base, false, true},
                      {"one past it", "t", body_bytes - base + 1, true, true},
                      {"a long text", std::string(20'000, 'x'), 5, true, false},
                      {"a text of escapes", std::string(20'000, '\n'), 0, true, false},
                      {"a text of wide characters", accents, 0, true, false}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto text = write_body(message_with(core::Object{{"blob", std::string(row.content_bytes, 'c')}}, row.text));
    CHECK(text.size() <= body_bytes);
    const auto body = json::parse(text);
    REQUIRE(body);
    const Value& data = *body->find("data");
    CHECK((data.find("is_shortened") != nullptr) == row.is_shortened);
    CHECK((data.find("blob") == nullptr) == row.is_shortened);
    REQUIRE(data.find("text") != nullptr);
    const auto& kept = *data.find("text")->text();
    CHECK((kept == row.text) == row.is_text_whole);
    CHECK(row.text.starts_with(kept));
    CHECK(core::is_clean_utf8(kept));
    if (!row.is_text_whole) CHECK(kept.size() > 9'000);
    CHECK(*data.find("ack_url")->text() == "https://heed.example/a/1");
  }
}

}  // namespace heed::webhook
