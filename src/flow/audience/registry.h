#pragma once
// Everybody who was ever registered, packed: some 150 bytes for each, so that ten million fit into one hub.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "flow/audience/entries.h"
#include "lib/columns/columns.h"
#include "lib/pack/packer.h"
#include "lib/pack/shape.h"
#include "lib/pages/pages.h"

namespace heed::audience {

struct Registration {
  Recipient recipient;
  std::optional<std::string> retired;  ///< why it is no longer told anything
  record::Ref entry;
  HEED_FIELDS(Registration, recipient, retired, entry)
};

/// A recipient's place in the order of first registration, from 0. It never changes and is never given twice.
using Number = std::uint32_t;

/// What tells one registry from another: how many it holds, and its fingerprint.
struct Identity {
  std::uint64_t size = 0;
  std::uint64_t fingerprint = 0;
  HEED_FIELDS(Identity, size, fingerprint)
};

/// A map from names to registrations that keeps their packed form, and unpacks what is asked for (about a microsecond).
///
/// A copy shares the records: it is cheap, and another thread may read it while the original goes on.
class Registry {
 public:
  [[nodiscard]] std::size_t size() const { return where_.size(); }
  [[nodiscard]] bool contains(const RecipientId& id) const { return number_of(id).has_value(); }
  [[nodiscard]] std::optional<Number> number_of(const RecipientId& id) const;
  [[nodiscard]] std::optional<Registration> find(const RecipientId& id) const;
  /// Requires: number < size().
  [[nodiscard]] Registration at(Number number) const;
  /// The name alone, which lies in front. Requires: number < size().
  [[nodiscard]] std::string_view id_at(Number number) const;

  /// Adds a registration, or replaces the one of the same recipient.
  Number put(const Registration& registration);

  /// Calls visit(number, registration) in the order of first registration.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (Number number = 0; number < size(); ++number) visit(number, at(number));
  }

  /// Of the packed records and what was replaced and is still there.
  [[nodiscard]] std::size_t bytes() const { return live_bytes_ + dead_bytes_; }

  /// A number that changes with everything that is registered, and with nothing else: what was derived from a registry
  /// of this fingerprint is right for this one. No proof against whoever makes registries up.
  [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_; }
  [[nodiscard]] Identity identity() const { return {size(), fingerprint_}; }

  bool operator==(const Registry& other) const;

  /// An empty registry that stands for this one, which is kept elsewhere: it packs itself as this one's identity.
  [[nodiscard]] Registry promise() const;
  /// Of the registry that it stands for; nothing for one that stands for itself.
  [[nodiscard]] const std::optional<Identity>& promised() const { return promised_; }

  /// How it packs itself. `read_packed` takes the records as they are: a snapshot's hash vouches for them.
  void write_packed(std::string& out) const;
  bool read_packed(pack::Reader& reader);
  static std::string packed_shape() { return "registry 2" + pack::shape<Registration>(); }

  /// Writes itself as columns that `over` makes a registry of again without looking at its names.
  [[nodiscard]] Result<void> save(columns::Writer& out) const;
  static constexpr std::size_t columns = 3;
  /// A registry over such columns, which must outlive it and its copies. Errors: corrupt, when they do not belong
  /// together.
  [[nodiscard]] static Result<Registry> over(std::span<const std::span<std::byte>> saved, const Identity& identity);

 private:
  /// Where a record lies.
  struct Where {
    std::uint32_t chunk = 0;
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
  };
  /// Records one after another, which are never moved and never changed.
  struct Chunk {
    const char* bytes = nullptr;
    std::shared_ptr<char[]> own;  ///< none: they lie in saved columns
  };
  /// What is left of the last chunk. Why a copy has none: two that share a chunk must not both write into it.
  struct Room {
    std::size_t used = 0;
    std::size_t left = 0;
    Room() = default;
    Room(const Room&) {}
    Room(Room&& other) noexcept : used(std::exchange(other.used, 0)), left(std::exchange(other.left, 0)) {}
    Room& operator=(Room other) {
      used = other.used;
      left = other.left;
      return *this;
    }
    ~Room() = default;
  };

  [[nodiscard]] std::string_view record(Where where) const;
  [[nodiscard]] std::string_view record(Number number) const { return record(where_[number]); }
  [[nodiscard]] std::size_t seat_of(std::string_view id) const;
  [[nodiscard]] Where keep(std::string_view record);
  /// Fetches what adding these records will look at.
  void prefetch(std::span<const std::string_view> records) const;
  /// Takes in a record whose name is new.
  bool add(std::string_view record);
  void grow();
  void drop_garbage();

  template <class T>
  using Large = std::vector<T, pages::Allocator<T>>;

  std::vector<Chunk> chunks_;
  Room room_;
  Large<Where> where_;          ///< by number
  Large<std::uint32_t> seats_;  ///< open addressing by name: number + 1, or 0; a power of two of them
  std::size_t live_bytes_ = 0;
  std::size_t dead_bytes_ = 0;  ///< of records that were replaced
  std::uint64_t fingerprint_ = 0;
  std::optional<Identity> promised_;
};

}  // namespace heed::audience
