#pragma once
// Private to lib/json: turns the parser's events into one core::Value.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/basic_parser.hpp>

#include "core/result.h"
#include "core/value.h"

namespace heed::json {

/// The handler of boost::json::basic_parser. Values wait on one stack until the list or object that owns them ends, so
/// that each list is allocated once, in its final size.
class Builder {
 public:
  using Failure = boost::json::error_code;
  using Text = boost::json::string_view;
  static constexpr auto max_array_size = static_cast<std::size_t>(-1);
  static constexpr auto max_object_size = static_cast<std::size_t>(-1);
  static constexpr auto max_string_size = static_cast<std::size_t>(-1);
  static constexpr auto max_key_size = static_cast<std::size_t>(-1);

  /// The line of the events that come next.
  void set_line(std::uint32_t line) { line_ = line; }
  /// The finished document. Requires: the parser is done.
  [[nodiscard]] core::Value take() { return std::move(values_.back()); }
  /// Why an event was refused, if one was.
  [[nodiscard]] const std::optional<Error>& refusal() const { return refusal_; }

  bool on_document_begin(Failure&) { return true; }
  bool on_document_end(Failure&) { return true; }
  bool on_array_begin(Failure&) { return open(); }
  bool on_array_end(std::size_t count, Failure& failure);
  bool on_object_begin(Failure&) { return open(); }
  bool on_object_end(std::size_t count, Failure& failure);
  bool on_string_part(Text text, std::size_t, Failure&) { return keep(text); }
  bool on_string(Text text, std::size_t, Failure& failure) { return add(whole(text), line_, failure); }
  bool on_key_part(Text text, std::size_t, Failure&) { return keep(text); }
  bool on_key(Text text, std::size_t, Failure&);
  bool on_number_part(Text text, Failure&) { return keep(text); }
  bool on_int64(std::int64_t number, Text text, Failure& failure);
  bool on_uint64(std::uint64_t, Text text, Failure& failure) { return add_double(text, failure); }
  bool on_double(double, Text text, Failure& failure) { return add_double(text, failure); }
  bool on_bool(bool flag, Failure& failure) { return add(flag, line_, failure); }
  bool on_null(Failure& failure) { return add({}, line_, failure); }
  bool on_comment_part(Text, Failure&) { return true; }
  bool on_comment(Text, Failure&) { return true; }

 private:
  bool open();
  bool keep(Text text);
  std::string whole(Text last_part);
  bool add(core::Value value, std::uint32_t line, Failure& failure);
  bool add_double(Text text, Failure& failure);
  bool refuse(Code code, std::string detail, Failure& failure);

  std::uint32_t line_ = 1;
  std::size_t added_ = 0;
  std::vector<core::Value> values_;
  std::vector<std::string> names_;
  std::vector<std::uint32_t> opened_;  ///< the lines on which the open lists and objects began
  std::string part_;                   ///< the beginning of a text or number that came in several pieces
  std::optional<Error> refusal_;
};

}  // namespace heed::json
