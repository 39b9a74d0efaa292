#include "operations/hear/hear.h"

#include <set>

#include "operations/hear/concern.h"
#include "operations/hear/report.h"

namespace heed::hear {

namespace asio = boost::asio;

namespace {

/// What is to be written down of alerts that came together.
struct Decided {
  record::Drafts drafts;
  Outcome outcome;
};

void decide(const desk::Desk& desk, Alert alert, Decided& decided) {
  const auto version = heard::version_of(alert.heard);
  const auto name = cat(alert.heard.sender, ",", alert.heard.identifier);
  // Why not of what is known: whom it concerned was written down when it was first heard.
  if (!desk.state.heard.messages.contains(version)) alert.heard.concerns = concern_of(desk, alert.heard);
  auto drafts = heard::hear(desk.state.heard, std::move(alert.heard), desk.manner.hearing, desk.clock.now());
  if (!drafts) {
    decided.outcome.refused.push_back({name, std::move(drafts).error()});
    return;
  }
  if (drafts->empty()) {
    ++decided.outcome.known;
    return;
  }
  if (drafts->front().kind == heard::Heard::kind) {
    decided.outcome.fresh.push_back(version);
  } else {
    ++decided.outcome.again;
  }
  decided.drafts.insert(decided.drafts.end(), std::move_iterator(drafts->begin()), std::move_iterator(drafts->end()));
}

/// How many alerts are decided on one state: beside each other they may exceed a limit of the state by so many.
constexpr std::size_t together = 64;

/// Takes up to `together` alerts, no identity twice: each is decided on the state without the others.
std::vector<Alert> take_some(std::vector<Alert>& alerts) {
  std::vector<Alert> some, rest;
  std::set<heard::Identity> taken;
  for (auto& alert : alerts) {
    const bool fits = some.size() < together && taken.insert(heard::identity_of(alert.heard)).second;
    (fits ? some : rest).push_back(std::move(alert));
  }
  alerts = std::move(rest);
  return some;
}

}  // namespace

asio::awaitable<Result<Outcome>> hear_alerts(desk::Desk& desk, std::vector<Alert> alerts, record::Actor actor) {
  Outcome outcome;
  while (!alerts.empty()) {
    auto some = take_some(alerts);
    // Why the bytes come first: an entry is for ever, and bytes that nothing names are only dropped one day. Why of all
    // of them: which are new is decided after the waiting, on the state as it is then.
    std::vector<ports::StoredOriginal> originals;
    for (const auto& alert : some) {
      if (desk.state.heard.messages.contains(heard::version_of(alert.heard))) continue;
      originals.insert(originals.end(), alert.originals.begin(), alert.originals.end());
    }
    if (!originals.empty()) {
      CO_TRY(co_await desk.journal.ask([&originals](ports::Store& store) { return store.keep_originals(originals); }));
    }
    Decided decided;
    for (auto& alert : some) decide(desk, std::move(alert), decided);
    if (!decided.drafts.empty()) {
      CO_TRY(co_await desk.journal.commit(std::move(decided.drafts), {desk.clock.now(), actor}, std::nullopt));
    }
    outcome.fresh.insert(outcome.fresh.end(), decided.outcome.fresh.begin(), decided.outcome.fresh.end());
    outcome.again += decided.outcome.again;
    outcome.known += decided.outcome.known;
    outcome.refused.insert(outcome.refused.end(), decided.outcome.refused.begin(), decided.outcome.refused.end());
    CO_TRY(const auto unreported, co_await report_wanted(desk, std::move(decided.outcome.fresh)));
    for (const auto& why : unreported) outcome.refused.push_back({"a report of it", why});
  }
  co_return outcome;
}

asio::awaitable<Result<void>> pin_used(desk::Desk& desk) {
  std::vector<std::string> digests;
  for (const auto& [version, message] : desk.state.heard.messages) {
    if (message.report || !message.relayed.empty()) digests.push_back(version.digest);
  }
  for (const auto& digest : digests) {
    CO_TRY(co_await desk.journal.ask([&digest](ports::Store& store) { return store.pin_original(digest); }));
  }
  co_return Result<void>{};
}

std::optional<std::string> rests_on(const record::Entry& entry) {
  if (!record::is<heard::Reported>(entry) && !record::is<heard::Relayed>(entry)) return std::nullopt;
  return *entry.body.find("digest")->text();
}

asio::awaitable<Result<void>> pin(desk::Desk& desk, std::string digest) {
  co_return co_await desk.journal.ask([&digest](ports::Store& store) { return store.pin_original(digest); });
}

asio::awaitable<Result<std::uint64_t>> drop_old(desk::Desk& desk) {
  const auto before = desk.clock.now() - originals_kept;
  co_return co_await desk.journal.ask([before](ports::Store& store) { return store.drop_originals(before); });
}

}  // namespace heed::hear
