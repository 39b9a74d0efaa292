#include "lib/websub/request.h"

#include <doctest/doctest.h>

namespace heed::websub {
namespace {

constexpr std::string_view plain =
    "hub.mode=subscribe&hub.callback=https%3A%2F%2Fsub.example%2Fc&hub.topic=https%3A%2F%2Fheed.example%2Ffeed.atom";

}  // namespace

TEST_CASE("a_form_is_read_into_what_is_asked") {
  struct Row {
    std::string more;
    Request request;
  };
  const Request base{Mode::subscribe, "https://sub.example/c", "https://heed.example/feed.atom", lease_default, ""};
  const auto with = [&](Duration lease, std::string secret = "") {
    auto request = base;
    request.lease = lease;
    request.secret = std::move(secret);
    return request;
  };
  const Row rows[] = {
      {"", base},
      {"&hub.lease_seconds=", base},
      {"&hub.lease_seconds=86400", with(Duration{86'400'000})},
      {"&hub.lease_seconds=3600", with(lease_min)},
      {"&hub.lease_seconds=3599", with(lease_min)},
      {"&hub.lease_seconds=1", with(lease_min)},
      {"&hub.lease_seconds=2592000", with(lease_max)},
      {"&hub.lease_seconds=2592001", with(lease_max)},
      {"&hub.lease_seconds=99999999999999999999999", with(lease_max)},
      {"&hub.secret=a+b%26c%C3%A4", with(lease_default, "a b&c\xC3\xA4")},
      {"&hub.verify=sync&hub.verify=async&foo=%zz&&=x", base},  // older protocols; what is not known is ignored
  };
  for (const auto& row : rows) {
    CAPTURE(row.more);
    const auto request = read_request(cat(plain, row.more));
    REQUIRE_MESSAGE(request, (request ? "" : request.error().detail));
    CHECK(*request == row.request);
  }
  const auto leaving = read_request(
      "hub.topic=t&hub.callback=https://sub.example/?a=1%26b=2&hub.mode=unsubscribe&hub.lease_seconds=x&hub.secret=s");
  REQUIRE(leaving);
  CHECK(*leaving == Request{Mode::unsubscribe, "https://sub.example/?a=1&b=2", "t", lease_default, ""});
}

TEST_CASE("a_form_that_cannot_be_meant_is_refused_with_the_field_that_is_wrong") {
  struct Row {
    std::string form;
    std::string place;
    Code code;
  };
  const std::string long_url(url_bytes + 1 - std::string_view("https://s.example/").size(), 'a');
  const Row rows[] = {
      {"", "hub.mode", Code::malformed},
      {"hub.callback=https://s.example/&hub.topic=t", "hub.mode", Code::malformed},
      {"hub.mode=publish&hub.callback=https://s.example/&hub.topic=t", "hub.mode", Code::malformed},
      {"hub.mode=Subscribe&hub.callback=https://s.example/&hub.topic=t", "hub.mode", Code::malformed},
      {"hub.mode=subscribe&hub.topic=t", "hub.callback", Code::malformed},
      {"hub.mode=subscribe&hub.callback=&hub.topic=t", "hub.callback", Code::malformed},
      {"hub.mode=subscribe&hub.callback=https://s.example/", "hub.topic", Code::malformed},
      {cat(plain, "&hub.mode=subscribe"), "hub.mode", Code::malformed},
      {cat(plain, "&hub.secret=a&hub.secret=a"), "hub.secret", Code::malformed},
      {cat(plain, "&hub.secret=%"), "hub.secret", Code::malformed},
      {cat(plain, "&hub.secret=%4"), "hub.secret", Code::malformed},
      {cat(plain, "&hub.secret=%g0"), "hub.secret", Code::malformed},
      {cat(plain, "&hub.secret=%FF"), "hub.secret", Code::malformed},
      {cat(plain, "&hub.secret=a%0Ab"), "hub.secret", Code::malformed},
      {cat(plain, "&hub.secret=a%00b"), "hub.secret", Code::malformed},
      {cat(plain, "&hub.secret=", std::string(secret_bytes + 1, 'a')), "hub.secret", Code::too_large},
      {cat(plain, "&hub.lease_seconds=0"), "hub.lease_seconds", Code::malformed},
      {cat(plain, "&hub.lease_seconds=-1"), "hub.lease_seconds", Code::malformed},
      {cat(plain, "&hub.lease_seconds=1.5"), "hub.lease_seconds", Code::malformed},
      {cat(plain, "&hub.lease_seconds=1d"), "hub.lease_seconds", Code::malformed},
      {"hub.mode=subscribe&hub.callback=https://s.example/%23part&hub.topic=t", "hub.callback", Code::malformed},
      {"hub.mode=subscribe&hub.callback=https://s.example/a+b&hub.topic=t", "hub.callback", Code::malformed},
      {"hub.mode=subscribe&hub.callback=https://s.example/%0d%0aX:y&hub.topic=t", "hub.callback", Code::malformed},
      {"hub.mode=subscribe&hub.callback=https://s.example/&hub.topic=%3Et", "hub.topic", Code::malformed},
      {cat("hub.mode=subscribe&hub.topic=t&hub.callback=https://s.example/", long_url), "hub.callback",
       Code::too_large},
  };
  for (const auto& row : rows) {
    CAPTURE(row.form);
    const auto request = read_request(row.form);
    REQUIRE_FALSE(request);
    CHECK(request.error().place == row.place);
    CHECK(request.error().code == row.code);
  }
  CHECK(read_request(cat(plain, "&hub.secret=", std::string(secret_bytes, 'a'))));
  CHECK(read_request(cat("hub.mode=subscribe&hub.topic=t&hub.callback=https://s.example/", long_url.substr(1))));
}

}  // namespace heed::websub
