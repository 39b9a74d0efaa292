#pragma once
// Every rule that a message can break, each with its code, which never changes its meaning. The table itself, one row a
// rule, is in catalogue.cpp; docs/cap.md prints it, and a test compares the two.

#include <span>
#include <string_view>

#include "core/words.h"

namespace heed::findings {

enum class Level {
  error,    ///< the message breaks the standard or the profile; it must not be issued
  warning,  ///< allowed, and some receivers will misread or drop it
  note,     ///< worth a look
  silent,   ///< not told at all
};
constexpr auto words(Level) {
  return core::word_table<Level>(
      {{Level::error, "error"}, {Level::warning, "warning"}, {Level::note, "note"}, {Level::silent, "silent"}});
}

/// Where a rule comes from. The sets of a profile are looked at when the profile is asked for.
enum class Set { xml, schema, cap, ipaws, cap_cp, cap_au, meteoalarm, google, wmo };
constexpr auto words(Set) {
  return core::word_table<Set>({{Set::xml, "xml"},
                                {Set::schema, "schema"},
                                {Set::cap, "cap"},
                                {Set::ipaws, "ipaws"},
                                {Set::cap_cp, "cap-cp"},
                                {Set::cap_au, "cap-au"},
                                {Set::meteoalarm, "meteoalarm"},
                                {Set::google, "google"},
                                {Set::wmo, "wmo"}});
}

// clang-format off
enum class Rule {
  xml_syntax, xml_encoding, xml_dtd, xml_limit, xml_namespace, xml_label,
  schema_root, schema_missing, schema_unexpected, schema_value, schema_time, schema_language, schema_uri,
  schema_number, schema_attribute, schema_words, schema_children,
  version_old, identifier_form, sender_form, value_empty, text_blank, text_replacement, text_return, text_markup,
  text_entity, time_form, time_utc, time_year, expires_missing, expires_past, expires_order, references_missing,
  references_form, references_self, references_later, references_twice, restriction_missing, restriction_unwanted,
  addresses_missing, list_quotes, status_draft, note_missing, info_missing, cancel_silent, language_missing,
  language_form, language_repeated, language_untranslated, infos_differ, response_assess, certainty_old,
  password_old, headline_long, web_relative, web_form, uri_relative, uri_form, mime_form, deref_base64,
  deref_present, digest_form, area_missing, area_text_only, area_geocode_only, polygon_form, polygon_range,
  polygon_swapped, polygon_short, polygon_open, polygon_crossing, polygon_undecided, polygon_antimeridian,
  polygon_many, polygon_huge, circle_form, circle_range, circle_zero, shape_layout, shape_precision, ceiling_alone,
  ceiling_below, height_number, findings_many,
  ipaws_code, ipaws_info, ipaws_area, ipaws_expires, ipaws_event_code, ipaws_infos_differ, ipaws_geocode,
  ipaws_ignored, ipaws_org, ipaws_text_long, ipaws_text_characters, ipaws_channel, ipaws_utc,
  ipaws_location, ipaws_org_value, ipaws_expires_utc, ipaws_description, ipaws_instruction,
  cap_cp_code, cap_cp_info, cap_cp_event_code, cap_cp_infos_differ, cap_cp_geocode, cap_cp_languages,
  cap_cp_language, cap_cp_area, cap_cp_sender_name, cap_cp_response, cap_cp_minor_change, cap_cp_auto_translated,
  cap_au_code, cap_au_event_code, cap_au_sender, cap_au_effective, cap_au_geocode,
  cap_au_info, cap_au_area, cap_au_infos_differ, cap_au_events_differ, cap_au_one_event, cap_au_test,
  cap_au_sender_name, cap_au_response,
  meteoalarm_identifier, meteoalarm_level, meteoalarm_type, meteoalarm_green, meteoalarm_geocode,
  meteoalarm_language, meteoalarm_expires,
  google_expires, google_description, google_web, google_area, google_order, google_headline,
  google_info, google_infos_differ, google_events_differ, google_unknown, google_event_long, google_area_long,
  google_sender_name, google_response, google_contact, google_same_text, google_test,
  wmo_identifier, wmo_sender, wmo_expires, wmo_many, wmo_unknown, wmo_size,
  wmo_event_long, wmo_area_long,
};
// clang-format on

/// One row of the table.
struct Row {
  Rule rule;
  std::string_view code;  ///< "polygon.open": stable, never given another meaning
  Set set;
  Level level;               ///< of a message that was received
  Level issuing;             ///< of a message that is to be issued
  std::string_view source;   ///< where the rule stands written
  std::string_view meaning;  ///< what the rule says, as a sentence
};

/// All rows, in the order of the enumerators.
[[nodiscard]] std::span<const Row> catalogue();
[[nodiscard]] const Row& row_of(Rule rule);

}  // namespace heed::findings
