#include "flow/report/relay/derive.h"

#include <doctest/doctest.h>

#include "flow/record/testing/desk.h"
#include "flow/report/copies/name.h"
#include "flow/report/heard/normalise.h"
#include "lib/cap/read.h"
#include "lib/capfeed/document.h"
#include "lib/digest/base64.h"

namespace heed::relay {
namespace {

const std::string own = "hub.example";
const std::vector<cap::Reference> given = {{own, "derived.first", cap::Time(testing::at("2024-03-06T06:00:00Z"))}};

/// An alert in two languages; `{…}` are replaced by a test.
std::string bytes_of(std::vector<std::pair<std::string, std::string>> changes = {}) {
  const std::string info =
      "<info><language>LANGUAGE</language><category>Met</category><event>Storm</event><urgency>Expected</urgency>"
      "<severity>Severe</severity><certainty>Likely</certainty>{times}<expires>2024-03-06T18:00:00{zone}</expires>"
      "<headline> Wind  </headline>{parameter}<area><areaDesc>Coast</areaDesc><circle>50.5,1.5 {radius}</circle></area>"
      "</info>";
  std::string text =
      "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>storm-1</identifier><sender>met@x.example"
      "</sender><sent>2024-03-06T07:00:00{zone}</sent><status>{status}</status><msgType>{type}</msgType>"
      "<scope>{scope}</scope>{restriction}<code>profile:X</code>{note}<references>met@x.example,storm-0,"
      "2024-03-06T06:00:00+00:00</references><incidents>spring</incidents>" +
      std::string(info).replace(info.find("LANGUAGE"), 8, "en") +
      std::string(info).replace(info.find("LANGUAGE"), 8, "fr") + "</alert>";
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{"{zone}", "+01:00"},
                                                                                    {"{status}", "Actual"},
                                                                                    {"{type}", "Update"},
                                                                                    {"{scope}", "Public"},
                                                                                    {"{radius}", "20"}}) {
    changes.emplace_back(name, value);
  }
  for (const auto* name : {"{times}", "{parameter}", "{restriction}", "{note}"}) changes.emplace_back(name, "");
  for (const auto& [name, value] : changes) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name)) text.replace(at, name.size(), value);
  }
  return text;
}

heard::Heard fact_of(const std::string& bytes) {
  return testing::must(heard::normalise(cap::read(bytes), {bytes, {"national", ""}}));
}

Result<std::string> derived(const std::string& bytes, const std::vector<cap::Reference>& references = given) {
  return derive({fact_of(bytes), bytes, own, references});
}

cap::Alert read(const std::string& text) {
  const auto reading = cap::read(text);
  CHECK(reading.is_valid());
  return *reading.alert;
}

TEST_CASE("a_copy_says_what_the_original_says_under_our_name_with_the_original_in_it") {
  const auto bytes = bytes_of({{"{note}", "<note>of the desk</note>"}});
  const auto original = read(bytes);
  const auto text = testing::must(derived(bytes));
  CHECK(text == testing::must(derived(bytes)));
  auto copy = read(text);
  CHECK(copy.identifier == copies::copy_name(fact_of(bytes).digest, given));
  CHECK(copy.note ==
        "This is a copy that hub.example made of the alert storm-1 of met@x.example, sent "
        "2024-03-06T07:00:00+01:00. The alert as it came is attached.\nof the desk");
  CHECK(is_copy_from(text, "met@x.example"));
  CHECK_FALSE(is_copy_from(text, own));
  CHECK(copy.references == given);
  for (auto& info : copy.infos) {
    REQUIRE(info.resources.size() == 1);
    CHECK(testing::must(digest::from_base64(info.resources.front().deref_uri)) == bytes);
    CHECK(info.resources.front().size_bytes == std::int64_t(bytes.size()));
    CHECK(info.resources.front().digest.size() == 40);
    CHECK(info.parameters ==
          std::vector<cap::NamedValue>{{"derivedFrom", "met@x.example,storm-1,2024-03-06T07:00:00+01:00"}});
    info.resources.clear();
    info.parameters.clear();
  }
  // But for that nothing differs.
  copy.identifier = original.identifier;
  copy.sender = original.sender;
  copy.source = original.source;
  copy.note = original.note;
  copy.references = original.references;
  CHECK(copy == original);
}

TEST_CASE("what_a_copy_is_and_when_there_is_none") {
  struct Row {
    std::string_view name;
    std::vector<std::pair<std::string, std::string>> changes;
    bool has_given;
    std::string_view wanted;
  };
  const Row rows[] = {
      {"an update of what was given", {}, true, "Update"},
      {"an update of nothing that was given", {}, false, "Alert"},
      {"an alert", {{"{type}", "Alert"}}, false, "Alert"},
      {"a cancel of what was given", {{"{type}", "Cancel"}}, true, "Cancel"},
      {"a cancel of nothing that was given", {{"{type}", "Cancel"}}, false, "refused"},
      {"an answer", {{"{type}", "Ack"}}, true, "refused"},
      {"an error", {{"{type}", "Error"}}, true, "refused"},
      {"restricted", {{"{scope}", "Restricted"}, {"{restriction}", "<restriction>p</restriction>"}}, true, "refused"},
      {"private", {{"{scope}", "Private"}, {"{restriction}", "<addresses>a</addresses>"}}, true, "refused"},
      {"a circle that is none", {{"{radius}", "wide"}}, true, "invalid"},
      {"a draft", {{"{status}", "Draft"}}, true, "invalid"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto text = derived(bytes_of(row.changes), row.has_given ? given : std::vector<cap::Reference>{});
    CHECK((text ? word(read(*text).type) : word(text.error().code)) == row.wanted);
  }
}

TEST_CASE("a_time_without_a_zone_becomes_the_instant_that_keeps_the_alert_alive_longest") {
  const auto copy =
      read(testing::must(derived(bytes_of({{"{zone}", ""}, {"{times}", "<onset>2024-03-06T08:00:00</onset>"}}))));
  CHECK(copy.sent == cap::Time(testing::at("2024-03-06T21:00:00Z")));
  CHECK(copy.infos.front().onset == cap::Time(testing::at("2024-03-05T18:00:00Z")));
  CHECK(copy.infos.front().expires == cap::Time(testing::at("2024-03-07T08:00:00Z")));
}

TEST_CASE("the_status_that_binds_here_is_the_copys") {
  const auto bytes = bytes_of();
  auto fact = fact_of(bytes);
  fact.status = cap::Status::exercise;  // as the distribution said in which it came
  CHECK(read(testing::must(derive({fact, bytes, own, given}))).status == cap::Status::exercise);
}

TEST_CASE("a_large_original_is_attached_once_and_one_that_is_too_large_not_at_all") {
  const auto with = [](std::size_t size) {
    return bytes_of({{"{parameter}", ""}, {"{note}", cat("<note>", std::string(size, 'x'), "</note>")}});
  };
  // In base64 a third more, besides the note itself.
  constexpr auto room = capfeed::alert_bytes;
  const auto once = read(testing::must(derived(with(room * 2 / 5))));
  CHECK(once.infos[0].resources.size() == 1);
  CHECK(once.infos[1].resources.empty());
  CHECK(once.infos[1].parameters.size() == 1);
  const auto twice = read(testing::must(derived(with(room / 5))));
  CHECK(twice.infos[1].resources.size() == 1);
  CHECK(testing::verdict(derived(with(room / 2))) == "too_large");
}

}  // namespace
}  // namespace heed::relay
