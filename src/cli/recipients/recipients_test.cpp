#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include <doctest/doctest.h>

#include "cli/recipients/sending.h"
#include "cli/recipients/sheet.h"
#include "core/text.h"

namespace heed::recipients {
namespace {

const Tell nobody_told = [](std::uint64_t, double) {};

Result<Checked> check(const std::string& text, Format format = Format::csv) {
  TRY(auto source, Source::holding(text));
  return check_file({source, format}, nobody_told);
}

Result<std::vector<audience::Register>> read_all(const std::string& text, Format format = Format::csv) {
  TRY(auto source, Source::holding(text));
  std::vector<audience::Register> all;
  TRY(for_each_row({source, format}, {[&](const Rows& rows, const csv::Row& row) -> Result<void> {
                     TRY(auto command, rows.read(row));
                     all.push_back(std::move(command));
                     return {};
                   }}));
  return all;
}

const std::string head = "recipient,name,sort,tier,roles,languages,places,stays,contact1_channel,contact1_address\n";

const std::string whole_head =
    "recipient,name,sort,tier,roles,groups,languages,places,stays,responsible_for,opted_out,contact1_channel,"
    "contact1_address,contact1_name,contact1_verified_at,contact1_owner\n";
const std::string whole_row =
    "hall,Town Hall,venue,venue,host;police,staff;night,en;fr,\"48.8,2.3;-1,2\","
    "\"48.8,2.3 2024-07-26T12:00:00Z/2024-07-27T12:00:00Z\",\"1,1 1,2 2,2; 48.8,2.3 1.5\",email;sms,"
    "email,duty@town.example,The desk,2024-03-06T12:00:00Z,ann\n";
const std::string whole_line =
    R"({"recipient":"hall","name":"Town Hall","sort":"venue","tier":"venue","roles":["host","police"],)"
    R"("groups":["staff","night"],"languages":["en","fr"],"places":["48.8,2.3","-1,2"],)"
    R"("stays":[{"position":"48.8,2.3","during":{"from":"2024-07-26T12:00:00Z","until":"2024-07-27T12:00:00Z"}}],)"
    R"("responsible_for":{"polygons":["1,1 1,2 2,2 1,1"],"circles":["48.8,2.3 1.5"]},"opted_out":["email","sms"],)"
    R"("contacts":[{"channel":"email","address":"duty@town.example","name":"The desk",)"
    "\"verified_at\":\"2024-03-06T12:00:00Z\",\"owner\":\"ann\"}]}\n";

TEST_CASE("a_row_of_either_form_is_read_into_a_recipient") {
  const auto read = read_all(whole_head + whole_row);
  REQUIRE_MESSAGE(read, (read ? std::string{} : core::sentence(read.error())));
  REQUIRE(read->size() == 1);
  const auto& hall = read->front();
  CHECK(hall.recipient == RecipientId{"hall"});
  CHECK(hall.sort == audience::Sort::venue);
  CHECK(hall.tier == report::Tier::venue);
  CHECK(hall.roles == std::vector<std::string>{"host", "police"});
  CHECK(hall.groups == std::vector<std::string>{"staff", "night"});
  CHECK(hall.languages == std::vector<std::string>{"en", "fr"});
  CHECK(hall.opted_out == std::vector<std::string>{"email", "sms"});
  REQUIRE(hall.places.size() == 2);
  CHECK(area::to_text(hall.places[1]) == "-1,2");
  REQUIRE(hall.stays.size() == 1);
  CHECK(core::to_text(hall.stays[0].during.until) == "2024-07-27T12:00:00Z");
  REQUIRE(hall.responsible_for);
  CHECK(area::spoken(*hall.responsible_for) == "circle of 1.5 km around 48.8, 2.3 and polygon of 3 points");
  REQUIRE(hall.contacts.size() == 1);
  CHECK(hall.contacts[0] == audience::Contact{"email", "duty@town.example", "The desk",
                                              core::parse_instant("2024-03-06T12:00:00Z").value(), "ann"});
  const auto lines = read_all(whole_line, Format::jsonl);
  REQUIRE_MESSAGE(lines, (lines ? std::string{} : core::sentence(lines.error())));
  CHECK(*lines == *read);
}

TEST_CASE("an_empty_cell_has_its_usual_meaning") {
  const auto checked = check(
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
    const auto checked = check(head + row.row + "\nlast,Last,,,,,,,email,a@b.example\n");
    REQUIRE(checked);
    CHECK(checked->rows == 2);
    REQUIRE(checked->complaints.size() == 1);
    CHECK(checked->complaints[0].place == row.place);
    CHECK(checked->complaints[0].reason.find(row.reason) != std::string::npos);
  }
}

TEST_CASE("a_wrong_cell_of_the_newer_columns_names_its_line_and_column") {
  struct Wrong {
    std::string cell;
    std::string with;
    std::string place;
    std::string reason;
  };
  const std::vector<Wrong> table{
      {"1,1 1,2 2,2;", "1,1 1,2 99,2;", "column 10 (\"responsible_for\")", "shape 1, point 3: "},
      {"1,1 1,2 2,2;", "1,1 1,2;", "column 10 (\"responsible_for\")", "shape 1: "},
      {"48.8,2.3 1.5", "48.8,2.3 far", "column 10 (\"responsible_for\")", "shape 2: "},
      {"48.8,2.3 1.5", "48.8,2.3 -1", "column 10 (\"responsible_for\")", "shape 2: "},
      {"48.8,2.3 1.5", "2.3,148.8 1.5 2", "column 10 (\"responsible_for\")", "kilometres"},
      {"2024-03-06T12:00:00Z", "yesterday", "column 15 (\"contact1_verified_at\")", ""},
      {"\"48.8,2.3;-1,2\"", "\"148.8,2.3\"", "column 8 (\"places\")", "swapped"},
      {"\"48.8,2.3;-1,2\"", "\"48.8,2.3;91,2\"", "column 8 (\"places\")", "number 2: "},
      {"1.5\"", "1.5; 0,0 0,9 9,9 | 1,1 1\"", "column 10 (\"responsible_for\")", "shape 3, hole 1.point 2: "},
      {"\"48.8,2.3;-1,2\"", "\"nan,2.3\"", "column 8 (\"places\")", ""},
      {"\"48.8,2.3;-1,2\"", "\"48.8\"", "column 8 (\"places\")", ""},
      {"email,duty@town.example", ",", "column 12 (\"contact1_channel\")", "no channel"},
  };
  for (const auto& row : table) {
    CAPTURE(row.with);
    auto text = whole_row;
    const auto at = text.find(row.cell);
    REQUIRE(at != std::string::npos);
    text.replace(at, row.cell.size(), row.with);
    const auto checked = check(whole_head + text);
    REQUIRE(checked);
    REQUIRE(checked->complaints.size() == 1);
    CHECK(checked->complaints[0].place == cat("line 2, ", row.place));
    CHECK_MESSAGE(checked->complaints[0].reason.find(row.reason) != std::string::npos, checked->complaints[0].reason);
  }
}

TEST_CASE("every_wrong_line_of_json_names_its_line_and_field") {
  struct Wrong {
    std::string part;
    std::string with;
    std::string place;
    std::string reason;
  };
  const std::vector<Wrong> table{
      {"\"hall\"", "\"Hall\"", ", field \"recipient\"", ""},
      {"\"recipient\":\"hall\",", "", ", field \"recipient\"", "must be there"},
      {"\"Town Hall\"", "\" \"", ", field \"name\"", ""},
      {"\"sort\":\"venue\",", "", ", field \"sort\"", "required"},
      {"\"tier\":\"venue\"", "\"tier\":\"all\"", ", field \"tier\"", "not one of"},
      {"\"tier\":\"venue\"", "\"tier\":\"internal\"", ", field \"tier\"", "outside"},
      {"\"groups\"", "\"group\"", ", field \"group\"", "no such field"},
      {"\"48.8,2.3\",\"-1,2\"", "\"48.8,2.3\",\"148.8,2.3\"", ", field \"places[1]\"", "swapped"},
      {"\"48.8,2.3\",\"-1,2\"", "\"nan,2.3\"", ", field \"places[0]\"", ""},
      {"\"48.8,2.3\",\"-1,2\"", "NaN", ", column", "JSON object"},
      {"duty@town.example", "duty", ", field \"contacts[0].address\"", "e-mail"},
      {"\"verified_at\":\"2024", "\"verified_at\":\"x2024", ", field \"contacts", ""},
      {"1,1 1,2 2,2 1,1", "1,1 1,2", ", field \"responsible_for", ""},
      {"Town Hall", "Town \xE9 Hall", ", column", "UTF-8"},
      {"}\n", "\n", ", column", ""},
      {"{\"recipient\"", "[{\"recipient\"", ", column", "each line"},
  };
  for (const auto& row : table) {
    CAPTURE(row.with);
    auto text = whole_line;
    const auto at = text.find(row.part);
    REQUIRE(at != std::string::npos);
    text.replace(at, row.part.size(), row.with);
    auto other = whole_line;
    other.replace(other.find("\"hall\""), 6, "\"other\"");
    const auto checked = check(other + "\n" + text, Format::jsonl);
    REQUIRE(checked);
    CHECK(checked->rows == 2);
    REQUIRE(checked->complaints.size() == 1);
    CHECK(checked->complaints[0].line == 3);
    CHECK_MESSAGE(checked->complaints[0].place.starts_with(cat("line 3", row.place)), checked->complaints[0].place);
    CHECK_MESSAGE(checked->complaints[0].reason.find(row.reason) != std::string::npos, checked->complaints[0].reason);
    CHECK(checked->complaints[0].reason.find("line 1") == std::string::npos);
  }
}

TEST_CASE("a_file_of_json_lines_may_have_marks_blank_lines_and_no_last_line_end") {
  auto other = whole_line;
  other.replace(other.find("\"hall\""), 6, "\"other\"");
  other.pop_back();
  const auto read = read_all(cat("\xEF\xBB\xBF", "\n\r\n", whole_line, "\r\n", other), Format::jsonl);
  REQUIRE(read);
  CHECK(read->size() == 2);
  CHECK_FALSE(read_all("", Format::jsonl));
  CHECK_FALSE(read_all("\n\n", Format::jsonl));
}

TEST_CASE("a_line_may_be_as_long_as_an_entry_and_no_longer") {
  auto padded = whole_line;
  padded.pop_back();
  padded.append(limits::entry_bytes - padded.size(), ' ');
  CHECK(read_all(padded + "\n", Format::jsonl));
  const auto over = read_all(padded + " \n", Format::jsonl);
  REQUIRE_FALSE(over);
  CHECK(over.error().code == Code::too_large);
  CHECK(over.error().place == "line 1");
}

TEST_CASE("the_form_is_that_of_the_ending_unless_it_is_said") {
  CHECK(format_of("", "a.jsonl").value() == Format::jsonl);
  CHECK(format_of("", "a.ndjson").value() == Format::jsonl);
  CHECK(format_of("", "a.csv").value() == Format::csv);
  CHECK(format_of("", "-").value() == Format::csv);
  CHECK(format_of("jsonl", "a.csv").value() == Format::jsonl);
  CHECK(format_of("xml", "a.csv").error().place == "--format");
}

TEST_CASE("a_name_in_two_rows_names_both_lines") {
  const auto checked = check(head +
                             "a,A,,,,,,,email,a@b.example\nb,B,,,,,,,email,a@b.example\n"
                             "a,C,,,,,,,email,a@b.example\n");
  REQUIRE(checked);
  REQUIRE(checked->complaints.size() == 1);
  CHECK(checked->complaints[0].line == 4);
  CHECK(checked->complaints[0].reason == "\"a\" stands in line 2 already");
}

TEST_CASE("a_name_in_two_lines_of_json_names_both_lines") {
  const auto checked = check(whole_line + "\n" + whole_line + whole_line, Format::jsonl);
  REQUIRE(checked);
  REQUIRE(checked->complaints.size() == 2);
  CHECK(checked->complaints[0].place == "line 3, field \"recipient\"");
  CHECK(checked->complaints[1].place == "line 4, field \"recipient\"");
  CHECK(checked->complaints[1].reason == "\"hall\" stands in line 1 already");
}

TEST_CASE("complaints_of_both_kinds_stand_in_the_order_of_the_lines") {
  const std::string good = ",A,,,,,,,email,a@b.example\n", bad = ",A,hotel,,,,,,email,a@b.example\n";
  const auto checked = check(cat(head, "a", good, "a", good, "b", bad, "c", good, "c", good));
  REQUIRE(checked);
  std::vector<std::uint64_t> lines;
  for (const auto& each : checked->complaints) lines.push_back(each.line);
  CHECK(lines == std::vector<std::uint64_t>{3, 4, 6});
}

TEST_CASE("a_file_with_too_many_wrong_rows_is_refused_as_a_whole") {
  std::string text = "recipient,name,contact1_channel,contact1_address\n";
  for (std::size_t i = 0; i < complaints_max; ++i) text += "A,,,\n";
  const auto at_limit = check(text);
  REQUIRE(at_limit);
  CHECK(at_limit->complaints.size() == complaints_max);
  const auto over = check(text + "A,,,\n");
  REQUIRE_FALSE(over);
  CHECK(over.error().code == Code::too_large);
  CHECK(over.error().place == "line 2, column 1 (\"recipient\")");
}

TEST_CASE("a_header_that_is_not_understood_is_refused") {
  for (const auto* text : {"recipient,name,contact1_channel,contact1_adress\n",
                           "name,contact1_channel,contact1_address\n", "recipient,name\n", ""}) {
    CAPTURE(text);
    CHECK_FALSE(check(text));
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
    auto source = Source::holding(text).value();
    const auto form = text.starts_with('{') ? Format::jsonl : Format::csv;
    return send_file(
        {source, form}, plan, [this](const Value& body, const std::string& key) { return take(body, key); },
        nobody_told);
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

TEST_CASE("a_line_of_json_that_only_the_hub_refuses_is_named_by_its_line_and_field") {
  Hub hub{{}, {}, {"hall"}};
  const auto outcome = hub.receive(whole_line, {"k"});
  REQUIRE(outcome.error);
  CHECK(outcome.error->place == "line 1, field \"contacts[0].channel\"");
}

TEST_CASE("a_request_has_no_more_bytes_than_its_limit") {
  std::string text;
  const std::string long_name(limits::line_bytes, 'n');
  std::string roles;
  for (int i = 0; i < 100; ++i) roles += cat(i == 0 ? "" : ",", "\"", std::string(10'000, 'r'), "\"");
  const std::size_t rows_wanted = batch_bytes / 1'000'000 + 2;
  for (std::size_t i = 0; i < rows_wanted; ++i) {
    text += cat("{\"recipient\":\"r", i, "\",\"name\":\"R\",\"sort\":\"venue\",\"tier\":\"venue\",\"roles\":[", roles,
                "],\"contacts\":[{\"channel\":\"x\",\"address\":\"y\"}]}\n");
  }
  Hub hub;
  CHECK(hub.receive(text, {"k"}).registered == rows_wanted);
  CHECK(hub.sizes.size() == 2);
}

}  // namespace
}  // namespace heed::recipients
