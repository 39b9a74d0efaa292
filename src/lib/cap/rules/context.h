#pragma once
// Private to this folder: what every rule is given, and the groups that rules.cpp calls.

#include <optional>
#include <string>

#include "lib/cap/findings/report.h"
#include "lib/cap/message/message.h"
#include "lib/cap/values/time.h"

namespace heed::rules {

using findings::Rule;
using message::Info;
using message::Message;
using message::Slot;
using message::text_of;

struct Context {
  const Message& message;
  findings::Report& report;
  std::optional<values::ReadTime> sent{};

  void add(Rule rule, Slot where, std::string text) const { report.add(rule, where, std::move(text)); }
  /// For an element that should stand in `where` and does not.
  void add_missing(Rule rule, Slot where, std::string_view child, std::string text) const {
    report.add(rule, where, std::move(text), child);
  }
};

/// The text in quotes, cut where it is long.
[[nodiscard]] std::string shown(std::string_view text);

/// A rule looks at one thing, and reports each of its codes in one place.
using MessageRule = void (*)(const Context&);
using InfoRule = void (*)(const Context&, const Info&);

// message_rules.cpp
void check_version(const Context& context);
void check_names(const Context& context);
void check_references(const Context& context);
void check_scope(const Context& context);
void check_lists(const Context& context);
void check_purpose(const Context& context);
// text_rules.cpp
void check_texts(const Context& context);
// time_rules.cpp
void check_sent(const Context& context);
void check_info_times(const Context& context, const Info& info);
// info_rules.cpp
void check_language(const Context& context, const Info& info);
void check_terms(const Context& context, const Info& info);
void check_headline(const Context& context, const Info& info);
void check_web(const Context& context, const Info& info);
void check_resources(const Context& context, const Info& info);
void check_infos_agree(const Context& context);
// area_rules.cpp
void check_areas(const Context& context, const Info& info);

}  // namespace heed::rules
