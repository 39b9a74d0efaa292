#include "ports/testing/channel_contract.h"

#include <chrono>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::testing {
namespace {

using ports::Attempted;
using ports::Outcome;
using std::chrono::steady_clock;

/// Over the deadline, for a busy test machine.
constexpr std::chrono::seconds slack{3};
constexpr std::size_t at_once = 8;

boost::asio::awaitable<void> attempt(ports::Channel& channel, ports::Message message, std::optional<Attempted>& into) {
  into = co_await channel.deliver(std::move(message));
}

Attempted deliver_to(const ChannelCase& given, const Facing& facing) {
  return deliver_once(*given.context, *facing.channel, example_message(facing.address));
}

bool is_success(Outcome outcome) { return outcome == Outcome::accepted || outcome == Outcome::delivered; }

void check_taken(const ChannelCase& given) {
  const auto message = example_message(given.takes.address);
  CHECK(given.takes.channel->check_address(message.address));
  const auto before = given.keys_taken().size();
  for (int time = 0; time < 2; ++time) {
    const auto attempted = deliver_once(*given.context, *given.takes.channel, message);
    CHECK_MESSAGE(is_success(attempted.outcome), attempted.detail);
  }
  const auto keys = given.keys_taken();
  REQUIRE(keys.size() == before + 2);
  CHECK(keys[before] == message.key);
  CHECK(keys[before + 1] == message.key);
}

void check_many_at_once(const ChannelCase& given) {
  const auto before = given.keys_taken().size();
  std::vector<std::optional<Attempted>> done(at_once);
  for (auto& one : done) {
    boost::asio::co_spawn(*given.context, attempt(*given.takes.channel, example_message(given.takes.address), one),
                          boost::asio::detached);
  }
  given.context->restart();
  for (auto& one : done) {
    while (!one) REQUIRE(given.context->run_one() > 0);
    CHECK_MESSAGE(is_success(one->outcome), one->detail);
  }
  CHECK(given.keys_taken().size() == before + at_once);
}

void check_silence(const ChannelCase& given) {
  const auto start = steady_clock::now();
  const auto attempted = deliver_to(given, given.is_silent);
  CHECK(steady_clock::now() - start < given.deadline + slack);
  CHECK_MESSAGE((attempted.outcome == Outcome::unknown || attempted.outcome == Outcome::failed_for_now),
                attempted.detail);
}

void check_bad_addresses(const ChannelCase& given) {
  for (const auto& address : given.bad_addresses) {
    CAPTURE(address);
    CHECK_FALSE(given.takes.channel->check_address(address));
    const auto attempted = deliver_once(*given.context, *given.takes.channel, example_message(address));
    CHECK(attempted.outcome == Outcome::failed_for_good);
    CHECK_FALSE(attempted.detail.empty());
  }
}

}  // namespace

ports::Message example_message(std::string address) {
  static int count = 0;
  ports::Message message;
  message.key = cat("w-hall-1.r-venue.", ++count);
  message.address = std::move(address);
  message.recipient = "venue-7";
  message.subject = "EXERCISE: threat to a concert hall";
  message.text = "Keep the hall closed on 6 March from 16:00 to 23:00.\n.\nPlease acknowledge.";
  message.ack_url = "https://heed.example/a/t0k3n";
  message.language = "en";
  message.status = "exercise";
  message.content = core::Object{{"type", "alert"}, {"warning", "hall-1"}};
  message.at = Instant{1'709'726'400'000};
  return message;
}

Attempted deliver_once(boost::asio::io_context& context, ports::Channel& channel, ports::Message message) {
  std::optional<Attempted> attempted;
  boost::asio::co_spawn(context, attempt(channel, std::move(message), attempted), boost::asio::detached);
  context.restart();
  while (!attempted && context.run_one() > 0) {
  }
  REQUIRE_MESSAGE(attempted, "the attempt ended without an outcome");
  return *attempted;
}

void check_channel(const ChannelCase& given) {
  check_taken(given);
  check_many_at_once(given);
  CHECK(deliver_to(given, given.refuses).outcome == Outcome::failed_for_good);
  CHECK(deliver_to(given, given.is_busy).outcome == Outcome::failed_for_now);
  CHECK(deliver_to(given, given.is_dead).outcome == Outcome::failed_for_now);
  check_silence(given);
  check_bad_addresses(given);
}

}  // namespace heed::testing
