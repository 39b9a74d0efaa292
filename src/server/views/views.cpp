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

core::Array deadlines_view(const std::vector<watch::Deadline>& deadlines, Instant now) {
  core::Array items;
  for (const auto& deadline : deadlines) {
    // Why not shown: it is the hub's own work; the disposition that it would make idle is asked for beside it.
    if (deadline.what == watch::Due::end_window) continue;
    items.push_back(with(to_value(deadline), "is_overdue", deadline.due <= now));
  }
  return items;
}

Value responses_view(const desk::Desk& desk, const cases::Case& of) {
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
      {"acknowledgements", flattened(responses.acknowledgements, of_delivery)},
      {"refusals", flattened(responses.refusals, of_delivery)},
      {"rejections", flattened(responses.rejections, is_ours)},
      {"briefings", flattened(responses.briefings, is_ours)},
      {"disputes", listed(responses.disputes, [&](const auto& d) { return is_ours(d.raised.fact.warning); })},
      {"questions", listed(responses.questions, [&](const auto& q) { return is_ours(q.asked.fact.warning); })},
      {"measures", listed(responses.measures, [&](const auto& m) { return is_ours(m.reported.fact.warning); })},
      {"tasks", listed(responses.tasks, [&](const auto& t) { return t.opened.fact.case_id == id; })}};
}

/// The deliveries of a case, and the recipients that they go to.
void add_deliveries(const desk::Desk& desk, const CaseId& id, Value& view) {
  core::Array deliveries;
  std::map<RecipientId, Value> recipients;
  for (const auto& [warning_id, ids] : desk.state.deliveries.by_warning) {
    if (desk.state.warnings.warnings.at(warning_id).case_id != id) continue;
    for (const auto& delivery_id : ids) {
      const auto& delivery = desk.state.deliveries.deliveries.at(delivery_id);
      deliveries.push_back(to_value(delivery));
      if (recipients.contains(delivery.planned.recipient)) continue;
      const auto found = desk.state.recipients.recipients.find(delivery.planned.recipient);
      if (found) recipients[delivery.planned.recipient] = to_value(found->recipient);
    }
  }
  view.set("deliveries", std::move(deliveries));
  view.set("recipients", to_value(recipients));
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
  add_deliveries(desk, id, view);
  view.set("responses", responses_view(desk, *of));
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

}  // namespace heed::views
