#pragma once
// Stores that stand in front of another and do what a test says.

#include <functional>
#include <string>
#include <vector>

#include "ports/store.h"

namespace heed::testing {

/// A store in front of another: whoever derives from it says what is different.
class StoreInFront : public ports::Store {
 public:
  explicit StoreInFront(ports::Store& inner) : inner_(inner) {}

  Result<void> append(const std::vector<ports::StoredEntry>& entries) override { return inner_.append(entries); }
  Result<std::uint64_t> size() override { return inner_.size(); }
  Result<void> read(std::uint64_t from, std::uint64_t until,
                    const std::function<Result<void>(ports::StoredEntry)>& each) override {
    return inner_.read(from, until, each);
  }
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::size_t count) override {
    return inner_.leaves(from, count);
  }
  Result<std::vector<std::string>> hashes(unsigned level, std::uint64_t first, std::size_t count) override {
    return inner_.hashes(level, first, count);
  }
  Result<void> rewrite(const std::vector<ports::StoredEntry>& entries) override { return inner_.rewrite(entries); }
  Result<void> put_checkpoint(const ports::StoredCheckpoint& checkpoint) override {
    return inner_.put_checkpoint(checkpoint);
  }
  Result<void> add_signatures(std::uint64_t size, const std::vector<std::string>& lines) override {
    return inner_.add_signatures(size, lines);
  }
  Result<std::vector<ports::StoredCheckpoint>> checkpoints() override { return inner_.checkpoints(); }
  Result<std::vector<ports::StoredCheckpoint>> checkpoints_from(std::uint64_t from, std::size_t count) override {
    return inner_.checkpoints_from(from, count);
  }
  Result<std::optional<ports::StoredCheckpoint>> last_checkpoint() override { return inner_.last_checkpoint(); }
  Result<void> put_time_stamp(const ports::StoredTimeStamp& stamp) override { return inner_.put_time_stamp(stamp); }
  Result<std::optional<ports::StoredTimeStamp>> time_stamp_from(std::uint64_t from) override {
    return inner_.time_stamp_from(from);
  }
  Result<std::optional<ports::StoredTimeStamp>> last_time_stamp() override { return inner_.last_time_stamp(); }
  Result<void> keep_originals(const std::vector<ports::StoredOriginal>& originals) override {
    return inner_.keep_originals(originals);
  }
  Result<std::optional<std::string>> original(const std::string& digest) override { return inner_.original(digest); }
  Result<void> pin_original(const std::string& digest) override { return inner_.pin_original(digest); }
  Result<std::uint64_t> drop_originals(Instant before) override { return inner_.drop_originals(before); }
  Result<void> put_snapshot(const ports::StoredSnapshot& snapshot) override { return inner_.put_snapshot(snapshot); }
  Result<std::optional<ports::StoredSnapshot>> last_snapshot() override { return inner_.last_snapshot(); }

 private:
  ports::Store& inner_;
};

/// A store whose n-th write fails. `kept`: the bytes are on the disk all the same.
class FaultyStore final : public StoreInFront {
 public:
  enum class Fault { lost, kept };

  using StoreInFront::StoreInFront;
  void fail_append(std::uint64_t number, Fault fault) { failing_ = number, fault_ = fault; }
  [[nodiscard]] std::uint64_t appends() const { return ends_.size(); }
  /// How many entries there are after each append.
  [[nodiscard]] const std::vector<std::uint64_t>& ends() const { return ends_; }

  Result<void> append(const std::vector<ports::StoredEntry>& entries) override {
    if (before_append) before_append();
    ends_.push_back(entries.back().index + 1);
    if (ends_.size() != failing_) return StoreInFront::append(entries);
    if (fault_ == Fault::kept) TRY(StoreInFront::append(entries));
    return fail(Code::unavailable, "the disk is gone");
  }
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::size_t count) override {
    TRY(auto read, StoreInFront::leaves(from, count));
    if (turns_a_bit && !read.empty()) read.back().back() ^= 1;
    return read;
  }
  Result<void> put_checkpoint(const ports::StoredCheckpoint& checkpoint) override {
    if (refuses_shortcuts) return fail(Code::unavailable, "the disk is full");
    return StoreInFront::put_checkpoint(checkpoint);
  }
  Result<void> put_snapshot(const ports::StoredSnapshot& snapshot) override {
    if (refuses_shortcuts) return fail(Code::unavailable, "the disk is full");
    return StoreInFront::put_snapshot(snapshot);
  }

  std::function<void()> before_append;  ///< on the store's thread: a test can hold it there
  bool refuses_shortcuts = false;       ///< checkpoints and snapshots fail, entries do not
  bool turns_a_bit = false;             ///< what is read back is not what was written

 private:
  std::vector<std::uint64_t> ends_;
  std::uint64_t failing_ = 0;
  Fault fault_ = Fault::lost;
};

}  // namespace heed::testing
