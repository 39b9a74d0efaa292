#include "lib/cap/message/content.h"

#include <algorithm>

#include "core/text.h"
#include "lib/cap/values/forms.h"
#include "lib/cap/values/time.h"

namespace heed::message {
namespace {

using findings::Rule;
using xml::Element;

constexpr std::string_view space_of_instances = "http://www.w3.org/2001/XMLSchema-instance";

std::string shown(std::string_view text) { return cat("\"", text.substr(0, 60), text.size() > 60 ? "…" : "", "\""); }

/// Hints where a schema lies are let through by validators, and so is saying that a text is a text, as some programs
/// do.
bool is_harmless(const xml::Attribute& attribute, bool is_in_text) {
  if (attribute.space != space_of_instances) return false;
  if (attribute.local == "schemaLocation" || attribute.local == "noNamespaceSchemaLocation") return true;
  const auto type = attribute.value.substr(attribute.value.find(':') + 1);
  return is_in_text && attribute.local == "type" && (type == "string" || type == "normalizedString" || type == "token");
}

void check_attributes(const Scope& scope, const Element& element, bool is_text) {
  const auto* attributes = scope.document.attributes_of(element);
  for (std::size_t i = 0; i < element.attribute_count; ++i) {
    if (is_harmless(attributes[i], is_text)) continue;
    scope.fault(
        Rule::schema_attribute, element,
        cat("The attribute ", attributes[i].local.substr(0, 60), " may not stand here; CAP has no attributes."));
  }
}

bool is_time(const Scope& scope, std::string_view text) {
  return scope.version == Version::cap_1_2 ? values::is_cap_time(text) : values::is_date_time(text);
}

void check_list(const Scope& scope, const Element& element, const Row& row) {
  const auto words = row.words[static_cast<std::size_t>(scope.version)];
  if (std::ranges::find(words, element.text) != words.end()) return;
  std::vector<std::string> known(words.begin(), words.end());
  scope.fault(Rule::schema_value, element,
              cat(row.local, " is ", shown(element.text), "; it must be ", core::listed(known, "or"), "."));
}

/// A schema gives an empty language its default, en-US.
bool is_language(std::string_view text) { return text.empty() || values::is_language(core::trimmed(text)); }

}  // namespace

void check_leaf(const Scope& scope, const Element& element, const Row& row) {
  if (element.attribute_count > 0) check_attributes(scope, element, row.content == Content::text);
  if (element.first_child != xml::nothing) {
    return scope.fault(Rule::schema_children, element, cat(row.local, " may hold text only, and holds elements."));
  }
  const auto text = element.text;
  switch (row.content) {
    case Content::list: return check_list(scope, element, row);
    case Content::time:
      if (is_time(scope, text)) return;
      return scope.fault(Rule::schema_time, element,
                         cat(row.local, " is ", shown(text), "; write it as 2024-03-06T12:00:00-00:00."));
    case Content::language:
      if (is_language(text)) return;
      return scope.fault(Rule::schema_language, element,
                         cat("The language ", shown(text), " is not a tag such as en or fr-CA."));
    case Content::uri:
      if (values::is_any_uri(text)) return;
      return scope.fault(Rule::schema_uri, element, cat(row.local, " is ", shown(text), ", which is no address."));
    case Content::integer:
      if (values::is_integer(text)) return;
      return scope.fault(Rule::schema_number, element, cat(row.local, " is ", shown(text), ", not a whole number."));
    case Content::decimal:
      if (scope.version != Version::cap_1_2 || values::is_decimal(text)) return;
      return scope.fault(Rule::schema_number, element, cat(row.local, " is ", shown(text), ", not a decimal number."));
    case Content::text:
    case Content::pair:
    case Content::resource:
    case Content::area:
    case Content::info: return;
  }
}

void check_branch(const Scope& scope, const Element& element) {
  if (element.attribute_count > 0) check_attributes(scope, element, false);
  if (!element.has_words) return;
  scope.fault(Rule::schema_words, element,
              cat("Text stands beside the elements of ", element.local.substr(0, 60), ": ",
                  shown(core::trimmed(element.text)), "."));
}

}  // namespace heed::message
