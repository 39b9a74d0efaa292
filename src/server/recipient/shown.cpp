#include "server/recipient/shown.h"

#include "operations/desk/links.h"

namespace heed::recipient {

Result<Shown> shown_of(const desk::Desk& desk, const DeliveryId& id) {
  TRY(const auto* delivery, delivery::find(desk.state.deliveries, id));
  const auto& planned = delivery->planned;
  const auto& edition = desk.state.warnings.warnings.at(planned.warning).editions.at(planned.edition - 1);
  for (const auto& content : edition.drafted.contents) {
    if (content.tier != planned.tier || content.language != planned.language) continue;
    const auto registered = desk.state.recipients.recipients.find(planned.recipient);
    return Shown{*delivery, edition, content, registered ? registered->recipient.name : planned.recipient.text};
  }
  return fail(Code::not_found, "this message is no longer there");
}

Result<Shown> find_shown(const desk::Desk& desk, std::string_view token) {
  TRY(const auto id, desk::open_token(desk.manner, token));
  return shown_of(desk, id);
}

const response::Kept<response::Acknowledged>* acknowledgement_of(const desk::Desk& desk, const DeliveryId& id) {
  const auto found = desk.state.responses.acknowledgements.find(id);
  return found == desk.state.responses.acknowledgements.end() ? nullptr : &found->second.front();
}

Result<audit::Showing> showing_of(const desk::Desk& desk, const Shown& shown, std::string_view what) {
  const auto& planned = shown.delivery.planned;
  if (what == "told") {
    return audit::Showing{shown.delivery.entry.index,
                          {"kind", "at", "thread", "body.delivery", "body.warning", "body.edition", "body.recipient",
                           "body.tier", "body.language", "body.until"},
                          planned.recipient};
  }
  if (what == "text") {
    const auto place = static_cast<std::size_t>(&shown.content - shown.edition.drafted.contents.data());
    return audit::Showing{shown.edition.entry.index,
                          {"kind", "at", "body.warning", "body.edition", cat("body.contents[", place, "]")}};
  }
  const auto* acknowledged = acknowledgement_of(desk, planned.delivery);
  if (what == "acknowledgement" && acknowledged != nullptr) {
    return audit::Showing{acknowledged->entry.index, {"kind", "at", "thread", "body"}};
  }
  return fail(Code::not_found, "there is no such proof");
}

}  // namespace heed::recipient
