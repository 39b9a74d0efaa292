#pragma once
// The sound message that tests of rules change, and the changes.

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/read.h"

namespace heed::cap::testing {

/// Nothing is found in this one under the profile "cap".
constexpr std::string_view sound = R"(<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>river-7</identifier><sender>desk@example.org</sender><sent>2024-03-06T12:00:00-00:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>en</language><category>Met</category><event>Flood</event><responseType>Avoid</responseType>
<urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
<effective>2024-03-06T12:00:00-00:00</effective><expires>2024-03-07T12:00:00-00:00</expires>
<headline>The river rises</headline><description>The river rises by two metres.</description>
<instruction>Stay away from the river.</instruction><web>https://example.org/river</web>
<area><areaDesc>The valley</areaDesc><polygon>10.1,20.1 10.1,20.9 10.9,20.9 10.1,20.1</polygon>
<circle>10.5,20.5 3</circle><geocode><valueName>ISO3166-2</valueName><value>XX-1</value></geocode></area></info>
</alert>
)";

struct Change {
  std::string from;
  std::string to;
};
using Changes = std::vector<Change>;

struct Row {
  std::string code;
  Changes breaking;
  Changes keeping{};  ///< a message near to it that the rule lets pass
  Profile profile = Profile::cap;
};

inline std::string changed(const Changes& changes) {
  std::string text(sound);
  for (const auto& [from, to] : changes) {
    const auto at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    text.replace(at, from.size(), to);
  }
  return text;
}

inline const std::string sent = "<sent>2024-03-06T12:00:00-00:00</sent>";
inline const std::string alert_type = "<msgType>Alert</msgType>";
inline const std::string scope = "<scope>Public</scope>";
inline const std::string polygon = "<polygon>10.1,20.1 10.1,20.9 10.9,20.9 10.1,20.1</polygon>";
inline const std::string circle = "<circle>10.5,20.5 3</circle>";
inline const std::string expires = "<expires>2024-03-07T12:00:00-00:00</expires>";
inline const std::string description = "The river rises by two metres.";
inline const std::string web = "<web>https://example.org/river</web>";
inline const std::string new_space = "urn:oasis:names:tc:emergency:cap:1.2";

inline Change set_polygon(const std::string& text) { return {polygon, cat("<polygon>", text, "</polygon>")}; }
inline Change set_circle(const std::string& text) { return {circle, cat("<circle>", text, "</circle>")}; }
inline Change update(const std::string& references) {
  return {cat(alert_type, scope), cat("<msgType>Update</msgType>", scope, "<references>", references, "</references>")};
}
inline Change resource(const std::string& inside) {
  return {web, cat(web, "<resource><resourceDesc>map</resourceDesc>", inside, "</resource>")};
}
inline Change info_again(const std::string& from, const std::string& to) {
  auto info = std::string(sound.substr(sound.find("<info>"), sound.find("</alert>") - sound.find("<info>")));
  const auto at = info.find(from);
  info.replace(at, from.size(), to);
  return {"</alert>", cat(info, "</alert>")};
}
inline Change parameter(const std::string& name, const std::string& value) {
  return {web, cat(web, "<parameter><valueName>", name, "</valueName><value>", value, "</value></parameter>")};
}
inline Change height(const std::string& inside) { return {"</geocode></area>", cat("</geocode>", inside, "</area>")}; }

inline std::string many_points(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    text += cat("0.", std::to_string(1'000'000 + i * i / 400).substr(1), ",1.", std::to_string(1'000'000 + i).substr(1),
                " ");
  }
  return text + "0.000000,1.000000";
}

inline std::vector<Row> of(Profile profile, std::vector<Row> rows) {
  for (auto& row : rows) row.profile = profile;
  return rows;
}
inline Change event_code(const std::string& name, const std::string& value) {
  return {"<effective>",
          cat("<eventCode><valueName>", name, "</valueName><value>", value, "</value></eventCode><effective>")};
}
inline Change code(const std::string& value) { return {scope, cat(scope, "<code>", value, "</code>")}; }
inline Change geocode(const std::string& name, const std::string& value) {
  return {"<valueName>ISO3166-2</valueName><value>XX-1<", cat("<valueName>", name, "</valueName><value>", value, "<")};
}
inline std::string between(std::string_view from, std::string_view until) {
  return std::string(sound.substr(sound.find(from), sound.find(until) - sound.find(from)));
}
inline std::vector<Row> joined(const std::vector<std::vector<Row>>& all) {
  std::vector<Row> rows;
  for (const auto& each : all) rows.insert(rows.end(), each.begin(), each.end());
  return rows;
}

/// The rules of the profiles.
[[nodiscard]] std::vector<Row> rows_of_nations();
[[nodiscard]] std::vector<Row> rows_of_publishers();

}  // namespace heed::cap::testing
