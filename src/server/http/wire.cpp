#include "server/http/wire.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "core/text.h"

namespace heed::http {

namespace {

bool is_token(std::string_view name) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !name.empty() && std::ranges::all_of(name, is_allowed);
}

bool is_line(std::string_view value) {
  return std::ranges::none_of(value, [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7F; });
}

bool is_ours(std::string_view name) {
  return std::ranges::any_of(
      std::array<std::string_view, 4>{"Content-Length", "Transfer-Encoding", "Connection", "Date"},
      [&](std::string_view ours) { return is_same_word(ours, name); });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

std::string two_digits(unsigned number) { return cat(number < 10 ? "0" : "", number); }

}  // namespace

bool is_sendable(const Response& response) {
  return is_line(response.content_type) && std::ranges::all_of(response.headers, [](const auto& field) {
           return is_token(field.first) && is_line(field.second) && !is_ours(field.first);
         });
}

bool has_content(int status) { return status >= 200 && status != 204 && status != 304; }

void append_head(std::string& out, const Response& response, const Framing& framing) {
  out += cat("HTTP/1.1 ", response.status, " ", phrase(response.status), "\r\n");
  if (!framing.date.empty()) append_field(out, "Date", framing.date);
  if (!response.content_type.empty()) append_field(out, "Content-Type", response.content_type);
  // A stream has no length: it ends with the connection.
  if (!response.events && has_content(response.status)) append_field(out, "Content-Length", cat(response.body.size()));
  for (const auto& [name, value] : response.headers) append_field(out, name, value);
  for (const auto& [name, value] : security_headers()) {
    // Why the policy is sent in any case: of two, a browser keeps both, so a handler can only make it narrower.
    if (name != "Cache-Control" || response.header(name).empty()) append_field(out, name, value);
  }
  if (framing.persistence == Persistence::close) append_field(out, "Connection", "close");
  out += "\r\n";
}

std::string to_http_date(Instant instant) {
  static constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_time<Duration> point{Duration{instant.ms}};
  const auto day = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(point - day)};
  const auto count = [](auto span) { return static_cast<unsigned>(span.count()); };
  return cat(days[std::chrono::weekday{day}.c_encoding()], ", ", two_digits(unsigned{date.day()}), " ",
             months[unsigned{date.month()} - 1], " ", int{date.year()}, " ", two_digits(count(time.hours())), ":",
             two_digits(count(time.minutes())), ":", two_digits(count(time.seconds())), " GMT");
}

}  // namespace heed::http
