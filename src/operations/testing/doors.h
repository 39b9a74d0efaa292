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
#include "ports/store.h"

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

/// A store in front of another, whose n-th write fails. `kept`: the bytes are on the disk all the same.
class FaultyStore final : public ports::Store {
 public:
  enum class Fault { lost, kept };

  explicit FaultyStore(ports::Store& inner) : inner_(inner) {}
  void fail_append(std::uint64_t number, Fault fault) { failing_ = number, fault_ = fault; }
  [[nodiscard]] std::uint64_t appends() const { return appends_; }

  Result<void> append(const std::vector<ports::StoredEntry>& entries) override {
    if (before_append) before_append();
    if (++appends_ != failing_) return inner_.append(entries);
    if (fault_ == Fault::kept) TRY(inner_.append(entries));
    return fail(Code::unavailable, "the disk is gone");
  }
  Result<std::uint64_t> size() override { return inner_.size(); }
  Result<void> read(std::uint64_t from, std::uint64_t until,
                    const std::function<Result<void>(ports::StoredEntry)>& each) override {
    return inner_.read(from, until, each);
  }
  Result<void> put_checkpoint(const ports::StoredCheckpoint& checkpoint) override {
    if (refuses_shortcuts) return fail(Code::unavailable, "the disk is full");
    return inner_.put_checkpoint(checkpoint);
  }
  Result<std::vector<ports::StoredCheckpoint>> checkpoints() override { return inner_.checkpoints(); }
  Result<std::optional<ports::StoredCheckpoint>> last_checkpoint() override { return inner_.last_checkpoint(); }
  Result<void> put_snapshot(const ports::StoredSnapshot& snapshot) override {
    if (refuses_shortcuts) return fail(Code::unavailable, "the disk is full");
    return inner_.put_snapshot(snapshot);
  }
  Result<std::optional<ports::StoredSnapshot>> last_snapshot() override { return inner_.last_snapshot(); }

  std::function<void()> before_append;  ///< on the store's thread: a test can hold it there
  bool refuses_shortcuts = false;       ///< checkpoints and snapshots fail, entries do not

 private:
  ports::Store& inner_;
  std::uint64_t appends_ = 0;
  std::uint64_t failing_ = 0;
  Fault fault_ = Fault::lost;
};

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
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] const std::string& public_key() const override { return pair_.public_key; }
  [[nodiscard]] std::string sign(std::string_view message) const override { return digest::sign(pair_, message); }

 private:
  std::string name_ = "test.example/log";
  digest::KeyPair pair_ = digest::key_pair_from_seed(std::string(digest::seed_bytes, 's'));
};

}  // namespace heed::testing
