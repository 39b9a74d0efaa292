// Addresses by RFC 3986, section 3.

#include <algorithm>
#include <cstdint>
#include <string>

#include "core/text.h"
#include "lib/cap/values/forms.h"

namespace heed::values {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_in_scheme(char c) { return is_letter_or_digit(c) || c == '+' || c == '.' || c == '-'; }

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
  [[nodiscard]] bool is_unreserved(char c) const {
    const auto code = static_cast<unsigned char>(c);
    const bool is_escapable = (code <= 32 && code > 0) || code >= 127 || std::string_view("<>\"{}|\\^`").contains(c);
    return is_escapable || is_letter_or_digit(c) || std::string_view("-._~").contains(c);
  }
  /// Takes one character if it is unreserved, escaped, a "sub-delim" or one of `also`.
  bool eat(std::string_view also) {
    if (at_ >= text_.size()) return false;
    const char c = text_[at_];
    if (c == '%') {
      if (at_ + 2 >= text_.size() || !is_hex(text_[at_ + 1]) || !is_hex(text_[at_ + 2])) return false;
      at_ += 3;
      return true;
    }
    if (!is_unreserved(c) && !std::string_view("!$&'()*+,;=").contains(c) && !also.contains(c)) return false;
    ++at_;
    return true;
  }
  void eat_all(std::string_view also) {
    while (eat(also)) {
    }
  }
  bool with_scheme() {
    if (!is_letter(front())) return false;
    while (is_in_scheme(front())) ++at_;
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
      eat_all(":@");
    } else {
      eat_all(may_hold_colon ? ":@" : "@");
    }
    segments();
    return true;
  }
  void segments() {
    while (front() == '/') {
      ++at_;
      eat_all(":@");
    }
  }
  bool authority() {
    const auto from = at_;
    eat_all(":");
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
      eat_all("");
    }
    if (front() != ':') return true;
    ++at_;
    const auto digits = at_;
    std::int64_t port = 0;
    for (; is_digit(front()) && port <= port_max; ++at_) port = port * 10 + (front() - '0');
    return at_ > digits && port <= port_max;
  }
  bool query_and_fragment() {
    if (front() == '?') {
      ++at_;
      eat_all(":@/?");
    }
    if (front() == '#') {
      ++at_;
      eat_all(":@/?[]");
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
  const auto in_host = [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; };
  return !host.empty() && std::ranges::all_of(host, in_host) && !port.empty() && port.size() <= 5 &&
         std::ranges::all_of(port, is_digit);
}

}  // namespace

bool is_any_uri(std::string_view text) { return UriReader(core::trimmed(text)).reference(); }

bool has_scheme(std::string_view uri) {
  const auto colon = uri.find(':');
  return colon != 0 && colon != std::string_view::npos && is_letter(uri.front()) &&
         std::ranges::all_of(uri.substr(0, colon), is_in_scheme);
}

bool is_plain_uri(std::string_view uri) {
  if (!has_scheme(uri)) return false;
  const auto scheme = uri.substr(0, uri.find(':'));
  const auto rest = uri.substr(scheme.size() + 1);
  if (rest.empty() || std::ranges::count(rest, '#') > 1) return false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '%' && (i + 2 >= rest.size() || !is_hex(rest[i + 1]) || !is_hex(rest[i + 2]))) return false;
    const bool is_marked = std::string_view("-._~:/?#@!$&'()*+,;=%").contains(rest[i]);
    if (!is_letter_or_digit(rest[i]) && !is_marked) return false;
  }
  if (rest.starts_with("//")) return has_plain_host(rest);
  return scheme != "http" && scheme != "https";
}

}  // namespace heed::values
