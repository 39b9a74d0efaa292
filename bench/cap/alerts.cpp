#include "bench/cap/alerts.h"

#include <array>
#include <cmath>
#include <numbers>
#include <random>

#include "core/text.h"
#include "lib/cap/write.h"

namespace heed::cap {
namespace {

using Dice = std::mt19937;

std::size_t below(Dice& dice, std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(dice);
}

std::string degrees(double value) {
  auto text = std::to_string(value);  // six decimals
  text.resize(text.size() - 2);
  return text;
}

/// A ring round a centre, a little uneven, as outlines of warned areas are.
std::string polygon(Dice& dice, std::size_t count) {
  const double lat = static_cast<double>(below(dice, 100)) - 50;
  const double lon = static_cast<double>(below(dice, 300)) - 150;
  std::string text;
  std::string first;
  for (std::size_t i = 0; i < count; ++i) {
    const double turn = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count);
    const double reach = 1 + static_cast<double>(below(dice, 100)) / 1'000;
    const auto point = cat(degrees(lat + reach * std::sin(turn)), ",", degrees(lon + reach * std::cos(turn)));
    if (i == 0) first = point;
    text += cat(point, " ");
  }
  return text + first;
}

std::string sentences(Dice& dice, std::size_t count) {
  constexpr std::array<std::string_view, 6> known = {
      "Heavy rain is expected in the upper valley until the morning.", "Rivers may rise by up to two metres.",
      "Roads along the banks may be flooded without notice.",          "Stay away from bridges and from the water.",
      "Keep your phone charged and listen to the local radio.",        "People at the camp sites must leave by noon."};
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += cat(text.empty() ? "" : "\n", known[below(dice, known.size())]);
  return text;
}

Info made_up_info(Dice& dice, std::string_view language) {
  Info info{.language = std::string(language), .categories = {Category::met}, .event = "Flood"};
  info.response_types = {ResponseType::avoid};
  info.urgency = Urgency::expected;
  info.severity = Severity::severe;
  info.certainty = Certainty::likely;
  info.event_codes = {{"OET", "OET-097"}};
  info.sender_name = "Service of the Rivers";
  info.headline = "Flood warning for the valley";
  info.description = sentences(dice, 4 + below(dice, 12));
  info.instruction = sentences(dice, 2 + below(dice, 6));
  info.web = "https://example.org/warnings";
  info.parameters = {{"awareness_level", "3; orange; Severe"}, {"awareness_type", "12; Flooding"}};
  return info;
}

Alert made_up_alert(Dice& dice, std::size_t number) {
  constexpr std::array<std::string_view, 4> languages = {"en", "fr", "de", "it"};
  Alert alert{.identifier = cat("2.49.0.1.999.", number), .sender = "rivers@example.org"};
  alert.sent = Instant{1'709'726'400'000};
  alert.status = Status::actual;
  alert.scope = Scope::everybody;
  std::vector<Area> areas(1 + below(dice, 3));
  for (auto& area : areas) {
    area = {.description = "The valley", .polygons = {polygon(dice, 10 + below(dice, 290))}};
    area.geocodes = {{"ISO3166-2", "XX-1"}, {"EMMA_ID", "XX001"}};
  }
  for (std::size_t i = 0; i <= below(dice, languages.size()); ++i) {
    auto info = made_up_info(dice, languages[i]);
    info.expires = alert.sent.instant + std::chrono::hours(24);
    info.areas = areas;
    alert.infos.push_back(std::move(info));
  }
  return alert;
}

}  // namespace

std::vector<std::string> made_up_alerts() {
  constexpr std::size_t count = 1'000;
  Dice dice(7);
  std::vector<std::string> alerts;
  alerts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) alerts.push_back(write(made_up_alert(dice, i)));
  return alerts;
}

}  // namespace heed::cap
