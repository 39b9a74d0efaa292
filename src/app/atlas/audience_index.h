#pragma once
// The file beside the record from which a hub maps the index of its audience, instead of building it.

#include <span>
#include <string>

#include "flow/audience/state.h"

namespace heed::atlas {

/// Derived from the record: it may be deleted at any time, and a hub that cannot use it builds the index anew. It says
/// where people are, so only its owner may read it, and an erasure removes it.
class AudienceIndex {
 public:
  explicit AudienceIndex(std::string path) : path_(std::move(path)) {}
  ~AudienceIndex();
  AudienceIndex(const AudienceIndex&) = delete;
  AudienceIndex& operator=(const AudienceIndex&) = delete;

  /// The file's bytes, mapped privately: writes never reach the file. Empty where there is none, or it cannot be
  /// mapped. They stay there as long as this object, which therefore outlives the state.
  [[nodiscard]] std::span<std::byte> map();

  /// Takes the place of the file; whoever has it mapped keeps what it was. Errors: unavailable.
  [[nodiscard]] Result<void> save(const audience::State& recipients) const;

  /// Overwrites the file and removes it, for the sake of who was erased. Nothing where there is none.
  [[nodiscard]] Result<void> remove() const;

 private:
  std::string path_;
  std::span<std::byte> bytes_;
};

}  // namespace heed::atlas
