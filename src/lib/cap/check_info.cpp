#include <algorithm>

#include "core/text.h"
#include "lib/cap/findings.h"
#include "lib/cap/shapes.h"

namespace heed::cap {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// RFC 3066: letters, then groups of letters and digits, one to eight each, joined by hyphens.
bool is_language(std::string_view tag) {
  for (bool is_first = true;; is_first = false) {
    const auto part = tag.substr(0, tag.find('-'));
    const bool has_form =
        !part.empty() && part.size() <= 8 &&
        (is_first ? std::ranges::all_of(part, is_letter) : std::ranges::all_of(part, is_letter_or_digit));
    if (!has_form) return false;
    if (part.size() == tag.size()) return true;
    tag.remove_prefix(part.size() + 1);
  }
}

/// The text from "//" on: a host and perhaps a port. Names and passwords in front of the host are refused: nothing that
/// goes to the public needs them.
bool has_plain_host(std::string_view rest) {
  const auto authority = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
  const auto host = authority.substr(0, authority.find(':'));
  const auto port = host.size() == authority.size() ? std::string_view("80") : authority.substr(host.size() + 1);
  const auto in_host = [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; };
  return !host.empty() && std::ranges::all_of(host, in_host) && !port.empty() && port.size() <= 5 &&
         std::ranges::all_of(port, is_digit);
}

/// RFC 3986: a scheme, and after it only characters that a URI may hold. "http" and "https" need a host as well.
bool is_absolute_uri(std::string_view uri) {
  const auto colon = uri.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == uri.size() || !is_letter(uri.front())) return false;
  const auto scheme = uri.substr(0, colon);
  const auto in_scheme = [](char c) { return is_letter_or_digit(c) || c == '+' || c == '.' || c == '-'; };
  if (!std::ranges::all_of(scheme, in_scheme)) return false;
  const auto rest = uri.substr(colon + 1);
  if (std::ranges::count(rest, '#') > 1) return false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '%' && (i + 2 >= rest.size() || !is_hex(rest[i + 1]) || !is_hex(rest[i + 2]))) return false;
    const bool is_marked = std::string_view("-._~:/?#@!$&'()*+,;=%").find(rest[i]) != std::string_view::npos;
    if (!is_letter_or_digit(rest[i]) && !is_marked) return false;
  }
  if (rest.starts_with("//")) return has_plain_host(rest);
  return scheme != "http" && scheme != "https";
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & '\xC0') != '\x80'; }));
}

void check_info_times(Findings& findings, const std::string& place, const Info& info) {
  if (info.effective) check_time(findings, place + ".effective", *info.effective);
  if (info.onset) check_time(findings, place + ".onset", *info.onset);
  if (!info.expires) return;
  check_time(findings, place + ".expires", *info.expires);
  if (info.effective && *info.expires <= *info.effective) {
    findings.error("expires", place + ".expires", "The message would be over before it takes effect.");
  }
  if (info.onset && *info.expires <= *info.onset) {
    findings.error("expires", place + ".expires", "The message would be over before the event begins.");
  }
}

void check_info_texts(Findings& findings, const std::string& place, const Info& info) {
  check_required_text(findings, place + ".event", info.event);
  check_text(findings, place + ".audience", info.audience);
  check_text(findings, place + ".senderName", info.sender_name);
  check_text(findings, place + ".headline", info.headline);
  check_text(findings, place + ".description", info.description);
  check_text(findings, place + ".instruction", info.instruction);
  check_text(findings, place + ".contact", info.contact);
  if (const auto length = character_count(info.headline); length > headline_characters_advised) {
    findings.note("headline", place + ".headline",
                  cat("It has ", length, " characters; some displays show only ", headline_characters_advised, "."));
  }
}

void check_precision(Findings& findings, const std::string& place, int decimals) {
  if (decimals <= 6) return;
  findings.warning("precision", place,
                   "More than six decimals feign a precision below 10 cm, and some receivers refuse them.");
}

void check_polygon(Findings& findings, const std::string& place, std::string_view text) {
  const auto ring = parse_polygon(text);
  if (!ring) return findings.error("polygon", place, ring.error().detail);
  if (crosses_antimeridian(*ring)) {
    findings.error("polygon", place,
                   "An edge spans more than 180 degrees of longitude; split the polygon at the antimeridian.");
  }
  if (!is_simple(*ring)) {
    findings.error("polygon", place, "It crosses or touches itself, or bounds no area.");
  }
  if (ring->points.size() > polygon_points_advised) {
    findings.warning(
        "polygon", place,
        cat("It has ", ring->points.size(), " points; simplify it to at most ", polygon_points_advised, "."));
  }
  check_precision(findings, place, ring->decimals);
}

void check_circle(Findings& findings, const std::string& place, std::string_view text) {
  const auto circle = parse_circle(text);
  if (!circle) return findings.error("circle", place, circle.error().detail);
  if (circle->radius == 0) findings.warning("circle", place, "A circle of radius 0 is not shown by some receivers.");
  check_precision(findings, place, circle->decimals);
}

void check_height(Findings& findings, const std::string& place, const Area& area) {
  if (!area.ceiling_feet) return;
  if (!area.altitude_feet) {
    findings.error("height", place + ".ceiling", "A ceiling needs an altitude to start from.");
  } else if (*area.ceiling_feet < *area.altitude_feet) {
    findings.error("height", place + ".ceiling", "The ceiling is below the altitude.");
  }
}

}  // namespace

void check_area(Findings& findings, const std::string& place, const Area& area) {
  check_required_text(findings, place + ".areaDesc", area.description);
  for (std::size_t i = 0; i < area.polygons.size(); ++i) {
    check_polygon(findings, cat(place, ".polygon[", i, "]"), area.polygons[i]);
  }
  for (std::size_t i = 0; i < area.circles.size(); ++i) {
    check_circle(findings, cat(place, ".circle[", i, "]"), area.circles[i]);
  }
  check_named_values(findings, place + ".geocode", area.geocodes);
  check_height(findings, place, area);
  if (area.polygons.empty() && area.circles.empty()) {
    findings.warning("area", place, "It has no polygon and no circle, so it is missing from receivers' maps.");
  }
}

void check_info(Findings& findings, const std::string& place, const Info& info) {
  if (info.language.empty()) {
    findings.warning("language", place + ".language", "Without a language the text is taken for American English.");
  } else if (!is_language(info.language)) {
    findings.error("language", place + ".language", "It is not a language tag such as \"en\" or \"fr-CA\".");
  }
  if (info.categories.empty()) findings.error("required", place + ".category", "CAP requires at least one category.");
  check_info_texts(findings, place, info);
  check_named_values(findings, place + ".eventCode", info.event_codes);
  check_info_times(findings, place, info);
  if (!info.web.empty() && !is_absolute_uri(info.web)) {
    findings.error("web", place + ".web", "It is not an absolute URI such as \"https://example.org/warnings/7\".");
  }
  check_named_values(findings, place + ".parameter", info.parameters);
  if (info.areas.empty()) {
    findings.warning("area", place + ".area", "It names no area, so some receivers drop it.");
  }
  for (std::size_t i = 0; i < info.areas.size(); ++i) check_area(findings, cat(place, ".area[", i, "]"), info.areas[i]);
}

}  // namespace heed::cap
