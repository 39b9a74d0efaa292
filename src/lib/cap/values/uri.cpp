// Addresses by RFC 3986, section 3.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "core/text.h"
#include "lib/cap/values/bytes.h"
#include "lib/cap/values/forms.h"

namespace heed::values {
namespace {

constexpr auto hex_digits = decimal_digits.with("ABCDEFabcdef");
constexpr auto in_scheme = letters_and_digits.with("+.-");
constexpr auto in_host = letters_and_digits.with(".-");
constexpr auto in_plain_uri = letters_and_digits.with("-._~:/?#@!$&'()*+,;=%");
/// Characters that no URI may hold, which count as letters here: see UriReader. The byte 0 is none of them.
constexpr auto escapable = [] {
  std::array<char, 256> bytes{};
  std::size_t count = 0;
  for (int code = 1; code < 256; ++code) {
    if (code <= 32 || code >= 127) bytes[count++] = static_cast<char>(code);
  }
  return Bytes(std::string_view(bytes.data(), count)).with("<>\"{}|\\^`");
}();
/// "unreserved" and "sub-delims".
constexpr auto everywhere = letters_and_digits.with("-._~").with("!$&'()*+,;=").with(escapable);
constexpr auto in_path = everywhere.with(":@");
constexpr auto in_first_segment = everywhere.with("@");
constexpr auto in_authority = everywhere.with(":");
constexpr auto in_query = everywhere.with(":@/?");
constexpr auto in_fragment = everywhere.with(":@/?[]");

bool is_hex(char c) { return hex_digits.has(c); }
bool is_all_in(const Bytes& bytes, std::string_view text) { return bytes.end_in(text) == text.size(); }

constexpr std::int64_t port_max = 2'147'483'647;  ///< libxml2's: the RFC names none

/// Follows the productions of RFC 3986. Characters that no URI may hold (beyond ASCII, "<", "{", …) count as letters,
/// for xs:anyURI allows what can be escaped.
class UriReader {
 public:
  explicit UriReader(std::string_view text) : text_(text) {}

  bool reference() {
    if (with_scheme() && at_ == text_.size()) return true;
    at_ = 0;
    return hierarchy(false) && query_and_fragment() && at_ == text_.size();
  }

 private:
  [[nodiscard]] char front() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  /// Takes characters as long as they are escaped or among `allowed`.
  void eat_all(const Bytes& allowed) {
    while (true) {
      at_ = allowed.end_in(text_, at_);
      const bool is_escaped =
          front() == '%' && at_ + 2 < text_.size() && is_hex(text_[at_ + 1]) && is_hex(text_[at_ + 2]);
      if (!is_escaped) return;
      at_ += 3;
    }
  }
  bool with_scheme() {
    if (!letters.has(front())) return false;
    at_ = in_scheme.end_in(text_, at_);
    if (front() != ':') return false;
    ++at_;
    return hierarchy(true) && query_and_fragment();
  }
  bool hierarchy(bool may_hold_colon) {
    if (text_.substr(at_).starts_with("//")) {
      at_ += 2;
      if (!authority()) return false;
      segments();
      return true;
    }
    if (front() == '/') {
      ++at_;
      eat_all(in_path);
    } else {
      eat_all(may_hold_colon ? in_path : in_first_segment);
    }
    segments();
    return true;
  }
  void segments() {
    while (front() == '/') {
      ++at_;
      eat_all(in_path);
    }
  }
  bool authority() {
    const auto from = at_;
    eat_all(in_authority);
    if (front() == '@') {
      ++at_;
    } else {
      at_ = from;
    }
    if (front() == '[') {
      const auto close = text_.find(']', at_);
      if (close == std::string_view::npos) return false;
      at_ = close + 1;
    } else {
      eat_all(everywhere);
    }
    if (front() != ':') return true;
    ++at_;
    const auto first = at_;
    std::int64_t port = 0;
    for (; decimal_digits.has(front()) && port <= port_max; ++at_) port = port * 10 + (front() - '0');
    return at_ > first && port <= port_max;
  }
  bool query_and_fragment() {
    if (front() == '?') {
      ++at_;
      eat_all(in_query);
    }
    if (front() == '#') {
      ++at_;
      eat_all(in_fragment);
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// The text from "//" on: a host and perhaps a port.
bool has_plain_host(std::string_view rest) {
  const auto authority = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
  const auto host = authority.substr(0, authority.find(':'));
  const auto port = host.size() == authority.size() ? std::string_view("80") : authority.substr(host.size() + 1);
  return !host.empty() && is_all_in(in_host, host) && !port.empty() && port.size() <= 5 &&
         is_all_in(decimal_digits, port);
}

}  // namespace

bool is_any_uri(std::string_view text) { return UriReader(core::trimmed(text)).reference(); }

bool has_scheme(std::string_view uri) {
  const auto colon = uri.find(':');
  return colon != 0 && colon != std::string_view::npos && letters.has(uri.front()) &&
         is_all_in(in_scheme, uri.substr(0, colon));
}

bool is_plain_uri(std::string_view uri) {
  if (!has_scheme(uri)) return false;
  const auto scheme = uri.substr(0, uri.find(':'));
  const auto rest = uri.substr(scheme.size() + 1);
  if (rest.empty() || std::ranges::count(rest, '#') > 1) return false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '%' && (i + 2 >= rest.size() || !is_hex(rest[i + 1]) || !is_hex(rest[i + 2]))) return false;
    if (!in_plain_uri.has(rest[i])) return false;
  }
  if (rest.starts_with("//")) return has_plain_host(rest);
  return scheme != "http" && scheme != "https";
}

}  // namespace heed::values
