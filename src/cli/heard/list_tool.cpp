// `alerts list` and `feeds`: what was heard, and from whom, on one screen.

#include <iostream>

#include "cli/api/table.h"
#include "cli/heard/parts.h"
#include "cli/input.h"
#include "core/text.h"
#include "lib/json/json.h"

namespace heed::heard {
namespace {

using cli::Arguments;
using cli::Exit;

constexpr std::size_t digest_shown = 8;
constexpr std::size_t standing_width = 10;
constexpr std::size_t until_width = 23;

/// What must not be overlooked, in words: "[exercise] [altered] ".
std::string marks_of(const Value& alert) {
  std::string marks;
  const auto status = api::pick(alert, "status");
  if (status != "Actual") marks += cat("[", status, "] ");
  if (is_set(alert, "is_altered")) marks += "[altered] ";
  if (is_set(alert, "is_reused")) marks += "[identifier used again] ";
  return marks;
}

std::string said_by(const Value& alert) {
  for (const auto& info : list(alert, "infos")) {
    auto headline = api::pick(info, "headline");
    if (headline.empty()) headline = api::pick(info, "event");
    if (!headline.empty()) return headline;
  }
  return cat(api::pick(alert, "msg_type"), " \"", api::pick(alert, "identifier"), "\"");
}

/// Two lines: which, how it stands and who says so; what it says.
std::string lines_of(const Value& alert) {
  const auto digest = api::pick(alert, "digest").substr(0, digest_shown);
  const auto until = warns(alert) ? cat("until ", minute(alert, "stands_until")) : std::string();
  const auto first = cat(digest, "  ", padded(api::pick(alert, "standing"), standing_width), "  ",
                         padded(until, until_width), "  ", api::pick(alert, "sender"));
  const auto second = cat(std::string(digest_shown + 2, ' '), marks_of(alert), said_by(alert));
  return cat(cut(first, screen_letters), "\n", cut(second, screen_letters), "\n");
}

Exit run_list(const api::Wire& wire, const Arguments& arguments) {
  const auto access = cli::access_of(arguments);
  if (!access) return cli::failed(access.error(), arguments);
  const auto limit = arguments.number("--limit");
  core::Array shown;
  const Wanted wanted{arguments.text("--standing"), arguments.flag("--concerning")};
  const auto total = for_each_page(wire, *access, wanted, [&](const core::Array& alerts) {
    for (const auto& alert : alerts) {
      if (shown.size() < limit) shown.push_back(alert);
    }
    return shown.size() < limit;
  });
  if (!total) return cli::failed(total.error(), arguments);
  const auto count = shown.size();
  if (arguments.json()) {
    std::cout << json::write(core::Object{{"alerts", std::move(shown)}, {"total", *total}}) << '\n';
    return Exit::done;
  }
  for (const auto& alert : shown) std::cout << lines_of(alert);
  if (count == *total)
    std::cout << counted(count, "alert") << ".\n";
  else
    std::cout << "These are the newest " << count << " of " << *total << "; --limit NUMBER shows more.\n";
  return Exit::done;
}

std::string feeds_text(const Value& answer) {
  const auto& feeds = list(answer, "feeds");
  if (feeds.empty()) return "This hub listens to no feed; they are set in the section [listening] of heed.toml.\n";
  auto out = api::table(*answer.find("feeds"), {{"Feed", "name"},
                                                {"Going", "going"},
                                                {"New", "fresh"},
                                                {"Again", "again"},
                                                {"Unusable", "unusable"},
                                                {"Last sign of life", "last_at"}});
  for (const auto& feed : feeds) {
    const auto since = minute(feed, "since");
    const auto detail = api::pick(feed, "detail");
    const auto fetched = api::pick(feed, "fetched");
    const bool has_fetched = !fetched.empty() && fetched != "0";
    if (since.empty() && detail.empty() && !has_fetched && list(feed, "lost").empty()) continue;
    out += cat("\n", api::pick(feed, "name"), since.empty() ? "" : cat(", failing since ", since), ":\n");
    if (!detail.empty()) out += cat("  ", detail, "\n");
    for (const auto& gap : list(feed, "gaps")) out += cat("  did not come: ", api::pick(gap, ""), "\n");
    for (const auto& lost : list(feed, "lost")) {
      out += cat("  could not be had: ", api::pick(lost, "message"), " (", api::pick(lost, "why"), ")\n");
    }
    if (has_fetched) out += cat("  fetched from its repositories: ", fetched, "\n");
  }
  return out;
}

Exit run_feeds(const api::Wire& wire, const Arguments& arguments) {
  const auto access = cli::access_of(arguments);
  if (!access) return cli::failed(access.error(), arguments);
  const auto answer = api::ask(wire, *access, {.path = "/api/v1/feeds"});
  if (!answer) return cli::failed(answer.error(), arguments);
  std::cout << (arguments.json() ? json::write(*answer) + "\n" : feeds_text(*answer));
  return Exit::done;
}

}  // namespace

cli::Tool list_tool(const api::Wire& wire) {
  cli::Tool tool{"alerts list",
                 "List the alerts of others that the hub heard, newest first.",
                 {{"--standing", "standing, replaced, cancelled, expired, waiting, answer or not_public"},
                  {"--concerning", "only what covers recipients of this hub, or may", cli::OptionKind::flag},
                  {"--limit", "how many at most", cli::OptionKind::number, false, "50"}},
                 [wire](const Arguments& arguments) { return run_list(wire, arguments); },
                 "Each alert has two lines: the first letters of its digest, how it stands, until when, and who says\n"
                 "so; then what it says. \"heed alerts show\" takes the digest. What the words mean and what to do\n"
                 "about them is in docs/listening.md.\n"};
  for (auto& each : cli::access_options()) tool.options.push_back(std::move(each));
  return tool;
}

cli::Tool feeds_tool(const api::Wire& wire) {
  return {"feeds", "Show the feeds of others that the hub listens to, and how it goes with each.",
          cli::access_options(), [wire](const Arguments& arguments) { return run_feeds(wire, arguments); },
          "New: alerts that this feed brought first, since the hub was started; Again: alerts that another feed\n"
          "had brought; Unusable: what came and was no alert. A feed is waiting, well or failing.\n"};
}

}  // namespace heed::heard
