#pragma once
// Where a repository keeps a message of a stream, so that one that never came can be fetched.

#include <string>
#include <string_view>

#include "lib/cap/alert.h"

namespace heed::repository {

/// The address of a message by the rule of NAADS (LMD User Guide, on missed alerts; the archives capcp1 and capcp2 are
/// laid out by it): `BASE/YYYY-MM-DD/SENTIIDENTIFIER.xml`, where the day is that of `sent` as it is written, and in
/// SENT and IDENTIFIER "-" and ":" have become "_", and "+" has become "p".
///
/// `base`: an http or https address without a query; one "/" at its end is left out of account.
/// Guarantees: whatever else stands in the identifier is percent-encoded (RFC 3986, 2.1), so it names no other folder
/// and no other host.
[[nodiscard]] std::string address_of(std::string_view base, const cap::Reference& message);

}  // namespace heed::repository
