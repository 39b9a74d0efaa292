#include "server/views/views.h"

#include <algorithm>

#include "flow/warning/checks.h"

namespace heed::views {
namespace {

/// Adds a field to a document that is a group of fields.
Value with(Value document, std::string name, Value value) {
  document.set(std::move(name), std::move(value));
  return document;
}

template <class Map, class Keep>
core::Array listed(const Map& map, Keep keep) {
  core::Array items;
  for (const auto& [key, value] : map) {
    if (keep(value)) items.push_back(to_value(value));
  }
  return items;
}

/// The lists of a map as one list, where `keep` holds for the key.
template <class Map, class Keep>
core::Array flattened(const Map& map, Keep keep) {
  core::Array items;
  for (const auto& [key, values] : map) {
    if (!keep(key)) continue;
    for (const auto& value : values) items.push_back(to_value(value));
  }
  return items;
}

Value target_line(const TargetId& id, const cases::Target& target) {
  return core::Object{{"target", id.text}, {"name", target.added.name}, {"threat", word(target.threat)}};
}

Value warning_line(const warning::Warning& warning) {
  return core::Object{{"warning", warning.id.text},
                      {"case_id", warning.case_id.text},
                      {"standing", word(warning.standing)},
                      {"valid", to_value(warning.valid)},
                      {"status", word(warning.editions.front().drafted.status)}};
}

std::int64_t overdue(const std::vector<watch::Deadline>& deadlines, const CaseId& id, Instant now) {
  return std::count_if(deadlines.begin(), deadlines.end(),
                       [&](const auto& deadline) { return deadline.case_id == id && deadline.due <= now; });
}

Value warning_view(const desk::Desk& desk, const cases::Case& of, const warning::Warning& warning) {
  core::Array editions;
  for (const auto& edition : warning.editions) {
    auto view = to_value(edition);
    if (!edition.release) view.set("findings", to_value(warning::open_findings({of, desk.state.reports, edition})));
    editions.push_back(std::move(view));
  }
  core::Object view;
  const auto whole = to_value(warning);
  for (const auto& [name, value] : *whole.object()) {
    view.emplace_back(name, name == "editions" ? Value(editions) : value);
  }
  return view;
}

/// Of one warning, so many recipients who have not acknowledged are named; the others are counted, so that a hundred
/// thousand of them do not hide what else is due.
constexpr std::size_t silent_listed = 500;

core::Array deadlines_view(const std::vector<watch::Deadline>& deadlines, Instant now) {
  core::Array items;
  std::map<WarningId, std::size_t> silent;
  std::map<WarningId, watch::Deadline> rest;  // the first that is not named
  for (const auto& deadline : deadlines) {
    // Why not shown: it is the hub's own work; the disposition that it would make idle is asked for beside it.
    if (deadline.what == watch::Due::end_window) continue;
    if (deadline.what == watch::Due::acknowledgement && deadline.warning &&
        ++silent[*deadline.warning] > silent_listed) {
      rest.try_emplace(*deadline.warning, deadline);
      continue;
    }
    items.push_back(with(to_value(deadline), "is_overdue", deadline.due <= now));
  }
  for (auto& [warning, deadline] : rest) {
    deadline.name = cat(word(deadline.what), "/", warning.text, "/more");
    deadline.recipient.reset();
    deadline.text =
        cat(silent[warning] - silent_listed, " more recipients have not acknowledged \"", warning.text, "\"");
    items.push_back(with(to_value(deadline), "is_overdue", deadline.due <= now));
  }
  return items;
}

/// Of one edition, so many deliveries stand in the view of its case; all of them are told page by page.
constexpr std::size_t deliveries_listed = 1'000;

using Listed = std::set<DeliveryId>;

/// How far one edition came, over all whom it is told, whether they are listed or not.
struct ToldEdition {
  WarningId warning;
  std::uint64_t edition = 0;
  std::uint64_t deliveries = 0;
  std::uint64_t listed = 0;
  std::uint64_t asked = 0;  ///< for an acknowledgement
  std::uint64_t acknowledged = 0;
  std::uint64_t overdue = 0;
  HEED_FIELDS(ToldEdition, warning, edition, deliveries, listed, asked, acknowledged, overdue)
};

bool needs_a_person(const delivery::Delivery& delivery) {
  return delivery.exhausted && !delivery.is_taken_over && delivery.standing != delivery::Standing::acknowledged;
}

/// Counts the deliveries of a warning by edition.
std::map<std::uint64_t, ToldEdition> told_editions(const std::vector<const delivery::Delivery*>& deliveries,
                                                   Instant now) {
  std::map<std::uint64_t, ToldEdition> editions;
  for (const auto* each : deliveries) {
    const auto& planned = each->planned;
    auto& told = editions.try_emplace(planned.edition, ToldEdition{planned.warning, planned.edition}).first->second;
    ++told.deliveries;
    if (!planned.acknowledge_within) continue;
    ++told.asked;
    const bool is_acknowledged = each->standing == delivery::Standing::acknowledged;
    if (is_acknowledged) ++told.acknowledged;
    const bool is_waited_for = !is_acknowledged && each->standing != delivery::Standing::stopped;
    if (is_waited_for && each->entry.at + *planned.acknowledge_within <= now) ++told.overdue;
  }
  return editions;
}

/// What is listed of a warning: of each edition first what a person must see to, then what was planned first.
void list(const std::vector<const delivery::Delivery*>& deliveries, std::map<std::uint64_t, ToldEdition>& editions,
          Listed& listed) {
  for (const bool is_urgent : {true, false}) {
    for (const auto* each : deliveries) {
      auto& told = editions.at(each->planned.edition);
      if (told.listed >= deliveries_listed || needs_a_person(*each) != is_urgent) continue;
      if (listed.insert(each->planned.delivery).second) ++told.listed;
    }
  }
}

/// The deliveries of a warning, in the order in which they were planned.
std::vector<const delivery::Delivery*> deliveries_of(const desk::Desk& desk, const WarningId& warning) {
  std::vector<const delivery::Delivery*> all;
  const auto of_warning = desk.state.deliveries.by_warning.find(warning);
  if (of_warning == desk.state.deliveries.by_warning.end()) return all;
  all.reserve(of_warning->second.size());
  for (const auto& id : of_warning->second) all.push_back(&desk.state.deliveries.deliveries.at(id));
  return all;
}

Value responses_view(const desk::Desk& desk, const cases::Case& of, const Listed& shown) {
  const auto& responses = desk.state.responses;
  const auto& warnings = desk.state.warnings.warnings;
  const auto& id = of.opened.case_id;
  const auto is_ours = [&](const WarningId& warning) {
    const auto found = warnings.find(warning);
    return found != warnings.end() && found->second.case_id == id;
  };
  const auto of_delivery = [&](const DeliveryId& delivery) {
    return is_ours(desk.state.deliveries.deliveries.at(delivery).planned.warning);
  };
  return core::Object{
      {"acknowledgements", flattened(responses.acknowledgements, [&](const auto& d) { return shown.contains(d); })},
      {"refusals", flattened(responses.refusals, of_delivery)},
      {"rejections", flattened(responses.rejections, is_ours)},
      {"briefings", flattened(responses.briefings, is_ours)},
      {"disputes", listed(responses.disputes, [&](const auto& d) { return is_ours(d.raised.fact.warning); })},
      {"questions", listed(responses.questions, [&](const auto& q) { return is_ours(q.asked.fact.warning); })},
      {"measures", listed(responses.measures, [&](const auto& m) { return is_ours(m.reported.fact.warning); })},
      {"tasks", listed(responses.tasks, [&](const auto& t) { return t.opened.fact.case_id == id; })}};
}

/// The deliveries of a case that are listed, and the recipients that they go to. Gives which those are.
Listed add_deliveries(const desk::Desk& desk, const CaseId& id, Instant now, Value& view) {
  core::Array deliveries, told;
  std::map<RecipientId, Value> recipients;
  Listed listed;
  for (const auto& [warning_id, warning] : desk.state.warnings.warnings) {
    if (warning.case_id != id) continue;
    const auto all = deliveries_of(desk, warning_id);
    auto editions = told_editions(all, now);
    list(all, editions, listed);
    for (const auto& [number, edition] : editions) told.push_back(to_value(edition));
    for (const auto* each : all) {
      if (!listed.contains(each->planned.delivery)) continue;
      deliveries.push_back(to_value(*each));
      if (recipients.contains(each->planned.recipient)) continue;
      const auto found = desk.state.recipients.recipients.find(each->planned.recipient);
      if (found) recipients[each->planned.recipient] = to_value(found->recipient);
    }
  }
  view.set("deliveries", std::move(deliveries));
  view.set("told", std::move(told));
  view.set("recipients", to_value(recipients));
  return listed;
}

}  // namespace

Value cases_view(const desk::Desk& desk, Instant now) {
  const auto deadlines = watch::deadlines(desk.situation(), now);
  core::Array lines;
  for (const auto& [id, of] : desk.state.cases.cases) {
    core::Array targets, warnings;
    for (const auto& [target_id, target] : of.targets) targets.push_back(target_line(target_id, target));
    for (const auto& [warning_id, warning] : desk.state.warnings.warnings) {
      if (warning.case_id == id) warnings.push_back(warning_line(warning));
    }
    Value line = core::Object{{"case_id", id.text},
                              {"title", of.opened.title},
                              {"regime", of.opened.regime},
                              {"owner", of.owner},
                              {"opened", to_value(of.entry)},
                              {"targets", std::move(targets)},
                              {"warnings", std::move(warnings)},
                              {"overdue", overdue(deadlines, id, now)}};
    if (of.closed) line.set("closed", *of.closed);
    lines.push_back(std::move(line));
  }
  return core::Object{{"cases", std::move(lines)}};
}

Result<Value> case_view(const desk::Desk& desk, const CaseId& id, Instant now) {
  TRY(const auto* of, cases::find(desk.state.cases, id));
  Value view = core::Object{{"now", to_value(now)}, {"case", to_value(*of)}};
  core::Array reports, warnings;
  for (const auto& report : of->reports) reports.push_back(to_value(desk.state.reports.reports.at(report)));
  for (const auto& [warning_id, warning] : desk.state.warnings.warnings) {
    if (warning.case_id == id) warnings.push_back(warning_view(desk, *of, warning));
  }
  view.set("reports", std::move(reports));
  const auto decisions = desk.state.decisions.by_target.find(id);
  view.set("decisions",
           decisions == desk.state.decisions.by_target.end() ? Value(core::Object{}) : to_value(decisions->second));
  view.set("regime", to_value(watch::regime_of(desk.regimes, *of)));
  view.set("warnings", std::move(warnings));
  const auto listed = add_deliveries(desk, id, now, view);
  view.set("responses", responses_view(desk, *of, listed));
  auto deadlines = watch::deadlines(desk.situation(), now);
  std::erase_if(deadlines, [&](const auto& deadline) { return deadline.case_id != id; });
  view.set("deadlines", deadlines_view(deadlines, now));
  return view;
}

Value watch_view(const desk::Desk& desk, Instant now) {
  core::Array standing;
  for (const auto& [id, warning] : desk.state.warnings.warnings) {
    if (!warning::stands(warning)) continue;
    std::int64_t asked = 0, acknowledged = 0;
    const auto deliveries = desk.state.deliveries.by_warning.find(id);
    if (deliveries != desk.state.deliveries.by_warning.end()) {
      for (const auto& delivery_id : deliveries->second) {
        const auto& delivery = desk.state.deliveries.deliveries.at(delivery_id);
        if (!delivery.planned.acknowledge_within || delivery.standing == delivery::Standing::stopped) continue;
        ++asked;
        if (delivery.standing == delivery::Standing::acknowledged) ++acknowledged;
      }
    }
    auto line = warning_line(warning);
    line.set("title", desk.state.cases.cases.at(warning.case_id).opened.title);
    line.set("asked", asked);
    line.set("acknowledged", acknowledged);
    standing.push_back(std::move(line));
  }
  return core::Object{{"now", to_value(now)},
                      {"deadlines", deadlines_view(watch::deadlines(desk.situation(), now), now)},
                      {"warnings", std::move(standing)}};
}

Value reports_view(const desk::Desk& desk, std::optional<report::Stage> stage) {
  constexpr std::size_t shown = 500;
  core::Array lines;
  if (stage == report::Stage::received) {
    // Why the waiting ones from their own list: among a million reports few wait.
    for (const auto& [at, id] : desk.state.reports.waiting) {
      if (lines.size() >= shown) break;
      lines.push_back(to_value(desk.state.reports.reports.at(id)));
    }
  } else {
    for (const auto& [id, report] : desk.state.reports.reports) {
      if (lines.size() >= shown) break;
      if (!stage || report.stage == *stage) lines.push_back(to_value(report));
    }
  }
  return core::Object{{"reports", std::move(lines)}, {"total", std::uint64_t{desk.state.reports.reports.size()}}};
}

Value deliveries_view(const desk::Desk& desk, const RecipientId& recipient) {
  core::Array lines;
  for (const auto& [id, delivery] : desk.state.deliveries.deliveries) {
    if (delivery.planned.recipient != recipient) continue;
    const auto& edition =
        desk.state.warnings.warnings.at(delivery.planned.warning).editions.at(delivery.planned.edition - 1);
    for (const auto& content : edition.drafted.contents) {
      if (content.tier != delivery.planned.tier || content.language != delivery.planned.language) continue;
      lines.push_back(core::Object{{"delivery", id.text},
                                   {"warning", delivery.planned.warning.text},
                                   {"edition", delivery.planned.edition},
                                   {"standing", word(delivery.standing)},
                                   {"headline", content.headline},
                                   {"text", content.text},
                                   {"valid", to_value(edition.drafted.valid)}});
    }
  }
  return core::Object{{"deliveries", std::move(lines)}};
}

Result<Value> case_deliveries_view(const desk::Desk& desk, const CaseId& id, const Page& page) {
  TRY(cases::find(desk.state.cases, id));
  core::Array lines;
  std::uint64_t total = 0;
  for (const auto& [warning_id, warning] : desk.state.warnings.warnings) {
    if (warning.case_id != id) continue;
    const auto of_warning = desk.state.deliveries.by_warning.find(warning_id);
    if (of_warning == desk.state.deliveries.by_warning.end()) continue;
    const auto& ids = of_warning->second;
    for (auto at = page.from + lines.size(); at - total < ids.size() && lines.size() < page.limit; ++at) {
      lines.push_back(to_value(desk.state.deliveries.deliveries.at(ids[at - total])));
    }
    total += ids.size();
  }
  const auto next = page.from + lines.size();
  Value view = core::Object{{"deliveries", std::move(lines)}, {"total", total}};
  if (next < total) view.set("next", next);
  return view;
}

}  // namespace heed::views
