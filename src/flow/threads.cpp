#include "flow/threads.h"

namespace heed::flow {
namespace {

/// The recipient that an entry of delivery or response is about: it names it, or a delivery to it.
std::optional<RecipientId> whose(const State& state, const record::Entry& entry) {
  if (!entry.kind.starts_with("delivery.") && !entry.kind.starts_with("response.")) return std::nullopt;
  const auto* named = entry.body.find("recipient");
  if (named != nullptr && named->text() != nullptr) return RecipientId{*named->text()};
  const auto* delivery = entry.body.find("delivery");
  if (delivery == nullptr || delivery->text() == nullptr) return std::nullopt;
  const auto found = state.deliveries.deliveries.find(DeliveryId{*delivery->text()});
  if (found == state.deliveries.deliveries.end()) return std::nullopt;
  return found->second.planned.recipient;
}

}  // namespace

std::vector<record::Link> Threading::links(const record::Entry& entry) {
  const auto recipient = whose(state_, entry);
  if (!recipient) return {};
  auto known = fresh_.find(*recipient);
  if (known == fresh_.end()) {
    const auto before = state_.threads.find(*recipient);
    known = fresh_.emplace(*recipient, before == state_.threads.end() ? Thread{} : before->second).first;
  }
  auto& thread = known->second;
  record::Link link{recipient->text, thread.count + 1, {}, {}};
  if (thread.count > 0) link.after = thread.last;
  thread = {link.n, entry.index};
  return {std::move(link)};
}

}  // namespace heed::flow
