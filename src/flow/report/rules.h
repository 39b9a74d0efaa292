#pragma once
// What may be done with a report.

#include "flow/report/state.h"

namespace heed::report {

/// Receives one report. The name is the caller's own, or drawn by the hub before the rule is asked.
struct Receive {
  std::optional<ReportId> report;
  std::string text;
  std::string source;
  Reliability reliability = Reliability::f;
  Credibility credibility = Credibility::six;
  Tier marking = Tier::internal;
  std::optional<std::string> originator;
  std::vector<ReportId> derived_from;
  Awareness first_awareness;
  std::optional<std::string> published_at;
  HEED_FIELDS(Receive, report, text, source, reliability, credibility, marking, originator, derived_from,
              first_awareness, published_at)
};

struct Close {
  ReportId report;
  std::string reason;
  HEED_FIELDS(Close, report, reason)
};

struct Discredit {
  ReportId report;
  std::string reason;
  HEED_FIELDS(Discredit, report, reason)
};

/// Requires: command.report is filled. Refuses an empty text or source, a first awareness in the future (IN-2), and a
/// derivation from a report that is not there.
[[nodiscard]] Result<record::Drafts> receive(const State& state, const Receive& command, const record::Moment& moment);

/// Refuses to close a report without a reason (IN-10), or one that a case holds.
[[nodiscard]] Result<record::Drafts> close(const State& state, const Close& command);

[[nodiscard]] Result<record::Drafts> discredit(const State& state, const Discredit& command);

/// Hands a report to a case. Guarantees: a report belongs to one case at a time; a closed one may be taken up again.
[[nodiscard]] Result<record::Drafts> route(const State& state, const ReportId& report, const CaseId& case_id);

/// How many independent origins stand behind these reports (IN-8): a derived report counts as what it derives from, and
/// reports of one named originator count once.
[[nodiscard]] std::size_t origins(const State& state, const std::vector<ReportId>& reports);

/// Non-empty after trimming, and at most limits::line_bytes: what a title, a source or a reason must be.
[[nodiscard]] Result<void> check_line(std::string_view text, std::string_view field);
/// Non-empty after trimming.
[[nodiscard]] Result<void> check_text(std::string_view text, std::string_view field);

/// A name that becomes a part of other names: no '/', and at most limits::chosen_name_bytes.
[[nodiscard]] Result<void> check_plain_name(std::string_view name, std::string_view field);

}  // namespace heed::report
