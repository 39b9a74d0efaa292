#include "flow/report/relay/kin.h"

#include <algorithm>

#include "flow/report/copies/name.h"

namespace heed::relay {
namespace {

/// Families that may be kept beyond the alerts that are known: what is forgotten is not told of.
constexpr std::size_t forgotten_families = 1'000;

}  // namespace

Kin::Kin(const heard::State& state) {
  for (const auto& [version, message] : state.messages) {
    if (const auto of = copies::original_of(version.identity.identifier)) families_[*of].copies.push_back(version);
  }
  if (families_.empty()) return;
  for (const auto& [version, message] : state.messages) {
    const auto family = families_.find(version.digest);
    if (family != families_.end()) family->second.original = version;
  }
}

void Kin::note(const heard::State& state, const heard::Message& message) {
  if (families_.size() > state.messages.size() + forgotten_families) {
    *this = Kin(state);
    return;
  }
  const auto version = heard::version_of(message.heard);
  if (const auto family = families_.find(version.digest); family != families_.end()) family->second.original = version;
  const auto of = copies::original_of(version.identity.identifier);
  if (!of) return;
  const auto [family, is_new] = families_.try_emplace(*of);
  if (is_new) {
    if (const auto original = heard::find_by_digest(state, *of)) {
      family->second.original = heard::version_of((*original)->heard);
    }
  }
  auto& copies = family->second.copies;
  if (std::ranges::find(copies, version) == copies.end()) copies.push_back(version);
}

const Kin::Family* Kin::family_of(const heard::Heard& heard) const {
  const auto found = families_.find(copies::origin_of(heard.identifier, heard.digest));
  return found == families_.end() ? nullptr : &found->second;
}

}  // namespace heed::relay
