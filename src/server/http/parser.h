#pragma once
// Private to this folder: bytes to one Request. Beast reads the grammar; here stand the rules on top of it.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/request.h"

namespace heed::http {

/// Why a request cannot be taken. `status` says more than the code where HTTP has a word of its own for it.
struct Fault {
  Error error;
  int status = 0;  ///< 0: as status_of(error.code)
};

class Parser {
 public:
  /// `header_limit`: bytes of the request line and the header fields together.
  explicit Parser(std::size_t header_limit);
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Takes what it can of `bytes` and returns how many. None taken and no fault: it needs more of them at once.
  [[nodiscard]] std::size_t take(std::string_view bytes);

  [[nodiscard]] bool has_header() const;
  [[nodiscard]] bool is_done() const;
  /// A faulty request is never read on: where it ends cannot be known.
  [[nodiscard]] const std::optional<Fault>& fault() const;

  /// Between header and body: more than this is a fault. A Content-Length that says so is one at once.
  void limit_body(std::size_t bytes);
  /// Whether the client may send another request afterwards.
  [[nodiscard]] bool keeps_alive() const;
  /// Whether the client waits for "100 Continue" before it sends the body.
  [[nodiscard]] bool expects_continue() const;
  /// The decoded pieces of the path, for the router.
  [[nodiscard]] const std::vector<std::string>& segments() const;
  [[nodiscard]] Request& request();

 private:
  class Grammar;
  std::unique_ptr<Grammar> grammar_;
};

/// Bytes that came and are not yet used. Grows while one piece needs to be seen whole.
class ReadBuffer {
 public:
  /// `largest`: the bytes that can wait at one time.
  explicit ReadBuffer(std::size_t largest) : bytes_(std::min(smallest, largest)), largest_(largest) {}

  [[nodiscard]] std::string_view view() const { return {bytes_.data() + from_, until_ - from_}; }
  [[nodiscard]] bool empty() const { return from_ == until_; }
  void drop(std::size_t count) { from_ += count; }

  /// Where the next bytes go; empty when `largest` bytes wait already.
  [[nodiscard]] std::span<char> room() {
    if (from_ > 0) {
      std::copy(bytes_.begin() + offset(from_), bytes_.begin() + offset(until_), bytes_.begin());
      until_ -= from_;
      from_ = 0;
    }
    // Why also after it was full once: a long body comes in fewer and larger pieces then.
    if (was_filled_ || until_ == bytes_.size()) bytes_.resize(std::min(bytes_.size() * 2, largest_));
    return std::span(bytes_).subspan(until_);
  }
  void add(std::size_t count) {
    until_ += count;
    was_filled_ = until_ == bytes_.size();
  }

 private:
  static constexpr std::size_t smallest = 4096;
  static std::ptrdiff_t offset(std::size_t position) { return static_cast<std::ptrdiff_t>(position); }

  std::vector<char> bytes_;
  std::size_t largest_;
  std::size_t from_ = 0;
  std::size_t until_ = 0;
  bool was_filled_ = false;
};

}  // namespace heed::http
