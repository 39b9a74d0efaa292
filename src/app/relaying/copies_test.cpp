#include "app/relaying/copies.h"

#include <algorithm>
#include <filesystem>
#include <unistd.h>

#include <doctest/doctest.h>

#include "flow/record/testing/desk.h"
#include "flow/report/heard/normalise.h"

namespace heed::relaying {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() { fs::remove_all(path_); }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::ranges::count_if(fs::recursive_directory_iterator(path_),
                                                          [](const auto& each) { return each.is_regular_file(); }));
  }

 private:
  fs::path path_ = fs::temp_directory_path() / cat("heed-copies-", ::getpid());
};

/// "Signs" each alert otherwise, as ECDSA does.
issuing::SignAlert counting(std::size_t& signed_so_far) {
  return [&signed_so_far](std::string_view alert) { return cat(alert, "<!-- ", ++signed_so_far, " -->\n"); };
}

Order order_of(std::string_view identifier, std::string partner, std::string_view radius = "20") {
  Order order;
  order.bytes = cat("<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>", identifier,
                    "</identifier><sender>met@x.example</sender><sent>2024-03-06T07:00:00+01:00</sent>"
                    "<status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>en</language>"
                    "<category>Met</category><event>Storm</event><urgency>Expected</urgency><severity>Severe</severity>"
                    "<certainty>Likely</certainty><area><areaDesc>Coast</areaDesc><circle>50.5,1.5 ",
                    radius, "</circle></area></info></alert>");
  order.fact = testing::must(heard::normalise(cap::read(order.bytes), {order.bytes, {"national", ""}}));
  order.partner = std::move(partner);
  order.sender = "hub.example";
  order.is_wanted = true;
  return order;
}

/// The bytes of the copy; "as it came"; or why the partner gets neither.
std::string made(Copies& copies, const Order& order) {
  const auto copy = copies.make(order);
  if (!copy) return std::string(word(copy.error().code));
  return *copy ? (*copy)->bytes : "as it came";
}

TEST_CASE("a_copy_is_signed_once_and_is_the_same_for_all_partners_and_after_a_restart") {
  const Folder folder;
  std::size_t signatures = 0;
  std::string first;
  {
    auto copies = testing::must(Copies::open(folder.path(), counting(signatures)));
    first = made(copies, order_of("a", "north"));
    CHECK(made(copies, order_of("a", "north")) == first);
    CHECK(made(copies, order_of("a", "a/b ü")) == first);
  }
  auto copies = testing::must(Copies::open(folder.path(), counting(signatures)));
  CHECK(made(copies, order_of("a", "north")) == first);
  CHECK(made(copies, order_of("a", "south")) == first);
  CHECK(signatures == 1);
}

TEST_CASE("what_was_begun_is_gone_on_with_and_nothing_else_is_begun_that_is_over") {
  const Folder folder;
  std::size_t signatures = 0;
  auto copies = testing::must(Copies::open(folder.path(), counting(signatures)));
  auto order = order_of("a", "north");
  order.is_over = true;
  CHECK(made(copies, order) == "refused");
  order.is_over = false;
  const auto first = made(copies, order);
  order.is_over = true;
  CHECK(made(copies, order) == first);
  order.partner = "south";
  CHECK(made(copies, order) == "refused");
}

TEST_CASE("the_form_is_that_of_what_an_alert_names_else_the_one_that_the_partner_wants") {
  const Folder folder;
  std::size_t signatures = 0;
  auto copies = testing::must(Copies::open(folder.path(), counting(signatures)));
  const auto copied = order_of("copied", "north");
  CHECK(made(copies, copied).starts_with("<?xml"));
  struct Row {
    std::string_view name;
    std::vector<std::string> given;
    bool is_wanted;
    bool is_copy;
  };
  const Row rows[] = {
      {"a", {}, true, true},
      {"b", {}, false, false},
      {"c", {copied.fact.digest}, true, true},
      {"d", {copied.fact.digest}, false, true},
      {"e", {"given-as-it-came"}, true, false},
      {"f", {"given-as-it-came"}, false, false},
      {"g", {"given-as-it-came", copied.fact.digest}, false, true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto order = order_of(row.name, "north");
    order.given = row.given;
    order.is_wanted = row.is_wanted;
    CHECK((made(copies, order) != "as it came") == row.is_copy);
  }
  CHECK(made(copies, order_of("broken", "north", "wide")) == "as it came");
}

TEST_CASE("what_is_not_known_any_more_is_dropped_and_all_else_stays") {
  const Folder folder;
  std::size_t signatures = 0;
  auto copies = testing::must(Copies::open(folder.path(), counting(signatures)));
  const auto kept = order_of("kept", "north");
  const auto before = made(copies, kept);
  CHECK(made(copies, order_of("old", "north")) != before);
  CHECK(folder.files() == 4);
  copies.drop([&](const std::string& digest) { return digest == kept.fact.digest; });
  CHECK(folder.files() == 2);
  CHECK(made(copies, kept) == before);
}

TEST_CASE("a_signature_that_cannot_be_made_keeps_no_warning_back") {
  const Folder folder;
  auto copies = testing::must(Copies::open(
      folder.path(), [](std::string_view) -> Result<std::string> { return fail(Code::invalid, "it ran out"); }));
  CHECK(made(copies, order_of("a", "north")).starts_with("<?xml"));
}

}  // namespace
}  // namespace heed::relaying
