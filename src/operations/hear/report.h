#pragma once
// The procedure that makes reports of what a rule of the desk wants to be looked at.

#include "operations/desk/desk.h"

namespace heed::hear {

/// Makes a report, in the name of the hub, of each of these that a rule wants (Manner::reporting). What is no report
/// for a reason of its own is logged by the caller: none of them holds up the others. Errors: of the store only.
boost::asio::awaitable<Result<std::vector<Error>>> report_wanted(desk::Desk& desk, std::vector<heard::Version> heard);

/// The same for everything that stands: what a crash came before, and what a new rule wants.
boost::asio::awaitable<Result<std::vector<Error>>> report_all_wanted(desk::Desk& desk);

/// What such a report is called: two hubs give the same alert the same name.
[[nodiscard]] ReportId report_name(const heard::Version& version);

}  // namespace heed::hear
