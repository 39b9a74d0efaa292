#include "flow/audience/contacts.h"

#include "flow/audience/cover.h"

namespace heed::audience {

StalePage stale_contacts(const State& state, const StaleAsked& asked) {
  StalePage page;
  Number number = asked.from;
  for (std::size_t looked = 0; number < state.recipients.size(); ++number, ++looked) {
    if (page.stale.size() >= asked.at_most || looked >= asked.looks_at) {
      page.next = number;
      break;
    }
    if (!state.ground.brief(number).is_there) continue;
    const auto recipient = state.recipients.at(number).recipient;
    for (const auto& contact : contacts_of(recipient)) {
      const bool is_fresh = contact.verified_at && *contact.verified_at >= asked.verified_before;
      if (!is_fresh) page.stale.push_back({recipient.recipient, recipient.name, contact});
    }
  }
  return page;
}

}  // namespace heed::audience
