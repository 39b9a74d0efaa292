#pragma once
// The files beside the record that a hub maps at a start: the register of recipients, and where they are.

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "flow/audience/state.h"

namespace heed::atlas {

/// Of each snapshot that is kept there is one image, named by the snapshot's entries: DATA/audience-SIZE.image. It is
/// derived from the record: without it a hub folds every entry, and that is all. It says who is where and how each is
/// reached, so only its owner may read it, and an erasure removes it.
class AudienceImages {
 public:
  explicit AudienceImages(std::string folder) : folder_(std::move(folder)) {}
  ~AudienceImages();
  AudienceImages(const AudienceImages&) = delete;
  AudienceImages& operator=(const AudienceImages&) = delete;

  /// The bytes of an image, mapped privately: writes never reach the file. Empty where there is none, or it cannot be
  /// mapped. They stay there as long as this object, which therefore outlives the state. Requires: called once.
  [[nodiscard]] std::span<std::byte> map(std::uint64_t size);

  /// An image half written.
  class Saving {
   public:
    Saving(std::string path, int file);
    ~Saving();
    Saving(const Saving&) = delete;
    Saving& operator=(const Saving&) = delete;
    /// Writes the rest, onto the disk, and puts the file in its place. Any thread may call it, once. Gives the image's
    /// size in bytes. Errors: unavailable.
    [[nodiscard]] Result<std::uint64_t> finish();

   private:
    friend AudienceImages;
    Result<void> write(std::span<const std::byte> piece);

    std::string path_;
    int file_;
    std::uint64_t written_ = 0;    ///< bytes
    bool is_finishing_ = false;    ///< on a thread that may wait for the disk
    audience::Registry register_;  ///< shares the records, as they were
    columns::Writer out_;
  };
  /// Begins the image of this instant: where people are is written at once, the register by Saving::finish. Errors:
  /// unavailable.
  [[nodiscard]] Result<std::unique_ptr<Saving>> save(const audience::State& recipients, std::uint64_t size) const;

  /// Removes every other image, for the snapshot of `size` is kept now. Whoever has one mapped keeps what it was.
  [[nodiscard]] Result<void> keep_only(std::uint64_t size) const;
  /// Overwrites every image and removes it, for the sake of who was erased. Nothing where there is none.
  [[nodiscard]] Result<void> remove() const;

 private:
  [[nodiscard]] std::string path_of(std::uint64_t size) const;
  /// Every file here that is an image, a half-written one, or an index as earlier versions kept it.
  [[nodiscard]] std::vector<std::string> all() const;

  std::string folder_;
  std::span<std::byte> mapped_;
};

}  // namespace heed::atlas
