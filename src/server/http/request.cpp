#include "server/http/request.h"

#include <algorithm>
#include <optional>

#include "core/assert.h"
#include "core/text.h"

namespace heed::http {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

/// pchar and "/" of RFC 3986. Why so strict: what a proxy before us reads differently (a backslash, a raw bracket) must
/// not reach the routes at all.
bool is_path_character(char c) {
  const bool is_alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return is_alphanumeric || std::string_view("-._~!$&'()*+,;=:@/%").contains(c);
}

bool is_query_character(char c) { return c > 0x20 && c < 0x7F && c != '#'; }

bool is_dot_segment(std::string_view segment) { return segment == "." || segment == ".."; }

Result<void> check_path(std::string_view decoded) {
  if (decoded.find_first_of("\t\n") != std::string_view::npos) {
    return fail(Code::malformed, "The path holds a control character.");
  }
  // Why on the decoded whole: "%2e%2e" and "a%2F..%2Fb" would otherwise pass as harmless segments.
  for (std::size_t from = 0; from <= decoded.size();) {
    const auto end = std::min(decoded.find('/', from), decoded.size());
    if (is_dot_segment(decoded.substr(from, end - from))) {
      return fail(Code::malformed, "The path has a \".\" or \"..\" segment; send the path it leads to.");
    }
    from = end + 1;
  }
  return {};
}

/// What follows the authority of an absolute form; an origin form as it is.
std::string_view without_authority(std::string_view raw) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (raw.size() < scheme.size() || !is_same_word(raw.substr(0, scheme.size()), scheme)) continue;
    raw.remove_prefix(scheme.size());
    const auto slash = raw.find_first_of("/?");
    return slash == std::string_view::npos ? std::string_view("/") : raw.substr(slash);
  }
  return raw;
}

}  // namespace

bool is_same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* Headers::find(std::string_view name) const {
  for (const auto& [known, value] : fields_) {
    if (is_same_word(known, name)) return &value;
  }
  return nullptr;
}

std::string_view Headers::value(std::string_view name) const {
  const auto* found = find(name);
  return found == nullptr ? std::string_view{} : std::string_view(*found);
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(fields_, [&](const auto& field) { return is_same_word(field.first, name); }));
}

std::map<std::string, std::string> Request::cookies() const {
  std::map<std::string, std::string> found;
  for (const auto& [name, value] : headers.fields()) {
    if (!is_same_word(name, "cookie")) continue;
    for (const auto pair : core::split(value, ';')) {
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos || equals == 0) continue;
      found.emplace(core::trimmed(pair.substr(0, equals)), core::trimmed(pair.substr(equals + 1)));
    }
  }
  return found;
}

const std::string& Request::parameter(std::string_view name) const {
  const auto found = path_parameters.find(std::string(name));
  HEED_ASSERT(found != path_parameters.end(), "the pattern ", route, " has no parameter ", name);
  return found->second;
}

std::string_view Request::asked(std::string_view name) const {
  const auto found = query.find(std::string(name));
  return found == query.end() ? std::string_view{} : std::string_view(found->second);
}

Result<std::uint64_t> asked_number(const Request& request, std::string_view name, std::uint64_t otherwise,
                                   std::uint64_t at_most) {
  const auto text = request.asked(name);
  if (text.empty()) return otherwise;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number > at_most) {
    return fail(Code::malformed, cat("a whole number from 0 to ", at_most, " is wanted"), std::string(name));
  }
  return number;
}

Result<std::string> percent_decoded(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size());
  for (std::size_t at = 0; at < encoded.size(); ++at) {
    if (encoded[at] != '%') {
      out += encoded[at];
      continue;
    }
    const auto high = at + 1 < encoded.size() ? hex_digit(encoded[at + 1]) : std::nullopt;
    const auto low = at + 2 < encoded.size() ? hex_digit(encoded[at + 2]) : std::nullopt;
    if (!high || !low) return fail(Code::malformed, "A \"%\" must be followed by two hexadecimal digits.");
    out += static_cast<char>(*high * 16 + *low);
    at += 2;
  }
  if (!core::is_clean_utf8(out)) {
    return fail(Code::malformed, "The decoded text is not UTF-8, or holds a control character.");
  }
  return out;
}

Result<std::map<std::string, std::string>> parse_form(std::string_view encoded) {
  std::map<std::string, std::string> fields;
  while (!encoded.empty()) {
    const auto end = std::min(encoded.find('&'), encoded.size());
    std::string piece(encoded.substr(0, end));
    encoded.remove_prefix(std::min(end + 1, encoded.size()));
    if (piece.empty()) continue;
    std::ranges::replace(piece, '+', ' ');
    const auto equals = std::min(piece.find('='), piece.size());
    TRY(auto name, percent_decoded(std::string_view(piece).substr(0, equals)));
    TRY(auto value, percent_decoded(std::string_view(piece).substr(std::min(equals + 1, piece.size()))));
    const auto [place, is_new] = fields.emplace(std::move(name), std::move(value));
    // Why not the last one, as many do: two parts of a system that take different ones are an old way around checks.
    if (!is_new) return fail(Code::malformed, "The field is given twice.", place->first);
  }
  return fields;
}

Result<Target> parse_target(std::string_view raw) {
  raw = without_authority(raw);
  const auto mark = std::min(raw.find('?'), raw.size());
  std::string_view path = raw.substr(0, mark);
  const std::string_view query = raw.substr(std::min(mark + 1, raw.size()));
  if (path.empty() && mark < raw.size()) path = "/";
  if (!path.starts_with('/')) return fail(Code::malformed, "The request target must begin with \"/\".");
  if (!std::ranges::all_of(path, is_path_character) || !std::ranges::all_of(query, is_query_character)) {
    return fail(Code::malformed, "The request target holds a character that must be percent-encoded.");
  }
  Target target;
  TRY(target.path, percent_decoded(path));
  TRY(check_path(target.path));
  TRY(target.query, parse_form(query));
  for (std::size_t from = 1; from <= path.size();) {
    const auto end = std::min(path.find('/', from), path.size());
    TRY(auto segment, percent_decoded(path.substr(from, end - from)));
    target.segments.push_back(std::move(segment));
    from = end + 1;
  }
  return target;
}

}  // namespace heed::http
