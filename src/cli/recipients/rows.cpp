#include "cli/recipients/rows.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "flow/report/rules.h"

namespace heed::recipients {
namespace {

std::string contact_column(std::size_t number, std::string_view part) { return cat("contact", number, "_", part); }

/// What only the address's channel knows in full; here is what every hub would refuse.
Result<void> check_address(const audience::Contact& contact) {
  const auto& address = contact.address;
  TRY(report::check_line(address, {}));
  if (contact.channel == "webhook" && !address.starts_with("https://") && !address.starts_with("http://")) {
    return fail(Code::invalid, "the address of a webhook begins with https:// or http://");
  }
  if (contact.channel != "email") return {};
  const auto at = address.find('@');
  const bool is_address = at != std::string::npos && at > 0 && at + 1 < address.size() &&
                          address.find('@', at + 1) == std::string::npos &&
                          address.find_first_of(" \t,;<>") == std::string::npos;
  if (is_address) return {};
  return fail(Code::invalid, "an e-mail address stands as name@host.example, and alone");
}

/// "lat,lon from/until"
Result<audience::Stay> parse_stay(std::string_view text) {
  const auto blank = text.find_last_of(" \t");
  const auto slash = text.find('/', blank == std::string_view::npos ? 0 : blank);
  if (blank == std::string_view::npos || slash == std::string_view::npos) {
    return fail(Code::malformed,
                "a stay stands as \"lat,lon from/until\", as in \"48.85,2.29 "
                "2024-07-26T12:00:00Z/2024-07-27T12:00:00Z\"");
  }
  TRY(const auto position, area::parse_position(core::trimmed(text.substr(0, blank))));
  TRY(const auto from, core::parse_instant(text.substr(blank + 1, slash - blank - 1)));
  TRY(const auto until, core::parse_instant(text.substr(slash + 1)));
  if (until <= from) return fail(Code::invalid, "a stay ends after it begins");
  return audience::Stay{position, {from, until}};
}

std::vector<std::string> texts(std::string_view cell) {
  const auto pieces = core::split(cell, ';');
  return {pieces.begin(), pieces.end()};
}

template <class T, class Parse>
Result<std::vector<T>> parsed_list(std::string_view cell, Parse parse) {
  std::vector<T> all;
  for (const auto piece : core::split(cell, ';')) {
    TRY(auto one, parse(piece));
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

std::vector<ColumnMeaning> known_columns() {
  std::vector<ColumnMeaning> all{
      {"recipient", "the recipient's own name in the hub: a-z 0-9 - _ . (must be there)"},
      {"name", "what people call it (must be there)"},
      {"sort", "person, organisation, venue or system; empty: organisation"},
      {"tier", "the most it may be told: partner, direct, venue or public; empty: public"},
      {"roles", "separated by ;"},
      {"languages", "as en or pt-BR, best first, separated by ;"},
      {"places", "\"lat,lon\", separated by ;"},
      {"stays", "\"lat,lon from/until\", times as 2024-03-06T12:00:00Z, separated by ;"},
  };
  for (std::size_t i = 1; i <= contacts_max; ++i) {
    all.push_back({contact_column(i, "channel"), "webhook, email, …: a channel of the hub (contact1 must be there)"});
    all.push_back({contact_column(i, "address"), "where it is reached on that channel"});
    all.push_back({contact_column(i, "name"), "who answers there"});
    all.push_back({contact_column(i, "verified_at"), "when somebody last proved that it works"});
  }
  return all;
}

Result<Sheet> Sheet::open(csv::Columns columns) {
  const auto known = known_columns();
  std::vector<std::string_view> names;
  for (const auto& column : known) names.emplace_back(column.name);
  TRY(columns.only(names));
  for (const auto* name : {"recipient", "name", "contact1_channel", "contact1_address"}) TRY(columns.require(name));
  return Sheet(std::move(columns));
}

/// One row on its way to a recipient. After the first error nothing more is read.
struct Sheet::Reading {
  const csv::Columns& columns;
  const csv::Row& row;
  std::optional<Error> error{};

  [[nodiscard]] std::string_view cell(std::string_view name) const {
    const auto column = columns.find(name);
    return column ? core::trimmed(row.cells[*column]) : std::string_view{};
  }

  void refuse(std::string_view name, Error why) {
    if (error) return;
    const auto column = columns.find(name);
    error = column ? columns.at(row, *column, std::move(why)) : core::within(cat("line ", row.line), std::move(why));
  }

  /// The cell's value, or `otherwise` where it is empty or wrong.
  template <class T, class Parse>
  T parsed(std::string_view name, T otherwise, Parse parse) {
    const auto text = cell(name);
    if (text.empty() || error) return otherwise;
    auto value = parse(text);
    if (value) return *std::move(value);
    refuse(name, std::move(value).error());
    return otherwise;
  }

  void read_contact(std::size_t number, std::vector<audience::Contact>& into) {
    const auto channel = contact_column(number, "channel");
    const auto address = contact_column(number, "address");
    audience::Contact contact{std::string(cell(channel)), std::string(cell(address)), {}, {}};
    const auto name = cell(contact_column(number, "name"));
    const auto verified = contact_column(number, "verified_at");
    if (!name.empty()) contact.name = name;
    contact.verified_at = parsed(verified, std::optional<Instant>{}, [](std::string_view text) {
      auto at = core::parse_instant(text);
      return at ? Result<std::optional<Instant>>(*at) : Result<std::optional<Instant>>(fail(at.error()));
    });
    const bool is_empty = contact.channel.empty() && contact.address.empty();
    if (is_empty && !contact.name && !contact.verified_at) return;
    if (contact.channel.empty()) refuse(channel, {Code::malformed, "this contact has no channel"});
    if (contact.address.empty()) refuse(address, {Code::malformed, "this contact has no address"});
    if (auto checked = check_address(contact); !checked) refuse(address, checked.error());
    into.push_back(std::move(contact));
  }

  /// Addresses were looked at before, so that what the rule says of contacts is that there is none.
  void refuse_by_rule(Error why) {
    const auto field = why.place.substr(0, why.place.find_first_of(".["));
    why.place.clear();
    refuse(field == "contacts" ? "contact1_address" : field, std::move(why));
  }
};

Result<audience::Register> Sheet::read(const csv::Row& row) const {
  Reading reading{columns_, row};
  audience::Register command;
  command.recipient = RecipientId{std::string(reading.cell("recipient"))};
  if (auto name = core::parse_name(command.recipient->text); !name) reading.refuse("recipient", name.error());
  command.name = reading.cell("name");
  command.sort = reading.parsed("sort", audience::Sort::organisation, core::parse_word<audience::Sort>);
  command.tier = reading.parsed("tier", report::Tier::everyone, core::parse_word<report::Tier>);
  command.roles = texts(reading.cell("roles"));
  command.languages = texts(reading.cell("languages"));
  command.places = reading.parsed("places", std::vector<area::Position>{}, [](std::string_view cell) {
    return parsed_list<area::Position>(cell, [](auto text) { return area::parse_position(text); });
  });
  command.stays = reading.parsed("stays", std::vector<audience::Stay>{},
                                 [](std::string_view cell) { return parsed_list<audience::Stay>(cell, parse_stay); });
  for (std::size_t i = 1; i <= contacts_max; ++i) reading.read_contact(i, command.contacts);
  if (!reading.error) {
    if (auto ruled = audience::register_recipient({}, command); !ruled) reading.refuse_by_rule(ruled.error());
  }
  if (reading.error) return fail(*std::move(reading.error));
  return command;
}

std::string Sheet::place_of(const csv::Row& row, std::string_view field) const {
  constexpr std::string_view contacts = "contacts[";
  std::string name(field.substr(0, field.find_first_of(".[")));
  if (field.starts_with(contacts)) {
    const Reading reading{columns_, row};
    std::size_t index = 0;
    std::from_chars(field.data() + contacts.size(), field.data() + field.size(), index);
    // Why counted: contacts whose cells are empty are no part of the recipient's list.
    for (std::size_t number = 1, seen = 0; number <= contacts_max; ++number) {
      if (reading.cell(contact_column(number, "channel")).empty() || seen++ != index) continue;
      name = contact_column(number, field.substr(std::min(field.find("].") + 2, field.size())));
      break;
    }
  }
  const auto column = columns_.find(name);
  return column ? columns_.place(row.line, *column) : cat("line ", row.line);
}

Result<void> for_each_row(std::string_view text, const Visit& visit) {
  constexpr std::size_t piece_bytes = 1 << 20;
  csv::Reader reader;
  std::optional<Sheet> sheet;
  const auto take = [&](const std::vector<csv::Row>& rows) -> Result<void> {
    if (!sheet && !reader.columns().names().empty()) {
      TRY(auto opened, Sheet::open(reader.columns()));
      sheet = std::move(opened);
    }
    for (const auto& row : rows) TRY(visit(*sheet, row));
    return {};
  };
  for (std::size_t at = 0; at < text.size(); at += piece_bytes) {
    TRY(const auto rows, reader.feed(text.substr(at, piece_bytes)));
    TRY(take(rows));
  }
  TRY(const auto last, reader.finish());
  return take(last);
}

Result<Checked> check_file(std::string_view text) {
  Checked checked;
  std::unordered_map<std::string, std::uint64_t> lines;
  TRY(for_each_row(text, [&](const Sheet& sheet, const csv::Row& row) -> Result<void> {
    ++checked.rows;
    const auto command = sheet.read(row);
    if (!command) {
      checked.complaints.push_back({row.line, command.error().place, command.error().detail});
      return {};
    }
    const auto [first, is_new] = lines.emplace(command->recipient->text, row.line);
    if (is_new) return {};
    checked.complaints.push_back({row.line, cat("line ", row.line, ", column \"recipient\""),
                                  cat("\"", first->first, "\" stands in line ", first->second, " already")});
    return {};
  }));
  return checked;
}

}  // namespace heed::recipients
