// The routes on a real desk: who is let in, what is written about who was not, and what nobody but its owner sees.

#include <doctest/doctest.h>

#include "adapters/store/memory/store.h"
#include "lib/json/json.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/tree.h"
#include "lib/tlog/tiles.h"
#include "operations/deliver.h"
#include "operations/desk/tokens.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"
#include "server/reception.h"
#include "server/views/views.h"

namespace heed::server {
namespace {

using testing::TestDesk;

Account account(std::string name, record::Role role, std::optional<std::string> recipient = {}) {
  auto digest = desk::digest_of("heed_" + name);
  Account made{std::move(name), role, {}, std::move(digest)};
  if (recipient) made.recipient = RecipientId{*recipient};
  return made;
}

/// A hub with the warning "w": the hall's office is told of the van, the newspaper is not.
struct Served {
  memory::MemoryStore store;
  TestDesk desk{store};
  Accounts accounts =
      testing::must(Accounts::of({account("ann", record::Role::analyst), account("eva", record::Role::auditor),
                                  account("office", record::Role::recipient, "hall-office"),
                                  account("paper", record::Role::recipient, "newspaper")}));
  Reception reception{desk.desk, accounts, {}, {}};
  http::Router router;

  Served() {
    add_routes(router, reception);
    auto way = testing::way_to_release(desk.clock.now());
    auto van = testing::statement("f-van", cases::Aspect::how, "They come in a white van.");
    van.marking = report::Tier::direct;
    way.insert(way.begin() + 4, {testing::person("ann"), "add_facet", to_value(van)});
    for (const auto& given : way) testing::must(desk.give({given.actor, {}, {}, {}}, given.command, given.body));
  }
  http::Response ask(http::Method method, const std::string& path, const std::string& who, std::string body = {}) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.body = std::move(body);
    if (!who.empty()) request.headers.add("Authorization", "Bearer heed_" + who);
    std::vector<std::string> segments;
    for (const auto part : core::split(path, '/')) segments.emplace_back(part);
    const auto found = router.find(method, segments);
    REQUIRE(found.route != nullptr);
    request.path_parameters = found.parameters;
    request.route = found.route->pattern;
    return desk.run(found.route->handler(std::move(request)));
  }
  http::Response get(const std::string& path, const std::string& who) { return ask(http::Method::get, path, who); }
};

TEST_CASE("what_a_role_may_not_read_is_refused_and_the_attempt_is_on_record") {
  struct Row {
    std::string path;
    std::string who;
    int status;
    std::size_t entries;  ///< that the request leaves
  };
  const std::vector<Row> rows = {
      {"/api/v1/cases", "ann", 200, 0},       {"/api/v1/cases", "", 401, 0},
      {"/api/v1/cases", "nobody", 401, 0},    {"/api/v1/cases", "office", 403, 1},
      {"/api/v1/cases/c", "eva", 200, 0},     {"/api/v1/cases/x", "eva", 404, 0},
      {"/api/v1/cases/c", "office", 403, 1},  {"/api/v1/cases/c/review", "office", 403, 1},
      {"/api/v1/watch", "office", 403, 1},    {"/api/v1/reports", "office", 403, 1},
      {"/api/v1/regimes", "office", 403, 1},  {"/api/v1/recipients", "office", 403, 1},
      {"/api/v1/event-codes", "ann", 200, 0}, {"/api/v1/event-codes", "office", 403, 1},
      {"/api/v1/record", "eva", 200, 0},      {"/api/v1/record", "ann", 403, 1},
      {"/api/v1/record/0", "eva", 200, 0},    {"/api/v1/record/0", "office", 403, 1},
      {"/api/v1/record/999", "eva", 404, 0},  {"/api/v1/record/-1", "eva", 400, 0},
      {"/api/v1/deliveries", "ann", 403, 1},  {"/api/v1/deliveries", "office", 200, 0},
      {"/api/v1/events", "office", 403, 1},
  };
  Served served;
  for (const auto& row : rows) {
    CAPTURE(row.path);
    CAPTURE(row.who);
    const auto before = served.desk.state.size;
    const auto response = served.get(row.path, row.who);
    CHECK(response.status == row.status);
    CHECK(served.desk.state.size - before == row.entries);
    if (row.status >= 400) CHECK(response.body.find("white van") == std::string::npos);
  }
}

TEST_CASE("a_recipient_sees_its_own_text_and_nothing_of_what_others_were_told (SR-3)") {
  Served served;
  const auto office = served.get("/api/v1/deliveries", "office").body;
  CHECK(office.find("w/1/hall-office") != std::string::npos);
  CHECK(office.find("white van") != std::string::npos);
  CHECK(office.find("newspaper") == std::string::npos);
  const auto paper = served.get("/api/v1/deliveries", "paper").body;
  CHECK(paper.find("w/1/newspaper") != std::string::npos);
  CHECK(paper.find("white van") == std::string::npos);
  CHECK(paper.find("hall-office") == std::string::npos);
  CHECK(paper.find("f-van") == std::string::npos);
  CHECK(views::deliveries_view(served.desk.desk, RecipientId{"radio"}) ==
        Value(core::Object{{"deliveries", core::Array{}}}));
}

TEST_CASE("of_an_edition_to_very_many_a_case_lists_a_part_counts_all_and_tells_them_page_by_page") {
  Served served;
  constexpr std::uint64_t more = 1'200, listed = 1'000, silent = 500;
  record::Drafts drafts;
  for (std::uint64_t i = 0; i < more; ++i) {
    delivery::Planned planned;
    planned.delivery = DeliveryId{cat("w/1/r", i)};
    planned.warning = testing::warning_w;
    planned.edition = 1;
    planned.recipient = RecipientId{cat("r", i)};
    planned.acknowledge_within = testing::minutes(30);
    drafts.push_back(record::draft(planned));
  }
  drafts.push_back(record::draft(delivery::Exhausted{DeliveryId{cat("w/1/r", more - 1)}, "nobody is left"}));
  testing::must(served.desk.note(std::move(drafts)));
  const auto view = testing::must(views::case_view(served.desk.desk, testing::case_c, served.desk.clock.now()));
  CHECK(view.find("deliveries")->array()->size() == listed);
  const auto shown = json::write(view);
  CHECK(shown.contains(cat("\"w/1/r", more - 1, "\"")));  // a person must see to it
  CHECK_FALSE(shown.contains(cat("\"w/1/r", more - 2, "\"")));
  const auto& told = view.find("told")->array()->front();
  CHECK(*told.find("deliveries") == Value(more + 2));
  CHECK(*told.find("listed") == Value(listed));
  CHECK(*told.find("asked") == Value(more + 1));

  std::set<std::string> names;
  std::uint64_t from = 0, pages = 0;
  for (std::optional<std::uint64_t> next = 0; next; ++pages) {
    from = *next;
    const auto page = testing::must(views::case_deliveries_view(served.desk.desk, testing::case_c, {from, 500}));
    CHECK(*page.find("total") == Value(more + 2));
    for (const auto& each : *page.find("deliveries")->array())
      CHECK(names.insert(*each.find("planned")->find("delivery")->text()).second);
    const auto* after = page.find("next");
    next = after == nullptr ? std::nullopt
                            : std::optional(static_cast<std::uint64_t>(std::get<std::int64_t>(after->data)));
  }
  CHECK(names.size() == more + 2);
  CHECK(pages == 3);
  CHECK(testing::must(views::case_deliveries_view(served.desk.desk, testing::case_c, {more + 9, 500}))
            .find("deliveries")
            ->array()
            ->empty());
  CHECK(served.ask(http::Method::get, "/api/v1/cases/c/deliveries", "ann").status == 200);

  const auto watched = views::watch_view(served.desk.desk, served.desk.clock.now());
  std::size_t named = 0;
  std::string rest;
  for (const auto& deadline : *watched.find("deadlines")->array()) {
    if (*deadline.find("what")->text() != "acknowledgement") continue;
    ++named;
    rest = *deadline.find("text")->text();
  }
  CHECK(named == silent + 1);
  CHECK(rest == "701 more recipients have not acknowledged \"w\"");
}

TEST_CASE("a_recipient_can_act_on_its_own_delivery_only_and_does_not_learn_of_others (DE-7)") {
  Served served;
  const auto acknowledge = [&](const std::string& who, const DeliveryId& delivery) {
    return served.ask(http::Method::post, "/api/v1/commands/acknowledge", who,
                      json::write(to_value(testing::acknowledgement(delivery))));
  };
  const auto others = acknowledge("paper", testing::to_office);
  const auto none = acknowledge("paper", DeliveryId{"w/1/radio"});
  CHECK(others.status == 404);
  CHECK(none.status == 404);
  CHECK(acknowledge("office", testing::to_office).status == 200);
  CHECK(served.desk.state.responses.acknowledgements.at(testing::to_office).front().fact.evidence ==
        response::Evidence::api_token);
}

TEST_CASE("a_command_is_answered_with_what_it_wrote_and_a_repeat_with_the_same") {
  Served served;
  const auto give = [&](const std::string& key) {
    http::Request request;
    request.method = http::Method::post;
    request.path = "/api/v1/commands/receive_report";
    request.body = json::write(to_value(testing::receive("r9")));
    request.headers.add("Authorization", "Bearer heed_ann");
    request.headers.add("Idempotency-Key", key);
    const auto found = served.router.find(request.method, {"api", "v1", "commands", "receive_report"});
    return served.desk.run(found.route->handler(std::move(request)));
  };
  const auto first = give("k"), again = give("k");
  CHECK(first.status == 200);
  CHECK(again.body.contains("\"is_repeat\":true"));
  CHECK(give("other").status == 409);
  CHECK(give("").status == 400);
  CHECK(give(std::string(255, 'k')).status == 409);
  CHECK(give(std::string(256, 'k')).status == 400);
}

TEST_CASE("a_view_shows_no_state_that_a_crash_could_take_back (RA-2)") {
  memory::MemoryStore memory;
  testing::FaultyStore store(memory);
  store.fail_append(1, testing::FaultyStore::Fault::lost);
  TestDesk desk(store);
  auto accounts = testing::must(Accounts::of({account("ann", record::Role::analyst)}));
  Reception reception{desk.desk, accounts, {}, {}};
  http::Router router;
  add_routes(router, reception);
  const auto given =
      testing::begin(desk.context, commands::execute(desk.desk, {testing::person("ann"), {}, {}, {}}, "receive_report",
                                                     to_value(testing::receive("r1"))));
  http::Request request;
  request.path = "/api/v1/reports";
  request.headers.add("Authorization", "Bearer heed_ann");
  const auto found = router.find(http::Method::get, {"api", "v1", "reports"});
  const auto response = desk.run(found.route->handler(std::move(request)));
  CHECK(response.status == 503);
  CHECK(response.body.find("r1") == std::string::npos);
}

TEST_CASE("opening_a_link_changes_nothing_and_only_the_form_acknowledges (DE-7)") {
  Served served;
  auto& message = served.desk.state.deliveries.deliveries.at(testing::to_office);
  const auto url = served.desk.desk.manner.base_url.size();
  const auto path = operations::message_of(served.desk.desk, message, 0).ack_url.substr(url);
  const auto size = served.desk.state.size;
  const auto page = served.get(path, "");
  CHECK(page.status == 200);
  CHECK(page.body.find("white van") != std::string::npos);
  CHECK(served.desk.state.size == size);
  CHECK(served.ask(http::Method::post, path, "", "who=Ivan&capacity=guard&target=&window=&action=").status == 422);
  CHECK(served.desk.state.size == size);
  const auto taken =
      served.ask(http::Method::post, path, "", "who=Ivan&capacity=guard&target=the+hall&window=48h&action=close");
  CHECK(taken.status == 200);
  CHECK(message.standing == delivery::Standing::acknowledged);
  CHECK(served.get(path + "x", "").status == 404);
}

TEST_CASE("the_log_is_open_to_anybody_and_tells_nothing_but_hashes (RA-2)") {
  Served served;
  CHECK(served.get("/log/checkpoint", "").status == 404);
  REQUIRE(served.desk.run(served.desk.journal.publish_checkpoint()));
  const auto size = testing::must(served.store.size());
  const auto checkpoint = served.get("/log/checkpoint", "");
  CHECK(checkpoint.status == 200);
  CHECK(checkpoint.content_type == "text/plain; charset=utf-8");
  const auto opened = testing::must(
      merkle::open_checkpoint(checkpoint.body, {served.desk.keys.log.name(), served.desk.keys.log.public_key()}));
  CHECK(opened.size == size);

  const auto hashes = served.get(cat("/log/tile/0/000.p/", size), "");
  CHECK(hashes.status == 200);
  CHECK(hashes.body.size() == 32 * size);
  CHECK(hashes.header("Cache-Control").contains("immutable"));
  const auto bundle = served.get(cat("/log/tile/entries/000.p/", size), "");
  const auto entries = testing::must(tlog::entries_in(bundle.body, static_cast<unsigned>(size)));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    CHECK(merkle::leaf_hash(entries[i]) == hashes.body.substr(32 * i, 32));
    CHECK_FALSE(entries[i].contains("hall-office"));
  }
  for (const auto& path :
       {cat("/log/tile/0/000.p/", size + 1), std::string("/log/tile/0/000"), std::string("/log/tile/1/000.p/1"),
        std::string("/log/tile/0/x"), std::string("/log/tile/9/000")}) {
    CHECK_MESSAGE(served.get(path, "").status == 404, path);
  }
  CHECK(served.get("/log/log.vkey", "").body.starts_with("test.example/log+"));
  CHECK(served.get("/log/issuer.vkey", "").body.starts_with("test.example/log/issuer+"));
}

TEST_CASE("a_proof_is_for_those_who_may_read_the_record (RA-2)") {
  Served served;
  REQUIRE(served.desk.run(served.desk.journal.publish_checkpoint()));
  CHECK(served.get("/api/v1/record/0/proof", "").status == 401);
  CHECK(served.get("/api/v1/record/0/proof", "office").status == 403);
  CHECK(served.get("/api/v1/record/0/fields", "office").status == 403);
  const auto proof = served.get("/api/v1/record/0/proof", "eva");
  CHECK(proof.status == 200);
  CHECK(proof.body.starts_with("c2sp.org/tlog-proof@v1\n"));
  CHECK(proof.header("Content-Disposition") == "attachment; filename=\"entry-0.tlog-proof\"");
  CHECK(served.get("/api/v1/record/0/fields", "eva").body.contains("\"path\":\"kind\""));
  CHECK(served.get("/api/v1/record/99999/proof", "eva").status == 404);
}

}  // namespace
}  // namespace heed::server
