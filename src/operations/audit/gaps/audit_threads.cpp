#include "operations/audit/gaps/audit_threads.h"

#include <algorithm>

#include "flow/record/batch.h"
#include "flow/record/content.h"
#include "flow/threads.h"
#include "lib/digest/base64.h"

namespace heed::gaps {
namespace {

bool is_erased(const record::Entry& entry, std::string_view path) {
  return std::ranges::any_of(entry.gaps, [&](const auto& gap) {
    return gap.path == path ||
           (path.starts_with(gap.path) && (path[gap.path.size()] == '.' || path[gap.path.size()] == '['));
  });
}

bool has_erased_link(const record::Entry& entry) {
  return std::ranges::any_of(entry.gaps, [](const auto& gap) { return gap.path.starts_with("thread"); });
}

const std::string* text_in(const Value& body, std::string_view name) {
  const auto* member = body.find(name);
  return member == nullptr ? nullptr : member->text();
}

}  // namespace

Result<void> ThreadAudit::take(const record::Entry& entry, std::string_view hash) {
  check_day(entry);
  check_tally(entry);
  const auto due = state_.tally_due;
  TRY(flow::apply(state_, entry));
  if (day_ && state_.tally_due != due) day_.reset(), ++result_.days;
  ++result_.entries;
  result_.erased += entry.gaps.empty() ? 0 : 1;
  const auto bodies = record::bodies(entry);
  for (std::size_t i = 0; i < bodies.size() && !entry.gaps.empty(); ++i) {
    const auto* delivery = text_in(*bodies[i], "delivery");
    if (delivery != nullptr && is_erased(entry, cat(record::path_of(entry, i), ".recipient")))
      nameless_.insert(DeliveryId{*delivery});
  }
  const auto leaf = digest::to_base64url(hash);
  if (has_erased_link(entry)) erased_links_.emplace(entry.index, leaf);
  for (std::size_t i = 0; i < entry.thread.size(); ++i) {
    const auto& link = entry.thread[i];
    if (is_erased(entry, cat("thread[", i, "]"))) continue;
    ++result_.links;
    check(entry, link);
    threads_.insert_or_assign(link.recipient, Last{link.n, entry.index, leaf});
  }
  check_presence(entry);
  return {};
}

void ThreadAudit::check(const record::Entry& entry, const record::Link& link) {
  const auto known = threads_.find(link.recipient);
  const Last before = known == threads_.end() ? Last{} : known->second;
  const bool is_first = before.n == 0;
  if (link.after && erased_links_.contains(*link.after) && (is_first || *link.after != before.entry)) {
    return check_after_erased(entry, link);
  }
  if (link.n != before.n + 1) {
    found(Wrong::number, entry, link.recipient,
          cat("this is link ", link.n, ", and the one before it is ",
              is_first ? "not there" : cat("link ", before.n, ", entry ", before.entry)));
  } else if (is_first) {
    if (link.after || !link.leaf.empty())
      found(Wrong::predecessor, entry, link.recipient, "the first link names one before it");
  } else if (!link.after || *link.after != before.entry) {
    found(Wrong::predecessor, entry, link.recipient,
          cat("it stands after ", link.after ? cat("entry ", *link.after) : "no entry",
              ", and the link before it is entry ", before.entry));
  } else if (link.leaf != before.leaf) {
    found(Wrong::leaf, entry, link.recipient,
          cat("it does not have the leaf of entry ", before.entry, ", which it stands after"));
  }
}

/// Whose thread the erased link was in is not known any more; that it was this one is the word of the next link.
void ThreadAudit::check_after_erased(const record::Entry& entry, const record::Link& link) {
  ++result_.not_followed;
  const auto known = threads_.find(link.recipient);
  const auto before = known == threads_.end() ? 0 : known->second.n;
  if (link.n < before + 2) {
    found(Wrong::number, entry, link.recipient,
          cat("this is link ", link.n, ", and between it and link ", before, " one was erased"));
  }
  if (link.leaf == erased_links_.at(*link.after)) return;
  found(Wrong::leaf, entry, link.recipient,
        cat("it does not have the leaf of entry ", *link.after, ", which it stands after"));
}

/// Why after folding, and not as the hub finds it: an entry can be about what the same command has made.
std::optional<std::string> ThreadAudit::concerned(const record::Entry& entry, std::size_t fact,
                                                  const Value& body) const {
  const auto is_there = [&](std::string_view name) {
    return text_in(body, name) != nullptr && !is_erased(entry, cat(record::path_of(entry, fact), ".", name));
  };
  if (is_there("recipient")) return *text_in(body, "recipient");
  if (!is_there("delivery")) return std::nullopt;
  const auto known = state_.deliveries.deliveries.find(DeliveryId{*text_in(body, "delivery")});
  if (known == state_.deliveries.deliveries.end() || nameless_.contains(known->first)) return std::nullopt;
  return known->second.planned.recipient.text;
}

void ThreadAudit::check_presence(const record::Entry& entry) {
  if (!entry.kind.starts_with("delivery.") && !entry.kind.starts_with("response.")) return;
  std::set<std::string_view> linked;
  for (const auto& link : entry.thread) linked.insert(link.recipient);
  auto erased = std::ranges::count_if(entry.gaps, [](const auto& gap) { return gap.path.starts_with("thread"); });
  const auto bodies = record::bodies(entry);
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    const auto recipient = concerned(entry, i, *bodies[i]);
    if (!recipient || linked.contains(*recipient)) continue;
    if (erased-- > 0) continue;  // its link may be one of those
    found(Wrong::not_linked, entry, *recipient,
          cat("this ", entry.kind, " concerns the recipient and is no link of its thread"));
  }
}

