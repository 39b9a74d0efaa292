#include "flow/warning/state.h"

#include "core/assert.h"
#include "flow/record/fold.h"

namespace heed::warning {
namespace {

std::optional<Disposition> disposition_of(Kind kind) {
  switch (kind) {
    case Kind::extend: return Disposition::extended;
    case Kind::correct: return Disposition::corrected;
    case Kind::downgrade: return Disposition::downgraded;
    case Kind::cancel: return Disposition::cancelled;
    case Kind::all_clear: return Disposition::all_clear;
    case Kind::alert:
    case Kind::update:
    case Kind::lapse_notice: return std::nullopt;
  }
  return std::nullopt;
}

struct Take {
  State& state;
  const record::Entry& entry;

  void operator()(const Drafted& fact) const {
    auto& warning = state.warnings[fact.warning];
    warning.id = fact.warning;
    warning.case_id = fact.case_id;
    if (warning.editions.empty()) warning.valid = fact.valid;
    warning.editions.push_back(Edition{fact, entry.actor.name, {}, {}, record::ref(entry)});
  }
  void operator()(const CheckAnswered& fact) const {
    edition(fact.warning, fact.edition).answers[fact.check] = {entry.actor.name, fact.answer, record::ref(entry)};
  }
  void operator()(const Released& fact) const {
    auto& warning = state.warnings[fact.warning];
    auto& released = edition(fact.warning, fact.edition);
    released.release = Release{entry.actor.name, record::ref(entry)};
    const auto kind = released.drafted.what;
    advance(warning, event_of(kind));
    if (kind != Kind::cancel && kind != Kind::all_clear) warning.valid = released.drafted.valid;
    if (const auto disposition = disposition_of(kind)) {
      warning.history.push_back(
          {*disposition, released.drafted.notice.value_or(""), entry.actor.name, {}, record::ref(entry)});
    }
    warning.planned.reset();
  }
  void operator()(const Reviewed& fact) const { state.warnings[fact.warning].reviewed = record::ref(entry); }
  void operator()(const DispositionNamed& fact) const {
    auto& warning = state.warnings[fact.warning];
    const Ending ending{fact.disposition, fact.reason, entry.actor.name, fact.replaced_by, record::ref(entry)};
    const bool is_early = warning.standing == Standing::active;
    advance(warning, Event::name_disposition);
    if (is_early) {
      warning.planned = ending;
    } else {
      warning.history.push_back(ending);
    }
  }
  void operator()(const WindowEnded& fact) const {
    auto& warning = state.warnings[fact.notice.warning];
    warning.editions.push_back(
        Edition{fact.notice, entry.actor.name, {}, Release{entry.actor.name, record::ref(entry)}, record::ref(entry)});
    if (warning.planned) {
      warning.history.push_back(*warning.planned);
      advance(warning, Event::window_ends_named);
    } else {
      warning.lapses.push_back(record::ref(entry));
      advance(warning, Event::window_ends);
    }
  }

 private:
  Edition& edition(const WarningId& id, std::uint64_t number) const {
    auto& editions = state.warnings[id].editions;
    HEED_ASSERT(number >= 1 && number <= editions.size(), "edition ", number, " of ", id.text);
    return editions[number - 1];
  }
  static void advance(Warning& warning, Event event) {
    const auto to = next(warning.standing, event);
    HEED_ASSERT(to, "warning ", warning.id.text, " ", word(warning.standing), " ", word(event));
    warning.standing = *to;
  }
};

}  // namespace

Result<void> apply(State& state, const record::Entry& entry) {
  return record::fold<Drafted, CheckAnswered, Released, Reviewed, DispositionNamed, WindowEnded>(entry,
                                                                                                 Take{state, entry});
}

Result<const Warning*> find(const State& state, const WarningId& id) {
  const auto found = state.warnings.find(id);
  if (found == state.warnings.end())
    return fail(Code::not_found, cat("there is no warning \"", id.text, "\""), "warning");
  return &found->second;
}

Result<const Edition*> find(const Warning& warning, std::uint64_t edition) {
  if (edition >= 1 && edition <= warning.editions.size()) return &warning.editions[edition - 1];
  return fail(Code::not_found, cat("the warning has no edition ", edition), "edition");
}

const Edition* newest_released(const Warning& warning) {
  for (auto edition = warning.editions.rbegin(); edition != warning.editions.rend(); ++edition) {
    if (edition->release) return &*edition;
  }
  return nullptr;
}

bool stands(const Warning& warning) {
  return warning.standing == Standing::active || warning.standing == Standing::unattended;
}

}  // namespace heed::warning
