#include <doctest/doctest.h>

#include "cli/recipients/inside.h"
#include "cli/recipients/sending.h"

namespace heed::recipients {
namespace {

const std::string head = "recipient,name,sort,tier,roles,languages,places,stays,contact1_channel,contact1_address\n";

TEST_CASE("a_row_is_read_into_a_recipient") {
  const auto text = head +
                    "hall,Town Hall,venue,venue,host;police,en;fr,\"48.8,2.3;-1,2\","
                    "\"48.8,2.3 2024-07-26T12:00:00Z/2024-07-27T12:00:00Z\",email,duty@town.example\n";
  std::vector<audience::Register> read;
  const auto all = for_each_row(text, [&](const Sheet& sheet, const csv::Row& row) -> Result<void> {
    TRY(auto command, sheet.read(row));
    read.push_back(std::move(command));
    return {};
  });
  REQUIRE(all);
  REQUIRE(read.size() == 1);
  const auto& hall = read.front();
  CHECK(hall.recipient == RecipientId{"hall"});
  CHECK(hall.sort == audience::Sort::venue);
  CHECK(hall.tier == report::Tier::venue);
  CHECK(hall.roles == std::vector<std::string>{"host", "police"});
  CHECK(hall.languages == std::vector<std::string>{"en", "fr"});
  REQUIRE(hall.places.size() == 2);
  CHECK(area::to_text(hall.places[1]) == "-1,2");
  REQUIRE(hall.stays.size() == 1);
  CHECK(core::to_text(hall.stays[0].during.until) == "2024-07-27T12:00:00Z");
  REQUIRE(hall.contacts.size() == 1);
  CHECK(hall.contacts[0] == audience::Contact{"email", "duty@town.example", {}, {}});
}

TEST_CASE("an_empty_cell_has_its_usual_meaning") {
  const auto checked = check_file(
      "recipient,name,contact1_channel,contact1_address,contact2_channel,contact2_address\n"
      "a,A,email,a@x.example,,\n"
      "b,B,,,webhook,https://b.example\n");
  REQUIRE(checked);
  CHECK(checked->rows == 2);
  CHECK(checked->complaints.empty());
}

struct Bad {
  const char* row;
  const char* place;
  const char* reason;
};

TEST_CASE("every_wrong_row_names_its_line_and_column") {
  const std::vector<Bad> table{
      {"Hall,H,,,,,,,email,a@b.example", "line 2, column 1 (\"recipient\")", ""},
      {",H,,,,,,,email,a@b.example", "line 2, column 1 (\"recipient\")", ""},
      {"h,,,,,,,,email,a@b.example", "line 2, column 2 (\"name\")", ""},
      {"h,H,hotel,,,,,,email,a@b.example", "line 2, column 3 (\"sort\")", "not one of person"},
      {"h,H,,all,,,,,email,a@b.example", "line 2, column 4 (\"tier\")", "not one of internal"},
      {"h,H,,internal,,,,,email,a@b.example", "line 2, column 4 (\"tier\")", "outside"},
      {"h,H,,,,,\"91,0\",,email,a@b.example", "line 2, column 7 (\"places\")", ""},
      {"h,H,,,,,,\"1,2\",email,a@b.example", "line 2, column 8 (\"stays\")", "a stay stands as"},
      {"h,H,,,,,,\"1,2 2024-01-01T00:00:00Z/2024-01-01T00:00:00Z\",email,a@b.example", "line 2, column 8 (\"stays\")",
       "ends after it begins"},
      {"h,H,,,,,,,,", "line 2, column 10 (\"contact1_address\")", "without a contact"},
      {"h,H,,,,,,,email,", "line 2, column 10 (\"contact1_address\")", "no address"},
      {"h,H,,,,,,,,a@b.example", "line 2, column 9 (\"contact1_channel\")", "no channel"},
      {"h,H,,,,,,,email,a.example", "line 2, column 10 (\"contact1_address\")", "e-mail"},
      {"h,H,,,,,,,webhook,b.example", "line 2, column 10 (\"contact1_address\")", "https://"},
  };
  for (const auto& row : table) {
    CAPTURE(row.row);
    const auto checked = check_file(head + row.row + "\nlast,Last,,,,,,,email,a@b.example\n");
    REQUIRE(checked);
    CHECK(checked->rows == 2);
    REQUIRE(checked->complaints.size() == 1);
    CHECK(checked->complaints[0].place == row.place);
    CHECK(checked->complaints[0].reason.find(row.reason) != std::string::npos);
  }
}

TEST_CASE("a_name_in_two_rows_names_both_lines") {
  const auto checked = check_file(head +
                                  "a,A,,,,,,,email,a@b.example\nb,B,,,,,,,email,a@b.example\n"
                                  "a,C,,,,,,,email,a@b.example\n");
  REQUIRE(checked);
  REQUIRE(checked->complaints.size() == 1);
  CHECK(checked->complaints[0].line == 4);
  CHECK(checked->complaints[0].reason == "\"a\" stands in line 2 already");
}

TEST_CASE("a_header_that_is_not_understood_is_refused") {
  for (const auto* text : {"recipient,name,contact1_channel,contact1_adress\n",
                           "name,contact1_channel,contact1_address\n", "recipient,name\n", ""}) {
    CAPTURE(text);
    CHECK_FALSE(check_file(text));
  }
}

std::string rows(std::size_t count) {
  auto text = head;
  for (std::size_t i = 0; i < count; ++i) text += cat("r", i, ",R,,,,,,,email,a@b.example\n");
  return text;
}

/// A hub that remembers what it was sent.
struct Hub {
  std::vector<std::size_t> sizes;
  std::vector<std::string> keys;
  std::set<std::string> refused;  ///< names that it does not take

