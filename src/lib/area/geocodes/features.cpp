#include "lib/area/geocodes/features.h"

#include "core/limits.h"
#include "core/text.h"
#include "lib/area/geocodes/system.h"

namespace heed::geocodes {
namespace {

constexpr std::string_view blank = " \t\r\n\x1e";  // RFC 8142 begins each text with a record separator

/// Walks over JSON by its brackets and strings.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  /// The next character that is not blank; 0 at the end.
  char peek() {
    while (at_ < text_.size() && blank.find(text_[at_]) != std::string_view::npos) step();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  void step() {
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::size_t line() const { return line_; }

  /// The text of the value that begins here: up to its closing bracket or quote, or for anything else to the next comma
  /// or bracket.
  Result<Feature> value() {
    const auto first = at_;
    const auto line = line_;
    const char opening = peek();
    if (opening == '"') {
      TRY(skip_text());
    } else if (opening == '{' || opening == '[') {
      TRY(skip_brackets());
    } else {
      while (at_ < text_.size() && std::string_view(",]}").find(text_[at_]) == std::string_view::npos) step();
    }
    return Feature{text_.substr(first, at_ - first), line};
  }

  [[nodiscard]] std::unexpected<Error> wrong(std::string_view detail) const {
    return fail(Code::malformed, std::string(detail), cat("line ", line_));
  }

 private:
  Result<void> skip_text() {
    for (step(); at_ < text_.size() && text_[at_] != '"'; step()) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) step();
    }
    if (at_ == text_.size()) return wrong("a text is not closed");
    step();
    return {};
  }

  Result<void> skip_brackets() {
    std::size_t depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        TRY(skip_text());
        continue;
      }
      step();
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return {};
    }
    return wrong("a bracket is not closed");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

Result<void> add(std::vector<Feature>& features, Feature feature) {
  if (features.size() == rows_max) {
    return fail(Code::too_large, cat("a file may have at most ", rows_max, " features"));
  }
  features.push_back(feature);
  return {};
}

/// The elements of the list that begins here.
Result<std::vector<Feature>> elements(Walk& walk) {
  std::vector<Feature> out;
  walk.step();
  if (walk.peek() == ']') {
    walk.step();
    return out;
  }
  while (true) {
    if (walk.peek() != '{') return walk.wrong("a feature is wanted here");
    TRY(const auto feature, walk.value());
    TRY(add(out, feature));
    const char next = walk.peek();
    if (next == '\0') return walk.wrong("the list of features is not closed");
    walk.step();
    if (next == ']') return out;
    if (next != ',') return walk.wrong("a comma is wanted between features");
  }
}

/// Looks for a member "features" of the object that the text begins with; none: it is no collection.
Result<Collection> cut_collection(std::string_view text) {
  Walk walk(text);
  Collection out;
  if (walk.peek() != '{') return out;
  walk.step();
  while (walk.peek() == '"') {
    TRY(const auto name, walk.value());
    if (walk.peek() != ':') return walk.wrong("a colon is wanted after a name");
    walk.step();
    if (walk.peek() == '[' && name.text == "\"features\"") {
      const auto first = walk.at();
      TRY(out.features, elements(walk));
      out.frame = cat(text.substr(0, first), "[]", text.substr(walk.at()));
      return out;
    }
    TRY(walk.value());
    if (walk.peek() == ',') walk.step();
  }
  return out;
}

}  // namespace

Result<Collection> cut(std::string_view text) {
  if (text.size() > limits::import_bytes) {
    return fail(Code::too_large, cat("a file may have at most ", limits::import_bytes, " bytes"));
  }
  TRY(auto collection, cut_collection(text));
  if (!collection.frame.empty()) return collection;
  Walk walk(text);
  while (walk.peek() == '{') {
    TRY(const auto feature, walk.value());
    TRY(add(collection.features, feature));
  }
  if (walk.peek() != '\0') return walk.wrong("a GeoJSON feature is wanted here");
  return collection;
}

}  // namespace heed::geocodes
