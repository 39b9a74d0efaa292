#pragma once
// Private to this folder: what may stand inside one element.

#include "lib/cap/findings/report.h"
#include "lib/cap/message/grammar.h"

namespace heed::message {

/// What a check of one element needs to know around it.
struct Scope {
  const xml::Document& document;
  findings::Report& report;
  Version version;
  bool& is_valid;

  /// Reports a fault of the schema.
  void fault(findings::Rule rule, const xml::Element& element, std::string text, std::string_view child = {}) const {
    is_valid = false;
    report.add(rule, &element, std::move(text), child);
  }
};

/// The text of an element without children: its form, no children, no attributes.
void check_leaf(const Scope& scope, const xml::Element& element, const Row& row);
/// No text beside the children, no attributes.
void check_branch(const Scope& scope, const xml::Element& element);

}  // namespace heed::message
