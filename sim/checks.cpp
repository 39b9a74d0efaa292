#include "sim/checks.h"

#include "adapters/format/cap_alert/name.h"
#include "flow/delivery/rules.h"
#include "flow/record/batch.h"
#include "flow/record/content.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::sim {

using delivery::Standing;
using testing::must;

namespace {

/// How much is known of a delivery: it only grows, unless the recipient itself declines.
int evidence(Standing standing) {
  switch (standing) {
    case Standing::queued:
    case Standing::attempting:
    case Standing::unreachable:
    case Standing::stopped:
    case Standing::refused: return 0;
    case Standing::accepted: return 1;
    case Standing::delivered: return 2;
    case Standing::seen: return 3;
    case Standing::acknowledged: return 4;
  }
  return 0;
}

const warning::Content* content_of(const flow::State& state, const delivery::Planned& planned) {
  const auto& edition = state.warnings.warnings.at(planned.warning).editions.at(planned.edition - 1);
  for (const auto& content : edition.drafted.contents) {
    if (content.tier == planned.tier && content.language == planned.language) return &content;
  }
  return nullptr;
}

}  // namespace

void Checks::check_fold(World& world) {
  take_in(world);
  const auto& state = world.state();
  REQUIRE_MESSAGE(state.size >= twin_.size, "the disk holds entries that the hub does not know");
  if (state.size > twin_.size) return;
  REQUIRE_MESSAGE(state == twin_, "the state is not the fold of what is stored");
}

void Checks::check(World& world) {
  REQUIRE_MESSAGE(world.is_durable(), "the hub has settled and its state is ahead of the disk");
  check_fold(world);
  REQUIRE(world.state().size == twin_.size);
  const auto& state = world.state();
  check_warnings(state, world.now());
  check_deliveries(state);
  check_agenda(state, world.now());
  check_carried(world);
  check_hidden(world);
}

void Checks::take_in(World& world) {
  const auto size = must(world.disk().size());
  REQUIRE_MESSAGE(size >= twin_.size, "entries that were durable are gone");
  const auto read = world.disk().read(twin_.size, size, [&](ports::StoredEntry stored) -> Result<void> {
    const auto entry = must(record::parse_content(stored.bytes));
    check_entry(entry);
    return flow::apply(twin_, entry);
  });
  REQUIRE_MESSAGE(read, testing::said(read));
}

/// Before it is taken in: the twin is the state on which it was decided.
void Checks::check_entry(const record::Entry& entry) {
  if (record::is<watch::Raised>(entry)) {
    const auto deadline = must(record::fact<watch::Raised>(entry)).deadline;
    CHECK_MESSAGE(alarms_.insert(deadline).second, "an alarm was raised twice: ", deadline);
  }
  if (record::is<delivery::Published>(entry)) {
    const auto fact = must(record::fact<delivery::Published>(entry));
    const auto edition = cat(fact.warning.text, "/", fact.edition);
    CHECK_MESSAGE(published_.insert(edition).second, "an edition was published twice: ", edition);
  }
  if (record::is<audience::Registered>(entry)) {
    const auto recipient = must(record::fact<audience::Registered>(entry)).recipient;
    narrowest_[recipient.recipient] = recipient.tier;
  }
  if (record::is<delivery::Planned>(entry)) {
    for (const auto& planned : must(record::facts<delivery::Planned>(entry))) check_planned(planned);
  }
  if (!entry.request || entry.of != entry.index) return;
  const auto key = flow::done_key(entry.actor, entry.request->key);
  const auto last = keys_.lower_bound({key, entry.at - flow::done_kept});
  const bool is_repeated = last != keys_.end() && last->first == key;
  CHECK_MESSAGE(!is_repeated, "one command was done twice under one key: ", entry.request->key);
  keys_.emplace(key, entry.at);
}

/// Nobody is told more than it may know. Who was told before is told again, at the tier of then (FT-3).
void Checks::check_planned(const delivery::Planned& planned) {
  bool is_told_before = false;
  for (const auto& id : twin_.deliveries.by_warning[planned.warning]) {
    const auto& other = twin_.deliveries.deliveries.at(id).planned;
    is_told_before = is_told_before || (other.recipient == planned.recipient && other.tier <= planned.tier);
  }
  CHECK_MESSAGE((planned.tier >= narrowest_.at(planned.recipient) || is_told_before), planned.delivery.text,
                " is told more than it may");
  const auto* content = content_of(twin_, planned);
  REQUIRE_MESSAGE(content != nullptr, planned.delivery.text, " has no text");
  const auto& of = twin_.cases.cases.at(twin_.warnings.warnings.at(planned.warning).case_id);
  for (const auto& [id, facet] : of.facets) {
    const bool is_hidden = !report::may_see(planned.tier, facet.added.marking);
    const bool is_said = content->text.find(facet.added.statement) != std::string::npos;
    CHECK_MESSAGE(!(is_hidden && is_said), planned.delivery.text, " is told ", id.text, ", which it may not see");
  }
}

