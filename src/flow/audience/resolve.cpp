#include "flow/audience/resolve.h"

#include <algorithm>
#include <span>

#include "core/limits.h"
#include "lib/json/json.h"

namespace heed::audience {
namespace {

enum class Fitness { fit, not_allowed, unreachable };

Fitness fitness(const Ground& ground, const Brief& brief, report::Tier tier) {
  if (brief.tier > tier) return Fitness::not_allowed;
  return ground.list(brief.channels).empty() ? Fitness::unreachable : Fitness::fit;
}

/// By list number, whether a recipient with that list is asked for; empty: everybody is.
struct Wanted {
  std::vector<bool> roles;
  std::vector<bool> groups;

  [[nodiscard]] bool includes(const Brief& brief) const {
    return (roles.empty() || roles[brief.roles]) && (groups.empty() || groups[brief.groups]);
  }
};

Wanted wanted_by(const Ground& ground, const warning::Reach& reach) {
  Wanted wanted;
  if (!reach.roles.empty()) wanted.roles = ground.lists_with(reach.roles);
  if (!reach.groups.empty()) wanted.groups = ground.lists_with(reach.groups);
  return wanted;
}

/// A reach with its areas, each made ready once for all who are asked about.
struct Ready {
  const Asked& asked;
  std::vector<Part> parts;
  std::optional<Cover> cover;  ///< where somebody needs it: it takes longer to make than most questions do

