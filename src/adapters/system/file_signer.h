#pragma once
// The hub's Ed25519 key, kept in a file that only its owner may read.

#include <memory>
#include <string>
#include <string_view>

#include "lib/digest/ed25519.h"
#include "ports/random.h"
#include "ports/signer.h"

namespace heed::system {

/// Any thread may call `sign`. The seed stays in memory as long as the signer lives.
class FileSigner final : public ports::Signer {
 public:
  /// Reads the file that create_signer_file wrote.
  /// Errors: not_found; refused when the file may be read by others than its owner; corrupt when it holds something
  /// else; unavailable when it cannot be read.
  [[nodiscard]] static Result<std::unique_ptr<FileSigner>> load(const std::string& path);

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] const std::string& public_key() const override { return pair_.public_key; }
  [[nodiscard]] std::string sign(std::string_view message) const override { return digest::sign(pair_, message); }

 private:
  FileSigner(std::string name, digest::KeyPair pair) : name_(std::move(name)), pair_(std::move(pair)) {}

  std::string name_;
  digest::KeyPair pair_;
};

/// Draws a key and writes it to a new file (0600). Guarantees: on return the file survives a crash; a file that is
/// there already is never touched (conflict), for a lost key cannot be had again. `name` must be a key name
/// (lib/merkle/note.h).
[[nodiscard]] Result<void> create_signer_file(const std::string& path, std::string_view name, ports::Random& random);
/// The same with the kernel's randomness.
[[nodiscard]] Result<void> create_signer_file(const std::string& path, std::string_view name);

}  // namespace heed::system
