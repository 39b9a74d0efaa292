#pragma once
// Private to this folder: what profiles have in common.

#include <string>
#include <string_view>

#include "core/text.h"
#include "lib/cap/findings/report.h"
#include "lib/cap/message/message.h"

namespace heed::profiles {

using findings::Rule;
using message::Area;
using message::Info;
using message::Message;
using message::Pair;
using message::Slot;
using message::text_of;

struct Context {
  const Message& message;
  findings::Report& report;

  void add(Rule rule, Slot where, std::string text) const { report.add(rule, where, std::move(text)); }
  void add_missing(Rule rule, Slot where, std::string_view child, std::string text) const {
    report.add(rule, where, std::move(text), child);
  }
};

[[nodiscard]] bool is_type(const Message& message, std::string_view type);
/// Whether one of the message's codes is `code`.
[[nodiscard]] bool has_code(const Message& message, std::string_view code);
/// The first pair of that name, or nothing.
[[nodiscard]] const Pair* find(const message::Pairs& pairs, std::string_view name);
[[nodiscard]] std::size_t count(const message::Pairs& pairs, std::string_view name);
struct Needed {
  Rule rule;
  std::string_view name;
};
/// Reports a rule when the slot of that name is empty.
void need(const Context& context, const Info& info, Slot slot, const Needed& needed);

/// The same for what is only recommended.
void want(const Context& context, const Info& info, Slot slot, const Needed& wanted);
/// An info says what kind of response it asks for, and what to do.
void want_response(const Context& context, const Info& info, Rule rule);
/// Reports a rule at every info whose categories or event codes, in whatever order, are not those of the first one.
void check_same_infos(const Context& context, Rule rule);
/// Reports a rule at every info whose event differs from that of an earlier one in its language.
void check_same_events(const Context& context, Rule rule);
/// Reports a rule where the text has more than so many characters.
void check_length(const Context& context, Slot slot, Rule rule, std::size_t characters_max);

void check_ipaws(const Context& context);
void check_cap_cp(const Context& context);
void check_cap_au(const Context& context);
void check_meteoalarm(const Context& context);
void check_google(const Context& context);
void check_wmo(const Context& context);

}  // namespace heed::profiles
