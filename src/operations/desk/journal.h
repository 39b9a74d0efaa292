#pragma once
// From drafts to durable entries: the one way into the record.

#include <atomic>
#include <deque>
#include <functional>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "flow/state.h"
#include "lib/merkle/frontier.h"
#include "operations/desk/run_on.h"
#include "operations/desk/sealing/keeper.h"
#include "operations/desk/sealing/sealer.h"
#include "operations/desk/snapshot.h"
#include "ports/random.h"

namespace heed::desk {

/// What a commit wrote.
struct Committed {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};

/// Entries are folded into the state at once, sealed in groups by one thread and written by another: while a group is
/// written the next one is sealed, and whatever is decided meanwhile makes up the one after. A caller hears of its
/// entries only when they are durable, and nobody is shown state that is not (`settled`).
///
/// An error of the store is final: the state in memory is ahead of the disk and the disk can no longer be trusted.
/// Every waiting caller is refused, `on_failure` is called once, and nothing is committed any more.
class Journal {
 public:
  struct Doors {
    ports::Store& store;
    ports::Random& random;
    ports::Keys keys;
  };
  using Listener = std::function<void(const record::Entry&)>;

  Journal(boost::asio::io_context& context, flow::State& state, Doors doors);

  /// Requires: `state` is the fold of exactly the entries that `frontier` covers, and the store holds no more.
  /// Fails as corrupt when the store cannot be gone on from (Sealer::resume).
  Result<void> resume(merkle::Frontier frontier);

  /// Folds the drafts and makes them durable, all together or none. Requires: they were decided on the present state,
  /// with no await in between. Refuses, and leaves nothing behind: too_many while too many wait, too_large for an entry
  /// beyond limits::entry_bytes.
  boost::asio::awaitable<Result<Committed>> commit(record::Drafts drafts, record::Moment moment,
                                                   std::optional<record::Request> request);
  /// Returns when everything that the state holds now is durable.
  boost::asio::awaitable<Result<void>> settled();
  /// Returns when the entry is durable.
  boost::asio::awaitable<Result<void>> durable(std::uint64_t index);

  /// Signs and keeps a checkpoint of everything that is durable, unless the last one covers it already. A record that
  /// does not read back as it was written is a failure of the store.
  boost::asio::awaitable<Result<void>> publish_checkpoint();
  /// The packed state of this instant, a shortcut for the next start. Why on this thread: the state may change under
  /// another one's hands. The pause is the price.
  [[nodiscard]] ports::StoredSnapshot take_snapshot(Register where = Register::within);
  /// Keeps it, once everything that it holds is durable.
  boost::asio::awaitable<Result<void>> keep_snapshot(ports::StoredSnapshot snapshot);
  /// Reads entries from the store, on the store's thread.
  boost::asio::awaitable<Result<std::vector<record::Entry>>> read(std::uint64_t from, std::uint64_t until);
  /// The same for single entries, wherever they stand. Requires: every index is durable.
  boost::asio::awaitable<Result<std::vector<record::Entry>>> read(std::vector<std::uint64_t> indexes);
  /// What `question(store)` returns, asked on the store's thread. For reading, and for what no entry tells of.
  template <class Question>
  boost::asio::awaitable<std::invoke_result_t<Question, ports::Store&>> ask(Question question) {
    co_return co_await run_on(store_thread_, context_, [this, &question] { return question(doors_.store); });
  }
  [[nodiscard]] const ports::Keys& keys() const { return doors_.keys; }
  /// The leaf hash of an entry that became durable a moment ago; nothing for older ones: ask the store.
  [[nodiscard]] std::optional<std::string> recent_leaf(std::uint64_t index) const;
  /// Whether a checkpoint was signed before the last resume().
  [[nodiscard]] bool was_signed() const { return was_signed_; }

  /// Called for every entry once it is durable, in order.
  void listen(Listener listener) { listeners_.push_back(std::move(listener)); }
  void on_failure(std::function<void(const Error&)> call) { on_failure_ = std::move(call); }
  [[nodiscard]] std::uint64_t durable_size() const { return frontier_.size(); }
  /// Entries are being sealed, and that does not wait for the store. For who directs the store's thread.
  [[nodiscard]] bool is_sealing() const { return sealing_ > 0 && !(is_asking_ && is_writing_); }
  /// The store is gone: nothing is committed any more.
  [[nodiscard]] bool has_failed() const { return failure_.has_value(); }
  /// Waits for both threads. Requires: nothing is being committed.
  void stop();

 private:
  /// A group on its way to the disk.
  struct Group {
    std::vector<sealing::Unsealed> decided;
    std::vector<ports::StoredEntry> sealed;  ///< of the same entries
  };
  struct Waiter {
    std::uint64_t size;
    std::move_only_function<void()> resume;
  };

  /// The drafts as entries that follow the state, with nothing folded yet. Refuses one that is too large to keep.
  Result<std::vector<sealing::Unsealed>> write_down(record::Drafts drafts, const record::Moment& moment,
                                                    const std::optional<record::Request>& request);
  /// Gives either thread what it may have of what there is.
  void flush();
  void seal(std::vector<sealing::Unsealed> group);
  void write(Group group);
  void written(Group group, const Result<void>& kept);
  Result<std::vector<std::string>> leaves_of(const std::vector<std::uint64_t>& indexes);
  void give_up(Error error);
  void resume_waiters();

  boost::asio::io_context& context_;
  flow::State& state_;
  Doors doors_;
  sealing::Sealer sealer_;  ///< the sealing thread's, but for resume(); before the threads, which are joined first
  sealing::Keeper keeper_;  ///< the store thread's, but for resume()
  boost::asio::thread_pool store_thread_{1};
  boost::asio::thread_pool sealing_thread_{1};  ///< it may wait for the store's, never the other way round
  merkle::Frontier frontier_;                   ///< over what is durable
  std::deque<std::string> recent_;              ///< the newest leaf hashes
  std::deque<sealing::Unsealed> pending_;       ///< decided, not yet with the sealing thread
  std::deque<Group> sealed_;                    ///< waiting for the store
  std::size_t sealing_ = 0;                     ///< groups that the sealing thread has
  std::atomic<bool> is_asking_ = false;         ///< the sealing thread waits for the store's
  bool is_writing_ = false;
  bool was_signed_ = false;
  std::optional<Error> failure_;
  std::deque<Waiter> waiters_;
  std::vector<Listener> listeners_;
  std::function<void(const Error&)> on_failure_;
};

}  // namespace heed::desk
