#pragma once
// The facts of the fifth stage: who can be told, and who was chosen to be told.

#include "flow/record/entry.h"
#include "flow/report/marking.h"
#include "flow/warning/entries.h"

namespace heed::audience {

enum class Sort { person, organisation, venue, system };
constexpr auto words(Sort) {
  return core::word_table<Sort>({{Sort::person, "person"},
                                 {Sort::organisation, "organisation"},
                                 {Sort::venue, "venue"},
                                 {Sort::system, "system"}});
}

/// One way to reach a recipient. They are tried in their order.
struct Contact {
  std::string channel;  ///< "webhook", "email"; the channels that the hub has
  std::string address;
  std::optional<std::string> name;     ///< who answers there
  std::optional<Instant> verified_at;  ///< when somebody last proved that it works (DE-8)
  std::optional<std::string> owner{};  ///< who sees to it that it stays right (DE-8)
  HEED_FIELDS(Contact, channel, address, name, verified_at, owner)
};

/// A stay at a place for a time, as a traveller registers it.
struct Stay {
  area::Position position;
  Interval during;
  HEED_FIELDS(Stay, position, during)
};

struct Recipient {
  RecipientId recipient;
  std::string name;
  Sort sort = Sort::organisation;
  std::vector<std::string> roles;
  std::vector<std::string> groups;
  std::vector<std::string> languages;          ///< BCP 47, best first
  report::Tier tier = report::Tier::everyone;  ///< the narrowest tier that it may be told
  std::vector<area::Position> places;
  std::vector<Stay> stays;
  std::optional<area::Area> responsible_for;  ///< a venue's ground, a police district: told what touches it
  std::vector<Contact> contacts;
  std::vector<std::string> opted_out;  ///< channels on which it does not want to be told
  HEED_FIELDS(Recipient, recipient, name, sort, roles, groups, languages, tier, places, stays, responsible_for,
              contacts, opted_out)
};

/// A recipient as it is from now on; an earlier form of the same name is replaced.
struct Registered {
  static constexpr std::string_view kind = "audience.registered";
  Recipient recipient;
  HEED_FIELDS(Registered, recipient)
};

/// Somebody tried one contact, and it works (DE-8).
struct ContactVerified {
  static constexpr std::string_view kind = "audience.contact_verified";
  RecipientId recipient;
  std::uint64_t contact = 0;  ///< its number among those that were registered then, from 0: no address stands here
  Instant at;                 ///< when it was tried
  HEED_FIELDS(ContactVerified, recipient, contact, at)
};

struct Retired {
  static constexpr std::string_view kind = "audience.retired";
  RecipientId recipient;
  std::string reason;
  HEED_FIELDS(Retired, recipient, reason)
};

/// A recipient was forgotten: what the record held about it as a person is gone, here and in every entry before. It
/// changes no state, for the entries that made the state are changed themselves.
struct Erased {
  static constexpr std::string_view kind = "audience.erased";
  RecipientId recipient;      ///< the pseudonym that stands in its place
  std::uint64_t entries = 0;  ///< how many were rewritten
  std::string reason;
  HEED_FIELDS(Erased, recipient, entries, reason)
};

/// One who is to be told, which text, and for what reasons.
struct Chosen {
  RecipientId recipient;
  report::Tier tier = report::Tier::direct;
  std::string language;
  std::vector<std::string> why;  ///< "named", "in circle 1", "stay in polygon 2", "role host_police", "told before"
  HEED_FIELDS(Chosen, recipient, tier, language, why)
};

/// Who an edition is for, at the instant of its release; of very many, the first (ChosenMore).
struct Resolved {
  static constexpr std::string_view kind = "audience.resolved";
  WarningId warning;
  std::uint64_t edition = 0;
  std::vector<Chosen> chosen;
  std::vector<std::string> missing_roles;  ///< roles that the regime requires and that nobody chosen has (DE-1)
  HEED_FIELDS(Resolved, warning, edition, chosen, missing_roles)
};

/// More of those whom an edition is for: what one entry cannot hold stands in the entries after it, of the same commit
/// and in the same order. A choice that one entry can hold has none.
struct ChosenMore {
  static constexpr std::string_view kind = "audience.chosen_more";
  WarningId warning;
  std::uint64_t edition = 0;
  std::vector<Chosen> chosen;
  HEED_FIELDS(ChosenMore, warning, edition, chosen)
};

/// One who came to be covered while an edition was in force: by registering, or by moving (PU-3).
struct Arrived {
  static constexpr std::string_view kind = "audience.arrived";
  WarningId warning;
  std::uint64_t edition = 0;
  Chosen chosen;
  HEED_FIELDS(Arrived, warning, edition, chosen)
};

/// Nobody with a required role can be told, by a named person and for a reason (DE-1: a recorded impossibility).
struct RoleExcused {
  static constexpr std::string_view kind = "audience.role_excused";
  WarningId warning;
  std::string role;
  std::string reason;
  HEED_FIELDS(RoleExcused, warning, role, reason)
};

}  // namespace heed::audience
