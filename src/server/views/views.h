#pragma once
// What the console is shown, as documents. Pure functions of the state.

#include "operations/desk/desk.h"

namespace heed::views {

/// The cases, one line each.
[[nodiscard]] Value cases_view(const desk::Desk& desk, Instant now);
/// Everything about one case; `timeline` comes from the record. Of an edition to very many a part is listed, and all
/// are counted (`told`).
[[nodiscard]] Result<Value> case_view(const desk::Desk& desk, const CaseId& id, Instant now);
/// A part of a long list: `limit` from the one numbered `from`.
struct Page {
  std::uint64_t from = 0;
  std::uint64_t limit = 0;
};
/// Every delivery of a case, a page at a time.
[[nodiscard]] Result<Value> case_deliveries_view(const desk::Desk& desk, const CaseId& id, const Page& page);
/// What is due, and the warnings that stand.
[[nodiscard]] Value watch_view(const desk::Desk& desk, Instant now);
/// Reports, newest first, of one stage or of all.
[[nodiscard]] Value reports_view(const desk::Desk& desk, std::optional<report::Stage> stage);
/// What one recipient was told, and nothing of what others were told.
[[nodiscard]] Value deliveries_view(const desk::Desk& desk, const RecipientId& recipient);

}  // namespace heed::views
