#pragma once
// All systems of geocodes that are there, each read when it is first asked for.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "lib/area/geocodes/system.h"

namespace heed::geocodes {

/// A code found by its name.
struct Match {
  std::string system;
  std::string code;
  std::string name;
  HEED_FIELDS(Match, system, code, name)
};

/// For one thread: a question may read a file.
class Table {
 public:
  /// The systems that there are now: their names, as their heads say them, each with what changes with its file.
  using List = std::function<std::map<std::string, std::string>()>;
  /// The text of a system's file.
  using Read = std::function<Result<std::string>(const std::string& system)>;
  /// `list` is called at every question, so that what is imported meanwhile is there; `read` once for each system, when
  /// it is first asked for and again when it has changed.
  Table(List list, Read read);
  /// The same for systems that stay as they are.
  Table(const std::vector<std::string>& systems, Read read);

  [[nodiscard]] std::vector<std::string> systems();
  /// However it is written: "ISO 3166-1" is ISO3166-1. NUTS1, NUTS2 and NUTS3 are NUTS where they are no files of their
  /// own, and a place that is found by such a name keeps it. Errors: not_found, at "system"; unavailable; what is wrong
  /// with the file, which is then read again at the next question. The system is there until the next question.
  [[nodiscard]] Result<const System*> system(std::string_view name);

  /// SAME (and FIPS6) is answered by FIPS: "006037" is the county 06037, and so is any part of it ("106037");
  /// "006000" is the whole state, and "000000" the whole country. Errors: as `system`, and System::find.
  [[nodiscard]] Result<Place> find(std::string_view system, std::string_view code);

  /// Codes whose name contains `text`, or that are `text`: the nearest ones first, `most` at most; in one system, or in
  /// all of them. Case and accents do not matter.
  [[nodiscard]] Result<std::vector<Match>> search(std::string_view text, std::size_t most,
                                                  std::string_view system = {});

 private:
  /// Asks which systems there are, and forgets what was read of those that have changed.
  void refresh();
  [[nodiscard]] const std::string* name_of(std::string_view written) const;
  [[nodiscard]] Result<const System*> read(std::string_view name);
  [[nodiscard]] Result<Place> find_same(std::string_view code);

  List list_;
  Read read_;
  std::map<std::string, std::string> there_;  ///< as `list_` gave it last
  std::map<std::string, System> loaded_;
};

/// The place's area widened by a margin: its own, which makes up for how far its outline may be from the true one, or
/// `margin_km`. Errors: as buffer::widened.
[[nodiscard]] Result<area::Area> resolve(const Place& place, std::optional<double> margin_km = std::nullopt);

}  // namespace heed::geocodes
