#include "operations/hear/report.h"

#include "lib/digest/base64.h"

namespace heed::hear {

namespace asio = boost::asio;

namespace {

constexpr std::size_t name_bytes = 10;  ///< of the digest

bool is_to_report(const desk::Desk& desk, const heard::Version& version) {
  const auto found = heard::find(desk.state.heard, version);
  return found && interest::is_to_report(**found, desk.manner.reporting, desk.clock.now());
}

}  // namespace

ReportId report_name(const heard::Version& version) {
  const auto digest = digest::from_base64url(version.digest);
  return ReportId{cat("alert-", digest::to_hex(digest.value_or(version.digest).substr(0, name_bytes)))};
}

asio::awaitable<Result<std::vector<Error>>> report_wanted(desk::Desk& desk, std::vector<heard::Version> heard) {
  std::vector<Error> refused;
  if (desk.manner.reporting.empty()) co_return refused;
  for (const auto& version : heard) {
    if (!is_to_report(desk, version)) continue;
    const record::Moment moment{desk.clock.now(), record::the_hub()};
    const heard::ReportAlert command{version.digest, report_name(version), std::nullopt};
    auto drafts = heard::report_alert(desk.state.heard, desk.state.reports, command, moment);
    if (!drafts) {
      refused.push_back(core::within(cat(version.identity.sender, ",", version.identity.identifier), drafts.error()));
      continue;
    }
    CO_TRY(co_await desk.journal.commit(*std::move(drafts), moment, std::nullopt));
  }
  co_return refused;
}

asio::awaitable<Result<std::vector<Error>>> report_all_wanted(desk::Desk& desk) {
  std::vector<heard::Version> versions;
  for (const auto* message : heard::standing(desk.state.heard, desk.clock.now())) {
    versions.push_back(heard::version_of(message->heard));
  }
  co_return co_await report_wanted(desk, std::move(versions));
}

}  // namespace heed::hear
