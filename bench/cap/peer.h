#pragma once
// Private to this folder: libxml2, loaded when it is asked for.

#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::cap {

class Peer {
 public:
  /// `schema` may be empty. Errors: unavailable, not_found.
  static Result<std::unique_ptr<Peer>> load(const std::string& schema);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  /// Parses without network, entities or output. Whether it is well formed.
  [[nodiscard]] bool parse(std::string_view bytes) const;
  /// The same, and whether it is valid. Requires: a schema.
  [[nodiscard]] bool validate(std::string_view bytes) const;
  [[nodiscard]] bool has_schema() const { return schema_ != nullptr; }

 private:
  struct Calls;
  explicit Peer(std::unique_ptr<Calls> calls);

  std::unique_ptr<Calls> calls_;
  void* schema_ = nullptr;
};

}  // namespace heed::cap
