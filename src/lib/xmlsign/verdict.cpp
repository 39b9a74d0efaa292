#include "lib/xmlsign/verdict.h"

#include "core/text.h"

namespace heed::xmlsign {
namespace {

std::string_view moment(ValidAt at) {
  switch (at) {
    case ValidAt::never: return "at no time that was asked";
    case ValidAt::now: return "valid now";
    case ValidAt::sent: return "valid when the alert says it was sent, not now";
    case ValidAt::asked: return "valid at the time asked";
  }
  return "";
}

std::string signer_clause(const Verdict& verdict) {
  switch (verdict.signer) {
    case Signer::untrusted: return cat("but untrusted: ", verdict.signer_reason);
    case Signer::unbound:
      return cat("by a trusted certificate (", moment(verdict.valid_at),
                 ") that is not bound to the sender: ", verdict.signer_reason);
    case Signer::bound: return cat("by a trusted certificate of the sender (", moment(verdict.valid_at), ")");
  }
  return {};
}

}  // namespace

std::string_view state_of(const Verdict& verdict) {
  return verdict.is_intact() ? word(verdict.signer) : word(verdict.integrity);
}

std::string sentence(const Verdict& verdict) {
  const std::string_view weak = verdict.has_sha1 ? "; it rests on SHA-1, which is weak" : "";
  switch (verdict.integrity) {
    case Integrity::unsupported: return cat("not verified, unsupported: ", verdict.reason);
    case Integrity::refused: return cat("not verified, refused: ", verdict.reason);
    case Integrity::broken: return cat("broken: ", verdict.reason, weak);
    case Integrity::set_aside:
      return cat("intact only after setting aside ", core::listed(verdict.aside), ", ", signer_clause(verdict), weak);
    case Integrity::intact: return cat("intact, ", signer_clause(verdict), weak);
  }
  return {};
}

}  // namespace heed::xmlsign
