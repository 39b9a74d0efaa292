#include "adapters/format/receipt/receipt.h"

#include <doctest/doctest.h>

#include "adapters/format/receipt/parts.h"

namespace heed::receipt {
namespace {

constexpr Instant noon{1'709'812'800'000};  // 2024-03-07T12:00:00Z

Receipt hall() {
  Receipt receipt;
  auto& told = receipt.told;
  told.recipient = "The hall";
  told.publisher = "Embassy";
  told.language = "en";
  told.headline = "Threat to halls";
  told.text = "Threat to halls\n\nSearch at the doors.";
  told.at = told.until = noon;
  told.way = "by e-mail";
  receipt.place = {17, "LEAF", "heed.example/log", Standing::witnessed, {}, {}, 20, "ROOT", {{"w.example", noon}}, {}};
  receipt.base_url = "https://heed.example";
  receipt.made_at = noon;
  return receipt;
}

response::Acknowledged answered(response::Evidence evidence) {
  response::Acknowledged answer;
  answer.who = "Ivan";
  answer.capacity = "guard";
  answer.read_back = {"the hall", "noon", "search"};
  answer.evidence = evidence;
  if (evidence == response::Evidence::own_key) answer.signed_by = response::Signed{"K", 3, noon, {}, "x.y.z"};
  return answer;
}

std::string page_of(const Receipt& receipt) { return page(receipt).value(); }

TEST_CASE("kinds_of_evidence_have_names_and_sentences_of_their_own_and_only_a_signature_is_called_one (DE-7)") {
  for (const auto evidence : all_of<response::Evidence>()) {
    auto receipt = hall();
    receipt.answer = answered(evidence);
    const auto html = page_of(receipt);
    for (const auto other : all_of<response::Evidence>()) {
      CHECK(html.contains(evidence_name(other)) == (other == evidence));
    }
    CHECK(html.contains("registered on 7 March 2024") == (evidence == response::Evidence::own_key));
  }
}

TEST_CASE("how_far_it_is_proven_is_said_in_words_and_never_more_than_it_is") {
  struct Row {
    Standing standing;
    std::string_view words;
  };
  const Row rows[] = {{Standing::promised, "Promised."},
                      {Standing::signed_by_log, "Signed by the log alone."},
                      {Standing::pending, "Pending until the quorum holds."},
                      {Standing::witnessed, "Proven."}};
  for (const auto& row : rows) {
    auto receipt = hall();
    receipt.place.standing = row.standing;
    const auto html = page_of(receipt);
    for (const auto& other : rows) {
      CHECK(html.contains(cat("<strong>", other.words)) == (other.standing == row.standing));
    }
    CHECK(html.contains("ROOT") == (row.standing != Standing::promised));
  }
}

TEST_CASE("the_headline_is_not_said_twice_and_the_code_names_entry_and_leaf") {
  const auto html = page_of(hall());
  CHECK(html.contains("<p class=\"exact\">Search at the doors.</p>"));
  auto drill = hall();
  drill.told.text = cat("EXERCISE UPDATE: ", drill.told.text);
  CHECK(
      page_of(drill).contains("<p class=\"headline\">EXERCISE UPDATE: Threat to halls</p>\n<p class=\"exact\">Search"));
  CHECK(verify_link(hall()) == "https://heed.example/verify#entry=17&leaf=LEAF");
  CHECK(html.contains("class=\"qr\""));
}

TEST_CASE("words_from_outside_stay_words_and_no_page_has_a_script_or_a_style") {
  const std::string nasty = "\"><script>x</script>";
  auto receipt = hall();
  receipt.told = {nasty, nasty, {}, {}, 1, nasty, nasty, nasty, noon, noon, nasty};
  receipt.answer = answered(response::Evidence::heard);
  receipt.answer->who = receipt.answer->read_back.target = nasty;
  receipt.place.witnesses.front().name = receipt.place.origin = nasty;
  receipt.place.stamped = Stamped{nasty, noon, 3};
  receipt.proofs = nasty;
  const auto html = page_of(receipt);
  CHECK_FALSE(html.contains("<script"));
  CHECK_FALSE(html.contains("style="));
}

TEST_CASE("a_text_is_cut_between_words_and_says_so") {
  CHECK(cut("one two three", 13, 1).text == "one two three");
  CHECK_FALSE(cut("one two three", 13, 1).is_cut);
  CHECK(cut("one two three", 12, 1).text == "one two …");
  CHECK(cut("one\ntwo\nthree", 99, 2).text == "one\ntwo …");
  CHECK(cut("一二三四", 8, 1).text == "一二三四");
  CHECK(cut("一二三四", 7, 1).is_cut);
  auto receipt = hall();
  receipt.told.text = std::string(2'000, 'x');
  CHECK(page_of(receipt).contains("Shortened to fit on this sheet."));
}

}  // namespace
}  // namespace heed::receipt
