#include "app/listening/section.h"

#include <set>

#include "adapters/http_client/url.h"
#include "core/text.h"

namespace heed::listening {

Result<Kind> kind_of(const Feed& feed) {
  const std::string_view url = feed.url;
  if (url.starts_with("https://") || url.starts_with("http://")) return Kind::web;
  if (url.starts_with("tcp://")) return Kind::stream;
  if (url.starts_with("file:///")) return Kind::folder;
  return fail(
      Code::malformed,
      cat("\"", feed.url, "\" is no address of a feed; write https://host/path, tcp://host:port or ", "file:///folder"),
      "url");
}

namespace {

/// Ways are named by it, for ever; those of what is pushed begin with "push:".
Result<void> check_name(const std::string& name) {
  TRY(report::check_line(name, "name"));
  if (name.starts_with("push:"))
    return fail(Code::invalid, "no feed is called so: it is what pushes are called", "name");
  return report::check_plain_name(name, "name");
}

Result<void> check_repositories(const Feed& feed, Kind kind) {
  if (!feed.repositories) return {};
  if (kind != Kind::stream) {
    return fail(Code::invalid, "only a stream (tcp://) has repositories: of other feeds everything is fetched anyway",
                "repositories");
  }
  if (feed.repositories->size() > repositories_max) {
    return fail(Code::too_large, cat("a stream has at most ", repositories_max, " repositories"), "repositories");
  }
  for (const auto& base : *feed.repositories) {
    if (auto url = http_client::parse_url(base); !url) {
      return fail(core::within("repositories", std::move(url).error()));
    }
    if (base.find_first_of("?#") == std::string::npos) continue;
    return fail(Code::malformed,
                cat("\"", base, "\" has a query; write where the folders of the days stand: https://host/path"),
                "repositories");
  }
  return {};
}

/// A feed that is not there is a slip of the pen, and nobody would notice what does not come.
Result<void> check_rules(const Section& section, const std::set<std::string>& feeds) {
  for (const auto& rule : section.reports.value_or(std::vector<ReportRule>{})) {
    for (const auto& feed : rule.feeds.value_or(std::vector<std::string>{})) {
      if (feeds.contains(feed) || feed.starts_with("push:")) continue;
      return fail(Code::not_found, cat("there is no feed \"", feed, "\""), "reports.feeds");
    }
  }
  return {};
}

}  // namespace

Result<void> check(const Section& section) {
  if (section.feeds.size() > feeds_max) {
    return fail(Code::too_large, cat("at most ", feeds_max, " feeds can be listened to"), "feeds");
  }
  std::set<std::string> names;
  for (const auto& feed : section.feeds) {
    if (auto checked = check_name(feed.name); !checked) return fail(core::within("feeds", std::move(checked).error()));
    if (!names.insert(feed.name).second) {
      return fail(Code::conflict, cat("two feeds are called \"", feed.name, "\""), "feeds");
    }
    auto kind = kind_of(feed);
    if (!kind) return fail(core::within(feed.name, std::move(kind).error()));
    if (auto checked = check_repositories(feed, *kind); !checked) {
      return fail(core::within(feed.name, std::move(checked).error()));
    }
    if (feed.every && *feed.every <= Duration{}) return fail(Code::invalid, "a time is longer than nothing", "every");
  }
  return check_rules(section, names);
}

heard::Policy policy_of(const Section& section) {
  heard::Policy policy;
  policy.may_end = section.may_end.value_or(policy.may_end);
  policy.stands_without_expiry = section.stands_without_expiry.value_or(policy.stands_without_expiry);
  return policy;
}

std::vector<interest::Rule> rules_of(const Section& section) {
  std::vector<interest::Rule> rules;
  for (const auto& rule : section.reports.value_or(std::vector<ReportRule>{})) {
    rules.push_back(
        {{rule.feeds, rule.senders, rule.categories, rule.statuses, rule.at_least}, rule.all_places.value_or(false)});
  }
  return rules;
}

}  // namespace heed::listening
