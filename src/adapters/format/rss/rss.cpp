#include "adapters/format/rss/rss.h"

#include <array>
#include <chrono>

#include "lib/cap/write.h"

namespace heed::rss {
namespace {

std::string digits(std::int64_t number, std::size_t count) {
  auto text = cat(number);
  return text.size() < count ? std::string(count - text.size(), '0') + text : text;
}

void write_item(cap::XmlWriter& xml, const atom::Feed& feed, const atom::Item& item) {
  xml.open("item");
  xml.text("title", item.title);
  if (!item.link_cap.empty()) xml.text("link", item.link_cap);
  if (!item.summary.empty()) xml.text("description", item.summary);
  xml.text("guid", item.id, {{"isPermaLink", "false"}});
  xml.text("pubDate", to_rss_time(item.published));
  if (!item.category.empty()) xml.text("category", item.category);
  if (!item.state.word.empty()) xml.text("category", item.state.word, {{"domain", feed.scheme}});
  if (!item.link_html.empty()) {
    xml.empty("atom:link", {{"rel", "related"}, {"type", "text/html"}, {"href", item.link_html}});
  }
  xml.text("atom:updated", core::to_cap_time(item.updated));
  if (item.cap) atom::write_inline(xml, *item.cap);
  xml.close();
}

}  // namespace

std::string to_rss_time(Instant instant) {
  constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_time<Duration> at{Duration{instant.ms}};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
  return cat(days.at(std::chrono::weekday{day}.c_encoding()), ", ", digits(unsigned{date.day()}, 2), " ",
             months.at(unsigned{date.month()} - 1), " ", digits(int{date.year()}, 4), " ",
             digits(time.hours().count(), 2), ":", digits(time.minutes().count(), 2), ":",
             digits(time.seconds().count(), 2), " GMT");
}

std::string write(const atom::Feed& feed, const std::string& self_url) {
  cap::XmlWriter xml;
  xml.open("rss",
           {{"version", "2.0"}, {"xmlns:atom", "http://www.w3.org/2005/Atom"}, {"xmlns:cap", cap::xml_namespace}});
  xml.open("channel");
  xml.text("title", feed.title);
  xml.text("link", feed.html_url);
  xml.text("description", cat("Warnings of ", feed.author, "; each item leads to its CAP 1.2 alert."));
  if (!feed.language.empty()) xml.text("language", feed.language);
  xml.text("lastBuildDate", to_rss_time(feed.updated));
  if (!self_url.empty()) {
    xml.empty("atom:link", {{"rel", "self"}, {"type", media_type}, {"href", self_url}});
  }
  if (!feed.hub_url.empty()) xml.empty("atom:link", {{"rel", "hub"}, {"href", feed.hub_url}});
  for (const auto& item : feed.items) write_item(xml, feed, item);
  xml.close();
  xml.close();
  return xml.finish();
}

}  // namespace heed::rss