  Result<Sent> take(const Value& body, const std::string& key) {
    const auto& all = *body.find("recipients")->array();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!refused.contains(*all[i].find("recipient")->text())) continue;
      return fail(Code::invalid, "no such channel", cat("recipients[", i, "].contacts[0].channel"));
    }
    sizes.push_back(all.size());
    keys.push_back(key);
    return Sent{};
  }
  Outcome receive(const std::string& text, const Plan& plan) {
    return send_file(
        text, plan, [this](const Value& body, const std::string& key) { return take(body, key); },
        [](std::uint64_t) {});
  }
};

TEST_CASE("a_file_goes_out_in_batches_with_keys_of_their_own") {
  Hub at_limit, past_limit;
  CHECK(at_limit.receive(rows(batch_rows), {"k"}).registered == batch_rows);
  CHECK(at_limit.sizes == std::vector<std::size_t>{batch_rows});
  CHECK(past_limit.receive(rows(batch_rows + 1), {"k"}).registered == batch_rows + 1);
  CHECK(past_limit.sizes == std::vector<std::size_t>{batch_rows, 1});
  CHECK(past_limit.keys == std::vector<std::string>{"k-1", "k-2"});
}

TEST_CASE("lines_left_out_are_not_sent") {
  Hub hub;
  const auto outcome = hub.receive(rows(3), {"k", {3}});
  CHECK(outcome.registered == 2);
  CHECK_FALSE(outcome.error);
}

TEST_CASE("a_row_that_only_the_hub_refuses_is_named_by_its_line") {
  Hub hub{{}, {}, {"r1"}};
  const auto outcome = hub.receive(rows(3), {"k"});
  CHECK(outcome.registered == 0);
  REQUIRE(outcome.error);
  CHECK(outcome.error->place == "line 3, column 9 (\"contact1_channel\")");
}

TEST_CASE("a_row_that_only_the_hub_refuses_is_passed_over_when_bad_rows_are") {
  Hub hub{{}, {}, {"r1"}};
  const auto outcome = hub.receive(rows(3), {"k", {}, true});
  CHECK(outcome.registered == 2);
  CHECK_FALSE(outcome.error);
  REQUIRE(outcome.refused.size() == 1);
  CHECK(outcome.refused[0].line == 3);
  CHECK(hub.keys == std::vector<std::string>{"k-1-without-1"});
}

TEST_CASE("a_contact_is_named_by_its_own_column") {
  Hub hub{{}, {}, {"a"}};
  const auto outcome = hub.receive(
      "recipient,name,contact1_channel,contact1_address,contact2_channel,contact2_address\n"
      "a,A,,,pigeon,loft\n",
      {"k"});
  REQUIRE(outcome.error);
  CHECK(outcome.error->place == "line 2, column 5 (\"contact2_channel\")");
}

TEST_CASE("a_hub_that_refuses_too_many_rows_ends_the_import") {
  for (const auto bad : {refusals_passed, refusals_passed + 1}) {
    Hub hub;
    for (std::size_t i = 0; i < bad; ++i) hub.refused.insert(cat("r", i));
    const auto outcome = hub.receive(rows(bad + 1), {"k", {}, true});
    CHECK(outcome.error.has_value() == (bad > refusals_passed));
    CHECK(outcome.refused.size() == refusals_passed);
  }
}

const std::string people = "id,lat,lon,note\na,48.8566,2.3522,x\nb,48.9,2.3522,\nc,-33.8,151.2,\n";

TEST_CASE("who_is_inside_is_said_with_the_shape (PU-3)") {
  const auto area = area_of({{"48.8566,2.3522,1", "-33.8,151.2 1"}, {}, {}});
  REQUIRE(area);
  const auto resolved = resolve_file(people, area::Compiled(*area));
  REQUIRE(resolved);
  CHECK(resolved->asked == 3);
  CHECK(resolved->inside == std::vector<Inside>{{"a", "in circle 1"}, {"c", "in circle 2"}});
}

TEST_CASE("shapes_of_all_forms_add_up") {
  const std::string geojson = R"({"type":"Polygon","coordinates":[[[2,48.8],[3,48.8],[3,49],[2,49],[2,48.8]]]})";
  const auto area = area_of({{"0,0,1"}, {"1,1 1,2 2,2"}, geojson});
  REQUIRE(area);
  CHECK(area->circles.size() == 1);
  CHECK(area->polygons.size() == 2);
  CHECK(resolve_file(people, area::Compiled(*area))->inside.size() == 2);
}

TEST_CASE("a_shape_or_a_row_that_does_not_parse_is_named") {
  CHECK(area_of({{"0,0,1", "0,0"}, {}, {}}).error().place.starts_with("circle 2"));
  CHECK(core::sentence(area_of({{}, {"1,1 1,2 99,2"}, {}}).error()).find("point 3") != std::string::npos);
  CHECK_FALSE(area_of({{}, {}, {}}));
  CHECK_FALSE(area_of({{}, {}, "{"}));
  const area::Compiled area(area_of({{"0,0,1"}, {}, {}}).value());
  CHECK(resolve_file("id,lat,lon\na,1,2\nb,north,2\n", area).error().place == "line 3, column 2 (\"lat\")");
  CHECK(resolve_file("id,lat,lon\n,1,2\n", area).error().place == "line 2, column 1 (\"id\")");
  CHECK_FALSE(resolve_file("id,lat\n", area));
}

}  // namespace
}  // namespace heed::recipients
