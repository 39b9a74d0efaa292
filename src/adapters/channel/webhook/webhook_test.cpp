#include "adapters/channel/webhook/webhook.h"

#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "adapters/channel/webhook/body.h"
#include "adapters/stand_in/program.h"
#include "adapters/stand_in/web_receiver.h"
#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/json/json.h"
#include "ports/testing/channel_contract.h"

namespace heed::webhook {
namespace {

using http_client::Reach;
using ports::Outcome;
using stand_in::Condition;
using testing::deliver_once;
using testing::example_message;

constexpr Duration short_deadline{300};

std::string secret_of(std::string_view path) { return cat("a secret of thirty-two bytes for ", path); }

std::string secret_by_url(std::string_view, std::string_view address) {
  return secret_of(address.substr(address.find('/', std::string_view("http://").size())));
}

struct Bench {
  Bench() : receiver(context.get_executor(), secret_of) { REQUIRE(receiver.start()); }

  static Configuration configuration() {
    Configuration made;
    made.secret = secret_by_url;
    made.deadline = Duration{5'000};
    made.plain_text = PlainText::accepted;
    return made;
  }
  static Configuration hasty() {
    auto made = configuration();
    made.deadline = short_deadline;
    return made;
  }

  ports::Attempted deliver_to(std::string_view path) {
    return deliver_once(context, channel, example_message(receiver.url(path)));
  }

  boost::asio::io_context context{};
  stand_in::WebReceiver receiver;
  http_client::Client client{http_client::Options{http_client::parse_allow_list({"127.0.0.0/8"}).value()}};
  WebhookChannel channel{configuration(), client};
  WebhookChannel hasty_channel{hasty(), client};
};

}  // namespace

TEST_CASE("a_webhook_keeps_the_contract_of_channels (DE-6)") {
  Bench bench;
  stand_in::WebReceiver dead(bench.context.get_executor(), secret_of);
  REQUIRE(dead.start());
  dead.stop();
  bench.receiver.set_condition("/busy", Condition::down);
  bench.receiver.set_condition("/silent", Condition::silent);
  bench.receiver.fail_next("/gone", {.status = 410, .times = 100});

  testing::ChannelCase given;
  given.context = &bench.context;
  given.takes = {&bench.channel, bench.receiver.url("/takes")};
  given.refuses = {&bench.channel, bench.receiver.url("/gone")};
  given.is_busy = {&bench.channel, bench.receiver.url("/busy")};
  given.is_dead = {&bench.channel, dead.url("/")};
  given.is_silent = {&bench.hasty_channel, bench.receiver.url("/silent")};
  given.deadline = short_deadline;
  given.bad_addresses = {"",
                         "venue@example.org",
                         "ftp://127.0.0.1/",
                         "http://10.0.0.1/",
                         "http://[::1]/",
                         "http://169.254.169.254/latest/meta-data/"};
  given.keys_taken = [&] {
    std::vector<std::string> keys;
    for (const auto& one : bench.receiver.received()) {
      if (one.answered == 204) keys.push_back(one.id);
    }
    return keys;
  };
  testing::check_channel(given);
  CHECK(bench.receiver.counters().not_signed == 0);
  CHECK(bench.receiver.counters().repeats == 1);
}

TEST_CASE("the_answer_decides_what_came_of_an_attempt") {
  struct Row {
    int status;
    const char* retry_after;
    Outcome outcome;
    std::optional<Duration> wait;
  };
  const Row rows[] = {
      {200, "", Outcome::delivered, {}},
      {202, "", Outcome::delivered, {}},
      {301, "", Outcome::failed_for_now, {}},
      {304, "", Outcome::failed_for_now, {}},
      {400, "", Outcome::failed_for_now, {}},
      {401, "", Outcome::failed_for_now, {}},
      {404, "", Outcome::failed_for_now, {}},
      {410, "9", Outcome::failed_for_good, {}},
      {429, "7", Outcome::failed_for_now, Duration{7'000}},
      {500, "", Outcome::failed_for_now, {}},
      {502, "", Outcome::failed_for_now, {}},
      {503, "Wed, 06 Mar 2024 12:00:30 GMT", Outcome::failed_for_now, Duration{30'000}},
      {504, "junk", Outcome::failed_for_now, {}},
  };
  Bench bench;
  for (const auto& row : rows) {
    CAPTURE(row.status);
    bench.receiver.fail_next("/hook", {.status = row.status, .times = 1, .retry_after = row.retry_after});
    const auto attempted = bench.deliver_to("/hook");
    CHECK(attempted.outcome == row.outcome);
    CHECK(attempted.retry_after == row.wait);
  }
}

TEST_CASE("an_attempt_whose_fate_nobody_knows_is_unknown") {
  Bench bench;
  bench.receiver.set_condition("/silent", Condition::silent);
  bench.receiver.set_condition("/broken", Condition::broken);
  for (const char* path : {"/silent", "/broken"}) {
    CAPTURE(path);
    const auto message = example_message(bench.receiver.url(path));
    CHECK(deliver_once(bench.context, bench.hasty_channel, message).outcome == Outcome::unknown);
  }
  CHECK(bench.receiver.counters().requests == 2);
}

TEST_CASE("the_signature_carries_the_time_it_is_told_to_carry") {
  Bench bench;
  const auto message = example_message(bench.receiver.url("/hook"));
  bench.receiver.set_clock([&] { return message.at + Duration{4 * 60'000}; });
  CHECK(deliver_once(bench.context, bench.channel, message).outcome == Outcome::delivered);

  // A drill two years later: the virtual time is no good to a receiver, the real time is.
  const Instant real = message.at + Duration{2LL * 365 * 24 * 3'600 * 1'000};
  bench.receiver.set_clock([&] { return real; });
  CHECK(deliver_once(bench.context, bench.channel, message).outcome == Outcome::failed_for_now);
  CHECK(bench.receiver.counters().not_signed == 1);
  auto configuration = Bench::configuration();
  configuration.signed_at = [&](const ports::Message&) { return real; };
  WebhookChannel drill(configuration, bench.client);
  CHECK(deliver_once(bench.context, drill, message).outcome == Outcome::delivered);
}

TEST_CASE("a_wrong_secret_is_noticed_by_the_receiver") {
  Bench bench;
  auto configuration = Bench::configuration();
  configuration.secret = [](std::string_view, std::string_view) { return std::string(32, 'x'); };
  WebhookChannel stranger(configuration, bench.client);
  const auto attempted = deliver_once(bench.context, stranger, example_message(bench.receiver.url("/hook")));
  CHECK(attempted.outcome == Outcome::failed_for_now);
  CHECK(bench.receiver.counters().not_signed == 1);
  CHECK(bench.receiver.counters().taken == 0);
}

TEST_CASE("plain_text_and_inside_addresses_are_refused_unless_the_operator_allows_them") {
  Bench bench;
  auto configuration = Bench::configuration();
  configuration.plain_text = PlainText::refused;
  http_client::Client guarded{http_client::Options{}};
  WebhookChannel strict(configuration, guarded);
  CHECK(strict.check_address("https://hall.example/hook"));
  CHECK_FALSE(strict.check_address("http://hall.example/hook"));
  CHECK_FALSE(strict.check_address("https://127.0.0.1/hook"));
  CHECK(strict.check_address("https://8.8.8.8/hook"));
  CHECK(bench.channel.check_address("http://127.0.0.1/hook"));

  WebhookChannel outside(Bench::configuration(), guarded);
  const auto url = cat("http://localhost:", bench.receiver.port(), "/hook");
  const auto attempted = deliver_once(bench.context, outside, example_message(url));
  CHECK(attempted.outcome == Outcome::failed_for_good);
  CHECK(attempted.detail.find("127.") == std::string::npos);
  CHECK(bench.receiver.counters().requests == 0);
}

TEST_CASE("an_independent_receiver_finds_the_signature_good") {
  // Node's own HTTP parser, JSON parser and HMAC: nothing of ours judges what we sent.
  const char* const script = R"js(
    const crypto = require('crypto');
    const server = require('http').createServer((request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part)).on('end', () => {
        const body = Buffer.concat(parts), h = request.headers;
        const signed = Buffer.concat([Buffer.from(h['webhook-id'] + '.' + h['webhook-timestamp'] + '.'), body]);
        const key = Buffer.from(process.argv[1].slice('whsec_'.length), 'base64');
        const wanted = 'v1,' + crypto.createHmac('sha256', key).update(signed).digest('base64');
        const said = JSON.parse(body);
        const good = wanted === h['webhook-signature'] && h['content-type'] === 'application/json'
          && said.type === 'warning.alert' && said.data.text.includes('16:00') && body.length < 20000;
        response.writeHead(good ? 200 : 410).end('ok');
      });
    }).listen(0, '127.0.0.1', () => console.log(server.address().port));)js";
  const std::string secret(32, '\x07');
  auto node = stand_in::Program::start({"node", "-e", script, write_secret(secret)});
  if (!node) {
    MESSAGE("skipped: node is not installed");
    return;
  }
  const auto port = node->read_line();
  REQUIRE_FALSE(port.empty());
  Bench bench;
  auto configuration = Bench::configuration();
  configuration.secret = [&](std::string_view, std::string_view) { return secret; };
  WebhookChannel channel(configuration, bench.client);
  for (int i = 0; i < 3; ++i) {
    const auto message = example_message(cat("http://127.0.0.1:", port, "/hook"));
    CHECK(deliver_once(bench.context, channel, message).outcome == Outcome::delivered);
  }
}

}  // namespace heed::webhook
