#include "lib/area/geocodes/table.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "lib/area/buffer/buffer.h"
#include "lib/area/check.h"
#include "lib/area/geocodes/fold.h"

namespace heed::geocodes {
namespace {

constexpr std::string_view same = "same";
constexpr std::string_view fips = "fips";
constexpr std::size_t state_digits = 2;

bool is_same(std::string_view bare_name) { return bare_name == same || bare_name == "fips6"; }

/// What a system stands in for when it has no file of its own.
std::string_view wider(std::string_view bare_name) {
  return bare_name == "nuts1" || bare_name == "nuts2" || bare_name == "nuts3" ? "nuts" : bare_name;
}

std::string in_capitals(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

/// The states where there are any, else the counties: of one state, or of all where `state` is empty.
std::vector<const Row*> parts_of(const System& system, std::string_view state) {
  std::vector<const Row*> states;
  std::vector<const Row*> counties;
  for (const auto& row : system.rows()) {
    if (!row.code.starts_with(state)) continue;
    (row.code.size() == state_digits ? states : counties).push_back(&row);
  }
  return states.empty() ? counties : states;
}

constexpr std::size_t distances = 5;

/// The lower, the nearer; nothing when it does not match.
std::optional<std::size_t> distance(const Row& row, std::string_view wanted) {
  if (folded(row.code) == wanted || std::ranges::find(row.also, wanted, folded) != row.also.end()) return 0;
  const auto name = plain(row.name);
  if (name == wanted) return 1;
  if (name.starts_with(wanted)) return 2;
  if (name.find(wanted) != std::string::npos) return 3;
  const auto is_like = [&](const std::string& other) { return plain(other).find(wanted) != std::string::npos; };
  if (std::ranges::any_of(row.other_names, is_like)) return 4;
  return std::nullopt;
}

}  // namespace

Table::Table(List list, Read read) : list_(std::move(list)), read_(std::move(read)) {}

Table::Table(const std::vector<std::string>& systems, Read read) : read_(std::move(read)) {
  std::map<std::string, std::string> all;
  for (const auto& name : systems) all.emplace(name, "");
  list_ = [all = std::move(all)] { return all; };
}

void Table::refresh() {
  auto now = list_();
  std::erase_if(loaded_, [&](const auto& each) {
    const auto found = now.find(each.first);
    return found == now.end() || found->second != there_[each.first];
  });
  there_ = std::move(now);
}

std::vector<std::string> Table::systems() {
  refresh();
  std::vector<std::string> names;
  for (const auto& [name, stamp] : there_) names.push_back(name);
  return names;
}

const std::string* Table::name_of(std::string_view written) const {
  const auto wanted = bare(written);
  for (const auto& candidate : {std::string_view(wanted), wider(wanted)}) {
    const auto found = std::ranges::find_if(there_, [&](const auto& each) { return bare(each.first) == candidate; });
    if (found != there_.end()) return &found->first;
  }
  return nullptr;
}

Result<const System*> Table::system(std::string_view name) {
  refresh();
  return read(name);
}

Result<const System*> Table::read(std::string_view name) {
  const auto* known = name_of(name);
  if (known == nullptr) {
    std::vector<std::string> names;
    for (const auto& [each, stamp] : there_) names.push_back(each);
    const auto there = names.empty() ? std::string("none") : core::listed(names);
    return fail(Code::not_found,
                cat("there is no table of the geocodes \"", name.substr(0, code_bytes), "\"; there is ", there),
                "system");
  }
  if (const auto loaded = loaded_.find(*known); loaded != loaded_.end()) return &loaded->second;
  TRY(const auto text, read_(*known));
  TRY(auto parsed, System::parse(text, cat(*known, ".jsonl")));
  if (parsed.head().system != *known) {
    return fail(Code::invalid, cat("this file is of the system \"", parsed.head().system, "\""), cat(*known, ".jsonl"));
  }
  return &loaded_.emplace(*known, std::move(parsed)).first->second;
}

Result<Place> Table::find(std::string_view system_name, std::string_view code) {
  refresh();
  if (is_same(bare(system_name)) && name_of(system_name) == nullptr) return find_same(core::trimmed(code));
  TRY(const auto* found, read(system_name));
  auto place = found->find(core::trimmed(code));
  // Who receives the code may know NUTS3 and not NUTS: it keeps the name that it came with.
  if (place && bare(place->system) != bare(system_name)) place->system = in_capitals(bare(system_name));
  return place;
}

Result<Place> Table::find_same(std::string_view code) {
  const bool is_digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
  if (code.size() != 6 || !is_digits) {
    return fail(Code::malformed, cat("\"", code.substr(0, code_bytes), "\" is no SAME code: it has six digits"),
                "code");
  }
  TRY(const auto* counties, read(fips));
  const auto county = code.substr(1);
  // Why a part of a county is all of it: no table says where its parts end, and nobody in it may be left out.
  if (!county.ends_with("000")) {
    auto place = counties->find(county);
    if (!place) return place;
    place->system = "SAME";
    place->code = code;
    return place;
  }
  const auto state = county.substr(0, state_digits);
  const auto parts = parts_of(*counties, state == "00" ? "" : state);
  if (parts.empty())
    return fail(Code::not_found, cat("there is no state \"", state, "\" in ", counties->head().system), "code");
  const auto& head = counties->head();
  Place whole{"SAME", std::string(code), parts.size() == 1 ? parts.front()->name : "", head.source, head.margin_km, {}};
  if (whole.name.empty()) whole.name = cat("all of ", parts.size(), " in ", head.title);
  for (const auto* row : parts) {
    TRY(const auto part, counties->place(*row));
    whole.area.polygons.insert(whole.area.polygons.end(), part.area.polygons.begin(), part.area.polygons.end());
    whole.area.circles.insert(whole.area.circles.end(), part.area.circles.begin(), part.area.circles.end());
  }
  TRY(check(whole.area));
  return whole;
}

Result<std::vector<Match>> Table::search(std::string_view text, std::size_t most, std::string_view system_name) {
  const auto wanted = plain(core::trimmed(text));
  std::array<std::vector<Match>, distances> found;
  refresh();
  for (const auto& [name, stamp] : there_) {
    if (!system_name.empty() && &name != name_of(system_name)) continue;
    TRY(const auto* searched, read(name));
    for (const auto& row : searched->rows()) {
      if (const auto away = distance(row, wanted)) found.at(*away).push_back({name, row.code, row.name});
    }
  }
  std::vector<Match> matches;
  for (auto& group : found) {
    for (auto& match : group) {
      if (matches.size() < most) matches.push_back(std::move(match));
    }
  }
  return matches;
}

Result<area::Area> resolve(const Place& place, std::optional<double> margin_km) {
  return buffer::widened(place.area, margin_km.value_or(place.margin_km) * 1000);
}

}  // namespace heed::geocodes
