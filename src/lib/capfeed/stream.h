#pragma once
// An endless stream of alerts, one after another on one connection, with nothing between them that says where one ends.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/capfeed/document.h"

namespace heed::capfeed {

/// What became of the bytes that were no alert.
struct StreamCounts {
  std::uint64_t skipped_bytes = 0;  ///< all that is not in an alert that was given out, blanks between alerts too
  std::uint64_t too_large = 0;      ///< alerts thrown away because of `alert_bytes`
  std::uint64_t cut_off = 0;        ///< alerts in which another began
  bool operator==(const StreamCounts&) const = default;
};

/// Cuts a stream into documents of one alert each. Make a new one for each connection.
///
/// A document goes from its XML declaration, or from the start tag of its root where it has none, to the end tag of
/// that root. The root is "alert" with or without a prefix. End tags in comments, CDATA sections and instructions do
/// not count. An alert never holds another, so a second start, or an XML declaration, means that the first was cut off:
/// it is thrown away and the second one is read.
///
/// Guarantees: gives the same documents and the same counts whatever pieces the stream comes in; holds at most
/// `alert_bytes` and what it gives out; looks at each byte a fixed number of times. Whether a document is well formed
/// is for its reader to say. Only encodings in which ASCII is ASCII can be cut; UTF-16 is skipped.
class Splitter {
 public:
  /// The documents that end in this piece, exactly as they came.
  [[nodiscard]] std::vector<std::string> take(std::string_view piece);

  [[nodiscard]] const StreamCounts& counts() const { return counts_; }
  /// Bytes of a document that has begun and not ended.
  [[nodiscard]] std::size_t pending_bytes() const { return held_.size(); }

 private:
  enum class At {
    between,      ///< no document has begun
    opening,      ///< "<" came, and what may be the beginning of a document
    text,         ///< in a document, outside markup; before the root there may be blanks only
    markup,       ///< "<" came
    exclamation,  ///< "<!" came, and not yet enough to tell what it is
    instruction,
    comment,
    cdata,
    declaration,  ///< "<!" and something else
    start_name,   ///< the name of an element
    start_tag,    ///< its attributes
    quoted,       ///< the value of one of them
    end_tag,
  };

  [[nodiscard]] std::size_t take_between(std::string_view piece);
  [[nodiscard]] std::size_t take_run(std::string_view piece);
  void take_byte(char c);
  void after_opening(char c);
  void after_markup(char c);
  void after_exclamation();
  void after_start_name(char c);
  void after_start_tag(char c);
  void begin_markup();
  void end_at(std::string_view end, std::size_t opened);
  void end_tag();
  void close();
  void cut_off();
  void give_up();

  [[nodiscard]] std::string_view markup() const { return std::string_view(held_).substr(mark_); }
  [[nodiscard]] bool is_before_root() const { return root_.empty(); }

  At at_ = At::between;
  std::string held_{};    ///< the document so far, or the few bytes that may begin one
  std::size_t mark_ = 0;  ///< where the markup that is being read begins in `held_`
  std::string root_{};    ///< the name of the root, with its prefix; empty before it came
  char quote_ = '"';
  std::vector<std::string> done_{};
  StreamCounts counts_{};
};

}  // namespace heed::capfeed
