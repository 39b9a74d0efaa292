#include "cli/recipients/sheet.h"

#include <array>
#include <charconv>

#include "cli/recipients/cells.h"
#include "core/text.h"

namespace heed::recipients {
namespace {

/// Places in the list of known columns.
enum Seat : std::size_t {
  recipient,
  name,
  sort,
  tier,
  roles,
  groups,
  languages,
  places,
  stays,
  responsible_for,
  opted_out,
  first_contact,
};
enum Part : std::size_t { channel, address, answers, verified_at, owner, parts };
constexpr std::array<std::string_view, parts> part_names{"channel", "address", "name", "verified_at", "owner"};

/// `index` counts from 0.
constexpr std::size_t seat_of(std::size_t index, Part part) { return first_contact + index * parts + part; }

std::vector<ColumnMeaning> make_columns() {
  std::vector<ColumnMeaning> all{
      {"recipient", "the recipient's own name in the hub: a-z 0-9 - _ . (must be there)"},
      {"name", "what people call it (must be there)"},
      {"sort", "person, organisation, venue or system; empty: organisation"},
      {"tier", "the most it may be told: partner, direct, venue or public; empty: public"},
      {"roles", "separated by ;"},
      {"groups", "separated by ;"},
      {"languages", "as en or pt-BR, best first, separated by ;"},
      {"places", "\"lat,lon\", separated by ;"},
      {"stays", "\"lat,lon from/until\", times as 2024-03-06T12:00:00Z, separated by ;"},
      {"responsible_for",
       "the ground it answers for: polygons \"lat,lon lat,lon …\" (| before each hole) or circles \"lat,lon km\", "
       "separated by ;"},
      {"opted_out", "channels on which it does not want to be told, separated by ;"},
  };
  constexpr std::array<std::string_view, parts> meanings{
      "webhook, email, …: a channel of the hub (contact1 must be there)", "where it is reached on that channel",
      "who answers there", "when somebody last proved that it works", "who sees to it that it stays right"};
  for (std::size_t i = 0; i < contacts_max; ++i) {
    for (std::size_t part = 0; part < parts; ++part) {
      all.push_back({cat("contact", i + 1, "_", part_names[part]), std::string(meanings[part])});
    }
  }
  return all;
}

template <class T, class Parse>
Result<std::vector<T>> parsed_list(std::string_view cell, Parse parse) {
  const auto pieces = core::split(cell, ';');
  std::vector<T> all;
  for (const auto piece : pieces) {
    auto one = parse(piece);
    if (!one && pieces.size() > 1)
      return fail(one.error().code, cat("number ", all.size() + 1, ": ", one.error().detail));
    if (!one) return fail(std::move(one).error());
    all.push_back(*std::move(one));
  }
  return all;
}

/// "contacts[3].address" -> 3
std::optional<std::size_t> contact_named_in(std::string_view field) {
  constexpr std::string_view before = "contacts[";
  if (!field.starts_with(before)) return std::nullopt;
  std::size_t index = 0;
  std::from_chars(field.data() + before.size(), field.data() + field.size(), index);
  return index;
}

}  // namespace

const std::vector<ColumnMeaning>& known_columns() {
  static const auto all = make_columns();
  return all;
}

Sheet::Sheet(csv::Columns columns) : columns_(std::move(columns)) {
  for (const auto& known : known_columns()) where_.push_back(columns_.find(known.name));
}

Result<Sheet> Sheet::open(csv::Columns columns) {
  std::vector<std::string_view> names;
  for (const auto& column : known_columns()) names.emplace_back(column.name);
  TRY(columns.only(names));
  for (const auto* wanted : {"recipient", "name", "contact1_channel", "contact1_address"}) TRY(columns.require(wanted));
  return Sheet(std::move(columns));
}

std::string_view Sheet::cell(const csv::Row& row, std::size_t seat) const {
  const auto column = where_[seat];
  return column ? core::trimmed(row.cells[*column]) : std::string_view{};
}

/// One row on its way to a recipient. After the first error nothing more is read.
struct Sheet::Reading {
  const Sheet& sheet;
  const csv::Row& row;
  std::optional<Error> error{};