  explicit Ready(const Asked& of) : asked(of), parts(parts_of(of.reach)) {}
  const Cover& made() {
    if (!cover) cover.emplace(asked, parts);
    return *cover;
  }
};

/// Who is responsible for an area that the reach touches.
void add_responsible(const State& state, Ready& ready, std::vector<Number>& numbers) {
  std::vector<overlap::Box> boxes;
  for (const auto& part : ready.parts) boxes.push_back(overlap::box_of(part.area));
  for (const auto number : state.ground.may_be_responsible(boxes)) {
    const auto recipient = state.recipients.at(number).recipient;
    if (ready.made().touches(*recipient.responsible_for)) numbers.push_back(number);
  }
}

/// Whom area, roles and groups cover, whatever they may be told: rising, each once.
std::vector<Number> covered(const State& state, Ready& ready) {
  const auto& reach = ready.asked.reach;
  std::vector<Number> numbers;
  if (!asks_where(reach) && reach.roles.empty() && reach.groups.empty()) return numbers;
  const auto wanted = wanted_by(state.ground, reach);
  const auto is_wanted = [&](Number number) {
    const auto& brief = state.ground.brief(number);
    return brief.is_there && wanted.includes(brief);
  };
  if (!asks_where(reach)) {
    for (Number number = 0; number < state.ground.size(); ++number) {
      if (is_wanted(number)) numbers.push_back(number);
    }
    return numbers;
  }
  for (const auto& part : ready.parts) {
    const auto inside = state.ground.inside(part.area, ready.asked.during);
    numbers.insert(numbers.end(), inside.begin(), inside.end());
  }
  add_responsible(state, ready, numbers);
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::erase_if(numbers, [&](Number number) { return !is_wanted(number); });
  return numbers;
}

Result<std::vector<Number>> named(const State& state, const warning::Reach& reach) {
  std::vector<Number> numbers;
  for (std::size_t i = 0; i < reach.recipients.size(); ++i) {
    const auto place = cat("recipients[", i, "]");
    const auto number = state.recipients.number_of(reach.recipients[i]);
    if (!number || !state.ground.brief(*number).is_there) {
      return fail(Code::not_found, cat("there is no recipient \"", reach.recipients[i].text, "\""), place);
    }
    switch (fitness(state.ground, state.ground.brief(*number), reach.tier)) {
      case Fitness::fit: break;
      case Fitness::not_allowed:
        return fail(Code::refused,
                    cat("\"", reach.recipients[i].text, "\" may not be told the tier \"", word(reach.tier), "\""),
                    place);
      case Fitness::unreachable:
        return fail(Code::refused, cat("\"", reach.recipients[i].text, "\" has opted out of every channel that it has"),
                    place);
    }
    numbers.push_back(*number);
  }
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

Result<void> check_count(std::size_t count, std::size_t most) {
  if (count <= most) return {};
  return fail(Code::too_large, cat("this reaches ", count, " recipients, and one edition tells at most ", most,
                                   "; narrow its reach, or split it into several warnings"));
}

Result<std::vector<Chosen>> resolve(const State& state, const Asked& asked, std::size_t most) {
  TRY(const auto by_name, named(state, asked.reach));
  Ready ready(asked);
  auto fit = covered(state, ready);
  std::erase_if(fit, [&](Number number) {
    return fitness(state.ground, state.ground.brief(number), asked.reach.tier) != Fitness::fit;
  });
  std::vector<Number> numbers;
  std::ranges::set_union(fit, by_name, std::back_inserter(numbers));
  TRY(check_count(numbers.size(), most));
  const auto& cover = ready.made();
  std::vector<Chosen> chosen;
  chosen.reserve(numbers.size());
  for (const auto number : numbers) {
    const auto recipient = state.recipients.at(number).recipient;
    chosen.push_back({recipient.recipient, asked.reach.tier, {}, cover.reasons(recipient)});
  }
  std::ranges::sort(chosen, {}, &Chosen::recipient);
  return chosen;
}

}  // namespace

Result<std::vector<Chosen>> resolve(const State& state, const Asked& asked) {
  return resolve(state, asked, limits::edition_recipients);
}

Result<Preview> preview(const State& state, const Asked& asked) {
  const auto& ground = state.ground;
  TRY(const auto by_name, named(state, asked.reach));
  Ready ready(asked);
  std::vector<Number> numbers;
  std::ranges::set_union(covered(state, ready), by_name, std::back_inserter(numbers));
  Preview preview;
  std::map<std::uint32_t, std::uint64_t> channels, languages, roles;
  for (const auto number : numbers) {
    const auto& brief = ground.brief(number);
    const auto how = fitness(ground, brief, asked.reach.tier);
    if (how != Fitness::fit) {
      ++(how == Fitness::not_allowed ? preview.not_allowed : preview.unreachable);
      continue;
    }
    ++preview.count;
    ++channels[brief.channels];
    ++languages[brief.languages];
    ++roles[brief.roles];
    ++preview.by_tier[std::string(word(brief.tier))];
    ++preview.by_sort[std::string(word(brief.sort))];
  }
  const auto spread = [&](const auto& counts, auto& into, bool first_only) {
    for (const auto& [list, count] : counts) {
      const auto& words = ground.list(list);
      for (std::size_t i = 0; i < (first_only ? std::min<std::size_t>(1, words.size()) : words.size()); ++i)
        into[words[i]] += count;
    }
  };
  spread(channels, preview.by_channel, false);
  spread(languages, preview.by_language, true);
  spread(roles, preview.by_role, false);
  return preview;
}

std::map<Sort, std::uint64_t> sorts_covered(const State& state, const Asked& asked) {
  Ready ready(asked);
  std::map<Sort, std::uint64_t> counts;
  for (const auto number : covered(state, ready)) ++counts[state.ground.brief(number).sort];
  return counts;
}

std::vector<Within> places_covered(const State& state, const Asked& asked, std::size_t most) {
  Ready ready(asked);
  auto numbers = covered(state, ready);
  std::erase_if(numbers, [&](Number number) { return state.ground.brief(number).sort == Sort::person; });
  numbers.resize(std::min(numbers.size(), most));
  std::vector<Within> places;
  for (const auto number : numbers) {
    const auto recipient = state.recipients.at(number).recipient;
    places.push_back({recipient.recipient, recipient.name, recipient.sort, ready.made().reasons(recipient)});
  }
  std::ranges::sort(places, {}, &Within::name);
  return places;
}

namespace {

std::string language_for(const Recipient& recipient, report::Tier tier, const std::vector<warning::Content>& contents) {
  for (const auto& language : recipient.languages) {
    for (const auto& content : contents) {
      if (content.tier == tier && content.language == language) return language;
    }
  }
  for (const auto& content : contents) {
    if (content.tier == tier) return content.language;
  }
  return {};
}

/// The widest text that is still meant for who was told at `tier` before; an edition may have left a tier out.
report::Tier tier_for_who_was_told(report::Tier tier, const std::vector<warning::Content>& contents) {
  std::optional<report::Tier> best;
  for (const auto& content : contents) {
    if (content.tier >= tier && (!best || content.tier < *best)) best = content.tier;
  }
  return best.value_or(tier);
}

void add(std::map<RecipientId, Chosen>& all, Chosen chosen) {
  auto [at, is_new] = all.try_emplace(chosen.recipient, chosen);
  if (is_new) return;
  at->second.tier = std::min(at->second.tier, chosen.tier);
  at->second.why.insert(at->second.why.end(), chosen.why.begin(), chosen.why.end());
}

bool is_registered(const State& state, const RecipientId& id) {
  const auto number = state.recipients.number_of(id);
  return number && state.ground.brief(*number).is_there;
}

/// Whoever was told an earlier edition, as long as it is registered.
std::map<RecipientId, Chosen> told_before(const State& state, const warning::Drafted& edition) {
  std::map<RecipientId, Chosen> all;
  const auto before = state.choices.find(edition.warning);
  if (before == state.choices.end()) return all;
  for (const auto& choice : before->second) {
    for (const auto& told : choice.resolved.chosen) {
      if (all.contains(told.recipient) || !is_registered(state, told.recipient)) continue;
      add(all, {told.recipient, tier_for_who_was_told(told.tier, edition.contents), {}, {"told before"}});
    }
  }
  return all;
}

}  // namespace

Result<Resolved> resolve_edition(const State& state, const warning::Drafted& edition,
                                 const std::vector<std::string>& required_roles) {
  auto before = told_before(state, edition);
  const auto most = std::max(limits::edition_recipients, before.size());
  std::map<RecipientId, Chosen> all;
  for (std::size_t i = 0; i < edition.reach.size(); ++i) {
    auto chosen = resolve(state, {edition.reach[i], edition.valid}, most);
    if (!chosen) return fail(core::within(cat("reach[", i, "]"), std::move(chosen).error()));
    for (auto& each : *chosen) add(all, std::move(each));
  }
  all.merge(before);
  if (auto checked = check_count(all.size(), most); !checked) {
    return fail(core::within("reach", std::move(checked).error()));
  }
  Resolved resolved{edition.warning, edition.edition, {}, required_roles};
  resolved.chosen.reserve(all.size());
  for (auto& [id, chosen] : all) {
    TRY(const auto recipient, find(state, id));
    chosen.language = language_for(recipient, chosen.tier, edition.contents);
    std::erase_if(resolved.missing_roles,
                  [&](const auto& role) { return std::ranges::find(recipient.roles, role) != recipient.roles.end(); });
    resolved.chosen.push_back(std::move(chosen));
  }
  return resolved;
}

namespace {

/// What an entry has besides those who were chosen: its header, the caller's key, the roles that are missing.
constexpr std::size_t room_for_the_rest = 64UL << 10;
constexpr std::size_t items_of_the_rest = 2'000;

/// How many from the front one entry can hold, and be read back. At least one: what is too large by itself is refused
/// where entries are written.
std::size_t part_size(std::span<const Chosen> chosen) {
  const auto most = std::min(chosen.size(), limits::list_items);
  std::size_t count = 0, bytes = room_for_the_rest, items = items_of_the_rest;
  for (; count < most; ++count) {
    const auto& each = chosen[count];
    constexpr std::size_t own_items = 5;  // itself and its four members
    bytes += json::write(to_value(each)).size() + 1;
    items += own_items + each.why.size();
    if (count > 0 && (bytes > limits::entry_bytes || items > limits::value_items)) break;
  }
  return count;
}

}  // namespace

record::Drafts in_parts(Resolved resolved) {
  const auto all = std::move(resolved.chosen);
  std::span<const Chosen> left(all);
  const auto next = [&left] {
    const auto part = left.first(part_size(left));
    left = left.subspan(part.size());
    return std::vector(part.begin(), part.end());
  };
  resolved.chosen = next();
  record::Drafts drafts{record::draft(resolved)};
  while (!left.empty()) drafts.push_back(record::draft(ChosenMore{resolved.warning, resolved.edition, next()}));
  return drafts;
}

std::optional<Chosen> arrival(const Recipient& recipient, const std::vector<const Cover*>& covers,
                              const std::vector<warning::Content>& contents) {
  if (contacts_of(recipient).empty()) return std::nullopt;
  std::optional<Chosen> chosen;
  for (const auto* cover : covers) {
    const auto tier = cover->reach().tier;
    if (recipient.tier > tier) continue;
    auto why = cover->reasons(recipient);
    if (why.empty()) continue;
    if (!chosen) chosen = Chosen{recipient.recipient, tier, {}, {}};
    chosen->tier = std::min(chosen->tier, tier);
    chosen->why.insert(chosen->why.end(), why.begin(), why.end());
  }
  if (!chosen) return chosen;
  chosen->tier = tier_for_who_was_told(chosen->tier, contents);
  chosen->language = language_for(recipient, chosen->tier, contents);
  return chosen;
}

}  // namespace heed::audience
