#include "lib/cap/check.h"

#include <algorithm>

#include "core/text.h"
#include "lib/cap/findings.h"

namespace heed::cap {
namespace {

/// CAP 1.2, 3.2.1: identifier and sender are joined by commas and spaces in references, so they may hold neither.
void check_name(Findings& findings, const std::string& place, std::string_view name) {
  if (name.empty()) return findings.error("name", place, "It is empty, and CAP requires it.");
  const bool is_plain = core::is_clean_utf8(name) && name.find_first_of(" \t\n,<&") == std::string_view::npos;
  if (!is_plain) findings.error("name", place, "It may hold no space, no comma, no \"<\" and no \"&\".");
}

void check_references(Findings& findings, const Alert& alert) {
  if (alert.references.empty() && alert.type != MessageType::alert) {
    findings.error("references", "references",
                   cat("A message of type ", word(alert.type), " must say which messages it is about."));
  }
  for (std::size_t i = 0; i < alert.references.size(); ++i) {
    const auto& earlier = alert.references[i];
    const auto place = cat("references[", i, "]");
    check_name(findings, cat(place, ".sender"), earlier.sender);
    check_name(findings, cat(place, ".identifier"), earlier.identifier);
    check_time(findings, cat(place, ".sent"), earlier.sent);
    if (earlier.sender == alert.sender && earlier.identifier == alert.identifier) {
      findings.error("references", place,
                     "A message cannot refer to itself, and an update needs an identifier of its own.");
    }
    if (std::ranges::count(alert.references, earlier) > 1) {
      findings.warning("references", place, "The same message is referred to twice.");
    }
    if (earlier.sent > alert.sent) {
      findings.warning("references", place, "The message referred to was sent later than this one.");
    }
  }
}

void check_scope(Findings& findings, const Alert& alert) {
  if (alert.scope == Scope::restricted && alert.restriction.empty()) {
    findings.error("scope", "restriction", "A message of scope Restricted must say what the restriction is.");
  }
  if (alert.scope != Scope::restricted && !alert.restriction.empty()) {
    findings.error("scope", "restriction", cat("A restriction is stated, and the scope is ", word(alert.scope), "."));
  }
  if (alert.scope == Scope::addressed && alert.addresses.empty()) {
    findings.error("scope", "addresses", "A message of scope Private must list its addresses.");
  }
}

/// Items of a list that is written with spaces between them, and double quotes round items of several words.
void check_items(Findings& findings, const std::string& list, const std::vector<std::string>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto place = cat(list, "[", i, "]");
    check_required_text(findings, place, items[i]);
    if (items[i].find('"') != std::string::npos) {
      findings.error("list", place, "It holds a double quote, which CAP needs to mark items of several words.");
    }
  }
}

void check_purpose(Findings& findings, const Alert& alert) {
  if (alert.status == Status::draft) {
    findings.error("draft", "status", "A draft is not for anybody to act on, and is not issued.");
  }
  if (alert.note.empty() && alert.status == Status::exercise) {
    findings.note("note", "note", "A note is expected that names the exercise.");
  }
  if (alert.note.empty() && alert.type == MessageType::error) {
    findings.note("note", "note", "A note is expected that says why the message was rejected.");
  }
  if (!alert.infos.empty() || alert.status == Status::system) return;
  if (alert.type == MessageType::alert || alert.type == MessageType::update) {
    findings.error("info", "info", "The message says nothing: it has no info.");
  } else if (alert.type == MessageType::cancel) {
    findings.warning("info", "info", "People are not told what is cancelled: the message has no info.");
  }
}

std::string_view language_of(const Info& info) {
  return info.language.empty() ? std::string_view("en-US") : std::string_view(info.language);
}

std::string main_language(const Info& info) {
  const auto tag = language_of(info);
  std::string out(tag.substr(0, tag.find('-')));
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

bool share_text(const Info& a, const Info& b) {
  return (!a.description.empty() && a.description == b.description) ||
         (!a.instruction.empty() && a.instruction == b.instruction);
}

/// One message is about one event, said in several languages (CAP 1.2, 3.2.2; IPAWS and CAP-CP profiles).
void check_infos_agree(Findings& findings, const std::vector<Info>& infos) {
  for (std::size_t i = 1; i < infos.size(); ++i) {
    const auto place = cat("info[", i, "]");
    if (infos[i].categories != infos[0].categories || infos[i].event_codes != infos[0].event_codes) {
      findings.warning("same_event", place, "Its categories or event codes differ from those of the first info.");
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (main_language(infos[i]) == main_language(infos[j]) || !share_text(infos[i], infos[j])) continue;
      findings.warning("same_text", place,
                       cat("The same text stands under ", language_of(infos[j]), " and under ", language_of(infos[i]),
                           ": one of them is not translated."));
    }
  }
}

void check_assess(Findings& findings, const Alert& alert) {
  if (alert.scope != Scope::everybody) return;
  for (std::size_t i = 0; i < alert.infos.size(); ++i) {
    if (std::ranges::count(alert.infos[i].response_types, ResponseType::assess) == 0) continue;
    findings.warning("assess", cat("info[", i, "].responseType"), "Assess is not meant for public warnings.");
  }
}

void check_expiry(Findings& findings, const Alert& alert) {
  const bool warns = alert.type == MessageType::alert || alert.type == MessageType::update;
  for (std::size_t i = 0; i < alert.infos.size(); ++i) {
    const auto& expires = alert.infos[i].expires;
    const auto place = cat("info[", i, "].expires");
    if (!expires && warns) {
      findings.warning("expires", place,
                       "Without an end every receiver decides for itself how long to show the message.");
    }
    if (expires && *expires <= alert.sent) {
      findings.error("expires", place, "The message would be over before it is sent.");
    }
  }
}

}  // namespace

std::vector<Finding> check(const Alert& alert) {
  Findings findings;
  check_name(findings, "identifier", alert.identifier);
  check_name(findings, "sender", alert.sender);
  check_time(findings, "sent", alert.sent);
  check_text(findings, "source", alert.source);
  check_scope(findings, alert);
  check_text(findings, "restriction", alert.restriction);
  check_items(findings, "addresses", alert.addresses);
  for (std::size_t i = 0; i < alert.codes.size(); ++i) {
    check_required_text(findings, cat("code[", i, "]"), alert.codes[i]);
  }
  check_text(findings, "note", alert.note);
  check_references(findings, alert);
  check_items(findings, "incidents", alert.incidents);
  check_purpose(findings, alert);
  for (std::size_t i = 0; i < alert.infos.size(); ++i) check_info(findings, cat("info[", i, "]"), alert.infos[i]);
  check_expiry(findings, alert);
  check_assess(findings, alert);
  check_infos_agree(findings, alert.infos);
  return findings.take();
}

bool may_be_issued(const std::vector<Finding>& findings) {
  return std::ranges::none_of(findings, [](const Finding& finding) { return finding.level == Level::error; });
}

}  // namespace heed::cap
