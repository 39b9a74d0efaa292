#include "lib/capfeed/stream.h"

#include <algorithm>
#include <utility>

namespace heed::capfeed {
namespace {

/// Of the root, with its prefix. No longer one is in use, and what may begin a document stays small.
constexpr std::size_t name_bytes = 100;

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr bool ends_name(char c) { return is_blank(c) || c == '>' || c == '/'; }

/// "alert", or with a prefix.
bool is_root(std::string_view name) {
  const auto colon = name.find(':');
  return (colon == std::string_view::npos ? name : name.substr(colon + 1)) == "alert" && colon != 0;
}

/// The beginning of an XML declaration; "<?xml-stylesheet" is none.
bool is_declaration(std::string_view markup) {
  return markup.size() == 6 && markup.starts_with("<?xml") && is_blank(markup.back());
}

}  // namespace

std::vector<std::string> Splitter::take(std::string_view piece) {
  while (!piece.empty()) {
    if (at_ == At::between) {
      piece.remove_prefix(take_between(piece));
      continue;
    }
    const auto run = take_run(piece);
    piece.remove_prefix(run);
    if (run == 0) {
      const char c = piece.front();
      piece.remove_prefix(1);
      held_ += c;
      take_byte(c);
    }
    if (held_.size() > alert_bytes) give_up();
  }
  return std::exchange(done_, {});
}

/// How many bytes are done with: those before the next "<", and itself.
std::size_t Splitter::take_between(std::string_view piece) {
  const auto open = piece.find('<');
  if (open == std::string_view::npos) {
    counts_.skipped_bytes += piece.size();
    return piece.size();
  }
  counts_.skipped_bytes += open;
  held_ = "<";
  mark_ = 0;
  at_ = At::opening;
  return open + 1;
}

/// The long ways in one step: up to the byte that may change something. One byte over the limit is enough to be over.
std::size_t Splitter::take_run(std::string_view piece) {
  char stop = 0;
  if (at_ == At::text && !is_before_root()) stop = '<';
  if (at_ == At::comment || at_ == At::cdata) stop = '>';
  if (stop == 0) return 0;
  const auto room = alert_bytes + 1 - held_.size();
  const auto run = std::min({piece.find(stop), piece.size(), room});
  held_ += piece.substr(0, run);
  return run;
}

void Splitter::take_byte(char c) {
  switch (at_) {
    case At::between: return;
    case At::opening: return after_opening(c);
    case At::text:
      if (c == '<') return begin_markup();
      if (is_before_root() && !is_blank(c)) give_up();
      return;
    case At::markup: return after_markup(c);
    case At::exclamation: return after_exclamation();
    case At::instruction:
      if (is_declaration(markup()) && mark_ > 0) return cut_off();
      return end_at("?>", 2);
    case At::comment: return end_at("-->", 4);
    case At::cdata: return end_at("]]>", 9);
    case At::declaration: return end_at(">", 2);
    case At::start_name: return after_start_name(c);
    case At::start_tag: return after_start_tag(c);
    case At::quoted:
      if (c == '<') return begin_markup();
      if (c == quote_) at_ = At::start_tag;
      return;
    case At::end_tag:
      if (c == '<') return begin_markup();
      if (c == '>') end_tag();
      return;
  }
}

/// Either this begins a document, or it may still, or it does not.
void Splitter::after_opening(char c) {
  if (c == '<') {
    counts_.skipped_bytes += held_.size() - 1;
    held_ = "<";
    return;
  }
  if (is_declaration(held_)) {
    at_ = At::instruction;
    return;
  }
  const bool may_be_declaration = std::string_view("<?xml").starts_with(held_);
  if (may_be_declaration) return;
  if (ends_name(c) && is_root(std::string_view(held_).substr(1, held_.size() - 2))) {
    at_ = At::start_name;
    return after_start_name(c);
  }
  if (ends_name(c) || held_.size() > name_bytes) give_up();
}

/// "<" is in `held_`, and whatever was being read there ends with it: it can stand in no tag, not in quotes either.
void Splitter::begin_markup() {
  mark_ = held_.size() - 1;
  at_ = At::markup;
}

void Splitter::after_markup(char c) {
  if (c == '<') return begin_markup();
  if (c == '?') {
    at_ = At::instruction;
  } else if (c == '!') {
    at_ = At::exclamation;
  } else if (c == '/') {
    at_ = At::end_tag;
  } else {
    at_ = At::start_name;
    if (ends_name(c)) after_start_name(c);
  }
}

void Splitter::after_exclamation() {
  const auto so_far = markup();
  constexpr std::string_view comment = "<!--";
  constexpr std::string_view cdata = "<![CDATA[";
  if (so_far == comment) {
    at_ = At::comment;
  } else if (so_far == cdata) {
    at_ = At::cdata;
  } else if (!comment.starts_with(so_far) && !cdata.starts_with(so_far)) {
    at_ = At::declaration;
    end_at(">", 2);
  }
}

/// Ends what began at `mark_`, with `opened` bytes, when `end` came after those.
void Splitter::end_at(std::string_view end, std::size_t opened) {
  const auto so_far = markup();
  if (so_far.size() >= opened + end.size() && so_far.ends_with(end)) at_ = At::text;
}

void Splitter::after_start_name(char c) {
  if (c == '<') return begin_markup();
  if (!ends_name(c)) return;
  const auto name = markup().substr(1, markup().size() - 2);
  if (is_before_root()) {
    if (!is_root(name) || name.size() > name_bytes) return give_up();
    root_ = name;
  } else if (name == root_) {
    return cut_off();
  }
  at_ = At::start_tag;
  after_start_tag(c);
}

void Splitter::after_start_tag(char c) {
  if (c == '<') return begin_markup();
  if (c == '"' || c == '\'') {
    quote_ = c;
    at_ = At::quoted;
  } else if (c == '>') {
    at_ = At::text;
    // Why the length: an alert that is empty ends with its start tag, and only the root's is the first markup then.
    const bool is_root_itself = markup().substr(1).starts_with(root_) && ends_name(markup()[root_.size() + 1]);
    if (is_root_itself && markup().ends_with("/>")) close();
  }
}

void Splitter::end_tag() {
  auto name = markup().substr(2, markup().size() - 3);
  while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
  at_ = At::text;
  if (is_before_root()) return give_up();
  if (name == root_) close();
}

/// `held_` is a whole document.
void Splitter::close() {
  if (held_.size() > alert_bytes) return give_up();
  done_.push_back(std::exchange(held_, {}));
  root_.clear();
  at_ = At::between;
}

/// Another document begins at `mark_`.
void Splitter::cut_off() {
  if (!is_before_root()) ++counts_.cut_off;
  counts_.skipped_bytes += mark_;
  held_.erase(0, mark_);
  mark_ = 0;
  root_.clear();
  at_ = is_declaration(held_) ? At::instruction : At::start_name;
  if (at_ == At::start_name) after_start_name(held_.back());
}

/// What is held begins no document that can be given out.
void Splitter::give_up() {
  if (!is_before_root()) ++counts_.too_large;
  counts_.skipped_bytes += held_.size();
  held_ = {};
  root_.clear();
  at_ = At::between;
}

}  // namespace heed::capfeed
