#pragma once
// Everybody who was ever registered, packed: some 150 bytes for each, so that ten million fit into one hub.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "flow/audience/entries.h"
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

/// A map from names to registrations that keeps their packed form, and unpacks what is asked for (about a microsecond).
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

  bool operator==(const Registry& other) const;

  /// How it packs itself. `read_packed` takes the records as they are: a snapshot's hash vouches for them.
  void write_packed(std::string& out) const;
  bool read_packed(pack::Reader& reader);
  static std::string packed_shape() { return "registry" + pack::shape<Registration>(); }

 private:
  /// Where a record lies.
  struct Where {
    std::uint32_t chunk = 0;
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
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

  std::vector<Large<char>> chunks_;  ///< records one after another; no chunk is ever moved
  Large<Where> where_;               ///< by number
  Large<std::uint32_t> seats_;       ///< open addressing by name: number + 1, or 0; a power of two of them
  std::size_t live_bytes_ = 0;
  std::size_t dead_bytes_ = 0;  ///< of records that were replaced
  std::uint64_t fingerprint_ = 0;
};

}  // namespace heed::audience
