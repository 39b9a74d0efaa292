#include "lib/xmlsign/gate.h"

#include <algorithm>
#include <unordered_set>

#include "core/text.h"
#include "lib/xmlsign/keys/algorithms.h"
#include "lib/xmlsign/verify.h"

namespace heed::xmlsign {
namespace {

Doubt refused(std::string reason) { return {Integrity::refused, std::move(reason)}; }

/// Any version of CAP, for a signature does not depend on it.
bool is_cap(std::string_view space) {
  return space.starts_with("urn:oasis:names:tc:emergency:cap:") || space == "http://www.incident.com/cap/1.0";
}

/// How often a namespace is declared, or more: the word may stand in a text as well.
std::size_t declarations_in(std::string_view source) {
  std::size_t declared = 0;
  for (auto at = source.find("xmlns"); at != source.npos; at = source.find("xmlns", at + 1)) ++declared;
  return declared;
}

std::optional<Doubt> doubt_of_namespaces(const xml::Document& document) {
  // From the root on: the declaration in front names the encoding that the document came in. Few documents declare so
  // many namespaces at all, and only those are read a second time to see where.
  const auto source = document.source().substr(document.root().offset);
  if (declarations_in(source) > gate_limits.namespaces && !xml::parse(source, {.namespaces = gate_limits.namespaces})) {
    return refused(cat("there are more than ", gate_limits.namespaces, " namespaces in scope"));
  }
  if (work_of(document) > work_max) return refused("it has too many elements, too deep, for its namespaces");
  if (!document.slips().empty()) return refused(cat("namespaces are not right: ", document.slips().front().text));
  return std::nullopt;
}

std::optional<Doubt> doubt_of_markup(const xml::Document& document) {
  const auto source = document.source();
  const auto count = [](std::string_view text) { return static_cast<std::size_t>(std::ranges::count(text, '<')); };
  if (count(source) > markup_max) return refused(cat("there are more than ", markup_max, " tags and comments"));
  const auto& root = document.root();
  if (count(source.substr(0, root.offset)) + count(source.substr(root.end)) > markup_outside_max) {
    return refused(cat("there are more than ", markup_outside_max, " comments outside the alert"));
  }
  return std::nullopt;
}

std::optional<Doubt> doubt_of_ids(const xml::Document& document) {
  std::unordered_set<std::string_view> seen;
  for (const auto& element : document.elements()) {
    const auto* attributes = document.attributes_of(element);
    for (std::size_t i = 0; i < element.attribute_count; ++i) {
      if (is_id(attributes[i]) && !seen.insert(core::trimmed(attributes[i].value)).second) {
        return refused(cat("the ID \"", attributes[i].value.substr(0, 60), "\" stands twice"));
      }
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_id(const xml::Attribute& attribute) {
  return attribute.local == "Id" || attribute.local == "ID" || attribute.local == "id";
}

std::size_t work_of(const xml::Document& document) {
  constexpr std::size_t floor = 10;  // what an element costs at any depth, in steps of its depth
  const auto declared = std::min(declarations_in(document.source()), gate_limits.namespaces);
  const auto& elements = document.elements();
  std::vector<std::uint8_t> depths(elements.size(), 1);  // at most gate_limits.depth
  std::size_t work = 0;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    // Parents stand before their children.
    if (i > 0) depths[i] = static_cast<std::uint8_t>(depths[elements[i].parent] + 1);
    work += (depths[i] + floor) * declared;
  }
  return work;
}

std::vector<std::uint32_t> signatures_in(const xml::Document& document) {
  std::vector<std::uint32_t> places;
  const auto& elements = document.elements();
  for (std::uint32_t i = 0; i < elements.size(); ++i) {
    if (elements[i].local == "Signature" && elements[i].space == keys::dsig_space) places.push_back(i);
  }
  return places;
}

std::optional<Doubt> doubt_of(const xml::Document& document, const std::vector<std::uint32_t>& signatures) {
  const auto& root = document.root();
  if (root.local != "alert" || !is_cap(root.space)) return refused("the document is no alert");
  if (auto doubt = doubt_of_markup(document)) return doubt;
  if (signatures.size() > signatures_max) {
    return refused(cat("there are ", signatures.size(), " signatures, more than ", signatures_max));
  }
  for (const auto place : signatures) {
    const auto& signature = document.elements()[place];
    if (signature.parent != 0) return refused("a signature stands elsewhere than directly inside the alert");
    // Elements stand in the order in which they open: those inside a signature come right after it.
    for (auto i = place + 1; i < document.elements().size(); ++i) {
      const auto& inside = document.elements()[i];
      if (inside.offset >= signature.end) break;
      if (is_cap(inside.space)) return refused("a part of an alert stands inside a signature, which no digest covers");
    }
  }
  if (auto doubt = doubt_of_namespaces(document)) return doubt;
  return doubt_of_ids(document);
}

}  // namespace heed::xmlsign
