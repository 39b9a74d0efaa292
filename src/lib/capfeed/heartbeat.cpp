#include "lib/capfeed/heartbeat.h"

#include <algorithm>

namespace heed::capfeed {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_sent_by(std::string_view actual, std::string_view sender) {
  return !sender.empty() && std::ranges::equal(actual.substr(0, actual.find('@')), sender, {}, lower, lower);
}

}  // namespace

std::optional<Heartbeat> heartbeat_in(const cap::Alert& alert, std::string_view sender) {
  if (alert.status != cap::Status::system || !is_sent_by(alert.sender, sender)) return std::nullopt;
  return Heartbeat{.sent = alert.sent, .listed = alert.references};
}

}  // namespace heed::capfeed
