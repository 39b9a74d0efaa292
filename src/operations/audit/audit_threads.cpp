#include "operations/audit/audit_threads.h"

#include <algorithm>

#include "flow/record/content.h"
#include "lib/digest/base64.h"

namespace heed::audit {
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
  TRY(flow::apply(state_, entry));
  ++result_.entries;
  result_.erased += entry.gaps.empty() ? 0 : 1;
  if (is_erased(entry, "body.recipient")) {
    if (const auto* delivery = text_in(entry.body, "delivery")) nameless_.insert(DeliveryId{*delivery});
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
    found(entry, link.recipient,
          cat("this is link ", link.n, ", and the one before it is ",
              is_first ? "not there" : cat("link ", before.n, ", entry ", before.entry)));
  } else if (is_first) {
    if (link.after || !link.leaf.empty()) found(entry, link.recipient, "the first link names one before it");
  } else if (!link.after || *link.after != before.entry) {
    found(entry, link.recipient,
          cat("it stands after ", link.after ? cat("entry ", *link.after) : "no entry",
              ", and the link before it is entry ", before.entry));
  } else if (link.leaf != before.leaf) {
    found(entry, link.recipient, cat("it does not have the leaf of entry ", before.entry, ", which it stands after"));
  }
}

/// Whose thread the erased link was in is not known any more; that it was this one is the word of the next link.
void ThreadAudit::check_after_erased(const record::Entry& entry, const record::Link& link) {
  ++result_.not_followed;
  const auto known = threads_.find(link.recipient);
  const auto before = known == threads_.end() ? 0 : known->second.n;
  if (link.n < before + 2) {
    found(entry, link.recipient, cat("this is link ", link.n, ", and between it and link ", before, " one was erased"));
  }
  if (link.leaf == erased_links_.at(*link.after)) return;
  found(entry, link.recipient, cat("it does not have the leaf of entry ", *link.after, ", which it stands after"));
}

/// Why after folding, and not as the hub finds it: an entry can be about what the same command has made.
std::optional<std::string> ThreadAudit::concerned(const record::Entry& entry) const {
  if (!entry.kind.starts_with("delivery.") && !entry.kind.starts_with("response.")) return std::nullopt;
  if (const auto* named = text_in(entry.body, "recipient"); named && !is_erased(entry, "body.recipient")) {
    return *named;
  }
  if (const auto* delivery = text_in(entry.body, "delivery"); delivery && !is_erased(entry, "body.delivery")) {
    const auto known = state_.deliveries.deliveries.find(DeliveryId{*delivery});
    const bool is_known = known != state_.deliveries.deliveries.end() && !nameless_.contains(known->first);
    if (is_known) return known->second.planned.recipient.text;
  }
  return std::nullopt;
}

void ThreadAudit::check_presence(const record::Entry& entry) {
  const auto recipient = concerned(entry);
  if (!recipient || has_erased_link(entry)) return;
  if (std::ranges::find(entry.thread, *recipient, &record::Link::recipient) != entry.thread.end()) return;
  found(entry, *recipient, cat("this ", entry.kind, " concerns the recipient and is no link of its thread"));
}

void ThreadAudit::found(const record::Entry& entry, const std::string& recipient, std::string detail) {
  if (result_.findings.size() == findings_max) {
    ++result_.more_findings;
    return;
  }
  result_.findings.push_back({entry.index, recipient, std::move(detail)});
}

AuditedThreads ThreadAudit::result() const {
  auto result = result_;
  result.threads = threads_.size();
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

}  // namespace heed::audit
