#include "lib/cap/write.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <unistd.h>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/check.h"
#include "lib/cap/testing/alerts.h"
#include "lib/cap/xml.h"

namespace heed::cap {
namespace {

using testing::full_alert;
using testing::noon;
using testing::sound_alert;

/// The names of the elements in the order in which they open.
std::vector<std::string> element_names(std::string_view xml) {
  std::vector<std::string> names;
  for (auto at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    if (xml[at + 1] == '/' || xml[at + 1] == '?') continue;
    names.emplace_back(xml.substr(at + 1, xml.find_first_of(" >", at) - at - 1));
  }
  return names;
}

/// What a parser would read back from the first element of that name.
std::string read_back(std::string_view xml, std::string_view name) {
  const auto start = xml.find(cat("<", name, ">")) + name.size() + 2;
  std::string text(xml.substr(start, xml.find(cat("</", name, ">")) - start));
  for (const auto& [reference, plain] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#13;", "\r"}, {"&amp;", "&"}}) {
    for (auto at = text.find(reference); at != std::string::npos; at = text.find(reference, at + 1)) {
      text.replace(at, reference.size(), plain);
    }
  }
  return text;
}

TEST_CASE("elements_come_in_the_order_of_the_standard (PU-2)") {
  const std::vector<std::string> expected = {
      "alert",       "identifier", "sender",       "sent",      "status",     "msgType",    "source",   "scope",
      "restriction", "addresses",  "code",         "note",      "references", "incidents",  "info",     "language",
      "category",    "event",      "responseType", "urgency",   "severity",   "certainty",  "audience", "eventCode",
      "valueName",   "value",      "effective",    "onset",     "expires",    "senderName", "headline", "description",
      "instruction", "web",        "contact",      "parameter", "valueName",  "value",      "area",     "areaDesc",
      "polygon",     "circle",     "geocode",      "valueName", "value",      "altitude",   "ceiling"};
  CHECK(element_names(write(full_alert())) == expected);
}

TEST_CASE("a_message_is_written_to_the_byte") {
  Alert alert{.identifier = "heed-8", .sender = "w@example.org", .sent = noon, .status = Status::test};
  alert.type = MessageType::ack;
  alert.scope = Scope::addressed;
  alert.addresses = {"hall@example.org", "Duty Officer"};
  alert.references = {{"a@b", "1", noon - Duration{1}}, {"a@b", "2", noon}};
  CHECK(write(alert) == R"(<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>heed-8</identifier>
  <sender>w@example.org</sender>
  <sent>2024-03-06T12:00:00-00:00</sent>
  <status>Test</status>
  <msgType>Ack</msgType>
  <scope>Private</scope>
  <addresses>hall@example.org &quot;Duty Officer&quot;</addresses>
  <references>a@b,1,2024-03-06T11:59:59-00:00 a@b,2,2024-03-06T12:00:00-00:00</references>
</alert>
)");
}

TEST_CASE("utc_is_written_as_the_standard_demands") {
  CHECK(time_text(noon) == "2024-03-06T12:00:00-00:00");
  CHECK(time_text(noon + Duration{999}) == "2024-03-06T12:00:00-00:00");
}

TEST_CASE("every_word_of_the_standard_is_read_and_written") {
  CHECK(core::parse_word<Scope>("Public").value() == Scope::everybody);
  CHECK(core::parse_word<Category>("CBRNE").value() == Category::cbrne);
  CHECK(core::parse_word<ResponseType>("AllClear").value() == ResponseType::all_clear);
  CHECK(!core::parse_word<Certainty>("Very Likely"));
  CHECK(!core::parse_word<Status>("actual"));
  CHECK(all_of<Category>().size() == 12);
  CHECK(all_of<ResponseType>().size() == 9);
}

TEST_CASE("text_comes_back_as_it_was_and_what_xml_cannot_hold_is_replaced") {
  for (const std::string text : {"\"quotes\" and 'quotes'", "a & b &amp; c", "]]>", "<script>", "<![CDATA[x]]>",
                                 "😀 ünïcode", "a\n\tb", "<!-- x -->", "?>", "  spaces  ", "a\r\nb"}) {
    auto alert = sound_alert();
    alert.infos[0].headline = text;
    CHECK_MESSAGE(read_back(write(alert), "headline") == text, text);
  }
  CHECK(xml_text(std::string_view("a\0b", 3)) == "a\uFFFDb");
  CHECK(xml_text("a\xC3") == "a\uFFFD");
  CHECK(xml_text("\xED\xA0\x80<") == "\uFFFD\uFFFD\uFFFD&lt;");
  CHECK(xml_text("\xEF\xBF\xBF") == "\uFFFD\uFFFD\uFFFD");
}

// ---- Against the schema, by an independent validator --------------------------------------------------------------

class Folder {
 public:
  Folder() {
    auto name = (std::filesystem::temp_directory_path() / "heed-cap-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void put(const std::string& name, const std::string& bytes) const { std::ofstream(path_ / name) << bytes; }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

bool has_xmllint() { return std::system("command -v xmllint >/dev/null 2>&1") == 0; }

/// Whether xmllint passes every *.xml in the folder; prints what it says otherwise.
bool passes(const Folder& folder, const std::string& options) {
  const auto log = folder.path() + "/log";
  const auto command = cat("xmllint --nonet --noout ", options, " '", folder.path(), "'/*.xml >'", log, "' 2>&1");
  if (std::system(command.c_str()) == 0) return true;
  std::system(cat("grep -v ' validates$' '", log, "' | head -20 >&2").c_str());
  return false;
}

/// The schema option for xmllint, or nothing when the corpus or the program is not here.
std::string schema_option() {
  const char* corpora = std::getenv("HEED_CORPORA");
  const auto schema = corpora == nullptr ? std::string() : cat(corpora, "/cap/CAP-v1.2.xsd");
  if (schema.empty() || !std::filesystem::exists(schema) || !has_xmllint()) return {};
  return cat("--schema '", schema, "'");
}

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_); }
  bool coin() { return below(2) == 0; }
  template <class T>
  auto one_of(const T& all) {
    return all[below(all.size())];
  }
  std::string nasty_text() {
    static const std::vector<std::string> pieces = {"\"",    "'", "&",  "<",  ">",    "]]>",   "&amp;", "<b>",
                                                    "😀",    "é", "\n", "\t", "<!--", "-->",   "<?x",   "x",
                                                    "مرحبا", " ", "{}", "\\", "%s",   "\u2028"};
    std::string text = "t";
    for (std::size_t i = below(12); i > 0; --i) text += one_of(pieces);
    return text;
  }
  std::string maybe_text() { return coin() ? nasty_text() : std::string(); }
  std::string bytes() {
    std::string text;
    for (std::size_t i = below(12); i > 0; --i) text += static_cast<char>(below(256));
    return text;
  }
  std::string without_quotes(std::string text) {
    std::erase(text, '"');
    return text;
  }

