#pragma once
// One released edition of a warning as a CAP 1.2 alert for the public.

#include "flow/warning/state.h"
#include "lib/cap/alert.h"

namespace heed::cap_alert {

/// Which edition is issued, and in whose name. Lives only as long as the call.
struct Issue {
  const warning::Warning& warning;
  std::uint64_t edition = 0;
  const std::string& sender;    ///< CAP's sender: a domain such as "heed.example", the same for ever
  const std::string& base_url;  ///< where the public site stands, without a slash at the end
  /// What kind of event it is, by the lists of others ({"SAME", "CEM"}), where the edition does not say so itself; the
  /// same for every language.
  std::vector<cap::NamedValue> event_codes{};
};

/// The alert of an edition: one info for each language of its public contents, references to every earlier edition that
/// the public was told.
///
/// Guarantees: only public contents, and what is the same for every tier (issuer, status, window), can change the
/// answer. An edition that follows no public one is an Alert, for it has nothing to refer to.
/// Times: a notice that ends something (lapse notice, cancellation, all-clear) is worth showing for
/// `delivery::closing_worth` after its release, and its note says that `expires` means no more than that.
/// Errors: not_found without such an edition or without public contents, refused when it is not released.
[[nodiscard]] Result<cap::Alert> alert(const Issue& issue);

/// The same as XML. Errors: also invalid, with the first finding that forbids to issue it.
[[nodiscard]] Result<std::string> write(const Issue& issue);

}  // namespace heed::cap_alert