/// What an entry says of threads must be what their links say.
void ThreadAudit::check_tally(const record::Entry& entry) {
  const bool is_closing = record::is<record::Closed>(entry);
  if (!is_closing && !record::is<record::Tallied>(entry)) {
    if (day_) day_->is_stale = true;
    return;
  }
  const bool is_of_the_day = entry.actor.role == record::Role::hub;
  if (is_of_the_day) begin_day(entry);
  for (const auto* body : record::bodies(entry)) {
    const auto counted = from_value<record::Tallied>(*body);
    ++(is_closing ? result_.closings : result_.counted);
    if (!counted) continue;  // folding says what is wrong with it
    const auto known = threads_.find(counted->recipient);
    const Last last = known == threads_.end() ? Last{} : known->second;
    if (counted->links != last.n || counted->last.value_or(0) != last.entry) {
      found(Wrong::count, entry, counted->recipient,
            cat("it says that the thread has ", counted->links, " links, and it has ", last.n));
    }
    if (is_of_the_day) check_closing(entry, counted->recipient);
  }
}

/// Begins a count, or goes on with it.
void ThreadAudit::begin_day(const record::Entry& entry) {
  waits_for_.reset();  // the hub is at it
  if (day_ && !day_->is_stale) return;
  if (!day_) {
    day_ = Day{entry.index, {}, {}, false};
    for (const auto& [recipient, thread] : state_.threads) {
      if (thread.is_open && thread.mark != state_.tally_mark) day_->owed.insert(recipient.text);
    }
  }
  day_->is_stale = false;
  day_->over.clear();
  for (const auto& recipient : flow::closable(state_)) day_->over.insert(recipient.text);
}

void ThreadAudit::check_closing(const record::Entry& entry, const std::string& recipient) {
  day_->owed.erase(recipient);
  const bool is_closing = record::is<record::Closed>(entry);
  const bool is_over = day_->over.contains(recipient);
  if (is_over && !is_closing) {
    found(Wrong::not_closed, entry, recipient, "all that it was told is over, and its thread is open");
  }
  if (!is_over && is_closing)
    found(Wrong::closed_early, entry, recipient, "its thread is closed while something stands");
}

/// A count that was begun, and not ended in time.
void ThreadAudit::end_day(Instant due) {
  for (const auto& recipient : day_->owed) {
    keep({Wrong::not_counted, day_->entry, recipient,
          cat("its thread was open at ", core::to_text(due), ", and was not counted with the others")});
  }
  day_.reset();
}

/// Open threads are counted at the end of each day. A hub that stood still then counts them when it is back.
void ThreadAudit::check_day(const record::Entry& entry) {
  constexpr Duration patience{15 * 60'000};
  const auto due = state_.tally_due;
  if (!due || entry.at <= *due || entry.kind.starts_with("thread.")) return;
  if (waits_for_ != due) waits_for_ = due, waits_since_ = entry.at;
  if (entry.at <= waits_since_ + patience || missed_ == due) return;
  missed_ = due;
  if (day_) return end_day(*due);
  found(Wrong::not_counted, entry, {},
        cat(state_.tally_left, " open threads were not counted at ", core::to_text(*due)));
}

void ThreadAudit::found(Wrong what, const record::Entry& entry, const std::string& recipient, std::string detail) {
  keep({what, entry.index, recipient, std::move(detail)});
}

void ThreadAudit::keep(ThreadFinding finding) {
  ++found_[finding.what];
  if (result_.findings.size() == findings_max) {
    ++result_.more_findings;
  } else {
    result_.findings.push_back(std::move(finding));
  }
}

AuditedThreads ThreadAudit::result() const {
  auto result = result_;
  result.threads = threads_.size();
  result.open = state_.open_threads;
  if (day_) result.to_count = day_->owed.size();
  for (const auto what : all_of<Wrong>()) {
    const auto known = found_.find(what);
    result.looked.push_back({what, known == found_.end() ? 0 : known->second});
  }
  return result;
}

Result<AuditedThreads> audit_threads(ports::Store& store) {
  ThreadAudit audit;
  TRY(const auto size, store.size());
  TRY(store.read(0, size, [&](ports::StoredEntry stored) -> Result<void> {
    TRY(const auto entry, record::parse_content(stored.bytes));
    return audit.take(entry, stored.hash);
  }));
  return audit.result();
}

}  // namespace heed::gaps
