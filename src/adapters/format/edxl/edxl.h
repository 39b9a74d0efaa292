#pragma once
// A CAP alert in a distribution of EDXL-DE 1.0 (OASIS Standard, 1 May 2006), for those who route by wrappings.

#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::edxl {

inline constexpr std::string_view xml_namespace = "urn:oasis:names:tc:emergency:EDXL:DE:1.0";

/// A distribution that holds the alert and nothing else. distributionStatus, distributionType, dateTimeSent, senderID
/// and the reference to the last earlier alert are those of the alert; a cancellation is "Cancel", so that who routes
/// by the wrapping alone cannot show it as news.
///
/// `alert`: the bytes of a CAP file as this hub writes it. Guarantees: the alert's element stands in the wrapping byte
/// for byte, with the declarations of namespaces that it came with, so that its canonical form is the same. A draft and
/// what is not for the public are refused.
/// Errors: malformed when the bytes are no CAP alert; refused.
[[nodiscard]] Result<std::string> write(std::string_view alert);

}  // namespace heed::edxl
