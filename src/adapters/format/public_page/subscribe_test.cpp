#include "adapters/format/public_page/subscribe.h"

#include <doctest/doctest.h>

#include "adapters/format/public_page/testing/html.h"
#include "core/text.h"

namespace heed::public_page {
namespace {

const House embassy{"Embassy of Ruritania", warning::Status::actual};
const Subscription trip{"ann@example.org", "ru", "55.7558, 37.6173", "1 March 2027 to 9 March 2027"};

std::vector<std::string> all_pages(const House& house, const std::string& words) {
  const SubscribeForm form{{words, words}, {words, words}, {words, words}, {words, words}, {words, words}, words};
  const Subscription subscription{words, words, words, words};
  return {subscribe_page(house, form),
          sent_page(house, words),
          confirm_page(house, subscription, "/subscribe/x"),
          confirmed_page(house, subscription, 0),
          confirmed_page(house, subscription, 1),
          confirmed_page(house, subscription, 2),
          leave_page(house, "/unsubscribe/x"),
          left_page(house),
          dead_link_page(house, words, words),
          not_offered_page(house)};
}

TEST_CASE("the_form_asks_for_address_language_place_and_days_and_nothing_else") {
  SubscribeForm form;
  form.language.value = "ru";
  const auto page = subscribe_page(embassy, form);
  const auto markup = testing::read(page);
  CHECK(markup.fault == "");
  CHECK(markup.tags.at("form") == 1);
  CHECK(markup.tags.at("input") == 4);
  CHECK(markup.tags.at("select") == 1);
  for (const std::string id : {"address", "language", "place", "from", "until"}) {
    CHECK_MESSAGE(page.contains(cat("<label for=\"", id, "\">")), id);
    CHECK_MESSAGE(page.contains(cat("name=\"", id, "\"")), id);
    CHECK_MESSAGE(markup.ids.contains(id), id);
  }
  CHECK(page.contains("<option value=\"ru\" lang=\"ru\" selected>Русский</option>"));
  CHECK(!page.contains("role=\"alert\""));
  CHECK(!page.contains("noindex"));
}

TEST_CASE("the_form_says_what_is_kept_why_and_how_to_leave_before_it_is_sent") {
  const auto page = subscribe_page(embassy, {});
  for (const std::string words :
       {"You get the public warnings for your place, and nothing else.", "Before you confirm, nothing is kept.",
        "because they decide which warnings go to you", "Staff of Embassy of Ruritania", "To leave, use the link",
        "stays in a record that can only be added to"}) {
    CHECK_MESSAGE(page.find(words) < page.find("<button type=\"submit\""), words);
  }
}

TEST_CASE("every_fault_stands_beside_its_field_and_above_the_form_and_what_was_typed_is_kept") {
  SubscribeForm form;
  form.address = {"ann@", "No address."};
  form.place = {"Mos\"cow", "No place."};
  form.until = {"2027-03-01", "Before the first."};
  const auto page = subscribe_page(embassy, form);
  CHECK(testing::read(page).fault == "");
  for (const auto& [id, fault] : {std::pair("address", "No address."), std::pair("place", "No place."),
                                  std::pair("until", "Before the first.")}) {
    CHECK(page.contains(cat("<a href=\"#", id, "\">", fault, "</a>")));
    CHECK(page.contains(cat("<p class=\"fault\" id=\"", id, "-fault\">", fault, "</p>")));
  }
  CHECK(page.contains("aria-describedby=\"address-hint address-fault\" aria-invalid=\"true\" value=\"ann@\""));
  CHECK(page.contains("value=\"Mos&quot;cow\""));
  CHECK(page.contains("<strong>No mail was sent.</strong>"));
  form = {};
  form.problem = "The relay is down.";
  CHECK(subscribe_page(embassy, form).contains("<strong>No mail was sent.</strong> The relay is down."));
}

TEST_CASE("the_script_is_only_for_the_position_and_nothing_is_hidden_without_it") {
  const auto page = subscribe_page(embassy, {});
  CHECK(testing::read(page).tags.at("script") == 1);
  CHECK(page.contains("<script src=\"/subscribe.js\" defer></script>"));
  CHECK(page.contains("id=\"locate\" hidden"));
  CHECK(page.find(" hidden") == page.rfind(" hidden"));
  for (const auto& other : all_pages(embassy, "x")) {
    CHECK(testing::read(other).tags.contains("script") == other.contains("action=\"/subscribe\""));
  }
  for (const std::string word : {"fetch", "cookie", "localStorage", "innerHTML", "eval"}) {
    CHECK_MESSAGE(!subscribe_script().contains(word), word);
  }
}

TEST_CASE("what_is_confirmed_is_shown_before_and_after_and_only_a_button_confirms_it") {
  const auto before = confirm_page(embassy, trip, "/subscribe/token");
  const auto after = confirmed_page(embassy, trip, 1);
  for (const std::string words : {"ann@example.org", "Русский", "55.7558, 37.6173", "1 March 2027 to 9 March 2027"}) {
    CHECK_MESSAGE(before.contains(words), words);
    CHECK_MESSAGE(after.contains(words), words);
  }
  CHECK(before.contains("<form method=\"post\" action=\"/subscribe/token\">"));
  CHECK(after.contains("A warning is in force there now."));
  CHECK(confirmed_page(embassy, trip, 2).contains("2 warnings are in force there now."));
  CHECK(!confirmed_page(embassy, trip, 0).contains("in force there now"));
  auto home = trip;
  home.days.clear();
  CHECK(!confirm_page(embassy, home, "/x").contains("Days"));
  CHECK(leave_page(embassy, "/unsubscribe/x").contains("<form method=\"post\" action=\"/unsubscribe/x\">"));
}

TEST_CASE("an_exercise_is_marked_on_every_one_of_these_pages (DE-13)") {
  const House drill{"Embassy", warning::Status::exercise};
  for (const auto& page : all_pages(drill, "x")) CHECK(page.contains("<strong>EXERCISE.</strong>"));
  for (const auto& page : all_pages(embassy, "x")) CHECK(!page.contains("class=\"drill\""));
}

TEST_CASE("words_of_a_visitor_stay_words_and_links_stay_out_of_searches") {
  const std::string nasty = "\"><script>x</script>'&<!--";
  for (const auto& page : all_pages({nasty, warning::Status::actual}, nasty)) {
    CHECK(testing::read(page).fault == "");
    CHECK(!page.contains("<script>"));
    CHECK(!page.contains("<!--"));
    CHECK(!page.contains(" style="));
    CHECK(page.contains("content=\"no-referrer\""));
    CHECK(page.contains("noindex") != page.contains("action=\"/subscribe\""));
  }
}

}  // namespace
}  // namespace heed::public_page