  [[nodiscard]] std::string_view cell(std::size_t seat) const { return sheet.cell(row, seat); }

  void refuse(std::size_t seat, Error why) {
    if (error) return;
    const auto column = sheet.where_[seat];
    error =
        column ? sheet.columns_.at(row, *column, std::move(why)) : core::within(cat("line ", row.line), std::move(why));
  }

  /// Puts the cell's value into `into`, unless the cell is empty or wrong.
  template <class T, class Parse>
  void parse(std::size_t seat, T& into, Parse parse_text) {
    const auto text = cell(seat);
    if (text.empty() || error) return;
    auto value = parse_text(text);
    if (value) {
      into = *std::move(value);
    } else {
      refuse(seat, std::move(value).error());
    }
  }

  void read_contact(std::size_t index, std::vector<audience::Contact>& into) {
    const auto text = [&](Part part) { return std::string(cell(seat_of(index, part))); };
    const auto text_if_any = [&](Part part) {
      const auto here = cell(seat_of(index, part));
      return here.empty() ? std::nullopt : std::optional(std::string(here));
    };
    audience::Contact contact{text(channel), text(address), text_if_any(answers), {}, text_if_any(owner)};
    parse(seat_of(index, verified_at), contact.verified_at, core::parse_instant);
    if (contact == audience::Contact{}) return;
    if (contact.channel.empty()) refuse(seat_of(index, channel), {Code::malformed, "this contact has no channel"});
    if (contact.address.empty()) refuse(seat_of(index, address), {Code::malformed, "this contact has no address"});
    into.push_back(std::move(contact));
  }

