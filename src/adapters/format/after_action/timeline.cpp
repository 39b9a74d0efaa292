#include <algorithm>
#include <array>
#include <map>

#include "adapters/format/after_action/parts.h"

namespace heed::after_action {
namespace {

using core::escaped;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr int day_y = 14;
constexpr int time_y = 32;
constexpr int lanes_y = 42;
constexpr int mark_step = 11;
constexpr int lane_height_min = 30;
constexpr int margin = 24;
constexpr int width_min = 960;  ///< a short story is stretched to fill a desk's screen
constexpr int label_width = 84;

/// Entries of about the same time.
struct Column {
  Instant from;
  int x = 0;
  std::map<std::string, std::vector<const review::Moment*>> by_lane;
};

struct Lane {
  std::string name;
  int y = 0;
  int height = lane_height_min;
};

struct Drawing {
  std::vector<Column> columns;
  std::vector<Lane> lanes;
  int width = 0;
  int height = 0;
};

std::int64_t day_of(Instant instant) { return instant.ms / std::chrono::milliseconds(days(1)).count(); }

std::vector<Column> columns_of(const std::vector<const review::Moment*>& moments, Duration span) {
  std::vector<Column> columns;
  for (const auto* moment : moments) {
    if (columns.empty() || moment->at - columns.back().from >= span) columns.push_back({moment->at, 0, {}});
    columns.back().by_lane[moment->lane].push_back(moment);
  }
  return columns;
}

/// The finest columns that are few enough.
std::vector<Column> columns_of(const review::AfterAction& view) {
  std::vector<const review::Moment*> moments;
  for (const auto& moment : view.timeline) moments.push_back(&moment);
  std::ranges::sort(
      moments, [](const auto* a, const auto* b) { return std::pair(a->at, a->entry) < std::pair(b->at, b->entry); });
  constexpr std::array<Duration, 7> spans = {minutes(1), minutes(5), minutes(20), hours(1), hours(6), days(1), days(7)};
  std::vector<Column> columns;
  for (const auto span : spans) {
    columns = columns_of(moments, span);
    if (columns.size() <= columns_max) break;
  }
  return columns;
}

/// How much room stands for a span of time: far less than its share when it is long.
int room_for(Instant from, Instant to) {
  if (day_of(from) != day_of(to)) return 84;
  const auto gap = to - from;
  if (gap >= hours(1)) return 56;
  if (gap >= minutes(10)) return 28;
  return 16;
}

void place_columns(Drawing& drawing) {
  int wanted = 0;
  for (std::size_t i = 1; i < drawing.columns.size(); ++i) {
    wanted += room_for(drawing.columns[i - 1].from, drawing.columns[i].from);
  }
  const double stretch = wanted == 0 ? 1 : std::clamp((width_min - 2.0 * margin) / wanted, 1.0, 2.5);
  int x = margin;
  for (std::size_t i = 0; i < drawing.columns.size(); ++i) {
    if (i > 0) {
      x += static_cast<int>(room_for(drawing.columns[i - 1].from, drawing.columns[i].from) * stretch);
    }
    drawing.columns[i].x = x;
  }
  drawing.width = x + margin + 60;  // the last time is written to the right of its column
}

void place_lanes(Drawing& drawing) {
  std::vector<std::string> names = {"report",   "case",     "decision", "warning",
                                    "audience", "delivery", "response", "watch"};
  for (const auto& column : drawing.columns) {
    for (const auto& [name, moments] : column.by_lane) {
      if (std::ranges::count(names, name) == 0) names.push_back(name);
    }
  }
  int y = lanes_y;
  for (const auto& name : names) {
    std::size_t most = 0;
    for (const auto& column : drawing.columns) {
      const auto found = column.by_lane.find(name);
      if (found != column.by_lane.end()) most = std::max(most, found->second.size());
    }
    const auto rows = static_cast<int>(std::min(most, marks_in_column + 1));
    const int height = std::max(lane_height_min, rows * mark_step + 10);
    drawing.lanes.push_back({name, y, height});
    y += height;
  }
  drawing.height = y + 4;
}

/// What must not be overlooked has a shape of its own, not only a colour.
bool is_grave(const review::Moment& moment) {
  constexpr std::array<std::string_view, 8> kinds = {
      "warning.window_ended", "watch.raised",     "delivery.exhausted",      "response.rejected",
      "response.disputed",    "response.refused", "response.measure_lifted", "report.discredited"};
  return std::ranges::count(kinds, moment.kind) > 0;
}

std::string mark(const review::Moment& moment, int x, int y) {
  const auto title =
      cat("<title>#", moment.entry, " ", core::spoken(moment.at), ": ", escaped(moment.text), "</title>");
  const auto shape = is_grave(moment)
                         ? cat("<path class=\"grave\" d=\"M", x, " ", y - 6, "l6 6-6 6-6-6z\">", title, "</path>")
                         : cat("<circle class=\"mark\" cx=\"", x, "\" cy=\"", y, "\" r=\"4.5\">", title, "</circle>");
  return cat("<a href=\"#e", moment.entry, "\" tabindex=\"-1\">", shape, "</a>\n");
}

std::string marks(const Column& column, const Lane& lane) {
  const auto found = column.by_lane.find(lane.name);
  if (found == column.by_lane.end()) return {};
  const auto& moments = found->second;
  const auto shown = moments.size() <= marks_in_column + 1 ? moments.size() : marks_in_column;
  const auto rows = static_cast<int>(std::min(moments.size(), marks_in_column + 1));
  int y = lane.y + lane.height / 2 - (rows - 1) * mark_step / 2;
  std::string out;
  for (std::size_t i = 0; i < shown; ++i, y += mark_step) out += mark(*moments[i], column.x, y);
  if (shown < moments.size()) {
    out += cat("<text class=\"more\" x=\"", column.x, "\" y=\"", y + 4, "\" text-anchor=\"middle\">+",
               moments.size() - shown, "</text>\n");
  }
  return out;
}

std::string gap_text(Duration gap) {
  const auto whole_days = std::chrono::duration_cast<days>(gap).count();
  if (whole_days >= 2) return cat(whole_days, " days");
  if (gap >= hours(1)) return cat(std::chrono::duration_cast<hours>(gap).count(), " h");
  return cat(std::chrono::duration_cast<minutes>(gap).count(), " min");
}

/// "6 March 2024" or, within the year of the column before, "6 March"; out of "6 March 2024, 12:00 UTC".
std::string day_text(const Column* before, const Column& column) {
  const auto date = [](Instant instant) {
    const auto whole = core::spoken(instant);
    return whole.substr(0, whole.find(','));
  };
  const auto day = date(column.from);
  const auto year = day.rfind(' ');
  if (before == nullptr || !date(before->from).ends_with(day.substr(year))) return day;
  return day.substr(0, year);
}

/// "12:00"
std::string time_text(Instant instant) {
  const auto whole = core::spoken(instant);
  return whole.substr(whole.find(", ") + 2, 5);
}

std::string axis(const Drawing& drawing) {
  std::string out;
  int last_time_x = -100;
  for (std::size_t i = 0; i < drawing.columns.size(); ++i) {
    const auto& column = drawing.columns[i];
    const auto* before = i == 0 ? nullptr : &drawing.columns[i - 1];
    if (before == nullptr || day_of(before->from) != day_of(column.from)) {
      out +=
          cat("<text class=\"day\" x=\"", column.x - 5, "\" y=\"", day_y, "\">", day_text(before, column), "</text>\n");
      last_time_x = -100;
    }
    if (column.x - last_time_x >= 40) {
      out +=
          cat("<text class=\"time\" x=\"", column.x - 5, "\" y=\"", time_y, "\">", time_text(column.from), "</text>\n");
      last_time_x = column.x;
    }
    if (before == nullptr || day_of(before->from) == day_of(column.from)) continue;
    const int middle = (before->x + column.x) / 2 + 12;
    out += cat("<rect class=\"gap\" x=\"", middle - 12, "\" y=\"", lanes_y, "\" width=\"24\" height=\"",
               drawing.height - lanes_y - 4,
               "\"/>\n<text class=\"gap-text\" text-anchor=\"middle\" transform=\"translate(", middle + 4, " ",
               (drawing.height + lanes_y) / 2, ") rotate(-90)\">", gap_text(column.from - before->from), "</text>\n");
  }
  return out;
}

std::string labels(const Drawing& drawing) {
  auto out = cat("<svg class=\"lanes\" width=\"", label_width, "\" height=\"", drawing.height, "\" viewBox=\"0 0 ",
                 label_width, " ", drawing.height, "\" aria-hidden=\"true\">\n<text class=\"time\" x=\"0\" y=\"",
                 time_y, "\">UTC</text>\n");
  for (const auto& lane : drawing.lanes) {
    out +=
        cat("<text class=\"lane\" x=\"0\" y=\"", lane.y + lane.height / 2 + 4, "\">", escaped(lane.name), "</text>\n");
  }
  return out + "</svg>\n";
}

}  // namespace

std::string timeline_svg(const review::AfterAction& view) {
  if (view.timeline.empty()) return {};
  Drawing drawing;
  drawing.columns = columns_of(view);
  place_columns(drawing);
  place_lanes(drawing);
  auto out =
      cat("<div class=\"drawing\">\n", labels(drawing),
          "<div class=\"wide\" role=\"region\" aria-label=\"Timeline, drawn\" tabindex=\"0\">\n<svg class=\"story\" "
          "width=\"",
          drawing.width, "\" height=\"", drawing.height, "\" viewBox=\"0 0 ", drawing.width, " ", drawing.height,
          "\" role=\"img\" aria-label=\"Every entry of the case by time and stage. The table "
          "at the end of the page says the same in words.\">\n");
  for (const auto& lane : drawing.lanes) {
    const int middle = lane.y + lane.height / 2;
    // On paper the drawing is scaled as a whole, and the labels beside it are not: there it has its own.
    out += cat("<line class=\"rule\" x1=\"0\" x2=\"", drawing.width, "\" y1=\"", middle, "\" y2=\"", middle,
               "\"/>\n<text class=\"lane inner\" x=\"3\" y=\"", middle - 4, "\">", escaped(lane.name), "</text>\n");
  }
  out += axis(drawing);
  for (const auto& column : drawing.columns) {
    for (const auto& lane : drawing.lanes) out += marks(column, lane);
  }
  return out + "</svg>\n</div>\n</div>\n";
}

}  // namespace heed::after_action
