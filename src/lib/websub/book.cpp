#include "lib/websub/book.h"

#include <algorithm>

#include "core/assert.h"
#include "core/text.h"

namespace heed::websub {
namespace {

Duration pause_after(std::uint64_t failures) {
  auto pause = first_pause;
  for (std::uint64_t i = 1; i < failures && pause < longest_pause; ++i) pause *= 2;
  return std::min(pause, longest_pause);
}

}  // namespace

Result<void> Book::check_room(const std::string& topic, const std::string& callback, const std::string& host) const {
  if (by_name_.contains({topic, callback})) return {};
  if (entries_.size() >= limits_.subscriptions) {
    return fail(Code::too_many, cat("this hub has all the ", limits_.subscriptions, " subscriptions that it serves"));
  }
  const auto found = hosts_.find(host);
  if (found != hosts_.end() && found->second.subscriptions >= limits_.per_host) {
    return fail(Code::too_many,
                cat("this host has all the ", limits_.per_host, " subscriptions that one host may have"),
                "hub.callback");
  }
  return {};
}

void Book::add(Subscription subscription, const std::string& host, Instant now) {
  const auto [named, is_new] = by_name_.try_emplace({subscription.topic, subscription.callback}, next_id_);
  const auto id = named->second;
  if (is_new) {
    ++next_id_;
    ++hosts_[host].subscriptions;
    topics_[subscription.topic].subscribers.insert(id);
    leases_.emplace(subscription.expires, id);
    entries_.emplace(id, Entry{std::move(subscription), host});
  } else {
    auto& entry = entries_.at(id);
    leases_.erase({entry.subscription.expires, id});
    leases_.emplace(subscription.expires, id);
    subscription.delivered = std::move(entry.subscription.delivered);
    entry.subscription = std::move(subscription);
    // Why at once: it has just answered.
    unqueue(id, entry);
    entry.failures = 0;
    entry.not_before = now;
  }
  place(id, entries_.at(id), now);
}

bool Book::remove(const std::string& topic, const std::string& callback) {
  const auto found = by_name_.find({topic, callback});
  if (found == by_name_.end()) return false;
  drop(found->second);
  return true;
}

std::size_t Book::expire(Instant now) {
  std::size_t count = 0;
  for (; !leases_.empty() && leases_.begin()->first <= now; ++count) drop(leases_.begin()->second);
  return count;
}

void Book::drop(Id id) {
  const auto found = entries_.find(id);
  auto& entry = found->second;
  unqueue(id, entry);
  const auto& subscription = entry.subscription;
  leases_.erase({subscription.expires, id});
  by_name_.erase({subscription.topic, subscription.callback});
  auto& topic = topics_.at(subscription.topic);
  topic.subscribers.erase(id);
  if (topic.subscribers.empty()) topics_.erase(subscription.topic);
  const auto host = entry.host;
  --hosts_.at(host).subscriptions;
  entries_.erase(found);
  forget_unused(host);
}

void Book::forget_unused(const std::string& host) {
  const auto found = hosts_.find(host);
  if (found->second.subscriptions == 0 && found->second.lines == 0) hosts_.erase(found);
}

bool Book::is_behind(const Entry& entry) const {
  const auto& digest = topics_.at(entry.subscription.topic).digest;
  return digest && entry.subscription.delivered != digest;
}

void Book::unqueue(Id id, Entry& entry) {
  if (!entry.queued_at) return;
  queue_of(entry).erase({*entry.queued_at, id});
  entry.queued_at.reset();
}

void Book::place(Id id, Entry& entry, Instant now) {
  unqueue(id, entry);
  if (entry.is_on_the_wire || entry.is_waiting || !is_behind(entry)) return;
  entry.queued_at = std::max(now, entry.not_before);
  queue_of(entry).emplace(*entry.queued_at, id);
}

void Book::publish(const std::string& topic, const std::string& digest, Instant now) {
  const auto found = topics_.find(topic);
  if (found == topics_.end() || found->second.digest == digest) return;
  found->second.digest = digest;
  for (const auto id : found->second.subscribers) place(id, entries_.at(id), now);
}

std::optional<Sending> Book::begin(Instant now) {
  if (on_the_wire_.size() >= limits_.lines) return std::nullopt;
  if (auto sending = begin_from(fresh_, now)) return sending;
  return retrying_ < limits_.lines_for_retries ? begin_from(retries_, now) : std::nullopt;
}

std::optional<Sending> Book::begin_from(Queue& queue, Instant now) {
  while (!queue.empty() && queue.begin()->first <= now) {
    const auto id = queue.begin()->second;
    auto& entry = entries_.at(id);
    unqueue(id, entry);
    auto& host = hosts_.at(entry.host);
    if (host.lines >= limits_.lines_per_host) {
      host.waiting.push_back(id);
      entry.is_waiting = true;
      continue;
    }
    ++host.lines;
    entry.is_on_the_wire = true;
    const bool is_retry = entry.failures > 0;
    retrying_ += is_retry ? 1 : 0;
    on_the_wire_.emplace(id, OnTheWire{entry.host, is_retry});
    return Sending{id, entry.subscription};
  }
  return std::nullopt;
}

void Book::end(const Sending& sending, Outcome outcome, const std::string& digest, Instant now) {
  const auto wire = on_the_wire_.find(sending.id);
  HEED_ASSERT(wire != on_the_wire_.end());
  const auto [host_name, was_retry] = wire->second;
  on_the_wire_.erase(wire);
  retrying_ -= was_retry ? 1 : 0;
  auto& host = hosts_.at(host_name);
  --host.lines;
  if (const auto found = entries_.find(sending.id); found != entries_.end()) {
    auto& entry = found->second;
    entry.is_on_the_wire = false;
    if (outcome == Outcome::gone) {
      drop(sending.id);
    } else {
      entry.failures = outcome == Outcome::taken ? 0 : entry.failures + 1;
      entry.not_before = outcome == Outcome::taken ? now : now + pause_after(entry.failures);
      if (outcome == Outcome::taken) entry.subscription.delivered = digest;
      place(sending.id, entry, now);
    }
  }
  const auto left = hosts_.find(host_name);
  if (left == hosts_.end()) return;
  // One line is free: the next of this host that still waits takes its turn.
  for (auto& waiting = left->second.waiting; !waiting.empty();) {
    const auto id = waiting.front();
    waiting.pop_front();
    const auto next = entries_.find(id);
    if (next == entries_.end()) continue;
    next->second.is_waiting = false;
    place(id, next->second, now);
    if (next->second.queued_at) break;
  }
  forget_unused(host_name);
}

std::optional<Instant> Book::next_due() const {
  std::optional<Instant> next;
  const auto consider = [&next](const auto& queue) {
    if (!queue.empty() && (!next || queue.begin()->first < *next)) next = queue.begin()->first;
  };
  consider(leases_);
  // Why not while no line is free: the end of a sending wakes the caller.
  if (on_the_wire_.size() >= limits_.lines) return next;
  consider(fresh_);
  if (retrying_ < limits_.lines_for_retries) consider(retries_);
  return next;
}

bool Book::has_topic(const std::string& topic) const { return topics_.contains(topic); }

std::vector<Subscription> Book::kept() const {
  std::vector<Subscription> all;
  all.reserve(entries_.size());
  for (const auto& [id, entry] : entries_) all.push_back(entry.subscription);
  return all;
}

std::vector<TopicStanding> Book::standings() const {
  std::vector<TopicStanding> standings;
  for (const auto& [name, topic] : topics_) {
    TopicStanding standing{name, topic.subscribers.size()};
    for (const auto id : topic.subscribers) {
      const auto& entry = entries_.at(id);
      standing.behind += is_behind(entry) ? 1 : 0;
      standing.failing += entry.failures > 0 ? 1 : 0;
    }
    standings.push_back(std::move(standing));
  }
  return standings;
}

}  // namespace heed::websub