  void read_grounds(audience::Register& into) {
    parse(places, into.places, [](std::string_view text) {
      return parsed_list<area::Position>(text, [](auto piece) { return area::parse_position(piece); });
    });
    parse(stays, into.stays, [](std::string_view text) { return parsed_list<audience::Stay>(text, parse_stay); });
    parse(responsible_for, into.responsible_for, parse_area);
  }
};

Result<audience::Register> Sheet::read(const csv::Row& row) const {
  Reading reading{*this, row};
  audience::Register command;
  command.recipient = RecipientId{std::string(reading.cell(recipient))};
  if (auto own = core::parse_name(command.recipient->text); !own) reading.refuse(recipient, own.error());
  command.name = reading.cell(name);
  reading.parse(sort, command.sort, core::parse_word<audience::Sort>);
  reading.parse(tier, command.tier, core::parse_word<report::Tier>);
  command.roles = texts_of(reading.cell(roles));
  command.groups = texts_of(reading.cell(groups));
  command.languages = texts_of(reading.cell(languages));
  command.opted_out = texts_of(reading.cell(opted_out));
  reading.read_grounds(command);
  for (std::size_t i = 0; i < contacts_max; ++i) reading.read_contact(i, command.contacts);
  if (reading.error) return fail(*std::move(reading.error));
  auto checked = check_recipient(command);
  if (checked) return command;
  auto why = std::move(checked).error();
  why.place = place_of(row, why.place);
  return fail(std::move(why));
}

std::string Sheet::place_of(const csv::Row& row, std::string_view field) const {
  std::string column_name(field == "contacts" ? "contact1_address" : field.substr(0, field.find_first_of(".[")));
  if (const auto index = contact_named_in(field)) {
    // Why counted: contacts whose cells are empty are no part of the recipient's list.
    for (std::size_t i = 0, seen = 0; i < contacts_max; ++i) {
      if (cell(row, seat_of(i, channel)).empty() || seen++ != *index) continue;
      column_name = cat("contact", i + 1, "_", field.substr(std::min(field.find("].") + 2, field.size())));
      break;
    }
  }
  const auto column = columns_.find(column_name);
  return column ? columns_.place(row.line, *column) : cat("line ", row.line);
}

namespace {

std::string positions_text(const std::vector<area::Position>& positions) {
  std::vector<std::string> all;
  for (const auto position : positions) all.push_back(area::to_text(position));
  return joined(all);
}

std::vector<std::string> write_cells(const audience::Register& command) {
  std::vector<std::string> stay_texts;
  for (const auto& stay : command.stays) stay_texts.push_back(stay_text(stay));
  std::vector<std::string> cells(known_columns().size());
  cells[recipient] = command.recipient ? command.recipient->text : std::string{};
  cells[name] = command.name;
  cells[sort] = word(command.sort);
  cells[tier] = word(command.tier);
  cells[roles] = joined(command.roles);
  cells[groups] = joined(command.groups);
  cells[languages] = joined(command.languages);
  cells[places] = positions_text(command.places);
  cells[stays] = joined(stay_texts);
  if (command.responsible_for) cells[responsible_for] = area_text(*command.responsible_for);
  cells[opted_out] = joined(command.opted_out);
  for (std::size_t i = 0; i < std::min(command.contacts.size(), contacts_max); ++i) {
    const auto& contact = command.contacts[i];
    cells[seat_of(i, channel)] = contact.channel;
    cells[seat_of(i, address)] = contact.address;
    cells[seat_of(i, answers)] = contact.name.value_or("");
    if (contact.verified_at) cells[seat_of(i, verified_at)] = core::to_text(*contact.verified_at);
    cells[seat_of(i, owner)] = contact.owner.value_or("");
  }
  return cells;
}

/// The first field in which two differ; empty where there is none.
std::string difference(const audience::Register& one, const audience::Register& other) {
  std::string found;
  core::for_each_field(one, [&]<class Member>(std::string_view field, const Member& member) {
    core::for_each_field(other, [&]<class Other>(std::string_view other_field, const Other& other_member) {
      if constexpr (std::is_same_v<Member, Other>) {
        if (found.empty() && field == other_field && !(member == other_member)) found = field;
      }
    });
  });
  return found;
}

/// "line 1, column 4 ("tier")" -> "tier"
std::string column_named_in(std::string_view place) {
  const auto begin = place.find('"');
  if (begin == std::string_view::npos) return std::string(place);
  return std::string(place.substr(begin + 1, place.find('"', begin + 1) - begin - 1));
}

const Sheet& whole_sheet() {
  static const auto sheet = [] {
    std::vector<std::string> names;
    for (const auto& column : known_columns()) names.push_back(column.name);
    return Sheet::open(csv::Columns(std::move(names))).value();
  }();
  return sheet;
}

}  // namespace

/// Why it is read back: only so is it certain that whoever imports the file registers the same recipient.
Result<std::vector<std::string>> cells_of(const audience::Register& command) {
  const csv::Row row{1, write_cells(command)};
  const auto back = whole_sheet().read(row);
  if (!back) return fail(Code::invalid, back.error().detail, column_named_in(back.error().place));
  const auto field = difference(command, *back);
  if (field.empty()) return row.cells;
  return fail(Code::invalid, "cells cannot say this as it is; JSON lines can", field);
}

Result<void> check_recipient(const audience::Register& command) {
  static const audience::State nobody;
  if (!command.recipient) {
    return fail(Code::malformed, "the recipient's own name in the hub must be there", "recipient");
  }
  for (std::size_t i = 0; i < command.contacts.size(); ++i) {
    auto checked = check_address(command.contacts[i]);
    if (!checked) return fail(core::within(cat("contacts[", i, "].address"), std::move(checked).error()));
  }
  TRY(audience::register_recipient(nobody, command));
  return {};
}

}  // namespace heed::recipients
