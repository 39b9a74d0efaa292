#include "adapters/format/after_action/parts.h"

namespace heed::after_action {

std::string entry_html(const Report& report, std::uint64_t entry) {
  if (!report.shown.contains(entry)) return cat("<span class=\"entry\">#", entry, "</span>");
  return cat("<a class=\"entry\" href=\"#e", entry, "\">#", entry, "</a>");
}

std::string time_html(Instant instant) {
  return cat("<time datetime=\"", core::to_text(instant), "\">", core::spoken(instant), "</time>");
}

std::string html(const Table& table) {
  return cat("<div class=\"wide\" role=\"region\" aria-label=\"", table.name, "\" tabindex=\"0\">\n<table class=\"",
             table.css, "\">\n<thead>\n<tr>", table.head, "</tr>\n</thead>\n<tbody>\n", table.rows,
             "</tbody>\n</table>\n</div>\n");
}

}  // namespace heed::after_action
