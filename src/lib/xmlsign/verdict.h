#pragma once
// What is found out about the signatures of an alert, as separate facts that are never merged into one "valid".

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/words.h"

namespace heed::xmlsign {

/// Whether what was signed is what stands there.
enum class Integrity {
  unsupported,  ///< an algorithm, a transform or a key that is not on the white list: nothing was verified
  refused,      ///< it may mean something else than the alert, or is over a limit: nothing was verified
  broken,       ///< a digest or the signature value does not fit
  set_aside,    ///< it fits once elements were set aside that the standard of XML signatures does not take out
  intact,
};
constexpr auto words(Integrity) {
  return core::word_table<Integrity>({{Integrity::unsupported, "unsupported"},
                                      {Integrity::refused, "refused"},
                                      {Integrity::broken, "broken"},
                                      {Integrity::set_aside, "set-aside"},
                                      {Integrity::intact, "intact"}});
}

/// Whose signature it is. Said of signatures that are intact or set aside; `untrusted` for all others.
enum class Signer {
  untrusted,  ///< no anchors were given, there is no certificate, or none of the anchors vouches for it
  unbound,    ///< an anchor vouches for the certificate, and nothing says that it may speak for this sender
  bound,      ///< the certificate may speak for the alert's sender
};
constexpr auto words(Signer) {
  return core::word_table<Signer>(
      {{Signer::untrusted, "untrusted"}, {Signer::unbound, "unbound"}, {Signer::bound, "bound"}});
}

/// The moment at which the certificate and those above it were all valid.
enum class ValidAt { never, now, sent, asked };
constexpr auto words(ValidAt) {
  return core::word_table<ValidAt>(
      {{ValidAt::never, "never"}, {ValidAt::now, "now"}, {ValidAt::sent, "sent"}, {ValidAt::asked, "asked"}});
}

/// One signature. Texts come from outside and may hold control characters.
struct Verdict {
  Integrity integrity = Integrity::unsupported;
  Signer signer = Signer::untrusted;
  ValidAt valid_at = ValidAt::never;
  std::uint32_t line = 0;            ///< where the signature begins, from 1
  std::string method{};              ///< "ecdsa-sha256"; empty when it was not read so far
  bool has_sha1 = false;             ///< SHA-1 is a part of it, against which collisions are known
  std::string reason{};              ///< why it is unsupported, refused or broken
  std::string signer_reason{};       ///< why the signer is untrusted or unbound
  std::vector<std::string> aside{};  ///< what was set aside
  std::string subject{};             ///< of its certificate, as in RFC 2253; empty without one
  std::string fingerprint{};         ///< of its certificate: SHA-256 of its DER, 64 lower-case digits

  [[nodiscard]] bool is_intact() const { return integrity == Integrity::intact; }
};

/// One word for both facts: "unsupported", "refused", "broken", "set-aside"; of an intact one "untrusted", "unbound" or
/// "bound".
[[nodiscard]] std::string_view state_of(const Verdict& verdict);
/// One plain sentence without its full stop: "intact, but untrusted: no anchors were given".
[[nodiscard]] std::string sentence(const Verdict& verdict);

/// All signatures of one document, in its order, each judged on its own.
struct Examination {
  std::string sha256{};  ///< of the bytes as they came, 64 lower-case digits
  std::string sender{};  ///< empty unless there is exactly one
  std::optional<Instant> sent{};
  std::vector<Verdict> signatures{};
};

}  // namespace heed::xmlsign
