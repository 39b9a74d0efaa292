#include "adapters/channel/email/letter.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "adapters/channel/email/encoding.h"
#include "core/text.h"

namespace heed::email {
namespace {

constexpr std::size_t url_bytes = 900;  ///< so that a header with it stays below the 998 bytes of a line

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// RFC 5322 "atext" without the marks that some servers treat as routing ('%' and '!').
bool is_local_letter(char c) {
  constexpr std::string_view marks = "#$&'*+-/=?^_`{|}~.";
  return is_letter_or_digit(c) || marks.find(c) != std::string_view::npos;
}

bool is_domain_letter(char c) { return is_letter_or_digit(c) || c == '-' || c == '.'; }

bool has_sound_dots(std::string_view text) {
  return !text.starts_with('.') && !text.ends_with('.') && text.find("..") == std::string_view::npos;
}

/// What may stand in a header: one line of clean UTF-8.
Result<void> check_field(std::string_view name, std::string_view value) {
  const bool has_break = value.find('\n') != std::string_view::npos || value.find('\t') != std::string_view::npos;
  if (!has_break && core::is_clean_utf8(value)) return {};
  return fail(Code::malformed, cat("the ", name, " of a mail must be one line without control characters"));
}

bool is_token(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

/// The key with everything but letters, digits and '-' written as "=XX": one key, one Message-ID, and a legal one.
std::string message_id(const Letter& letter) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string left;
  for (const char c : letter.key) {
    const auto byte = static_cast<unsigned char>(c);
    left += is_letter_or_digit(c) || c == '-' ? std::string(1, c)
                                              : std::string{'=', digits[byte >> 4], digits[byte & 0xFU]};
  }
  return cat("<", left, letter.from_address.substr(letter.from_address.find('@')), ">");
}

std::string two_digits(std::int64_t number) { return cat(number < 10 ? "0" : "", number); }

/// "Wed, 06 Mar 2024 12:00:00 +0000"
std::string mail_date(Instant instant) {
  constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_time<Duration> point{Duration(instant.ms)};
  const auto midnight = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day day(midnight);
  const std::chrono::hh_mm_ss time(point - midnight);
  return cat(weekdays[std::chrono::weekday(midnight).c_encoding()], ", ", two_digits(static_cast<unsigned>(day.day())),
             " ", months[static_cast<unsigned>(day.month()) - 1], " ", static_cast<int>(day.year()), " ",
             two_digits(time.hours().count()), ":", two_digits(time.minutes().count()), ":",
             two_digits(time.seconds().count()), " +0000");
}

std::string upper_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

/// The subject with the status in front, unless it begins with it already.
std::string marked_subject(const Letter& letter) {
  if (letter.status.empty() || letter.status == "actual") return letter.subject;
  const auto mark = upper_case(letter.status);
  const auto start = upper_case(letter.subject.substr(0, mark.size() + 1));
  const bool is_marked = start.starts_with(mark) || start == cat("[", mark);
  return is_marked ? letter.subject : cat("[", mark, "] ", letter.subject);
}

/// The text with `line` below it, unless it has `url` already.
std::string with_link(std::string text, const std::string& url, std::string_view before) {
  if (url.empty() || text.find(url) != std::string::npos) return text;
  return cat(core::trimmed(text), "\n\n", before, url, "\n");
}

std::string body_text(const Letter& letter) {
  return with_link(with_link(letter.text, letter.ack_url, ""), letter.unsubscribe_url,
                   "-- \nYou get this because you subscribed. To stop these mails:\n");
}

/// The two fields by which a mail program takes a subscriber off.
std::string unsubscribe_fields(const std::string& url) {
  if (url.empty()) return {};
  return cat("List-Unsubscribe: <", url, ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
}

/// The From header: a bare name, a quoted one, or encoded words.
std::string sender(const Letter& letter) {
  const auto& name = letter.from_name;
  const auto address = cat("<", letter.from_address, ">");
  if (name.empty()) return letter.from_address;
  if (std::ranges::all_of(name, [](char c) { return is_letter_or_digit(c) || c == ' ' || c == '-'; }) &&
      name.size() < 60) {
    return cat(name, " ", address);
  }
  const bool is_ascii = std::ranges::all_of(name, [](char c) { return c >= ' ' && c < '\x7F'; });
  if (!is_ascii || name.size() > 60 || name.find("=?") != std::string::npos) {
    return cat(encoded_words(name), "\r\n ", address);
  }
  std::string quoted;
  for (const char c : name) quoted += (c == '"' || c == '\\') ? std::string{'\\', c} : std::string(1, c);
  return cat("\"", quoted, "\" ", address);
}

/// Within angle brackets in a header, on one line: so nothing that could end either.
Result<void> check_unsubscribe_url(std::string_view url) {
  if (url.empty()) return {};
  const bool is_web = url.starts_with("https://") || url.starts_with("http://");
  const bool is_plain = std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7F' && c != '<' && c != '>'; });
  if (is_web && is_plain && url.size() <= url_bytes) return {};
  return fail(Code::malformed, "the link to unsubscribe must be an http or https URL of at most 900 plain characters");
}

Result<void> check_letter(const Letter& letter) {
  TRY(check_mail_address(letter.from_address));
  TRY(check_mail_address(letter.to));
  TRY(check_field("sender's name", letter.from_name));
  TRY(check_field("subject", letter.subject));
  TRY(check_field("key", letter.key));
  TRY(check_unsubscribe_url(letter.unsubscribe_url));
  if (letter.key.empty() || letter.key.size() > 200)
    return fail(Code::malformed, "the key of a mail has 1 to 200 bytes");
  if (!is_token(letter.language) || !is_token(letter.status)) {
    return fail(Code::malformed, "the language and the status of a mail are plain words");
  }
  return {};
}

}  // namespace

Result<void> check_mail_address(std::string_view address) {
  const auto at = address.find('@');
  if (address.size() > address_bytes || at == std::string_view::npos || at == 0 || at > 64) {
    return fail(Code::malformed,
                "a mail address is written as name@domain, with at most 64 letters in the name and 254 in all");
  }
  const auto local = address.substr(0, at);
  const auto domain = address.substr(at + 1);
  if (!std::ranges::all_of(local, is_local_letter) || !has_sound_dots(local)) {
    return fail(Code::malformed,
                "the part of the mail address before the @ has a character or a dot that is not taken");
  }
  if (domain.empty() || !std::ranges::all_of(domain, is_domain_letter) || !has_sound_dots(domain) ||
      domain.starts_with('-')) {
    return fail(Code::malformed, "the part after the @ must be a domain; write an international one in its xn-- form");
  }
  return {};
}

Result<std::string> write_letter(const Letter& letter) {
  TRY(check_letter(letter));
  auto out = cat("Date: ", mail_date(letter.at), "\r\nFrom: ", sender(letter), "\r\nTo: ", letter.to,
                 "\r\nSubject: ", header_text("Subject", marked_subject(letter)),
                 "\r\nMessage-ID: ", message_id(letter), "\r\nAuto-Submitted: auto-generated\r\n");
  if (!letter.status.empty()) out += cat("X-Heed-Status: ", letter.status, "\r\n");
  if (!letter.language.empty()) out += cat("Content-Language: ", letter.language, "\r\n");
  out += unsubscribe_fields(letter.unsubscribe_url);
  out +=
      cat("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
          "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
          quoted_printable(body_text(letter)));
  return out;
}

}  // namespace heed::email
