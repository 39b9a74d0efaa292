#include "adapters/format/geojson_feed/warnings.h"

#include <algorithm>

#include "adapters/format/cap_alert/name.h"
#include "adapters/format/feeds/state.h"
#include "adapters/format/geojson_feed/geometry.h"
#include "lib/cap/terms.h"
#include "lib/json/json.h"

namespace heed::geojson_feed {
namespace {

using core::Array;
using core::Object;
using feeds::News;
using public_page::newest;
using public_page::PublicEdition;
using public_page::PublicText;
using public_page::PublicWarning;

/// To the second, as in the CAP file.
std::string time_text(Instant at) { return core::to_text(Instant{at.ms - at.ms % 1'000}); }

Array texts(const std::vector<std::string>& all) {
  Array values;
  for (const auto& each : all) values.emplace_back(each);
  return values;
}

Object short_form(const short_text::Short& made) {
  Object value{{"form", word(made.form)}};
  if (!made.refusal.empty()) {
    value.emplace_back("not_possible", made.refusal);
    return value;
  }
  value.emplace_back("text", made.text);
  value.emplace_back("alphabet", word(made.count.alphabet));
  value.emplace_back("units", static_cast<std::uint64_t>(made.count.units));
  value.emplace_back("left_out", texts(made.left_out));
  value.emplace_back("shortened", texts(made.shortened));
  return value;
}

enum class ShortForms { with, without };

Array contents(const PublicEdition& edition, ShortForms manner) {
  Array all;
  for (const auto& text : edition.texts) {
    Object content{{"language", text.language},
                   {"headline", text.headline},
                   {"instruction", text.instruction},
                   {"what_to_do", text.advice},
                   {"text", text.text}};
    if (manner == ShortForms::with) {
      Array forms;
      for (const auto& made : short_forms(edition, text)) forms.push_back(short_form(made));
      content.emplace_back("short_forms", std::move(forms));
    }
    all.push_back(std::move(content));
  }
  return all;
}

/// The words and times of its CAP file, spelled as there; nothing where it has none.
void add_cap(Object& value, const News& news, const WarningId& id, std::uint64_t edition) {
  const auto found = news.state.warnings.find(id);
  const auto* alert = found == news.state.warnings.end() ? nullptr : news.shelf.find(found->second, edition);
  if (alert == nullptr || alert->infos.empty()) return;
  const auto& info = alert->infos.front();
  const auto time = [](const std::optional<cap::Time>& at) { return at ? Value(time_text(at->instant)) : Value(); };
  value.emplace_back("status", word(alert->status));
  value.emplace_back("msgType", word(alert->type));
  value.emplace_back("event", info.event);
  value.emplace_back("urgency", word(info.urgency));
  value.emplace_back("severity", word(info.severity));
  value.emplace_back("certainty", word(info.certainty));
  value.emplace_back("sent", time_text(alert->sent.instant));
  value.emplace_back("effective", time(info.effective));
  value.emplace_back("onset", time(info.onset));
  value.emplace_back("expires", time(info.expires));
}

Array places(const PublicEdition& edition) {
  Array all;
  for (const auto& place : edition.places) {
    all.push_back(Object{{"system", place.system}, {"code", place.code}, {"name", place.name}});
  }
  return all;
}

/// What JSON and GeoJSON both say of a warning: all of its newest edition, but for the area.
Object described(const News& news, const PublicWarning& warning, ShortForms manner) {
  const auto& edition = newest(warning);
  const auto standing = feeds::standing_of(warning, warning.editions.size() - 1);
  Object value{{"id", warning.id.text},
               {"edition", edition.number},
               {"identifier", cap_alert::identifier(warning.id, edition.number)},
               {"state", word(standing.state)},
               {"since", time_text(standing.since)},
               {"kind", word(edition.what)},
               {"issuer", edition.issuer}};
  add_cap(value, news, warning.id, edition.number);
  value.emplace_back("valid_from", time_text(edition.valid.from));
  value.emplace_back("valid_until", time_text(edition.valid.until));
  if (warning.replaced_by) value.emplace_back("replaced_by", warning.replaced_by->text);
  value.emplace_back("contents", contents(edition, manner));
  value.emplace_back("areas", texts(edition.areas));
  value.emplace_back("geocodes", places(edition));
  value.emplace_back("cap", cat(news.site.base_url, "/", cap_alert::path(warning.id, edition.number)));
  value.emplace_back("edxl", cat(news.site.base_url, "/", cap_alert::edxl_path(warning.id, edition.number)));
  value.emplace_back("web", cat(news.site.base_url, "/", public_page::page_path(warning.id)));
  return value;
}

/// Every edition with where it stands, oldest first.
Array history(const News& news, const PublicWarning& warning) {
  Array all;
  for (std::size_t i = 0; i < warning.editions.size(); ++i) {
    const auto& edition = warning.editions[i];
    const auto standing = feeds::standing_of(warning, i);
    all.push_back(Object{{"edition", edition.number},
                         {"kind", word(edition.what)},
                         {"state", word(standing.state)},
                         {"since", time_text(standing.since)},
                         {"sent", time_text(edition.released_at)},
                         {"cap", cat(news.site.base_url, "/", cap_alert::path(warning.id, edition.number))}});
  }
  return all;
}

/// Why the newest edition decides: an older one is listed no longer than the one that took its place.
bool is_listed(const News& news, const PublicWarning& warning) {
  return feeds::is_listed(feeds::standing_of(warning, warning.editions.size() - 1), news.now);
}

/// When something in the list last changed; as in feeds::write, so that it never goes back.
Value updated(const News& news) {
  Instant newest_change;
  for (const auto& warning : news.warnings) {
    const auto standing = feeds::standing_of(warning, warning.editions.size() - 1);
    newest_change = std::max(newest_change, feeds::changed_at(standing, news.now));
  }
  return time_text(newest_change);
}

}  // namespace

std::string json(const News& news) {
  Array warnings;
  for (const auto& warning : news.warnings) {
    if (!is_listed(news, warning)) continue;
    auto value = described(news, warning, ShortForms::with);
    value.emplace_back("editions", history(news, warning));
    warnings.push_back(std::move(value));
  }
  const Value document = Object{{"title", news.site.title},
                                {"publisher", news.site.publisher},
                                {"updated", updated(news)},
                                {"geojson", cat(news.site.base_url, "/", geojson_path)},
                                {"warnings", std::move(warnings)}};
  return json::write(document);
}

const Drawings::Drawing& Drawings::find(const PublicWarning& warning) {
  const Key key(warning.id, newest(warning).number);
  if (const auto found = used_.find(key); found != used_.end()) return found->second;
  if (auto kept = made_.extract(key)) return used_.insert(std::move(kept)).position->second;
  const auto geometry = geometry_of(newest(warning).shapes);
  return used_.emplace(key, Drawing{json::write(geometry.multi_polygon), geometry.is_larger}).first->second;
}

void Drawings::forget_unused() {
  made_ = std::move(used_);
  used_.clear();
}

std::string geojson(const News& news, Drawings& drawings) {
  const Value title = news.site.title;
  auto document = cat("{\"type\":\"FeatureCollection\",\"title\":", json::write(title),
                      ",\"updated\":", json::write(updated(news)), ",\"features\":[");
  bool is_first = true;
  for (const auto& warning : news.warnings) {
    if (!is_listed(news, warning)) continue;
    const auto& drawing = drawings.find(warning);
    auto properties = described(news, warning, ShortForms::without);
    if (drawing.is_larger) properties.emplace_back("is_drawn_larger", true);
    const Value id = cap_alert::identifier(warning.id, newest(warning).number);
    // Why put together by hand: a geometry may have megabytes, and it is text already.
    document += cat(is_first ? "" : ",", "{\"type\":\"Feature\",\"id\":", json::write(id), ",\"geometry\":");
    document += drawing.geometry;
    document += cat(",\"properties\":", json::write(properties), "}");
    is_first = false;
  }
  drawings.forget_unused();
  return document + "]}";
}

}  // namespace heed::geojson_feed
