#pragma once
// One system of geocodes (ISO 3166-1, FIPS, NUTS …) as a file holds it: a head line, and one line for each code.
//
//   {"system":"NUTS","title":"Regions of Europe","source":"Eurostat GISCO 2024","margin_km":0.5}
//   {"code":"FR101","name":"Paris","also":["FR-75"],"other_names":["Paname"],"area":{"polygons":["48.8,2.2 …"]}}

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/codec.h"
#include "core/result.h"
#include "lib/area/area.h"

namespace heed::geocodes {

inline constexpr std::size_t rows_max = 100'000;  ///< codes of one system
inline constexpr std::size_t code_bytes = 64;
inline constexpr std::size_t names_max = 20;  ///< other names, and other codes, of one code
inline constexpr double margin_km_max = 100;

/// The first line of a file.
struct Head {
  std::string system;    ///< letters, digits, '.', '_' and '-'
  std::string title;     ///< for people
  std::string source;    ///< whose outlines these are, which edition, under which licence
  double margin_km = 0;  ///< how far the outlines may be from the true ones: who is nearer than this may be inside
  HEED_FIELDS(Head, system, title, source, margin_km)
};

/// Every other line.
struct Row {
  std::string code;
  std::string name;
  std::vector<std::string> also;         ///< codes for the same place, as "FRA" and "250" for "FR"
  std::vector<std::string> other_names;  ///< for the search only
  Value area;                            ///< as Codec<area::Area> reads it
  HEED_FIELDS(Row, code, name, also, other_names, area)
};

/// What a code stands for.
struct Place {
  std::string system;
  std::string code;
  std::string name;
  std::string source;  ///< of the system
  double margin_km = 0;
  area::Area area;  ///< as the file has it, without the margin
  HEED_FIELDS(Place, system, code, name, source, margin_km, area)
};

class System {
 public:
  /// Reads everything but the shapes, which are read when they are asked for: a file of 4 MB takes some milliseconds.
  /// Errors: malformed, invalid or too_large, with `file` and the line; a code that stands on two lines names both.
  static Result<System> parse(std::string_view text, std::string_view file);

  [[nodiscard]] const Head& head() const { return head_; }
  /// In the order of the file.
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// The row of a code, or of one of its other codes, in capitals or not; or nothing.
  [[nodiscard]] const Row* row(std::string_view code) const;

  /// Guarantees: area::check holds for the place's area.
  /// Errors: not_found, at "code"; and what is wrong with the shapes, with file and line.
  [[nodiscard]] Result<Place> find(std::string_view code) const;
  [[nodiscard]] Result<Place> place(const Row& row) const;

 private:
  Result<void> add(Row row, std::size_t line);

  std::string file_;
  Head head_;
  std::vector<Row> rows_;
  std::vector<std::size_t> lines_;  ///< of each row
  std::map<std::string, std::size_t, std::less<>> by_code_;
};

/// The text of a file, which System::parse reads back.
[[nodiscard]] std::string write(const Head& head, const std::vector<Row>& rows);

}  // namespace heed::geocodes
