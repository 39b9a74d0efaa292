#include "adapters/channel/email/email.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "adapters/channel/email/letter.h"
#include "adapters/channel/email/session.h"
#include "core/text.h"

namespace heed::email {

namespace asio = boost::asio;
using ports::Attempted;
using ports::Outcome;
using std::chrono::steady_clock;

namespace {

Letter letter_of(const ports::Message& message, const Configuration& configuration) {
  Letter letter;
  letter.from_name = configuration.from_name;
  letter.from_address = configuration.from_address;
  letter.to = message.address;
  letter.subject = message.subject;
  letter.text = message.text;
  letter.ack_url = message.ack_url;
  letter.unsubscribe_url = message.unsubscribe_url;
  letter.language = message.language;
  letter.status = message.status;
  letter.key = message.key;
  letter.at = message.at;
  return letter;
}

bool is_readable(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error);
}

}  // namespace

/// A few threads, each with a session of its own while it sends.
struct EmailChannel::Sessions {
  explicit Sessions(Configuration given) : configuration(std::move(given)), pool(configuration.sessions) {
    for (std::size_t i = 0; i < configuration.sessions; ++i) {
      free.push_back(std::make_unique<Session>(configuration, stopping));
    }
  }

  std::unique_ptr<Session> take() {
    const std::lock_guard lock(mutex);
    auto session = std::move(free.back());
    free.pop_back();
    return session;
  }
  void give_back(std::unique_ptr<Session> session) {
    const std::lock_guard lock(mutex);
    free.push_back(std::move(session));
  }

  /// Runs on a thread of the pool, so at most as many run at once as there are sessions.
  asio::awaitable<Attempted> send(std::string to, std::string letter, steady_clock::time_point until) {
    const auto time_left = std::chrono::duration_cast<Duration>(until - steady_clock::now());
    if (stopping.load()) co_return Attempted{Outcome::failed_for_now, "the hub is stopping", {}};
    if (time_left <= Duration{0})
      co_return Attempted{Outcome::failed_for_now, "no session with the relay was free", {}};
    auto session = take();
    const auto transaction = session->send(to, letter, time_left);
    give_back(std::move(session));
    co_return judge(transaction);
  }

  Configuration configuration;
  std::atomic<bool> stopping{false};
  std::mutex mutex{};
  std::vector<std::unique_ptr<Session>> free{};
  asio::thread_pool pool;  ///< last, so that its threads end first
};

EmailChannel::EmailChannel(Configuration configuration)
    : sessions_(std::make_unique<Sessions>(std::move(configuration))) {}

EmailChannel::~EmailChannel() {
  sessions_->stopping = true;
  sessions_->pool.join();
}

Result<void> EmailChannel::check(const Configuration& configuration) {
  const bool is_relay = configuration.relay.starts_with("smtp://") || configuration.relay.starts_with("smtps://");
  if (!is_relay) return fail(Code::malformed, "the relay is written as smtp://host:port or smtps://host:port", "relay");
  if (configuration.relay.find('/', configuration.relay.find("//") + 2) != std::string::npos) {
    return fail(Code::malformed, "the relay has no path; the name for EHLO is set in hello_name", "relay");
  }
  if (auto sound = check_mail_address(configuration.from_address); !sound) {
    return fail(core::within("from_address", std::move(sound).error()));
  }
  if (!configuration.user.empty() && !is_readable(configuration.password_file)) {
    return fail(Code::malformed, "the file with the relay's password cannot be read", "password_file");
  }
  if (!configuration.ca_file.empty() && !is_readable(configuration.ca_file)) {
    return fail(Code::malformed, "the file with the relay's certificates cannot be read", "ca_file");
  }
  if (configuration.sessions == 0 || configuration.sessions > 32) {
    return fail(Code::malformed, "the number of sessions with the relay is 1 to 32", "sessions");
  }
  return {};
}

Result<void> EmailChannel::check_address(std::string_view address) const { return check_mail_address(address); }

asio::awaitable<Attempted> EmailChannel::deliver(ports::Message message) {
  const auto until = steady_clock::now() + sessions_->configuration.deadline;
  auto letter = write_letter(letter_of(message, sessions_->configuration));
  if (!letter) co_return Attempted{Outcome::failed_for_good, letter.error().detail, {}};
  auto sending = sessions_->send(std::move(message.address), *std::move(letter), until);
  co_return co_await asio::co_spawn(sessions_->pool, std::move(sending), asio::use_awaitable);
}

}  // namespace heed::email
