#pragma once
// How alerts of our own are issued: what signs them, and which event codes they carry.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields.h"
#include "core/result.h"
#include "lib/cap/alert.h"
#include "lib/event_codes/event_codes.h"

namespace heed::issuing {

/// [cap] of heed.toml. Key and certificate are PEM files beside it, the key 0600; left out, alerts are not signed.
struct Section {
  std::optional<std::string> key;
  std::optional<std::string> certificate;               ///< the signer's first; those above it may follow
  std::optional<std::vector<std::string>> event_codes;  ///< "SAME CEM": the list of share/event_codes, and its code
  HEED_FIELDS(Section, key, certificate, event_codes)
};

/// An alert as XML, with a signature in it.
using SignAlert = std::function<Result<std::string>(std::string_view alert)>;

struct Issuing {
  SignAlert sign{};                            ///< left out: alerts are not signed
  std::vector<cap::NamedValue> event_codes{};  ///< in every info of an edition that names none itself
};

/// Reads the key and the certificate in `folder`. Errors: with the file, and what to do; a code that no list has is
/// refused at the start, not in the alert.
[[nodiscard]] Result<Issuing> read(const Section& section, const std::string& folder, const event_codes::Table& lists);

/// The lists of event codes under `share`. Errors: with the file and the line.
[[nodiscard]] Result<event_codes::Table> read_lists(const std::string& share);

}  // namespace heed::issuing
