#include "flow/review/rules.h"

#include <algorithm>

#include "flow/review/sentences.h"

namespace heed::review {
namespace {

std::string read_back_words(const response::ReadBack& read_back) {
  return cat(read_back.target, "; ", read_back.window, "; ", read_back.action);
}

std::optional<Instant> first_reach(const delivery::Delivery& delivery, delivery::Standing standing) {
  for (const auto& move : delivery.moves) {
    if (move.to >= standing && move.to <= delivery::Standing::acknowledged) return move.entry.at;
  }
  return std::nullopt;
}

std::string furthest_channel(const delivery::Delivery& delivery) {
  const delivery::Attempt* best = nullptr;
  for (const auto& attempt : delivery.attempts) {
    const bool is_success = attempt.report && (attempt.report->outcome == delivery::Outcome::accepted ||
                                               attempt.report->outcome == delivery::Outcome::delivered);
    if (best == nullptr || is_success) best = &attempt;
  }
  if (best == nullptr) return {};
  return delivery.planned.contacts.at(best->contact).channel;
}

Telling telling(const watch::Situation& situation, const delivery::Delivery& delivery) {
  const auto& planned = delivery.planned;
  const auto& edition = situation.warnings.warnings.at(planned.warning).editions.at(planned.edition - 1);
  Telling told;
  told.warning = planned.warning;
  told.edition = planned.edition;
  told.what = word(edition.drafted.what);
  told.tier = planned.tier;
  told.language = planned.language;
  told.channel = furthest_channel(delivery);
  told.standing = word(delivery.standing);
  told.by = edition.release->by;
  told.released_at = edition.release->entry.at;
  told.release_entry = edition.release->entry.index;
  told.accepted_at = first_reach(delivery, delivery::Standing::accepted);
  told.delivered_at = first_reach(delivery, delivery::Standing::delivered);
  told.attempts = delivery.attempts.size();
  const auto found = situation.responses.acknowledgements.find(planned.delivery);
  if (found != situation.responses.acknowledgements.end()) {
    const auto& first = found->second.front();
    told.acknowledged_at = first.entry.at;
    told.acknowledged_entry = first.entry.index;
    told.acknowledged_by = cat(first.fact.who, ", ", first.fact.capacity);
    told.evidence = word(first.fact.evidence);
    if (const auto& signed_by = first.fact.signed_by) {
      told.key_registered_at = signed_by->registered_at;
      told.key_registered_by = word(signed_by->registered_by);
    }
    told.read_back = read_back_words(first.fact.read_back);
    told.latency = first.entry.at - told.released_at;
  }
  return told;
}

/// The statements that a delivery carried, each once for a recipient: the first telling counts.
void add_told(const watch::Situation& situation, const delivery::Delivery& delivery, Knower& knower) {
  const auto& planned = delivery.planned;
  const auto& edition = situation.warnings.warnings.at(planned.warning).editions.at(planned.edition - 1);
  for (const auto& content : edition.drafted.contents) {
    if (content.tier != planned.tier || content.language != planned.language) continue;
    for (const auto& facet : content.facets) {
      const bool is_known =
          std::any_of(knower.told.begin(), knower.told.end(), [&](const Told& t) { return t.facet == facet; });
      if (!is_known) {
        knower.told.push_back(
            {facet, delivery.entry.at, delivery.entry.index, planned.edition, std::string(word(delivery.standing))});
      }
    }
  }
}

std::vector<Knower> knowers(const watch::Situation& situation, const CaseId& case_id) {
  std::map<RecipientId, Knower> all;
  for (const auto& [id, warning] : situation.warnings.warnings) {
    const auto deliveries = situation.deliveries.by_warning.find(id);
    if (warning.case_id != case_id || deliveries == situation.deliveries.by_warning.end()) continue;
    for (const auto& delivery_id : deliveries->second) {
      const auto& delivery = situation.deliveries.deliveries.at(delivery_id);
      auto& knower = all[delivery.planned.recipient];
      knower.recipient = delivery.planned.recipient;
      const auto registration = situation.recipients.recipients.find(knower.recipient);
      if (registration) knower.name = registration->recipient.name;
      add_told(situation, delivery, knower);
      knower.tellings.push_back(telling(situation, delivery));
    }
  }
  std::vector<Knower> rows;
  for (auto& [id, knower] : all) rows.push_back(std::move(knower));
  return rows;
}

void add_texts(const warning::Warning& warning, AfterAction& view) {
  for (const auto& edition : warning.editions) {
    if (!edition.release) continue;
    for (const auto& content : edition.drafted.contents) {
      view.texts.push_back({warning.id, edition.drafted.edition, std::string(word(edition.drafted.what)), content.tier,
                            content.language, content.text, edition.release->entry.at, edition.release->entry.index});
    }
  }
  for (const auto& lapse : warning.lapses) {
    Remark remark{cat("The window of \"", warning.id.text, "\" ended and nobody had named a disposition"),
                  lapse.at,
                  lapse.index,
                  {},
                  {}};
    for (const auto& ending : warning.history) {
      if (ending.entry.index > lapse.index && !remark.answered_in) {
        remark.answered_in = ending.entry.index;
        remark.answer = cat(word(ending.disposition), " by ", ending.by, ": ", ending.reason);
      }
    }
    view.lapses.push_back(std::move(remark));
  }
}

void add_delays(AfterAction& view) {
  std::optional<Instant> released, arrived, acknowledged;
  const auto keep_first = [](std::optional<Instant>& first, std::optional<Instant> at) {
    if (at && (!first || *at < *first)) first = at;
  };
  for (const auto& knower : view.knowers) {
    for (const auto& told : knower.tellings) {
      keep_first(released, told.released_at);
      keep_first(arrived, told.delivered_at ? told.delivered_at : told.accepted_at);
      keep_first(acknowledged, told.acknowledged_at);
    }
  }
  if (released) view.delays.issuance = *released - view.first_awareness;
  if (released && arrived) view.delays.dissemination = *arrived - *released;
  if (released && acknowledged) view.delays.acknowledgement = *acknowledged - *released;
}

void add_decisions(const watch::Situation& situation, const cases::Case& of, AfterAction& view) {
  const auto decisions = situation.decisions.by_target.find(of.opened.case_id);
  if (decisions == situation.decisions.by_target.end()) return;
  for (const auto& [target, decision] : decisions->second) {
    for (const auto& made : decision.made) {
      if (made.standing == decision::Standing::warn) continue;
      const auto ground = made.ground ? cat(" (", *made.ground, ")") : std::string{};
      view.not_to_warn.push_back({cat("\"", of.targets.at(target).added.name, "\": ", word(made.standing), ground,
                                      " by ", made.by, ": ", made.reason),
                                  made.entry.at,
                                  made.entry.index,
                                  {},
                                  {}});
    }
  }
}

void add_responses(const watch::Situation& situation, const warning::Warning& warning, AfterAction& view) {
  const auto rejections = situation.responses.rejections.find(warning.id);
  if (rejections != situation.responses.rejections.end()) {
    for (const auto& each : rejections->second) {
      view.disputes.push_back({cat("\"", each.fact.recipient.text, "\" rejected the warning: ", each.fact.words, " (",
                                   each.fact.source, ")"),
                               each.entry.at,
                               each.entry.index,
                               {},
                               {}});
    }
  }
  for (const auto& [id, dispute] : situation.responses.disputes) {
    const auto& raised = dispute.raised;
    if (raised.fact.warning != warning.id) continue;
    Remark remark{cat("\"", raised.fact.recipient.text, "\" disputes the warning (", word(raised.fact.ground),
                      "): ", raised.fact.words, " (", raised.fact.source, ")"),
                  raised.entry.at,
                  raised.entry.index,
                  {},
                  {}};
    if (dispute.answered) {
      remark.answered_in = dispute.answered->entry.index;
      remark.answer = dispute.answered->fact.answer;
    }
    view.disputes.push_back(std::move(remark));
  }
  for (const auto& [id, measure] : situation.responses.measures) {
    const auto& reported = measure.reported;
    if (reported.fact.warning != warning.id) continue;
    Remark remark{cat("\"", reported.fact.recipient.text, "\": ", reported.fact.what),
                  reported.fact.from,
                  reported.entry.index,
                  {},
                  {}};
    if (measure.lifted) {
      remark.answered_in = measure.lifted->entry.index;
      remark.answer = cat("lifted by ", measure.lifted->fact.by, ": ", measure.lifted->fact.reason);
    }
    view.measures.push_back(std::move(remark));
  }
}

void add_timeline(const Material& material, AfterAction& view) {
  for (const auto& entry : material.entries) {
    const auto of = case_of(material.situation, entry);
    if (!of || *of != view.case_id) continue;
    view.timeline.push_back({entry.index, entry.at, entry.kind, lane(entry), entry.actor, sentence(entry)});
  }
}

}  // namespace

Result<AfterAction> after_action(const Material& material, const CaseId& case_id) {
  const auto& situation = material.situation;
  TRY(const auto* of, cases::find(situation.cases, case_id));
  AfterAction view;
  view.case_id = case_id;
  view.title = of->opened.title;
  view.as_of = material.as_of;
  view.entries = material.size;
  view.first_awareness = cases::first_awareness(*of, situation.reports);
  for (const auto& [id, target] : of->targets) {
    view.targets.push_back({target.added.name, std::string(word(target.threat)), target.since.at, target.since.index});
  }
  for (const auto& [id, facet] : of->facets) {
    view.statements.push_back(
        {id, std::string(word(facet.added.aspect)), facet.added.statement, facet.added.marking, facet.entry.index});
  }
  view.knowers = knowers(situation, case_id);
  for (const auto& [id, warning] : situation.warnings.warnings) {
    if (warning.case_id != case_id) continue;
    add_texts(warning, view);
    add_responses(situation, warning, view);
  }
  add_decisions(situation, *of, view);
  add_delays(view);
  for (const auto& claim : of->claims) {
    view.claims.push_back(
        {claim.recorded.subject, claim.recorded.value, claim.recorded.source, claim.recorded.as_of, claim.entry.index});
  }
  add_timeline(material, view);
  std::sort(view.timeline.begin(), view.timeline.end(), [](const auto& a, const auto& b) { return a.entry < b.entry; });
  for (const auto& moment : view.timeline) {
    if (moment.lane == "watch") view.alarms.push_back({moment.text, moment.at, moment.entry, {}, {}});
  }
  return view;
}

}  // namespace heed::review
