#include "app/drill/expectations.h"

#include <algorithm>
#include <functional>

#include "adapters/format/cap_alert/name.h"
#include "app/drill/expected.h"
#include "app/drill/paths.h"
#include "flow/record/batch.h"
#include "lib/json/json.h"
#include "operations/review_case.h"

namespace heed::drill {

namespace asio = boost::asio;

namespace {

std::unexpected<Error> not_so(std::string detail) { return fail(Code::refused, std::move(detail)); }

bool contains(const Value& value, const Value& wanted) {
  if (const auto* list = value.array()) return std::find(list->begin(), list->end(), wanted) != list->end();
  if (value.text() != nullptr && wanted.text() != nullptr)
    return value.text()->find(*wanted.text()) != std::string::npos;
  if (value.object() != nullptr && wanted.text() != nullptr) return value.find(*wanted.text()) != nullptr;
  return false;
}

/// Whether `value` is `least` or more: numbers, or times.
bool is_at_least(const Value& value, const Value& least) {
  const auto number = from_value<double>(value), bound = from_value<double>(least);
  if (number && bound) return *number >= *bound;
  const auto time = from_value<Instant>(value), earliest = from_value<Instant>(least);
  return time && earliest && *time >= *earliest;
}

std::uint64_t count_of(const Value& value) {
  if (const auto* list = value.array()) return list->size();
  if (const auto* group = value.object()) return group->size();
  return value.is_null() ? 0 : 1;
}

Result<void> check_state(const desk::Desk& desk, const ExpectState& expected) {
  TRY(const auto found, find_path(desk, expected.path));
  const auto shown = found ? json::write(*found) : std::string("nothing");
  const auto holds = [&]() -> bool {
    if (expected.exists) return found.has_value() == *expected.exists;
    if (expected.count) return count_of(found.value_or(Value{})) == *expected.count;
    if (expected.is) return found && *found == *expected.is;
    if (expected.is_not) return !found || *found != *expected.is_not;
    if (expected.contains) return found && contains(*found, *expected.contains);
    return found && is_at_least(*found, *expected.at_least);
  }();
  if (holds) return {};
  return not_so(cat(expected.path, " is ", shown));
}

Result<void> check_due(const desk::Desk& desk, const ExpectDue& expected) {
  const auto now = desk.clock.now();
  std::vector<std::string> others;
  for (const auto& deadline : watch::deadlines(desk.situation(), now)) {
    const bool is_same = deadline.what == expected.what &&
                         (!expected.warning || deadline.warning == expected.warning) &&
                         (!expected.target || deadline.target == expected.target) &&
                         (!expected.recipient || deadline.recipient == expected.recipient) &&
                         (!expected.case_id || deadline.case_id == expected.case_id) &&
                         (!expected.owner || deadline.owner == *expected.owner) &&
                         (!expected.overdue || (deadline.due <= now) == *expected.overdue);
    if (is_same && expected.none)
      return not_so(cat("there is one: ", deadline.text, ", due ", core::to_text(deadline.due)));
    if (is_same) return {};
    others.push_back(cat(word(deadline.what), deadline.due <= now ? " (overdue)" : ""));
  }
  if (expected.none) return {};
  return not_so(cat("there is no such deadline; there are: ", others.empty() ? "none" : core::listed(others)));
}

const warning::Content* content_of(const desk::Desk& desk, const delivery::Planned& planned) {
  const auto& edition = desk.state.warnings.warnings.at(planned.warning).editions.at(planned.edition - 1);
  for (const auto& content : edition.drafted.contents) {
    if (content.tier == planned.tier && content.language == planned.language) return &content;
  }
  return nullptr;
}

bool has(const std::vector<FacetId>& facets, const FacetId& facet) {
  return std::find(facets.begin(), facets.end(), facet) != facets.end();
}

Result<void> check_content(const ExpectTold& expected, const warning::Content& content) {
  if (expected.facets) {
    auto wanted = *expected.facets, got = content.facets;
    std::sort(wanted.begin(), wanted.end());
    std::sort(got.begin(), got.end());
    if (wanted != got) return not_so(cat("it was given ", json::write(to_value(content.facets))));
  }
  for (const auto& facet : expected.facets_include) {
    if (!has(content.facets, facet)) return not_so(cat("\"", facet.text, "\" was not given"));
  }
  for (const auto& facet : expected.facets_exclude) {
    if (has(content.facets, facet)) return not_so(cat("\"", facet.text, "\" was given"));
  }
  const auto holds = [&](const std::string& words) { return content.text.find(words) != std::string::npos; };
  if (expected.text_contains && !holds(*expected.text_contains)) return not_so(cat("the text is: ", content.text));
  if (expected.text_lacks && holds(*expected.text_lacks))
    return not_so(cat("the text holds \"", *expected.text_lacks, "\""));
  return {};
}

Result<void> check_received(const Witness& witness, const delivery::Delivery& delivery) {
  for (std::size_t i = 0; i < delivery.planned.contacts.size(); ++i) {
    const auto key = delivery::message_key(delivery.planned.delivery, i);
    const auto came = witness.received(key, delivery.planned.contacts[i].address);
    if (!came || *came) return {};
  }
  return not_so("no stand-in of this recipient received it");
}

Result<void> check_told(const desk::Desk& desk, const Witness& witness, const ExpectTold& expected) {
  const auto id = delivery::delivery_id(expected.warning, expected.edition, expected.recipient);
  const auto found = desk.state.deliveries.deliveries.find(id);
  if (found == desk.state.deliveries.deliveries.end()) {
    if (expected.none) return {};
    return not_so(cat("\"", expected.recipient.text, "\" has no delivery of edition ", expected.edition));
  }
  const auto& delivery = found->second;
  if (expected.none) return not_so(cat("there is one, and it is ", word(delivery.standing)));
  const auto standing = delivery.standing;
  if (expected.tier && delivery.planned.tier != *expected.tier)
    return not_so(cat("the tier is ", word(delivery.planned.tier)));
  if (expected.standing && standing != *expected.standing) return not_so(cat("the delivery is ", word(standing)));
  const bool is_on_ladder = standing <= delivery::Standing::acknowledged;
  if (expected.at_least && (!is_on_ladder || standing < *expected.at_least))
    return not_so(cat("the delivery is ", word(standing)));
  if (const auto* content = content_of(desk, delivery.planned)) TRY(check_content(expected, *content));
  if (expected.received) TRY(check_received(witness, delivery));
  return {};
}

Result<void> check_public(const desk::Desk& desk, const ExpectPublic& expected) {
  TRY(const auto* warning, warning::find(desk.state.warnings, expected.warning));
  if (expected.standing && warning->standing != *expected.standing)
    return not_so(cat("the warning is ", word(warning->standing)));
  const auto cap = desk.feed.read(cap_alert::path(expected.warning, expected.edition));
  if (!cap) return not_so(cat("there is no CAP file of this edition: ", cap.error().detail));
  const auto holds = [&](const std::string& words) { return cap->find(words) != std::string::npos; };
  if (expected.cap_contains && !holds(*expected.cap_contains)) return not_so("the CAP file does not hold these words");
  if (expected.cap_lacks && holds(*expected.cap_lacks)) return not_so("the CAP file holds these words");
  const auto index = desk.feed.read("index.html");
  if (!index || index->find(expected.warning.text) == std::string::npos)
    return not_so("the public page does not show the warning");
  return {};
}

Result<void> check_knew(const desk::Desk& desk, const ExpectKnew& expected) {
  std::optional<Instant> first;
  for (const auto& [id, delivery] : desk.state.deliveries.deliveries) {
    if (delivery.planned.recipient != expected.recipient) continue;
    const auto* content = content_of(desk, delivery.planned);
    if (content == nullptr || !has(content->facets, expected.facet)) continue;
    if (!first || delivery.entry.at < *first) first = delivery.entry.at;
  }
  const bool is_told = first && (!expected.before || *first < *expected.before);
  if (is_told == expected.told.value_or(true)) return {};
  return not_so(first ? cat("it was first told at ", core::to_text(*first)) : std::string("it was never told"));
}

Result<void> check_answered(const desk::Desk& desk, const ExpectAnswered& expected) {
  const auto found = desk.state.responses.disputes.find(expected.dispute);
  if (found == desk.state.responses.disputes.end() || !found->second.answered)
    return not_so("the dispute is not answered");
  std::vector<FacetId> given;
  for (const auto& each : found->second.answered->fact.given)
    given.insert(given.end(), each.facets.begin(), each.facets.end());
  auto wanted = expected.facets_given;
  for (auto* list : {&given, &wanted}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  if (given == wanted) return {};
  return not_so(cat("the record shows that it was given ", json::write(to_value(given))));
}

asio::awaitable<Result<void>> check_entry(desk::Desk& desk, ExpectEntry expected) {
  CO_TRY(co_await desk.journal.settled());
  CO_TRY(const auto entries, co_await desk.journal.read(0, desk.journal.durable_size()));
  std::uint64_t count = 0;
  for (const auto& entry : entries) {
    if (entry.kind != expected.kind) continue;
    for (const auto* body : record::bodies(entry)) {
      const bool is_same = std::all_of(expected.where.begin(), expected.where.end(), [&](const auto& field) {
        const auto* value = nested(*body, field.first);
        return value != nullptr && *value == field.second;
      });
      if (is_same) ++count;
    }
  }
  const bool holds = expected.none ? count == 0 : expected.count ? count == *expected.count : count > 0;
  if (holds) co_return Result<void>{};
  co_return not_so(cat("there are ", count, " such entries"));
}

}  // namespace

asio::awaitable<Result<void>> check(desk::Desk& desk, const Witness& witness, Expect expect) {
  CO_TRY(const auto expected, parse_expected(expect));
  if (const auto* entry = std::get_if<ExpectEntry>(&expected)) co_return co_await check_entry(desk, *entry);
  struct Look {
    const desk::Desk& desk;
    const Witness& witness;
    Result<void> operator()(const ExpectState& e) const { return check_state(desk, e); }
    Result<void> operator()(const ExpectDue& e) const { return check_due(desk, e); }
    Result<void> operator()(const ExpectTold& e) const { return check_told(desk, witness, e); }
    Result<void> operator()(const ExpectPublic& e) const { return check_public(desk, e); }
    Result<void> operator()(const ExpectKnew& e) const { return check_knew(desk, e); }
    Result<void> operator()(const ExpectAnswered& e) const { return check_answered(desk, e); }
    Result<void> operator()(const ExpectEntry&) const { return {}; }
    Result<void> operator()(const ExpectRecord&) const { return {}; }
  };
  co_return std::visit(Look{desk, witness}, expected);
}

}  // namespace heed::drill
