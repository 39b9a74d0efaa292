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

void check_ipaws(const Context& context);
void check_cap_cp(const Context& context);
void check_cap_au(const Context& context);
void check_meteoalarm(const Context& context);
void check_google(const Context& context);
void check_wmo(const Context& context);

}  // namespace heed::profiles
