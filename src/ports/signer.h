#pragma once
// The door to the hub's Ed25519 key.

#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::ports {

class Signer {
 public:
  virtual ~Signer() = default;
  /// The name that signatures carry: a schema-less URL without '+' and spaces; also the log's origin.
  [[nodiscard]] virtual const std::string& name() const = 0;
  /// 32 bytes.
  [[nodiscard]] virtual const std::string& public_key() const = 0;
  /// 64 bytes over exactly these bytes.
  [[nodiscard]] virtual std::string sign(std::string_view message) const = 0;
};

/// The keys of a record. Why two: who steals the one that writes entries cannot sign another history of the log.
struct Keys {
  const Signer& log;     ///< signs checkpoints
  const Signer& issuer;  ///< signs leaves; its name is the log's and "/issuer"
};

}  // namespace heed::ports
