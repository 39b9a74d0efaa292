#include "lib/json/builder.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <span>

#include "core/limits.h"
#include "core/text.h"

namespace heed::json {
namespace {

/// At most about 60 bytes of a name, cut between characters.
std::string_view shortened(std::string_view name) {
  std::size_t end = std::min<std::size_t>(name.size(), 60);
  while (end < name.size() && end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return name.substr(0, end);
}

/// The index of a name that stood before in the same object, or nothing.
std::optional<std::size_t> repeated(std::span<const std::string> names) {
  // Why two ways: nearly all objects are small, and there comparing each with each needs no memory; a large one must
  // not cost the square of its size.
  if (names.size() <= 16) {
    for (std::size_t i = 1; i < names.size(); ++i) {
      const auto before = names.first(i);
      if (std::find(before.begin(), before.end(), names[i]) != before.end()) return i;
    }
    return std::nullopt;
  }
  std::vector<std::size_t> order(names.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return std::tie(names[a], a) < std::tie(names[b], b); });
  const auto same = [&](auto a, auto b) { return names[a] == names[b]; };
  const auto pair = std::adjacent_find(order.begin(), order.end(), same);
  if (pair == order.end()) return std::nullopt;
  return *std::next(pair);
}

}  // namespace

bool Builder::open() {
  opened_.push_back(line_);
  return true;
}

bool Builder::keep(Text text) {
  part_.append(text.data(), text.size());
  return true;
}

std::string Builder::whole(Text last_part) {
  if (part_.empty()) return {last_part.data(), last_part.size()};
  keep(last_part);
  return std::exchange(part_, {});
}

bool Builder::refuse(Code code, std::string detail, Failure& failure) {
  refusal_ = Error{code, std::move(detail)};
  failure = boost::json::error::input_error;
  return false;
}

bool Builder::add(core::Value value, std::uint32_t line, Failure& failure) {
  // The document itself is neither a member nor an element, hence the one more.
  if (++added_ > limits::value_items + 1) {
    const auto detail = cat("a document may have at most ", limits::value_items, " members and elements; split it");
    return refuse(Code::too_large, cat("line ", line_, ": ", detail), failure);
  }
  values_.push_back(std::move(value));
  values_.back().line = line;
  return true;
}

bool Builder::on_int64(std::int64_t number, Text, Failure& failure) {
  part_.clear();
  return add(number, line_, failure);
}

bool Builder::add_double(Text text, Failure& failure) {
  // Why not the parser's own double: Boost 1.81 is off by one unit in the last place for many numbers, and a number
  // must come back as it was written.
  const std::string_view digits{text.data(), text.size()};
  double number = 0;
  std::errc outcome{};
  const auto read = [&](std::string_view all) {
    outcome = std::from_chars(all.data(), all.data() + all.size(), number).ec;
  };
  part_.empty() ? read(digits) : read(whole(text));
  if (outcome != std::errc{} || !std::isfinite(number)) {
    const auto where = cat("line ", line_, ": ");
    return refuse(Code::malformed, where + "this number is too large or too small for a double; write it as a text",
                  failure);
  }
  return add(number, line_, failure);
}

bool Builder::on_key(Text text, std::size_t, Failure&) {
  names_.push_back(whole(text));
  return true;
}

bool Builder::on_array_end(std::size_t count, Failure& failure) {
  const auto first = values_.end() - static_cast<std::ptrdiff_t>(count);
  core::Array elements(std::make_move_iterator(first), std::make_move_iterator(values_.end()));
  values_.erase(first, values_.end());
  const auto line = opened_.back();
  opened_.pop_back();
  return add(std::move(elements), line, failure);
}

bool Builder::on_object_end(std::size_t count, Failure& failure) {
  const auto first = values_.end() - static_cast<std::ptrdiff_t>(count);
  const auto names = std::span(names_).last(count);
  if (const auto twice = repeated(names)) {
    const auto line = first[static_cast<std::ptrdiff_t>(*twice)].line;
    const auto detail =
        cat("the member \"", shortened(names[*twice]), "\" stands twice in one object; keep one of them");
    return refuse(Code::malformed, cat("line ", line, ": ", detail), failure);
  }
  core::Object members;
  members.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    members.emplace_back(std::move(names[i]), std::move(first[static_cast<std::ptrdiff_t>(i)]));
  }
  values_.erase(first, values_.end());
  names_.resize(names_.size() - count);
  const auto line = opened_.back();
  opened_.pop_back();
  return add(std::move(members), line, failure);
}

}  // namespace heed::json