void Checks::check_warnings(const flow::State& state, Instant now) const {
  for (const auto& [id, warning] : state.warnings.warnings) {
    for (const auto& edition : warning.editions) {
      if (!edition.release || edition.drafted.what == warning::Kind::lapse_notice) continue;
      CHECK_MESSAGE(edition.release->by != edition.drafted_by, id.text, " was released by who drafted it");
    }
    const bool is_overlooked = warning.standing == warning::Standing::active && warning.valid.until <= now;
    CHECK_MESSAGE(!is_overlooked, "the window of ", id.text, " ended and nothing was done");
    if (warning.standing != warning::Standing::ended) continue;
    REQUIRE_MESSAGE(!warning.history.empty(), id.text, " ended and nobody said how");
    const auto& last = warning.history.back();
    CHECK_MESSAGE((last.by != record::the_hub().name && !last.reason.empty()), id.text, " ended without a name");
  }
}

void Checks::check_deliveries(const flow::State& state) const {
  for (const auto& [id, delivery] : state.deliveries.deliveries) {
    int known = 0;
    for (const auto& move : delivery.moves) {
      const bool declines = move.to == Standing::refused;
      CHECK_MESSAGE((declines || evidence(move.to) >= known), id.text, " is known to be less than it was");
      known = declines ? 0 : evidence(move.to);
    }
    for (std::size_t i = 0; i + 1 < delivery.attempts.size(); ++i) {
      CHECK_MESSAGE(delivery.attempts[i].report, id.text, " is tried twice at once");
    }
    CHECK_MESSAGE(delivery::on_the_wire(delivery) == nullptr, id.text, " waits for an answer that nobody gives");
    const bool asks = delivery.planned.tier != report::Tier::everyone;
    CHECK(delivery.planned.acknowledge_within.has_value() == asks);
  }
}

/// Whatever wants attention stands on the agenda at its time, and nothing else does.
void Checks::check_agenda(const flow::State& state, Instant now) const {
  delivery::Agenda wanted;
  for (const auto& [id, delivery] : state.deliveries.deliveries) {
    std::optional<Instant> at = delivery.acknowledge_by;
    const bool may_try = delivery.attempt_at && delivery::on_the_wire(delivery) == nullptr;
    if (may_try && (!at || *delivery.attempt_at < *at)) at = delivery.attempt_at;
    if (at) wanted.emplace(*at, id);
    const bool is_over = delivery.standing == Standing::acknowledged || delivery.standing == Standing::stopped;
    CHECK_MESSAGE(!(is_over && at), id.text, " is over and still wants attention");
  }
  CHECK_MESSAGE(state.deliveries.agenda == wanted, "the agenda is not what the deliveries want");
  const bool is_left = !wanted.empty() && wanted.begin()->first <= now;
  CHECK_MESSAGE(!is_left, wanted.begin()->second.text, " was due and is left");
}

void Checks::check_site(World& world) const {
  const auto& state = world.state();
  for (const auto& left : delivery::unpublished(state.deliveries, state.warnings)) {
    CHECK_MESSAGE(false, left.warning.text, "/", left.edition, " is public and was never published");
  }
  for (const auto& [id, editions] : state.deliveries.published) {
    for (const auto& edition : editions) {
      const auto bytes = world.site().read(edition.published.path);
      const bool is_there = bytes && digest::to_base64url(digest::sha256(*bytes)) == edition.published.digest;
      CHECK_MESSAGE(is_there, edition.published.path, " is not what was published");
    }
  }
}

/// What did not go out stands nowhere, whatever a crash took back.
void Checks::check_hidden(World& world) const {
  for (const auto& [id, warning] : world.state().warnings.warnings) {
    for (const auto& edition : warning.editions) {
      const auto path = cap_alert::path(id, edition.drafted.edition);
      CHECK_MESSAGE((edition.release || !world.site().read(path)), path, " is public and was not released");
    }
  }
}

/// What went over the wire belongs to one delivery and one of its contacts, and begins with the text of its tier.
void Checks::check_carried(World& world) const {
  const auto& state = world.state();
  for (const auto& [key, carried] : world.carried()) {
    const auto point = key.rfind('.');
    const auto found = state.deliveries.deliveries.find(DeliveryId{key.substr(0, point)});
    REQUIRE_MESSAGE(found != state.deliveries.deliveries.end(), key, " was carried and nobody planned it");
    const auto& planned = found->second.planned;
    const auto contact = std::stoul(key.substr(point + 1));
    REQUIRE(contact < planned.contacts.size());
    CHECK_MESSAGE(carried.address == planned.contacts[contact].address, key, " went to another address");
    CHECK_MESSAGE(carried.text.starts_with(content_of(state, planned)->text), key, " carried another text");
  }
}

}  // namespace heed::sim
