#pragma once
// Private to this folder: a signature as text that stands for itself.

#include <string>

#include "lib/cap/xml/document.h"

namespace heed::cap {

/// The element as it stands in the document, with the declarations of namespaces that the root made for it. Line ends
/// become newlines.
/// Requires: `element` is a child of the root.
[[nodiscard]] std::string signature_text(const xml::Document& document, const xml::Element& element);

}  // namespace heed::cap