 private:
  std::mt19937 engine_;
};

std::vector<NamedValue> random_pairs(Dice& dice) {
  std::vector<NamedValue> pairs(dice.below(3));
  for (auto& pair : pairs) pair = {dice.nasty_text(), dice.nasty_text()};
  return pairs;
}

Info random_info(Dice& dice) {
  Info info{.categories = {dice.one_of(all_of<Category>()), dice.one_of(all_of<Category>())},
            .event = dice.nasty_text()};
  info.language = dice.one_of(std::vector<std::string>{"", "en", "fr-CA", "zh-Hant-TW", "i-klingon", "x-a1"});
  if (dice.coin()) info.response_types = {dice.one_of(all_of<ResponseType>())};
  info.urgency = dice.one_of(all_of<Urgency>());
  info.severity = dice.one_of(all_of<Severity>());
  info.certainty = dice.one_of(all_of<Certainty>());
  info.audience = dice.maybe_text();
  info.event_codes = random_pairs(dice);
  if (dice.coin()) info.onset = noon;
  if (dice.coin()) info.expires = noon + std::chrono::hours(1 + dice.below(1'000'000));
  info.sender_name = dice.maybe_text();
  info.headline = dice.maybe_text();
  info.description = dice.maybe_text();
  info.instruction = dice.maybe_text();
  std::string uri = dice.one_of(std::vector<std::string>{"https://example.org/", "urn:x:", "mailto:", "x-y+z.1:"});
  for (std::size_t i = 1 + dice.below(9); i > 0; --i)
    uri += dice.one_of(std::string_view("aZ09-._~:/?#@!$&'()*+,;=%2"));
  info.web = uri;
  info.contact = dice.maybe_text();
  info.parameters = random_pairs(dice);
  info.areas.resize(dice.below(3));
  for (auto& area : info.areas) {
    area = sound_alert().infos[0].areas[0];
    area.description = dice.nasty_text();
    area.geocodes = random_pairs(dice);
    if (dice.coin()) area.altitude_feet = static_cast<std::int64_t>(dice.below(60'000)) - 1'000;
    if (dice.coin()) area.ceiling_feet = 60'000;
  }
  return info;
}

Alert random_alert(Dice& dice) {
  auto alert = sound_alert();
  alert.status = dice.one_of(all_of<Status>());
  alert.type = dice.one_of(all_of<MessageType>());
  alert.scope = dice.one_of(all_of<Scope>());
  alert.source = dice.maybe_text();
  if (alert.scope == Scope::restricted) alert.restriction = dice.nasty_text();
  if (dice.coin()) alert.addresses = {dice.without_quotes(dice.nasty_text()), "Duty Officer"};
  if (dice.coin()) alert.codes = {dice.nasty_text()};
  alert.note = dice.maybe_text();
  if (dice.coin()) alert.references = {{"warnings@example.org", "heed-\"6\"'>", noon - Duration{1}}};
  if (dice.coin()) alert.incidents = {dice.without_quotes(dice.nasty_text())};
  alert.infos.resize(dice.below(3));
  for (auto& info : alert.infos) info = random_info(dice);
  return alert;
}

TEST_CASE("what_passes_the_rules_passes_the_schema (PU-2)") {
  const auto schema = schema_option();
  if (schema.empty()) {
    MESSAGE("skipped: needs xmllint, and HEED_CORPORA with cap/CAP-v1.2.xsd");
    return;
  }
  const Folder folder;
  folder.put("sound.xml", write(sound_alert()));
  folder.put("full.xml", write(full_alert()));
  Dice dice(7);
  std::size_t kept = 0;
  for (int i = 0; i < 2'000; ++i) {
    const auto alert = random_alert(dice);
    if (!may_be_issued(check(alert))) continue;
    folder.put(cat(i, ".xml"), write(alert));
    ++kept;
  }
  CHECK(kept > 100);
  CHECK(passes(folder, schema));
}

TEST_CASE("the_validator_itself_can_say_no") {
  const auto schema = schema_option();
  if (schema.empty()) {
    MESSAGE("skipped: needs xmllint, and HEED_CORPORA with cap/CAP-v1.2.xsd");
    return;
  }
  const Folder folder;
  auto alert = sound_alert();
  alert.infos[0].categories.clear();
  folder.put("bad.xml", write(alert));
  CHECK(passes(folder, ""));
  CHECK(std::system(cat("xmllint --nonet --noout ", schema, " '", folder.path(), "/bad.xml' 2>/dev/null").c_str()) !=
        0);
}

TEST_CASE("any_bytes_at_all_are_written_well_formed") {
  if (!has_xmllint()) {
    MESSAGE("skipped: needs xmllint");
    return;
  }
  const Folder folder;
  Dice dice(11);
  for (int i = 0; i < 300; ++i) {
    auto alert = full_alert();
    alert.identifier = dice.bytes();
    alert.addresses = {dice.bytes(), dice.nasty_text()};
    alert.references[0].sender = dice.bytes();
    auto& info = alert.infos[0];
    info.language = dice.bytes();
    info.headline = dice.bytes();
    info.description = dice.nasty_text() + dice.bytes();
    info.parameters = {{dice.bytes(), dice.bytes()}};
    info.areas[0].polygons = {dice.bytes()};
    folder.put(cat(i, ".xml"), write(alert));
  }
  CHECK(passes(folder, ""));
}

}  // namespace
}  // namespace heed::cap
