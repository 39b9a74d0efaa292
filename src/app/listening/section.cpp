#include "app/listening/section.h"

#include <set>

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
    if (auto kind = kind_of(feed); !kind) return fail(core::within(feed.name, std::move(kind).error()));
    if (feed.every && *feed.every <= Duration{}) return fail(Code::invalid, "a time is longer than nothing", "every");
  }
  return {};
}

heard::Policy policy_of(const Section& section) {
  heard::Policy policy;
  policy.may_end = section.may_end.value_or(policy.may_end);
  policy.stands_without_expiry = section.stands_without_expiry.value_or(policy.stands_without_expiry);
  return policy;
}

}  // namespace heed::listening
