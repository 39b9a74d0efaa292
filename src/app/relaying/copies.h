#pragma once
// Derived copies as they were made: each is made once, and kept on the disk before anybody gets it.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/channel/feed/directory_feed.h"
#include "app/issuing/issuing.h"
#include "flow/report/heard/entries.h"
#include "lib/cap/alert.h"

namespace heed::relaying {

/// What one partner is to get of one alert.
struct Order {
  heard::Heard fact;
  std::string bytes;    ///< as they came
  std::string partner;  ///< its name
  std::string sender;   ///< in whose name copies are made
  /// Digests of what the alert names and the partner was given, in its order, in whichever form.
  std::vector<std::string> given;
  bool is_wanted = false;  ///< the partner is to get copies
  bool is_over = false;    ///< the original was ended: nobody begins with it any more
  bool is_live = true;     ///< this hub may speak as live
};

struct Copy {
  std::string bytes;
  std::string digest;  ///< SHA-256, base64url
};

/// The folder DATA/derived: `copies/IDENTIFIER.xml`, and `given/PARTNER/of.DIGEST`, which names the copy of the alert
/// with that digest that this partner was given, or was about to be given when the hub stopped.
/// Requires: used by one thread at a time.
class Copies {
 public:
  [[nodiscard]] static Result<Copies> open(std::string folder, issuing::SignAlert sign);

  /// The copy that the partner gets; nothing: it gets the alert as it came. Why that for a partner that wants copies:
  /// no valid copy can be made of it, which is logged, and a warning is worth more than its form; or it names what the
  /// partner was given as it came, and ends that only under the same names.
  /// Guarantees: the same copy each time, to the byte, also after a crash; what one identifier names never changes.
  /// Errors: refused, when the partner is to get neither; of the disk.
  [[nodiscard]] Result<std::optional<Copy>> make(const Order& order);

  /// Drops what was made of alerts that are not known any more, by their digests.
  void drop(const std::function<bool(const std::string& digest)>& is_known);

 private:
  Copies(std::string folder, feed::DirectoryFeed files, issuing::SignAlert sign)
      : folder_(std::move(folder)), files_(std::move(files)), sign_(std::move(sign)) {}
  /// What the partner was given a copy of, under the copy's name.
  [[nodiscard]] std::optional<cap::Reference> given(const std::string& partner, const std::string& digest) const;
  [[nodiscard]] Result<std::string> made(const Order& order, const std::vector<cap::Reference>& references);
  [[nodiscard]] std::string with_signature(std::string alert, const std::string& name) const;

  std::string folder_;
  feed::DirectoryFeed files_;
  issuing::SignAlert sign_;
};

}  // namespace heed::relaying
