#include "adapters/channel/email/letter.h"

#include <doctest/doctest.h>

namespace heed::email {
namespace {

Letter example() {
  Letter letter;
  letter.from_name = "Heed";
  letter.from_address = "warnings@heed.example";
  letter.to = "duty@hall.example";
  letter.subject = "Threat to a hall";
  letter.text = "Keep the hall closed.";
  letter.ack_url = "https://heed.example/a/1";
  letter.language = "en-GB";
  letter.status = "actual";
  letter.key = "w-1.r-2";
  letter.at = Instant{1'709'726'400'000};
  return letter;
}

bool has_line(const std::string& text, const std::string& line) {
  return text.find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("a_letter_is_written_as_the_standards_want_it") {
  const auto text = write_letter(example());
  REQUIRE(text);
  CHECK(*text ==
        "Date: Wed, 06 Mar 2024 12:00:00 +0000\r\n"
        "From: Heed <warnings@heed.example>\r\n"
        "To: duty@hall.example\r\n"
        "Subject: Threat to a hall\r\n"
        "Message-ID: <w-1=2Er-2@heed.example>\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "X-Heed-Status: actual\r\n"
        "Content-Language: en-GB\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "\r\n"
        "Keep the hall closed.\r\n"
        "\r\n"
        "https://heed.example/a/1\r\n");
}

TEST_CASE("the_status_stands_in_front_of_the_subject (DE-13)") {
  struct Row {
    const char* status;
    const char* subject;
    const char* written;
  };
  const Row rows[] = {{"actual", "Hall", "Subject: Hall"},
                      {"exercise", "Hall", "Subject: [EXERCISE] Hall"},
                      {"test", "Hall", "Subject: [TEST] Hall"},
                      {"exercise", "EXERCISE: Hall", "Subject: EXERCISE: Hall"},
                      {"exercise", "[Exercise] Hall", "Subject: [Exercise] Hall"},
                      {"exercise", "Hall, no exercise", "Subject: [EXERCISE] Hall, no exercise"}};
  for (const auto& row : rows) {
    CAPTURE(row.subject);
    auto letter = example();
    letter.status = row.status;
    letter.subject = row.subject;
    const auto text = write_letter(letter);
    REQUIRE(text);
    CHECK(has_line(*text, row.written));
    CHECK(has_line(*text, std::string("X-Heed-Status: ") + row.status));
  }
}

TEST_CASE("the_sender_is_written_so_that_its_name_cannot_be_read_otherwise") {
  const std::pair<const char*, const char*> rows[] = {
      {"", "From: warnings@heed.example"},
      {"Heed Hub 2", "From: Heed Hub 2 <warnings@heed.example>"},
      {"Heed <ceo@bank.example>, x", R"(From: "Heed <ceo@bank.example>, x" <warnings@heed.example>)"},
      {R"(a"b\c)", R"(From: "a\"b\\c" <warnings@heed.example>)"},
      {"B\xC3\xBCro", "From: =?utf-8?B?QsO8cm8=?=\r\n <warnings@heed.example>"},
      {"=?utf-8?B?QUJD?=", "From: =?utf-8?B?PT91dGYtOD9CP1FVSkQ/PQ==?=\r\n <warnings@heed.example>"},
  };
  for (const auto& [name, written] : rows) {
    auto letter = example();
    letter.from_name = name;
    const auto text = write_letter(letter);
    REQUIRE(text);
    CHECK(has_line(*text, written));
  }
}

TEST_CASE("no_field_can_add_a_header") {
  std::string Letter::* const fields[] = {&Letter::from_name, &Letter::from_address,   &Letter::to,
                                          &Letter::subject,   &Letter::language,       &Letter::status,
                                          &Letter::key,       &Letter::unsubscribe_url};
  for (const auto field : fields) {
    for (const char* poison : {"\r\nBcc: all@example.org", "\nX: y", "\rX", "\x01", "\x7F", "\xFF", "\xC2\x85"}) {
      auto letter = example();
      letter.*field += poison;
      const auto text = write_letter(letter);
      REQUIRE_FALSE(text);
      CHECK(text.error().code == Code::malformed);
    }
  }
  auto letter = example();
  letter.text = "\r\n.\r\nMAIL FROM:<x@y.example>\r\nBcc: all@example.org";
  const auto text = write_letter(letter);
  REQUIRE(text);
  CHECK(text->find("Bcc:") > text->find("\r\n\r\n"));
}

TEST_CASE("the_message_id_follows_the_key") {
  auto letter = example();
  letter.key = "w/1.r@2=";
  CHECK(has_line(*write_letter(letter), "Message-ID: <w=2F1=2Er=402=3D@heed.example>"));
  letter.key = std::string(200, 'k');
  CHECK(write_letter(letter));
  letter.key += 'k';
  CHECK_FALSE(write_letter(letter));
  letter.key = "";
  CHECK_FALSE(write_letter(letter));
}

TEST_CASE("an_acknowledgement_link_that_stands_in_the_text_is_not_added_again") {
  auto letter = example();
  letter.text = "Answer at https://heed.example/a/1 please.";
  const auto text = write_letter(letter);
  REQUIRE(text);
  CHECK(text->ends_with("\r\n\r\nAnswer at https://heed.example/a/1 please.\r\n"));
}

TEST_CASE("a_subscriber_can_leave_by_its_mail_program_and_by_a_link_at_the_end (RFC 8058)") {
  auto letter = example();
  CHECK(write_letter(letter)->find("List-Unsubscribe") == std::string::npos);
  letter.ack_url.clear();
  letter.unsubscribe_url = "https://heed.example/unsubscribe/1.2";
  const auto text = write_letter(letter);
  REQUIRE(text);
  CHECK(has_line(*text, "List-Unsubscribe: <https://heed.example/unsubscribe/1.2>"));
  CHECK(has_line(*text, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
  CHECK(text->find("List-Unsubscribe") < text->find("\r\n\r\n"));
  CHECK(
      text->ends_with("Keep the hall closed.\r\n\r\n--=20\r\nYou get this because you subscribed. To stop these "
                      "mails:\r\nhttps://heed.example/unsubscribe/1.2\r\n"));
}

TEST_CASE("a_link_to_unsubscribe_cannot_leave_its_brackets_and_its_line") {
  const std::string start = "https://heed.example/";
  const std::string refused[] = {
      "mailto:a@b",       "javascript:x",   "heed.example",
      start + "a b",      start + "a>, <b", start + "\r\nX:",
      start + "\xC3\xBC", start + "\x01",   start + std::string(900 - start.size() + 1, 'x')};
  for (const auto& url : refused) {
    CAPTURE(url);
    auto letter = example();
    letter.unsubscribe_url = url;
    const auto text = write_letter(letter);
    REQUIRE_FALSE(text);
    CHECK(text.error().code == Code::malformed);
  }
  auto letter = example();
  letter.unsubscribe_url = start + std::string(900 - start.size(), 'x');
  CHECK(write_letter(letter));
  letter.unsubscribe_url = "http://127.0.0.1:8440/unsubscribe/1.2";
  CHECK(write_letter(letter));
}

TEST_CASE("an_address_is_a_mailbox_at_a_domain_and_nothing_else") {
  const std::string local64(64, 'l');
  const std::string taken[] = {"a@b",
                               "duty.officer+hall@ops.hall.example",
                               "o'brien@hall.example",
                               "x_y-z@1.example",
                               local64 + "@b.example",
                               "a@" + std::string(252, 'd')};
  for (const auto& address : taken) {
    CAPTURE(address);
    CHECK(check_mail_address(address));
  }
  const std::string refused[] = {"",
                                 "a",
                                 "@b",
                                 "a@",
                                 "a@b@c",
                                 "a b@c",
                                 "a@b c",
                                 "<a@b>",
                                 "a@b>",
                                 "\"a\"@b",
                                 "a,b@c",
                                 "a@b,c@d",
                                 "a\r\n@b",
                                 "a@b\r\nX",
                                 ".a@b",
                                 "a.@b",
                                 "a..b@c",
                                 "a@.b",
                                 "a@b.",
                                 "a@b..c",
                                 "a@-b",
                                 "a@[127.0.0.1]",
                                 "a%b@c",
                                 "a!b@c",
                                 "\xC3\xBC@b",
                                 "a@\xC3\xBC",
                                 local64 + "l@b.example",
                                 "a@" + std::string(253, 'd')};
  for (const auto& address : refused) {
    CAPTURE(address);
    const auto checked = check_mail_address(address);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == Code::malformed);
  }
}

}  // namespace heed::email
