#include "lib/websub/request.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "core/text.h"

namespace heed::websub {
namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view known[] = {"hub.mode", "hub.callback", "hub.topic", "hub.lease_seconds", "hub.secret"};

std::optional<unsigned> digit_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

/// "a%20b+c" as text; nothing where a % stands alone.
std::optional<std::string> decoded(std::string_view encoded) {
  std::string text;
  for (std::size_t at = 0; at < encoded.size(); ++at) {
    if (encoded[at] != '%') {
      text += encoded[at] == '+' ? ' ' : encoded[at];
      continue;
    }
    if (at + 2 >= encoded.size()) return std::nullopt;
    const auto high = digit_of(encoded[at + 1]);
    const auto low = digit_of(encoded[at + 2]);
    if (!high || !low) return std::nullopt;
    text += static_cast<char>(*high * 16 + *low);
    at += 2;
  }
  return text;
}

bool is_plain(std::string_view text) {
  return core::is_clean_utf8(text) && text.find_first_of("\t\n\r") == std::string_view::npos;
}

/// The fields that are known, each at most once.
Result<Fields> read_fields(std::string_view form) {
  Fields fields;
  while (!form.empty()) {
    const auto pair = form.substr(0, form.find('&'));
    form.remove_prefix(std::min(pair.size() + 1, form.size()));
    const auto equals = pair.find('=');
    const auto name = decoded(pair.substr(0, equals));
    if (!name || std::ranges::find(known, *name) == std::end(known)) continue;
    auto value = decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
    if (!value || !is_plain(*value)) {
      return fail(Code::malformed, "it must be percent-encoded UTF-8 without control characters", *name);
    }
    if (!fields.emplace(*name, *std::move(value)).second) return fail(Code::malformed, "it stands twice", *name);
  }
  return fields;
}

Result<std::string> needed(Fields& fields, const std::string& name) {
  auto& value = fields[name];
  if (value.empty()) return fail(Code::malformed, "it must be given", name);
  return std::move(value);
}

Result<std::string> address(Fields& fields, const std::string& name) {
  TRY(auto url, needed(fields, name));
  if (url.size() > url_bytes) {
    return fail(Code::too_large, cat("it may have at most ", url_bytes, " bytes"), name);
  }
  // Why no blank and no quote: the address goes into a request line, and into a Link header.
  if (url.find_first_of(" \"<>\\^`{|}") != std::string::npos) {
    return fail(Code::malformed, "an address has no blanks, quotes or brackets of that kind", name);
  }
  return url;
}

/// A positive whole number of seconds, brought within the limits.
Result<Duration> lease_of(const std::string& text) {
  if (text.empty()) return lease_default;
  const bool is_number = text.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number || text.find_first_not_of('0') == std::string::npos) {
    return fail(Code::malformed, "it must be a whole number of seconds above 0", "hub.lease_seconds");
  }
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const std::int64_t most = lease_max.count() / 1000;
  seconds = error == std::errc{} ? std::min(seconds, most) : most;
  return std::max(Duration{seconds * 1000}, lease_min);
}

}  // namespace

Result<Request> read_request(std::string_view form) {
  TRY(auto fields, read_fields(form));
  Request request;
  TRY(const auto mode, needed(fields, "hub.mode"));
  const auto parsed = core::parse_word<Mode>(mode);
  if (!parsed) return fail(parsed.error().code, parsed.error().detail, "hub.mode");
  request.mode = *parsed;
  TRY(request.callback, address(fields, "hub.callback"));
  if (request.callback.contains('#')) {
    return fail(Code::malformed, "it may have no fragment (#): what is appended would stand behind it", "hub.callback");
  }
  TRY(request.topic, address(fields, "hub.topic"));
  if (request.mode == Mode::unsubscribe) return request;  // the others "MUST be ignored" then
  TRY(request.lease, lease_of(fields["hub.lease_seconds"]));
  request.secret = std::move(fields["hub.secret"]);
  if (request.secret.size() > secret_bytes) {
    return fail(Code::too_large, cat("it must have less than ", secret_bytes + 1, " bytes"), "hub.secret");
  }
  return request;
}

}  // namespace heed::websub
