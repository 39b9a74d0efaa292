#include "flow/report/heard/chain.h"

#include <algorithm>

#include "flow/report/heard/bounds.h"

namespace heed::heard {
namespace {

/// What a value holds outside itself.
struct Weight {
  std::uint64_t sum = 0;

  void add(const std::string& text) { sum += text.size(); }
  template <core::Fielded T>
  void add(const T& value) {
    core::for_each_field(value, [this](std::string_view, const auto& member) { this->add(member); });
  }
  template <class T>
  void add(const std::vector<T>& values) {
    sum += values.size() * sizeof(T);
    for (const auto& value : values) add(value);
  }
  template <class T>
  void add(const std::optional<T>& value) {
    if (value) add(*value);
  }
  void add(const area::Position&) {}
  void add(Instant) {}
  template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void add(T) {}
};

}  // namespace

Bearing bearing_of(const Heard& heard, const Reference& reference) {
  if (heard.msg_type != cap::MessageType::update && heard.msg_type != cap::MessageType::cancel) {
    return Bearing::only_names;
  }
  const auto& allowed = heard.ruling.may_end;
  const bool is_own = reference.sender == heard.sender;
  if (!is_own && std::ranges::find(allowed, reference.sender) == allowed.end()) return Bearing::foreign;
  // Without a zone `sent` is the latest that it can be. Two texts without one were written by the same clock.
  const bool may_be_earlier = heard.has_no_zone && !reference.has_no_zone;
  const auto surely_sent = may_be_earlier ? heard.sent - 2 * zone_slack : heard.sent;
  return reference.sent < surely_sent ? Bearing::ends : Bearing::not_earlier;
}

End end_by(const Heard& heard) { return {heard.sent, version_of(heard), heard.msg_type}; }

std::uint64_t weight_of(const Heard& heard) {
  // Its names stand in the keys and the queues too, and its references in the chains.
  constexpr std::uint64_t places_of_a_name = 4;
  const auto name = sizeof(Version) + heard.sender.size() + heard.identifier.size() + heard.digest.size();
  Weight weight{sizeof(Heard) + places_of_a_name * name};
  weight.add(heard);
  for (const auto& reference : heard.references) weight.sum += name + sizeof(Version) + reference.identifier.size();
  return weight.sum;
}

}  // namespace heed::heard
