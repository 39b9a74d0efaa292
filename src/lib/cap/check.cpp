#include "lib/cap/check.h"

#include <algorithm>

#include "lib/cap/message/read.h"
#include "lib/cap/rules/rules.h"
#include "lib/cap/write.h"

namespace heed::cap {

// Why by way of the text: receivers see nothing else, and so every rule stands in one place for what is issued and for
// what is received.
std::vector<Finding> check(const Alert& alert, Profile profile) {
  const auto bytes = write(alert);
  const auto document = xml::parse(bytes);
  if (!document) return {findings::finding_of(document.error())};
  findings::Report report(*document, findings::Purpose::issuing);
  const auto message = message::read(*document, report);
  if (profile != Profile::schema) rules::check(message, report);
  profiles::check(profile, message, report);
  return report.finish();
}

bool may_be_issued(const std::vector<Finding>& findings) {
  return std::ranges::none_of(findings, [](const Finding& finding) { return finding.level == Level::error; });
}

}  // namespace heed::cap
