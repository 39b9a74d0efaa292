#include "adapters/format/public_page/acknowledge.h"

#include <doctest/doctest.h>

#include "adapters/format/public_page/testing/html.h"
#include "core/text.h"

namespace heed::public_page {
namespace {

constexpr Instant noon{1'709'812'800'000};  // 2024-03-07T12:00:00Z

AckForm hall_form() {
  AckForm form;
  form.action = "/a/token";
  form.refuse_action = "/a/token/refuse";
  form.recipient = "City hall, security desk";
  form.status = warning::Status::actual;
  form.language = "en";
  form.headline = "Threat to concert halls";
  form.instruction = "Search at the doors.";
  form.text = "Threat to concert halls\n\nWhat to do: Search at the doors.\n";
  form.until = noon;
  return form;
}

TEST_CASE("the_form_asks_for_what_where_until_and_action_and_changes_nothing_by_itself (DE-7)") {
  const auto page = acknowledge_page(hall_form());
  const auto markup = testing::read(page);
  CHECK(markup.fault == "");
  CHECK(markup.tags.at("form") == 2);
  CHECK(markup.tags.at("script") == 1);
  CHECK(page.contains("<script src=\"/acknowledge.js\" defer>"));
  CHECK(page.contains("<form method=\"post\" action=\"/a/token\""));
  CHECK(page.contains("<form method=\"post\" action=\"/a/token/refuse\""));
  for (const std::string name : {"target", "window", "action", "who", "capacity", "reason"}) {
    CHECK_MESSAGE(page.contains(cat("name=\"", name, "\"")), name);
  }
  for (const std::string id : {"target", "window", "plan", "who", "capacity", "refused-by", "reason"}) {
    CHECK_MESSAGE(page.contains(cat("<label for=\"", id, "\">")), id);
    CHECK_MESSAGE(markup.ids.contains(id), id);
  }
  CHECK(page.contains("9 March") == false);
  CHECK(page.contains("7 March 2024, 12:00 UTC"));
  CHECK(page.contains("href=\"/public.css\""));
  CHECK(!page.contains("Nothing is recorded yet"));
}

TEST_CASE("a_fault_stands_beside_its_field_and_above_the_form_and_what_was_typed_is_kept") {
  auto form = hall_form();
  form.target.value = "The \"hall\"";
  form.window.fault = "Say until when.";
  const auto page = acknowledge_page(form);
  CHECK(testing::read(page).fault == "");
  CHECK(page.contains(">The &quot;hall&quot;</textarea>"));
  CHECK(page.contains("<a href=\"#window\">Say until when.</a>"));
  CHECK(page.contains("<p class=\"fault\" id=\"window-fault\">Say until when.</p>"));
  CHECK(page.contains("aria-describedby=\"window-hint window-fault\" aria-invalid=\"true\""));
  CHECK(page.contains("Nothing is recorded yet"));
  CHECK(page.contains("<details class=\"refuse\">"));
}

TEST_CASE("a_fault_in_the_refusal_opens_it") {
  auto form = hall_form();
  form.reason.fault = "Say why.";
  const auto page = acknowledge_page(form);
  CHECK(page.contains("<details class=\"refuse\" open>"));
  CHECK(page.contains("<a href=\"#reason\">Say why.</a>"));
}

TEST_CASE("an_exercise_is_marked_on_every_page (DE-13)") {
  auto form = hall_form();
  CHECK(!acknowledge_page(form).contains("EXERCISE"));
  form.status = warning::Status::exercise;
  const std::string banner = "<strong>EXERCISE.</strong> This is not a live warning.";
  CHECK(acknowledge_page(form).contains(banner));
  CHECK(acknowledge_page(form).contains("<title>exercise: Confirm"));
  Receipt receipt;
  Refusal refusal;
  CHECK(acknowledged_page(receipt).contains(banner));
  CHECK(refused_page(refusal).contains(banner));
}

TEST_CASE("a_receipt_says_what_is_recorded_when_and_where (DE-7)") {
  const auto page = acknowledged_page({"City hall",
                                       warning::Status::actual,
                                       "Threat",
                                       "I. Petrova",
                                       "duty manager",
                                       {"Our hall", "9 March, noon", "Search & call"},
                                       noon,
                                       131,
                                       "/a/token/proof"});
  CHECK(page.contains("<a href=\"/a/token/proof/acknowledgement\" download>"));
  CHECK(testing::read(page).fault == "");
  for (const std::string words : {"City hall", "I. Petrova, duty manager", "7 March 2024, 12:00 UTC", "entry 131",
                                  "Our hall", "9 March, noon", "Search &amp; call"}) {
    CHECK_MESSAGE(page.contains(words), words);
  }
  const auto refusal = refused_page({"City hall", warning::Status::actual, "Threat", "I. Petrova", "Sold", noon, 132});
  CHECK(testing::read(refusal).fault == "");
  CHECK(refusal.contains("entry 132"));
  CHECK(refusal.contains("Sold"));
}

TEST_CASE("words_from_outside_stay_words_on_these_pages_too") {
  const std::string nasty = "\"><script>x</script>";
  AckForm form{nasty,          nasty,          nasty,          nasty,          warning::Status::actual,
               nasty,          nasty,          nasty,          nasty,          noon,
               false,          {nasty, nasty}, {nasty, nasty}, {nasty, nasty}, {nasty, nasty},
               {nasty, nasty}, {nasty, nasty}, {nasty, nasty}};
  for (const auto& page :
       {acknowledge_page(form), plain_page(nasty, nasty),
        acknowledged_page({nasty, warning::Status::actual, nasty, nasty, nasty, {nasty, nasty, nasty}, noon, 1, nasty}),
        refused_page({nasty, warning::Status::actual, nasty, nasty, nasty, noon, 1})}) {
    CHECK(testing::read(page).fault == "");
    CHECK(!page.contains("<script>"));
  }
}

}  // namespace
}  // namespace heed::public_page
