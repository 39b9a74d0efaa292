#include "adapters/channel/email/email.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <doctest/doctest.h>

#include "adapters/channel/email/session.h"
#include "adapters/stand_in/mail_receiver.h"
#include "adapters/stand_in/program.h"
#include "core/text.h"
#include "ports/testing/channel_contract.h"

namespace heed::email {
namespace {

using ports::Outcome;
using stand_in::MailCondition;
using testing::deliver_once;
using testing::example_message;

constexpr Duration short_deadline{300};

Configuration configuration_for(std::uint16_t port, Duration deadline = Duration{5'000}) {
  Configuration made;
  made.relay = cat("smtp://127.0.0.1:", port);
  made.from_address = "warnings@heed.example";
  made.from_name = "Heed";
  made.hello_name = "hub.heed.example";
  made.deadline = deadline;
  return made;
}

/// The key inside a Message-ID line of a mail that was received.
std::string key_of(const std::string& mail) {
  const auto start = mail.find("Message-ID: <") + 13;
  auto key = mail.substr(start, mail.find('@', start) - start);
  for (auto at = key.find("=2E"); at != std::string::npos; at = key.find("=2E")) key.replace(at, 3, ".");
  return key;
}

struct Bench {
  Bench() : receiver(context.get_executor()) {
    REQUIRE(receiver.start());
    channel.emplace(configuration_for(receiver.port()));
  }

  boost::asio::io_context context{};
  stand_in::MailReceiver receiver;
  std::optional<EmailChannel> channel{};
};

std::uint16_t free_port() {
  boost::asio::io_context context;
  const boost::asio::ip::tcp::endpoint anywhere(boost::asio::ip::address_v4::loopback(), 0);
  return boost::asio::ip::tcp::acceptor(context, anywhere).local_endpoint().port();
}

}  // namespace

TEST_CASE("mail_keeps_the_contract_of_channels (DE-6)") {
  Bench bench;
  bench.receiver.refuse("gone@hall.example", 550);
  bench.receiver.refuse("full@hall.example", 451);
  stand_in::MailReceiver silent(bench.context.get_executor());
  REQUIRE(silent.start());
  silent.set_condition(MailCondition::silent);
  EmailChannel dead_channel(configuration_for(free_port()));
  EmailChannel silent_channel(configuration_for(silent.port(), short_deadline));

  testing::ChannelCase given;
  given.context = &bench.context;
  given.takes = {&*bench.channel, "duty@hall.example"};
  given.refuses = {&*bench.channel, "gone@hall.example"};
  given.is_busy = {&*bench.channel, "full@hall.example"};
  given.is_dead = {&dead_channel, "duty@hall.example"};
  given.is_silent = {&silent_channel, "duty@hall.example"};
  given.deadline = short_deadline;
  given.bad_addresses = {"", "nobody", "a@b\r\nRCPT TO:<c@d>", "Duty <duty@hall.example>"};
  given.keys_taken = [&] {
    std::vector<std::string> keys;
    for (const auto& mail : bench.receiver.received()) keys.push_back(key_of(mail.text));
    return keys;
  };
  testing::check_channel(given);
  CHECK(bench.receiver.counters().refused == 2);
}

TEST_CASE("the_relay_gets_the_whole_letter_and_nothing_is_called_delivered") {
  Bench bench;
  const auto message = example_message("duty@hall.example");
  for (int i = 0; i < 3; ++i) {
    const auto attempted = deliver_once(bench.context, *bench.channel, message);
    CHECK(attempted.outcome == Outcome::accepted);
    CHECK(attempted.detail == "250 2.0.0 kept");
  }
  REQUIRE(bench.receiver.received().size() == 3);
  const auto& mail = bench.receiver.received().front();
  CHECK(mail.from == "warnings@heed.example");
  CHECK(mail.to == std::vector<std::string>{"duty@hall.example"});
  CHECK(mail.text.find("\r\n.\r\nPlease acknowledge.\r\n") != std::string::npos);
  CHECK(mail.text.ends_with("\r\nhttps://heed.example/a/t0k3n\r\n"));
  CHECK(bench.receiver.counters().sessions <= 2);  // two threads, each with a kept connection
}

TEST_CASE("a_time_out_after_the_last_dot_is_unknown") {
  Bench bench;
  bench.receiver.set_condition(MailCondition::silent_after_data);
  EmailChannel hasty(configuration_for(bench.receiver.port(), short_deadline));
  const auto attempted = deliver_once(bench.context, hasty, example_message("duty@hall.example"));
  CHECK(attempted.outcome == Outcome::unknown);
}

TEST_CASE("what_is_known_at_the_end_decides_what_came_of_it") {
  struct Row {
    const char* name;
    Transaction transaction;
    Outcome outcome;
  };
  const Row rows[] = {
      {"taken", {true, true, 250, ".", "250 ok", ""}, Outcome::accepted},
      {"no such user", {false, false, 550, "RCPT", "550 no", "e"}, Outcome::failed_for_good},
      {"message refused", {false, true, 554, ".", "554 no", "e"}, Outcome::failed_for_good},
      {"data refused", {false, false, 554, "DATA", "554 no", "e"}, Outcome::failed_for_good},
      {"grey-listed", {false, false, 451, "RCPT", "451 later", "e"}, Outcome::failed_for_now},
      {"message later", {false, true, 452, ".", "452 later", "e"}, Outcome::failed_for_now},
      {"wrong password", {false, false, 535, "AUTH", "535 no", "e"}, Outcome::failed_for_now},
      {"sender refused", {false, false, 550, "MAIL", "550 no", "e"}, Outcome::failed_for_now},
      {"greeting refused", {false, false, 554, "", "554 no", "e"}, Outcome::failed_for_now},
      {"lost before the dot", {false, false, 354, "DATA", "354 go", "e"}, Outcome::failed_for_now},
      {"lost after the dot", {false, true, 354, ".", "354 go", "e"}, Outcome::unknown},
      {"no connection", {false, false, 0, "", "", "e"}, Outcome::failed_for_now},
  };
  for (const auto& [name, transaction, outcome] : rows) {
    CAPTURE(name);
    const auto attempted = judge(transaction);
    CHECK(attempted.outcome == outcome);
    CHECK_FALSE(attempted.detail.empty());
  }
}

TEST_CASE("ending_the_channel_ends_its_attempts") {
  boost::asio::io_context context;
  stand_in::MailReceiver silent(context.get_executor());
  REQUIRE(silent.start());
  silent.set_condition(MailCondition::silent);
  auto channel = std::make_unique<EmailChannel>(configuration_for(silent.port(), Duration{60'000}));
  const auto start = std::chrono::steady_clock::now();
  boost::asio::co_spawn(context, channel->deliver(example_message("duty@hall.example")), boost::asio::detached);
  while (silent.counters().sessions == 0) context.run_one();
  channel.reset();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}

TEST_CASE("a_configuration_that_cannot_work_is_refused_by_field") {
  struct Row {
    const char* place;
    std::function<void(Configuration&)> change;
  };
  const Row rows[] = {
      {"relay", [](Configuration& c) { c.relay = "http://relay.example"; }},
      {"relay", [](Configuration& c) { c.relay = "smtp://relay.example/x"; }},
      {"from_address", [](Configuration& c) { c.from_address = "Heed"; }},
      {"password_file", [](Configuration& c) { c.user = "heed"; }},
      {"ca_file", [](Configuration& c) { c.ca_file = "/no/such/file"; }},
      {"sessions", [](Configuration& c) { c.sessions = 0; }},
      {"sessions", [](Configuration& c) { c.sessions = 33; }},
  };
  CHECK(EmailChannel::check(configuration_for(25)));
  for (const auto& [place, change] : rows) {
    auto configuration = configuration_for(25);
    change(configuration);
    const auto checked = EmailChannel::check(configuration);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().place == place);
  }
}

namespace {

/// Postfix's own test relay on a port of ours; it says nothing when it is ready, so the first mail waits for it.
struct Sink {
  explicit Sink(std::vector<std::string> options) : port(free_port()) {
    std::vector<std::string> arguments = {"/usr/sbin/smtp-sink"};
    if (::geteuid() == 0) arguments.insert(arguments.end(), {"-u", "nobody"});  // it refuses to run as root
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.push_back(cat("127.0.0.1:", port));
    arguments.emplace_back("100");
    program.emplace(stand_in::Program::start(arguments).value());
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    boost::system::error_code error = boost::asio::error::try_again;
    while (error && std::chrono::steady_clock::now() < patience) {
      boost::asio::io_context context;
      boost::asio::ip::tcp::socket socket(context);
      socket.connect({boost::asio::ip::address_v4::loopback(), port}, error);
    }
    REQUIRE_FALSE(error);
  }

  std::uint16_t port;
  std::optional<stand_in::Program> program{};
};

bool has_sink() {
  const bool is_there = std::filesystem::exists("/usr/sbin/smtp-sink");
  if (!is_there) MESSAGE("skipped: smtp-sink (Debian package postfix) is not installed");
  return is_there;
}

}  // namespace

TEST_CASE("an_independent_relay_is_understood") {
  if (!has_sink()) return;
  struct Row {
    std::vector<std::string> options;
    Outcome outcome;
  };
  const Row rows[] = {
      {{}, Outcome::accepted},
      {{"-8"}, Outcome::accepted},
      {{"-e"}, Outcome::accepted},
      {{"-f", "RCPT"}, Outcome::failed_for_good},
      {{"-r", "RCPT"}, Outcome::failed_for_now},
      {{"-f", "DATA"}, Outcome::failed_for_good},
      {{"-f", "."}, Outcome::failed_for_good},
      {{"-r", "."}, Outcome::failed_for_now},
      {{"-f", "MAIL"}, Outcome::failed_for_now},
      {{"-f", "CONNECT"}, Outcome::failed_for_now},
      {{"-q", "RCPT"}, Outcome::failed_for_now},
      {{"-q", "DATA"}, Outcome::failed_for_now},
      {{"-q", "."}, Outcome::unknown},
  };
  boost::asio::io_context context;
  for (const auto& row : rows) {
    CAPTURE(row.options);
    const Sink sink(row.options);
    EmailChannel channel(configuration_for(sink.port));
    for (int i = 0; i < 2; ++i) {
      const auto attempted = deliver_once(context, channel, example_message("duty@hall.example"));
      CHECK_MESSAGE(attempted.outcome == row.outcome, attempted.detail);
    }
  }
}

TEST_CASE("an_independent_reader_reads_what_was_meant") {
  if (!has_sink()) return;
  const auto folder = std::filesystem::temp_directory_path() / cat("heed-mail-", ::getpid());
  std::filesystem::create_directory(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::all);
  auto message = example_message("duty@hall.example");
  message.subject = "EXERCISE: угроза концертному залу, закрыть немедленно до окончания тревоги";
  message.text =
      "Закройте зал.\n.\n= конец = \nИ ещё одна очень длинная строка, которую почта должна перенести сама.\n";
  message.language = "ru";
  {
    boost::asio::io_context context;
    const Sink sink({"-d", (folder / "mail.").string()});
    EmailChannel channel(configuration_for(sink.port));
    CHECK(deliver_once(context, channel, message).outcome == Outcome::accepted);
  }
  auto reader = stand_in::Program::start(
      {"python3", "-c",
       "import sys,email,email.policy,pathlib\n"
       "f=next(pathlib.Path(sys.argv[1]).iterdir())\n"
       "m=email.message_from_bytes(f.read_bytes(),policy=email.policy.default)\n"
       "print(m['subject']);print(m['content-language']);print(len(m.defects));print(repr(m.get_content())[1:-1])\n",
       folder.string()});
  REQUIRE(reader);
  CHECK(reader->read_line() == message.subject);
  CHECK(reader->read_line() == "ru");
  CHECK(reader->read_line() == "0");
  const auto text = reader->read_line();
  CHECK(text.starts_with("Закройте зал.\\n.\\n= конец = \\nИ ещё одна"));
  // The sink adds an empty line of its own behind the message.
  CHECK(text.ends_with("сама.\\n\\nhttps://heed.example/a/t0k3n\\n\\n"));
  std::filesystem::remove_all(folder);
}

}  // namespace heed::email
