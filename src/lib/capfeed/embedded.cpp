// Alerts that stand inside other documents, taken out so that each stands alone.

#include <algorithm>

#include "core/text.h"
#include "lib/cap/message/message.h"
#include "lib/capfeed/page.h"

namespace heed::capfeed {
namespace {

constexpr std::string_view space_of_encoded = "http://purl.org/rss/1.0/modules/content/";
constexpr std::string_view space_of_rss = "http://purl.org/rss/1.0/";

bool is_cap_space(std::string_view space) {
  return space == message::space_1_2 || space == message::space_1_1 || space == message::space_1_0;
}

/// Where the forms let a document stand as escaped text.
bool may_hold_text(const xml::Element& element) {
  if (element.first_child != xml::nothing) return false;
  if (element.space == space_of_atom) return element.local == "content";
  if (element.local == "encoded") return element.space == space_of_encoded;
  if (element.local == "description") return element.space.empty() || element.space == space_of_rss;
  return is_edxl(element, "embeddedXMLContent") || is_edxl(element, "xmlContent") || is_edxl(element, "contentXML");
}

/// The declaration of XML at the start, if it names another encoding than UTF-8: left over, for in a text there is
/// none.
std::string_view stale_declaration(std::string_view text) {
  if (!text.starts_with("<?xml")) return {};
  const auto end = text.find("?>");
  if (end == std::string_view::npos) return {};
  const auto declaration = lower(text.substr(0, end));
  const bool is_stale = declaration.find("encoding") != std::string::npos &&
                        declaration.find("utf-8") == std::string::npos && declaration.find("utf8") == std::string::npos;
  return is_stale ? text.substr(0, end + 2) : std::string_view{};
}

std::optional<cap::Status> stricter(std::optional<cap::Status> outer, std::optional<cap::Status> inner) {
  if (outer && *outer != cap::Status::actual) return outer;
  return inner ? inner : outer;
}

}  // namespace

bool is_alert(const xml::Document& document, const xml::Element& element) {
  if (element.local != "alert") return false;
  if (is_cap_space(element.space)) return true;
  return element.space.empty() && child_of(document, element, "identifier", "") != nullptr;
}

std::uint32_t Page::place_of(const xml::Element& element) const {
  return static_cast<std::uint32_t>(&element - xml_.elements().data());
}

void Page::take_alerts(const xml::Element& element, Item& item) {
  struct Wrapping {
    std::uint32_t end;
    std::optional<cap::Status> status;
  };
  std::vector<Wrapping> round{{element.end, document.distribution_status}};
  const auto& all = xml_.elements();
  auto place = place_of(element);
  const auto skip = [&](const xml::Element& skipped) {
    while (place < all.size() && all[place].offset < skipped.end) ++place;
  };
  while (place < all.size() && all[place].offset < element.end) {
    const auto& at = all[place];
    while (at.offset >= round.back().end) round.pop_back();
    if (is_alert(xml_, at)) {
      take_element(at, round.back().status, item);
      skip(at);
    } else if (is_edxl(at, "keyXMLContent")) {
      skip(at);  // excerpts for those who route the distribution, never a whole alert
    } else {
      if (is_edxl(at, "EDXLDistribution")) {
        round.push_back({at.end, stricter(round.back().status, status_of_distribution(xml_, at))});
      }
      if (may_hold_text(at)) take_escaped(at.text, round.back().status, item);
      ++place;
    }
  }
}

void Page::keep(Embedded alert, Item& item) {
  if (alert.bytes.size() > alert_bytes) {
    ++item.too_large;
    return;
  }
  handed_out_ += sizeof(Embedded) + alert.bytes.size();
  // Why not refused here: `add` does so, before the next item.
  if (handed_out_ <= handed_out_bytes) item.alerts.push_back(std::move(alert));
}

void Page::take_element(const xml::Element& alert, std::optional<cap::Status> status, Item& item) {
  if (alert.end - alert.offset > alert_bytes) {
    ++item.too_large;
    return;
  }
  Embedded taken{.bytes = std::string(xml_.source().substr(alert.offset, alert.end - alert.offset)),
                 .is_derived = is_recoded_,
                 .distribution_status = status};
  const auto names = lacking(alert, taken.bytes);
  if (!names.empty()) {
    taken.bytes.insert(taken.bytes.find_first_of(" \t\r\n/>", 1), declarations_for(alert, names));
    taken.is_derived = true;
  }
  keep(std::move(taken), item);
}

void Page::take_escaped(std::string_view text, std::optional<cap::Status> status, Item& item) {
  text = core::trimmed(text);
  const bool names_cap = text.find("urn:oasis:names:tc:emergency:cap:") != std::string_view::npos ||
                         text.find(message::space_1_0) != std::string_view::npos;
  if (!text.starts_with('<') || !names_cap) return;
  const auto stale = stale_declaration(text);
  text = core::trimmed(text.substr(stale.size()));
  const auto alone = xml::parse(text, xml_limits);
  if (!alone || !is_alert(*alone, alone->root())) return;
  keep({.bytes = std::string(text), .is_derived = is_recoded_ || !stale.empty(), .distribution_status = status}, item);
}

/// The declarations without which the names in `bytes` would mean something else than the same names do in the
/// document: "xmlns", "xmlns:cap".
std::set<std::string> Page::lacking(const xml::Element& alert, std::string_view bytes) const {
  std::set<std::string> names;
  const auto note = [&](std::string_view prefix) {
    names.insert(prefix.empty() ? std::string("xmlns") : cat("xmlns:", prefix));
  };
  const auto alone = xml::parse(bytes, xml_limits);
  if (!alone) return names;
  const auto first = place_of(alert);
  for (std::size_t i = 0; i < alone->elements().size(); ++i) {
    const auto& here = xml_.elements()[first + i];
    const auto& there = alone->elements()[i];
    if (here.space != there.space) note(here.prefix);
    for (std::size_t j = 0; j < here.attribute_count; ++j) {
      const auto& attribute = xml_.attributes_of(here)[j];
      if (attribute.space != alone->attributes_of(there)[j].space) note(attribute.prefix);
    }
  }
  return names;
}

std::string Page::declarations_for(const xml::Element& alert, const std::set<std::string>& names) {
  std::string text;
  for (const auto& name : names) {
    for (auto place = alert.parent; place != xml::nothing; place = xml_.elements()[place].parent) {
      const auto& declared = declarations_of(place);
      const auto found = std::ranges::find(declared, name, &Declaration::name);
      if (found == declared.end()) continue;
      text += cat(" ", found->text);
      break;
    }
  }
  return text;
}

/// Kept, for thousands of alerts may stand in one element with a long start tag.
const std::vector<Page::Declaration>& Page::declarations_of(std::uint32_t place) {
  const auto [at, is_new] = declarations_.try_emplace(place);
  const auto& element = xml_.elements()[place];
  if (!is_new || !element.is_declaring) return at->second;
  constexpr std::string_view blanks = " \t\r\n";
  const auto tag = xml_.source().substr(element.offset);
  auto next = tag.find_first_of(" \t\r\n/>", 1);
  while (true) {
    next = tag.find_first_not_of(blanks, next);
    if (next == std::string_view::npos || tag[next] == '>' || tag[next] == '/') return at->second;
    const auto name = tag.substr(next, tag.find_first_of(" \t\r\n=", next) - next);
    const auto open = tag.find_first_of("\"'", next);
    const auto close = tag.find(tag[open], open + 1);
    if (name == "xmlns" || name.starts_with("xmlns:")) {
      at->second.push_back({name, tag.substr(next, close + 1 - next)});
    }
    next = close + 1;
  }
}

}  // namespace heed::capfeed
