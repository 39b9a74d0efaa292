#include "core/codec.h"

namespace heed::core {
namespace codec_detail {

std::unexpected<Error> wrong_form(std::string_view wanted, const Value& got) {
  return fail(Code::malformed, cat("this must be ", wanted, ", and is ", got.form()));
}

std::unexpected<Error> absent(std::string_view name, const Value& owner) {
  return fail(at_line(Error{Code::malformed, "this field is required and is missing", std::string(name)}, owner));
}

Result<void> only(const Value& object, const std::vector<std::string_view>& names) {
  for (const auto& [name, member] : *object.object()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::vector<std::string> known(names.begin(), names.end());
    const auto detail = cat("there is no such field here; the fields are ", listed(known));
    return fail(at_line(Error{Code::malformed, detail, name}, member));
  }
  return {};
}

Error at_line(Error error, const Value& value) {
  const bool has_line = error.detail.find(" (line ") != std::string::npos;
  if (value.line > 0 && !has_line) error.detail += cat(" (line ", value.line, ")");
  return error;
}

}  // namespace codec_detail

using codec_detail::wrong_form;

Result<std::string> Codec<std::string>::read(const Value& value) {
  if (value.text() == nullptr) return wrong_form("a text", value);
  if (value.text()->size() > limits::text_bytes) {
    return fail(Code::too_large, cat("a text may have at most ", limits::text_bytes, " bytes"));
  }
  if (!is_clean_utf8(*value.text())) {
    return fail(Code::malformed, "this text is not valid UTF-8 or holds control characters; paste it as plain text");
  }
  return *value.text();
}

Result<bool> Codec<bool>::read(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag;
  return wrong_form("true or false", value);
}

Result<std::int64_t> Codec<std::int64_t>::read(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value.data)) return *number;
  return wrong_form("a whole number", value);
}

Result<std::uint64_t> Codec<std::uint64_t>::read(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value.data);
  if (number == nullptr || *number < 0) return wrong_form("a whole number from 0", value);
  return static_cast<std::uint64_t>(*number);
}

Result<double> Codec<double>::read(const Value& value) {
  if (const auto* number = std::get_if<double>(&value.data)) return *number;
  if (const auto* number = std::get_if<std::int64_t>(&value.data)) return static_cast<double>(*number);
  return wrong_form("a number", value);
}

Result<Instant> Codec<Instant>::read(const Value& value) {
  if (value.text() == nullptr) return wrong_form("a time", value);
  return parse_instant(*value.text());
}

Result<Duration> Codec<Duration>::read(const Value& value) {
  if (value.text() == nullptr) return wrong_form("a span of time", value);
  return parse_duration(*value.text());
}

namespace {
struct Bounds {
  Instant from;
  Instant until;
  HEED_FIELDS(Bounds, from, until)
};
}  // namespace

Value Codec<Interval>::write(const Interval& value) { return to_value(Bounds{value.from, value.until}); }

Result<Interval> Codec<Interval>::read(const Value& value) {
  TRY(const auto bounds, from_value<Bounds>(value));
  if (bounds.until <= bounds.from) return fail(Code::invalid, "this must end after it begins", "until");
  return Interval{bounds.from, bounds.until};
}

}  // namespace heed::core
