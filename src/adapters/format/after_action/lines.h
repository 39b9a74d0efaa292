#pragma once
// Private to this folder: lines for a terminal, broken between words.

#include <cstddef>
#include <string>
#include <string_view>

namespace heed::after_action {

class Lines {
 public:
  explicit Lines(std::size_t columns) : columns_(columns) {}

  void title(std::string_view text);
  /// A heading with a line of dashes under it.
  void section(std::string_view text);
  /// A paragraph that begins at `indent`; its further lines stand two columns deeper. Line breaks and runs of spaces in
  /// `text` become one space, and control characters nothing: what somebody wrote cannot move the cursor.
  void item(std::size_t indent, std::string_view text);
  void blank() { out_ += '\n'; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::size_t columns_;
  std::string out_;
};

}  // namespace heed::after_action
