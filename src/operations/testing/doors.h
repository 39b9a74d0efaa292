#pragma once
// Doors whose world does what a test says: they inject the faults that no real peer gives on demand.

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/digest/ed25519.h"
#include "ports/channel.h"
#include "ports/feed.h"
#include "ports/signer.h"

namespace heed::testing {

/// A channel that answers what `answer` says; nothing means that it never answers.
class ScriptedChannel final : public ports::Channel {
 public:
  using Answer = std::function<std::optional<ports::Attempted>(const ports::Message&)>;

  explicit ScriptedChannel(std::string kind) : kind_(std::move(kind)) {}

  [[nodiscard]] std::string_view kind() const override { return kind_; }
  [[nodiscard]] Result<void> check_address(std::string_view address) const override {
    if (address != "nowhere") return {};
    return fail(Code::invalid, "nobody is there");
  }
  boost::asio::awaitable<ports::Attempted> deliver(ports::Message message) override {
    seen.push_back(message);
    const auto answered = answer(message);
    if (answered) co_return *answered;
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer never(executor, boost::asio::steady_timer::time_point::max());
    co_await never.async_wait(boost::asio::use_awaitable);
    co_return ports::Attempted{};
  }

  Answer answer = [](const ports::Message&) { return ports::Attempted{ports::Outcome::accepted, "taken", {}}; };
  std::vector<ports::Message> seen;

 private:
  std::string kind_;
};

[[nodiscard]] inline ports::Attempted answered(ports::Outcome outcome, std::optional<Duration> retry_after = {}) {
  return {outcome, "as the test says", retry_after};
}

/// The public site in memory. Why a lock: it is written on a thread of its own.
class MemoryFeed final : public ports::Feed {
 public:
  Result<void> publish(std::string_view path, std::string_view bytes) override {
    if (before_publish) before_publish();
    const std::scoped_lock lock(mutex_);
    if (failures_ > 0 && failures_-- > 0) return fail(Code::unavailable, "the web server's disk is full");
    files_[std::string(path)] = std::string(bytes);
    return {};
  }
  [[nodiscard]] Result<std::string> read(std::string_view path) const override {
    const std::scoped_lock lock(mutex_);
    const auto found = files_.find(path);
    if (found == files_.end()) return fail(Code::not_found, cat("there is no file ", path));
    return found->second;
  }
  void fail_next(int count) {
    const std::scoped_lock lock(mutex_);
    failures_ = count;
  }

  std::function<void()> before_publish;  ///< on the writing thread

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> files_;
  int failures_ = 0;
};

class KeySigner final : public ports::Signer {
 public:
  explicit KeySigner(std::string name = "test.example/log", char seed = 's')
      : name_(std::move(name)), pair_(digest::key_pair_from_seed(std::string(digest::seed_bytes, seed))) {}
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] const std::string& public_key() const override { return pair_.public_key; }
  [[nodiscard]] std::string sign(std::string_view message) const override { return digest::sign(pair_, message); }

 private:
  std::string name_;
  digest::KeyPair pair_;
};

/// The keys of the test's record.
struct TestKeys {
  KeySigner log{};
  KeySigner issuer{"test.example/log/issuer", 'i'};
  [[nodiscard]] ports::Keys keys() const { return {log, issuer}; }
};

}  // namespace heed::testing
