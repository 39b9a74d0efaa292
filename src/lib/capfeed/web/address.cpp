#include "lib/capfeed/web/address.h"

#include <algorithm>

#include "core/text.h"

namespace heed::web {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool begins_with(std::string_view text, std::string_view start) {
  return text.size() >= start.size() &&
         std::ranges::equal(text.substr(0, start.size()), start, {}, [](char c) { return lower(c); });
}

/// The five parts of RFC 3986, 3. A part that is absent and one that is empty are told apart by `has_…`.
struct Parts {
  std::string_view scheme{};
  std::string_view authority{};
  std::string_view path{};
  std::string_view query{};
  std::string_view fragment{};
  bool has_authority = false;
  bool has_query = false;
  bool has_fragment = false;
};

bool is_scheme(std::string_view text) {
  const auto is_letter = [](char c) { return lower(c) >= 'a' && lower(c) <= 'z'; };
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
}

Parts parts_of(std::string_view text) {
  Parts parts;
  if (const auto at = text.find('#'); at != std::string_view::npos) {
    parts.has_fragment = true;
    parts.fragment = text.substr(at + 1);
    text = text.substr(0, at);
  }
  if (const auto at = text.find('?'); at != std::string_view::npos) {
    parts.has_query = true;
    parts.query = text.substr(at + 1);
    text = text.substr(0, at);
  }
  if (const auto at = text.find_first_of(":/"); at != std::string_view::npos && text[at] == ':') {
    if (is_scheme(text.substr(0, at))) {
      parts.scheme = text.substr(0, at);
      text.remove_prefix(at + 1);
    }
  }
  if (text.starts_with("//")) {
    parts.has_authority = true;
    const auto end = std::min(text.find('/', 2), text.size());
    parts.authority = text.substr(2, end - 2);
    text.remove_prefix(end);
  }
  parts.path = text;
  return parts;
}

std::string text_of(const Parts& parts) {
  std::string out;
  if (!parts.scheme.empty()) out += cat(parts.scheme, ":");
  if (parts.has_authority) out += cat("//", parts.authority);
  out += parts.path;
  if (parts.has_query) out += cat("?", parts.query);
  if (parts.has_fragment) out += cat("#", parts.fragment);
  return out;
}

/// RFC 3986, 5.2.4, on a path cut at its slashes.
std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const auto end = std::min(path.find('/', 1), path.size());
    const auto piece = path.substr(0, end);
    const bool is_last = end == path.size();
    const auto name = piece.starts_with('/') ? piece.substr(1) : piece;
    path.remove_prefix(end);
    if (name == ".." || name == ".") {
      const auto slash = out.rfind('/');
      if (name == "..") out.resize(slash == std::string::npos ? 0 : slash);
      if (is_last) out += '/';
    } else {
      out += piece;
    }
  }
  return out;
}

/// RFC 3986, 5.2.3.
std::string merged(const Parts& base, std::string_view path) {
  if (base.has_authority && base.path.empty()) return cat("/", path);
  return cat(base.path.substr(0, base.path.rfind('/') + 1), path);
}

}  // namespace

bool is_http(std::string_view address) {
  for (const std::string_view start : {"http://", "https://"}) {
    if (!begins_with(address, start)) continue;
    const auto rest = address.substr(start.size());
    return !rest.empty() && rest.find_first_of("/?#:@") != 0;
  }
  return false;
}

std::optional<std::string> resolve(std::string_view base, std::string_view reference) {
  auto parts = parts_of(reference);
  std::string path;
  if (!parts.scheme.empty()) {
    path = parts.has_authority ? without_dots(parts.path) : std::string(parts.path);
    parts.path = path;
    return text_of(parts);
  }
  const auto from = parts_of(base);
  if (from.scheme.empty() || (!from.has_authority && !from.path.starts_with('/'))) return std::nullopt;
  parts.scheme = from.scheme;
  if (parts.has_authority) {
    path = without_dots(parts.path);
  } else if (parts.path.empty()) {
    path = from.path;
    if (!parts.has_query) {
      parts.query = from.query;
      parts.has_query = from.has_query;
    }
  } else {
    path = without_dots(parts.path.starts_with('/') ? std::string(parts.path) : merged(from, parts.path));
  }
  if (!parts.has_authority) {
    parts.authority = from.authority;
    parts.has_authority = from.has_authority;
  }
  parts.path = path;
  return text_of(parts);
}

std::optional<std::string> plain(std::string_view address) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view unfit = " \"<>\\^`{|}";
  std::string out;
  out.reserve(address.size());
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return std::nullopt;
    if (byte >= 0x80 || unfit.find(c) != std::string_view::npos) {
      out += {'%', digits[byte >> 4], digits[byte & 15]};
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace heed::web
