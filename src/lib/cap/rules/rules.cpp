#include "lib/cap/rules/rules.h"

#include <array>

#include "core/text.h"
#include "lib/cap/rules/context.h"

namespace heed::rules {
namespace {

constexpr std::array<MessageRule, 9> message_rules = {check_version, check_names, check_sent,
                                                      check_scope,   check_lists, check_references,
                                                      check_purpose, check_texts, check_infos_agree};
constexpr std::array<InfoRule, 7> info_rules = {check_language, check_terms,     check_info_times, check_headline,
                                                check_web,      check_resources, check_areas};

}  // namespace

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  auto cut = std::min(text.size(), longest);
  while (cut > 0 && cut < text.size() && (text[cut] & '\xC0') == '\x80') --cut;
  return cat("\"", text.substr(0, cut), cut < text.size() ? "…" : "", "\"");
}

void check(const Message& message, findings::Report& report) {
  if (message.at == nullptr) return;
  Context context{message, report};
  if (message.sent != nullptr) context.sent = values::read_time(message.sent->text);
  for (const auto rule : message_rules) rule(context);
  for (const auto& info : message.infos) {
    // Why: what would be found is not told any more.
    if (report.is_full()) break;
    for (const auto rule : info_rules) rule(context, info);
  }
}

}  // namespace heed::rules
