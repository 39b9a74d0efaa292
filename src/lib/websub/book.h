#pragma once
// Who is subscribed to what, what each of them has, and whose turn it is. The caller sends, and says what came of it.

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/fields.h"
#include "core/instant.h"
#include "core/words.h"

namespace heed::websub {

/// One subscription, as it is kept on the disk. There is one for each topic and callback.
struct Subscription {
  std::string topic;
  std::string callback;
  std::optional<std::string> secret;
  Instant expires;
  std::optional<std::string> delivered;  ///< digest of the bytes that it took last; none: nothing yet
  HEED_FIELDS(Subscription, topic, callback, secret, expires, delivered)
};

struct Limits {
  std::size_t subscriptions = 10'000;
  std::size_t per_host = 1'000;  ///< subscriptions whose callbacks are on one host
  std::size_t lines = 32;        ///< sendings at one time
  std::size_t lines_per_host = 4;
  std::size_t lines_for_retries = 16;  ///< of `lines`, for those who failed last time
};

inline constexpr Duration first_pause{1'000};
inline constexpr Duration longest_pause = std::chrono::minutes(15);

/// One attempt to give a subscriber what its topic is now.
struct Sending {
  std::uint64_t id = 0;
  Subscription to;
};

enum class Outcome {
  taken,   ///< 2xx
  gone,    ///< 410: the subscriber does not want this any more
  failed,  ///< everything else
};

/// How it goes with one topic.
struct TopicStanding {
  std::string topic;
  std::uint64_t subscriptions = 0;
  std::uint64_t behind = 0;   ///< have not taken the newest bytes yet
  std::uint64_t failing = 0;  ///< of those: their last attempt failed
  HEED_FIELDS(TopicStanding, topic, subscriptions, behind, failing)
};

/// Pure: the same calls give the same answers. Every call takes logarithmic time, but for kept() and standings().
class Book {
 public:
  explicit Book(Limits limits = {}) : limits_(limits) {}

  /// Whether another one finds room; one that is renewed always does. Errors: too_many.
  [[nodiscard]] Result<void> check_room(const std::string& topic, const std::string& callback,
                                        const std::string& host) const;
  /// Adds a subscription, or renews it: then what was delivered stays. `host` is the callback's.
  /// Requires: check_room() let it in, or it was read from the disk.
  void add(Subscription subscription, const std::string& host, Instant now);
  /// Whether it was there.
  bool remove(const std::string& topic, const std::string& callback);
  /// Drops those whose lease is over; gives how many.
  std::size_t expire(Instant now);

  /// The topic's bytes have this digest now; whoever has others is called.
  void publish(const std::string& topic, const std::string& digest, Instant now);

  /// Whose turn it is, if there is anybody and a line is free. What was begun ends with end().
  [[nodiscard]] std::optional<Sending> begin(Instant now);
  /// `digest` is of the bytes that were sent: those of the topic may have changed since begin().
  void end(const Sending& sending, Outcome outcome, const std::string& digest, Instant now);

  /// When there is something to do by time alone: a lease that ends, a call to repeat. May be too early, never too
  /// late.
  [[nodiscard]] std::optional<Instant> next_due() const;
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool has_topic(const std::string& topic) const;
  /// What belongs on the disk.
  [[nodiscard]] std::vector<Subscription> kept() const;
  /// In the order of the topics; those without subscriptions are left out.
  [[nodiscard]] std::vector<TopicStanding> standings() const;

 private:
  using Id = std::uint64_t;
  using Queue = std::set<std::pair<Instant, Id>>;
  struct Entry {
    Subscription subscription;
    std::string host;
    Instant not_before{};  ///< the next call, after a failure
    std::uint64_t failures = 0;
    bool is_on_the_wire = false;
    bool is_waiting = false;             ///< for a line of its host
    std::optional<Instant> queued_at{};  ///< its place in a queue
  };
  struct Topic {
    std::optional<std::string> digest{};
    std::set<Id> subscribers{};
  };
  struct Host {
    std::size_t subscriptions = 0;
    std::size_t lines = 0;
    std::deque<Id> waiting{};  ///< their turn came, and all lines of the host were taken
  };
  struct OnTheWire {
    std::string host;
    bool is_retry = false;
  };

  [[nodiscard]] bool is_behind(const Entry& entry) const;
  /// Puts it where it belongs after a change: into a queue, or out of it.
  void place(Id id, Entry& entry, Instant now);
  void unqueue(Id id, Entry& entry);
  [[nodiscard]] Queue& queue_of(const Entry& entry) { return entry.failures > 0 ? retries_ : fresh_; }
  /// The first of the queue whose time has come and whose host has a line.
  std::optional<Sending> begin_from(Queue& queue, Instant now);
  void drop(Id id);
  void forget_unused(const std::string& host);

  Limits limits_;
  Id next_id_ = 1;
  std::map<Id, Entry> entries_;
  std::map<std::pair<std::string, std::string>, Id> by_name_;  ///< topic and callback
  std::map<std::string, Topic> topics_;
  std::map<std::string, Host> hosts_;
  std::set<std::pair<Instant, Id>> leases_;
  Queue fresh_;
  Queue retries_;
  std::map<Id, OnTheWire> on_the_wire_;
  std::size_t retrying_ = 0;
};

}  // namespace heed::websub
