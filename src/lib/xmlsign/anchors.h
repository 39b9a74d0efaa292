#pragma once
// Certificates whose word is taken: of authorities, or of signers themselves.

#include <memory>
#include <string_view>

#include "core/result.h"

namespace heed::xmlsign {

inline constexpr std::size_t anchors_max = 1'000;

class Anchors {
 public:
  /// Certificates in PEM, one or more, text between them left out of account.
  /// Errors: malformed; too_large over anchors_max.
  [[nodiscard]] static Result<Anchors> read(std::string_view pem);
  Anchors(Anchors&&) noexcept;
  Anchors& operator=(Anchors&&) noexcept;
  ~Anchors();

  struct Kept;
  [[nodiscard]] Kept& kept() const { return *kept_; }

 private:
  explicit Anchors(std::unique_ptr<Kept> kept);
  std::unique_ptr<Kept> kept_;
};

}  // namespace heed::xmlsign
