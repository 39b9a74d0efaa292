#include "flow/watch/rules.h"

#include <algorithm>
#include <iterator>

#include "flow/record/batch.h"

namespace heed::watch {
namespace {

/// The spans of a case whose regime file is gone: short, so that nothing is forgotten because of a missing file.
decision::Regime fallback_regime() {
  constexpr auto minutes = [](int n) { return Duration{n * 60'000LL}; };
  decision::Regime regime;
  regime.clocks = {{std::nullopt, minutes(60)}};
  regime.spans = {minutes(15), minutes(30), minutes(360), minutes(1440), minutes(60), minutes(120)};
  return regime;
}

/// Collects deadlines for one situation.
class Collector {
 public:
  Collector(const Situation& situation, Instant now) : at_(situation), now_(now) {}

  std::vector<Deadline> collect() && {
    reports();
    for (const auto& [id, of] : at_.cases.cases) {
      if (!of.closed) decisions(of);
    }
    for (const auto& [id, warning] : at_.warnings.warnings) {
      if (warning::stands(warning)) standing(warning);
    }
    tasks();
    std::sort(found_.begin(), found_.end(),
              [](const auto& a, const auto& b) { return std::pair(a.due, a.name) < std::pair(b.due, b.name); });
    return std::move(found_);
  }

 private:
  void reports() {
    std::size_t listed = 0;
    for (const auto& [received, id] : at_.reports.waiting) {
      if (++listed > listed_reports) break;
      Deadline due;
      due.name = cat("route_report/", id.text);
      due.what = Due::route_report;
      due.due = received + route_within();
      due.owner = "duty analyst";
      due.text = cat("Report \"", id.text, "\" belongs to no case: join it to one, or close it with a reason");
      found_.push_back(std::move(due));
    }
  }

  /// Why the shortest of all regimes: a report belongs to no regime before it is in a case.
  [[nodiscard]] Duration route_within() const {
    auto shortest = fallback_regime().spans.route_report;
    for (const auto& [id, regime] : at_.regimes) shortest = std::min(shortest, regime.spans.route_report);
    return shortest;
  }

  Deadline& add(const cases::Case& of, Due what, std::string name, Instant due) {
    Deadline deadline;
    deadline.name = cat(word(what), "/", name, "@", core::to_text(due));
    deadline.what = what;
    deadline.due = due;
    deadline.owner = of.owner;
    deadline.case_id = of.opened.case_id;
    found_.push_back(std::move(deadline));
    return found_.back();
  }

  void decisions(const cases::Case& of) {
    const auto& regime = regime_of(at_.regimes, of);
    const auto first = cases::first_awareness(of, at_.reports);
    for (const auto& [id, target] : of.targets) {
      if (target.threat != cases::Threat::open) continue;
      const auto& decision = decision::find(at_.decisions, of.opened.case_id, id);
      const auto name = cat(of.opened.case_id.text, "/", id.text);
      const auto standing = decision::standing(decision, of, now_);
      if (standing == decision::Standing::due) {
        auto& due = add(of, Due::decide, name, decision::due_at(decision, {of, target, regime, first}));
        due.target = id;
        due.text = cat("Decide for \"", target.added.name, "\": warn, waive or delay");
      } else if (!decision.made.empty() && decision.made.back().again_at) {
        auto& due = add(of, Due::decide, name, *decision.made.back().again_at);
        due.target = id;
        due.text = cat("Look again at \"", target.added.name, "\": the ", word(standing), " decision ends");
      }
      if (decision.proposed) {
        auto& due = add(of, Due::approve_waiver, name, decision.proposed->review_at);
        due.target = id;
        due.owner = "senior officer";
        due.text = cat("Approve or turn down the waiver proposed for \"", target.added.name, "\"");
      }
    }
  }

  void standing(const warning::Warning& warning) {
    const auto of = at_.cases.cases.find(warning.case_id);
    const auto* edition = warning::newest_released(warning);
    if (of == at_.cases.cases.end() || edition == nullptr) return;
    window(of->second, warning, *edition);
    if (!warning::is_threat_open({at_.reports, at_.cases, at_.decisions, at_.warnings}, warning)) {
      closing(of->second, warning);
    }
    acknowledgements(of->second, warning);
    missing_roles(of->second, warning);
  }

  void window(const cases::Case& of, const warning::Warning& warning, const warning::Edition& edition) {
    if (warning.standing == warning::Standing::unattended) {
      auto& due = add(of, Due::unattended, warning.id.text, warning.lapses.back().at);
      due.warning = warning.id;
      due.text =
          cat("The window of \"", warning.id.text,
              "\" ended and nobody has named a disposition: extend, cancel, all-clear, replace or accept the lapse");
      return;
    }
    const auto until = warning.valid.until;
    const auto& review = edition.drafted.review;
    // A look soon after the release does not stand for the review that was planned: the second half of the wait does.
    const auto released_at = edition.release->entry.at;
    const bool is_reviewed = warning.reviewed && warning.reviewed->at >= released_at + (review.at - released_at) / 2;
    if (review.at > released_at && review.at < until && !is_reviewed) {
      auto& due = add(of, Due::review_warning, warning.id.text, review.at);
      due.warning = warning.id;
      due.owner = review.by;
      due.text = cat("Review \"", warning.id.text, "\": does the threat still stand, does the text still hold?");
    }
    if (!warning.planned) {
      const auto ask_at = until - regime_of(at_.regimes, of).spans.review_before_end;
      auto& due = add(of, Due::name_disposition, warning.id.text, std::max(ask_at, edition.release->entry.at));
      due.warning = warning.id;
      due.text = cat("The window of \"", warning.id.text, "\" ends ", core::spoken(until),
                     ": extend it, end it by name, or accept the lapse with a reason");
    }
    auto& end = add(of, Due::end_window, warning.id.text, until);
    end.warning = warning.id;
    end.owner = "hub";
    end.text = cat("The window of \"", warning.id.text, "\" ends; the recipients are told so");
  }

  void closing(const cases::Case& of, const warning::Warning& warning) {
    auto since = of.entry.at;
    for (const auto& id : warning.editions.front().drafted.targets) since = std::max(since, of.targets.at(id).since.at);
    auto& due = add(of, Due::closing_message, warning.id.text, since);
    due.warning = warning.id;
    due.text = cat("The threat of \"", warning.id.text,
                   "\" has ended and the warning stands: send the all-clear or cancel it");
  }

  void acknowledgements(const cases::Case& of, const warning::Warning& warning) {
    const auto deliveries = at_.deliveries.by_warning.find(warning.id);
    if (deliveries == at_.deliveries.by_warning.end()) return;
    for (const auto& id : deliveries->second) {
      const auto& delivery = at_.deliveries.deliveries.at(id);
      const bool is_asked = delivery.planned.acknowledge_within.has_value();
      if (!is_asked || delivery.standing == delivery::Standing::acknowledged) continue;
      if (delivery.standing == delivery::Standing::stopped) continue;
      const auto by = delivery.entry.at + *delivery.planned.acknowledge_within;
      auto& due = add(of, Due::acknowledgement, id.text, by);
      due.warning = warning.id;
      due.recipient = delivery.planned.recipient;
      due.text = cat("\"", delivery.planned.recipient.text, "\" has not acknowledged edition ",
                     delivery.planned.edition, " of \"", warning.id.text, "\" (", word(delivery.standing), ")",
                     delivery.exhausted ? "; no further contact is left: take over by telephone or in person" : "");
    }
  }

  void missing_roles(const cases::Case& of, const warning::Warning& warning) {
    const auto choices = at_.recipients.choices.find(warning.id);
    if (choices == at_.recipients.choices.end()) return;
    const auto& last = choices->second.back();
    for (const auto& role : audience::missing_roles(at_.recipients, warning.id)) {
      auto& due = add(of, Due::missing_role, cat(warning.id.text, "/", role), last.entry.at);
      due.warning = warning.id;
      due.text = cat("Nobody with the role \"", role, "\" was told: tell one, or record why none can be");
    }
  }

  void tasks() {
    for (const auto& [id, task] : at_.responses.tasks) {
      const auto of = at_.cases.cases.find(task.opened.fact.case_id);
      if (task.done || of == at_.cases.cases.end()) continue;
      auto& due = add(of->second, Due::task, id.text, task.opened.fact.due);
      due.owner = task.opened.fact.owner;
      due.text = task.opened.fact.what;
    }
    for (const auto& [id, question] : at_.responses.questions) {
      const auto warning = at_.warnings.warnings.find(question.asked.fact.warning);
      if (question.answered || warning == at_.warnings.warnings.end()) continue;
      const auto& of = at_.cases.cases.at(warning->second.case_id);
      auto& due = add(of, Due::question, id.text, question.asked.entry.at + regime_of(at_.regimes, of).spans.follow_up);
      due.warning = warning->first;
      due.recipient = question.asked.fact.recipient;
      due.text = cat("\"", question.asked.fact.recipient.text, "\" asks: ", question.asked.fact.text);
    }
  }

  const Situation& at_;
  Instant now_;
  std::vector<Deadline> found_;
};

}  // namespace

const decision::Regime& regime_of(const decision::Regimes& regimes, const cases::Case& of) {
  static const decision::Regime fallback = fallback_regime();
  const auto found = regimes.find(of.opened.regime);
  return found == regimes.end() ? fallback : found->second;
}

std::vector<Deadline> deadlines(const Situation& situation, Instant now) { return Collector(situation, now).collect(); }

record::Drafts raise(const State& state, const std::vector<Deadline>& deadlines, Instant now) {
  const auto end = std::ranges::find_if(deadlines, [&](const auto& deadline) { return deadline.due > now; });
  const auto is_raised = [&](const Deadline& deadline) {
    return deadline.what != Due::end_window && !state.alarms.contains(deadline.name);
  };
  const auto is_silence = [](const Deadline& deadline) {
    return deadline.what == Due::acknowledgement && deadline.case_id;
  };
  std::map<CaseId, std::size_t> silent;
  for (auto each = deadlines.begin(); each != end; ++each) {
    if (is_silence(*each) && is_raised(*each)) ++silent[*each->case_id];
  }
  record::Drafts drafts;
  std::map<CaseId, record::Drafts> of_many;
  for (auto each = deadlines.begin(); each != end; ++each) {
    if (!is_raised(*each)) continue;
    // Why only of very many: a handful is read one by one; a hundred thousand signatures would keep the hub busy.
    const bool is_one_of_many = is_silence(*each) && silent[*each->case_id] > record::batch_facts;
    (is_one_of_many ? of_many[*each->case_id] : drafts)
        .push_back(record::draft(Raised{each->name, each->what, each->case_id, each->text, each->owner, each->due}));
  }
  for (auto& [id, alarms] : of_many) std::ranges::move(record::batched(std::move(alarms)), std::back_inserter(drafts));
  return drafts;
}

}  // namespace heed::watch
