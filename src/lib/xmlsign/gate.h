#pragma once
// Private to this folder: what a document must not be, whatever is signed in it. Asked before libxml2 sees a byte.

#include <optional>
#include <string>
#include <vector>

#include "lib/cap/xml/document.h"
#include "lib/xmlsign/verdict.h"

namespace heed::xmlsign {

/// What one signed document may cost.
/// Why fewer namespaces than elsewhere: libxml2 lists all that are in scope for each element, in square time.
inline constexpr xml::Limits gate_limits{.namespaces = 32};
/// Tags, comments and instructions together: libxml2 makes a node of 120 bytes of each.
inline constexpr std::size_t markup_max = 500'000;
/// Tags, comments and instructions before and after the root: xmlsec1 compares each of them with all others.
inline constexpr std::size_t markup_outside_max = 64;

/// What libxml2's inclusive form costs at most, as work_of() counts it: 0.2 s on a machine of 2023.
inline constexpr std::size_t work_max = 20'000'000;

/// Why nothing is verified.
struct Doubt {
  Integrity integrity = Integrity::refused;
  std::string reason{};
};

/// Places of all elements that are a Signature of XML-DSig, wherever they stand.
[[nodiscard]] std::vector<std::uint32_t> signatures_in(const xml::Document& document);

/// Why no signature of this document may be believed; nothing when there is no such reason.
/// Guarantees: without one the root is an alert of CAP, its signatures are children of the root and at most
/// signatures_max, no element of CAP is inside one, every ID is there once, and every prefix is declared.
[[nodiscard]] std::optional<Doubt> doubt_of(const xml::Document& document,
                                            const std::vector<std::uint32_t>& signatures);

/// Elements times their depth times the namespaces of the document, about.
/// Why: libxml2's inclusive form looks for every namespace in scope, element by element, upwards through the tree.
[[nodiscard]] std::size_t work_of(const xml::Document& document);

/// Whether an attribute is taken for an ID by some reader of signatures.
[[nodiscard]] bool is_id(const xml::Attribute& attribute);

}  // namespace heed::xmlsign
