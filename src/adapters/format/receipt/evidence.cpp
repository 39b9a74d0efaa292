#include "adapters/format/receipt/receipt.h"

namespace heed::receipt {
namespace {

using response::Evidence;

/// How the key came to be known, for "registered on …".
std::string_view registered_how(Evidence evidence) {
  switch (evidence) {
    case Evidence::own_key: return "with an earlier key";
    case Evidence::api_token: return "by the recipient's own system";
    case Evidence::signed_link: return "through a link that was sent to the contact";
    case Evidence::heard: return "by the office";
  }
  return "";
}

}  // namespace

std::string_view evidence_name(Evidence evidence) {
  switch (evidence) {
    case Evidence::own_key: return "Signed with a registered key";
    case Evidence::api_token: return "Sent with the recipient's token";
    case Evidence::signed_link: return "Asserted through the link";
    case Evidence::heard: return "Written down by the office";
  }
  return "";
}

std::string evidence_sentence(const response::Acknowledged& answer) {
  switch (answer.evidence) {
    case Evidence::own_key:
      if (!answer.signed_by) return "The signature itself has been erased since.";
      return cat("The key was registered on ", core::spoken(answer.signed_by->registered_at), " ",
                 registered_how(answer.signed_by->registered_by), " (entry ", answer.signed_by->registered,
                 "). Anybody can check the signature.");
    case Evidence::api_token: return "A system with the recipient's token said so. Nobody signed it.";
    case Evidence::signed_link: return "Whoever had the link that was sent to the contact said so. Nobody signed it.";
    case Evidence::heard: return "An officer heard it and wrote it down. The recipient itself left no mark.";
  }
  return {};
}

}  // namespace heed::receipt
