// Subscribing on a real desk, by its routes: what is written when, what is told to whom, and who learns nothing.

#include <doctest/doctest.h>

#include "adapters/store/memory/store.h"
#include "operations/deliver.h"
#include "operations/enrol/enrol.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"
#include "server/reception.h"

namespace heed::server {
namespace {

using http::Method;
using testing::TestDesk;

const std::string ann = "address=ann%40example.org&language=ru&place=55.8258%2C+37.3903&from=&until=";

/// A hub with the public warning "w" in force within two kilometres of the hall.
struct Offered {
  memory::MemoryStore store;
  TestDesk desk{store};
  Accounts accounts = testing::must(Accounts::of({}));
  Reception reception{desk.desk, accounts, {}, {}};
  http::Router router;

  Offered() {
    add_enrol_routes(router, reception);
    auto draft = testing::draft_of(desk.clock.now());
    draft.reach = {testing::reach(report::Tier::direct, {"hall-office"}), testing::reach(report::Tier::everyone, {})};
    draft.reach.back().area = area::Area{{}, {{{558'258'000, 373'903'000}, 2}}};
    auto way = testing::way_to_release(desk.clock.now());
    way.at(way.size() - 2).body = to_value(draft);
    for (const auto& given : way) testing::must(desk.give({given.actor, {}, {}, {}}, given.command, given.body));
  }
  /// Where a request comes from.
  struct From {
    std::string peer = "192.0.2.1";
    std::vector<std::string> forwarded{};  ///< fields X-Forwarded-For
  };
  http::Response ask(Method method, const std::string& path, std::string body, const From& from) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.body = std::move(body);
    request.peer = from.peer;
    for (const auto& each : from.forwarded) request.headers.add("X-Forwarded-For", each);
    std::vector<std::string> segments;
    for (const auto part : core::split(path, '/')) segments.emplace_back(part);
    const auto found = router.find(method, segments);
    REQUIRE(found.route != nullptr);
    request.path_parameters = found.parameters;
    request.route = found.route->pattern;
    auto response = desk.run(found.route->handler(std::move(request)));
    desk.clock.set(desk.clock.now() + Duration{1'000});
    return response;
  }
  http::Response get(const std::string& path) { return ask(Method::get, path, {}, {}); }
  http::Response post(const std::string& path, std::string body = {}) {
    return ask(Method::post, path, std::move(body), {});
  }
  /// The path of the link in the newest mail.
  std::string link() {
    const auto& text = desk.email.seen.back().text;
    const auto start = text.find("/subscribe/");
    return text.substr(start, text.find('\n', start) - start);
  }
  std::string subscribed(const std::string& form = ann) {
    CHECK(post("/subscribe", form).status == 200);
    auto path = link();
    CHECK(post(path).status == 200);
    return path;
  }
  RecipientId name(const std::string& address = "ann@example.org") {
    return desk::subscriber_id(desk.desk.manner, address);
  }
  std::optional<audience::Registration> registered() { return desk.state.recipients.recipients.find(name()); }
  std::string leaving() {
    const auto url = desk::unsubscribe_url(desk.desk.manner, name());
    return url.substr(desk.desk.manner.base_url.size());
  }
};

TEST_CASE("nothing_is_written_before_the_button_behind_the_link_is_pressed_and_then_the_person_is_registered (DE-8)") {
  Offered hub;
  const auto size = hub.desk.state.size;
  CHECK(hub.get("/subscribe").status == 200);
  const auto sent = hub.post("/subscribe", ann);
  CHECK(sent.status == 200);
  CHECK(sent.body.contains("Look into your mail"));
  REQUIRE(hub.desk.email.seen.size() == 1);
  const auto& mail = hub.desk.email.seen.front();
  CHECK(mail.address == "ann@example.org");
  CHECK(mail.unsubscribe_url == "");
  for (int scan = 0; scan < 3; ++scan) CHECK(hub.get(hub.link()).body.contains("ann@example.org"));
  CHECK(hub.desk.state.size == size);
  const auto now = hub.desk.clock.now();
  CHECK(hub.post(hub.link()).body.contains("You are registered"));
  const auto made = hub.registered();
  REQUIRE(made);
  const auto& recipient = made->recipient;
  CHECK(recipient.sort == audience::Sort::person);
  CHECK(recipient.tier == report::Tier::everyone);
  CHECK(recipient.roles == std::vector<std::string>{"subscriber"});
  CHECK(recipient.languages == std::vector<std::string>{"ru"});
  CHECK(recipient.places == std::vector<area::Position>{{558'258'000, 373'903'000}});
  CHECK(recipient.stays.empty());
  CHECK(recipient.contacts ==
        std::vector<audience::Contact>{{"email", "ann@example.org", {}, now, std::optional<std::string>("self")}});
  CHECK(!recipient.name.contains("ann"));
}

TEST_CASE("who_subscribes_while_a_warning_covers_the_place_is_told_at_once_and_who_is_elsewhere_is_not (PU-3)") {
  struct Row {
    std::string place;
    std::string days;
    bool is_told;
  };
  const std::vector<Row> rows = {{"55.8258,37.3903", "from=&until=", true},
                                 {"55.8258,37.4903", "from=&until=", false},
                                 {"55.8258,37.3903", "from=2024-03-06&until=2024-03-06", true},
                                 {"55.8258,37.3903", "from=2024-03-08&until=2024-03-20", true},
                                 {"55.8258,37.3903", "from=2024-03-10&until=2024-03-20", false},
                                 {"55.8258,37.4903", "from=2024-03-06&until=2024-03-20", false}};
  for (const auto& row : rows) {
    CAPTURE(row.place);
    CAPTURE(row.days);
    Offered hub;
    hub.subscribed(cat("address=ann@example.org&language=en&place=", row.place, "&", row.days));
    CHECK(hub.registered()->recipient.stays.empty() == (row.days == "from=&until="));
    CHECK(hub.desk.state.deliveries.deliveries.contains(delivery::delivery_id(testing::warning_w, 1, hub.name())) ==
          row.is_told);
  }
}

TEST_CASE("a_link_works_once_and_an_old_one_neither_undoes_a_newer_nor_brings_back_who_left") {
  Offered hub;
  const auto first = hub.subscribed();
  auto size = hub.desk.state.size;
  CHECK(hub.post(first).body.contains("You are registered"));
  CHECK_MESSAGE(hub.desk.state.size == size, "a second press writes nothing");

  hub.subscribed("address=ANN@example.org&language=en&place=48.2,16.37");
  CHECK(hub.registered()->recipient.languages == std::vector<std::string>{"en"});
  CHECK(hub.desk.state.recipients.recipients.size() == 3);
  CHECK(hub.post(first).status == 200);
  CHECK_MESSAGE(hub.registered()->recipient.languages == std::vector<std::string>{"en"}, "the older link does nothing");

  CHECK(hub.post(hub.leaving()).status == 200);
  size = hub.desk.state.size;
  CHECK(hub.post(first).status == 410);
  CHECK(hub.desk.state.size == size);
  hub.subscribed();
  CHECK_MESSAGE(!hub.registered()->retired, "a new link brings back");
}

TEST_CASE("one_post_ends_it_at_once_with_a_reason_and_opening_the_link_does_not (RFC 8058)") {
  Offered hub;
  hub.subscribed();
  const auto delivery = delivery::delivery_id(testing::warning_w, 1, hub.name());
  REQUIRE(hub.desk.state.deliveries.deliveries.at(delivery).standing == delivery::Standing::queued);
  const auto size = hub.desk.state.size;
  for (int scan = 0; scan < 3; ++scan) CHECK(hub.get(hub.leaving()).body.contains("Stop the mails"));
  CHECK(hub.desk.state.size == size);
  const auto left = hub.post(hub.leaving(), "List-Unsubscribe=One-Click");
  CHECK(left.status == 200);
  CHECK(hub.registered()->retired == "They unsubscribed by the link in a mail.");
  CHECK_MESSAGE(hub.desk.state.deliveries.deliveries.at(delivery).standing == delivery::Standing::stopped,
                "what was queued is not sent");
  const auto after = hub.desk.state.size;
  CHECK(hub.post(hub.leaving()).status == 200);
  CHECK(hub.get(hub.leaving()).body.contains("You get no more warnings"));
  CHECK(hub.desk.state.size == after);
  CHECK(hub.post(hub.leaving() + "x").status == 404);
}

TEST_CASE("every_message_to_a_subscriber_has_the_link_and_nobody_elses_has_one (RFC 8058)") {
  Offered hub;
  hub.subscribed();
  const auto link_for = [&](const RecipientId& recipient) {
    const auto& deliveries = hub.desk.state.deliveries.deliveries;
    const auto& delivery = deliveries.at(delivery::delivery_id(testing::warning_w, 1, recipient));
    return operations::message_of(hub.desk.desk, delivery, 0).unsubscribe_url;
  };
  CHECK(link_for(hub.name()) == hub.desk.desk.manner.base_url + hub.leaving());
  CHECK(link_for(RecipientId{"hall-office"}) == "");
}

TEST_CASE("links_that_are_changed_late_or_of_another_hub_register_nobody") {
  Offered hub;
  hub.post("/subscribe", ann);
  const auto path = hub.link();
  const auto size = hub.desk.state.size;
  CHECK(hub.post(path + "A").status == 404);
  CHECK(hub.post("/subscribe/x").status == 404);
  CHECK(hub.get(path + "A").status == 404);
  hub.desk.desk.manner.link_key.back() = 'l';
  CHECK(hub.post(path).status == 404);
  hub.desk.desk.manner.link_key.back() = 'k';
  hub.desk.clock.set(hub.desk.clock.now() + desk::enrolment_valid);
  CHECK(hub.get(path).status == 410);
  CHECK(hub.post(path).status == 410);
  CHECK(hub.desk.state.size == size);
}

TEST_CASE("the_answer_does_not_tell_whether_an_address_is_registered") {
  Offered hub;
  const auto before = hub.post("/subscribe", ann);
  hub.post(hub.link());
  const auto after = hub.post("/subscribe", ann);
  hub.post(hub.leaving());
  const auto retired = hub.post("/subscribe", ann);
  CHECK(after.status == before.status);
  CHECK(after.body == before.body);
  CHECK(retired.body == before.body);
  const auto mails = hub.desk.email.seen.size();
  CHECK(mails == enrol::asks_for_address);
  CHECK_MESSAGE(hub.post("/subscribe", ann).body == before.body, "nor that it was asked for too often");
  CHECK(hub.desk.email.seen.size() == mails);
}

TEST_CASE("what_is_typed_wrongly_is_named_at_its_field_and_sends_nothing") {
  struct Row {
    std::string form;
    std::vector<std::string> faults;  ///< the fields
  };
  const std::string good = "address=a%40b.c&language=en&place=1,2";
  const std::vector<Row> rows = {
      {"", {"address", "place"}},
      {"address=nowhere&language=en&place=1,2", {"address"}},
      {"address=nowhere&language=en&place=Moscow&from=2024-03-07", {"address", "place", "until"}},
      {"address=a%40b.c&language=&place=1,2", {"language"}},
      {"address=a%40b.c&language=a+b&place=1,2", {"language"}},
      {"address=a%40b.c&language=" + std::string(36, 'x') + "&place=1,2", {"language"}},
      {"address=a%40b.c&language=en&place=91,2", {"place"}},
      {"address=a%40b.c&language=en&place=1", {"place"}},
      {good + "&until=2024-03-09", {"from"}},
      {good + "&from=2024-03-09&until=9+March", {"until"}},
      {good + "&from=2024-02-30&until=2024-03-09", {"from"}},
      {good + "&from=2024-03-09&until=2024-03-08", {"until"}},
      {good + "&from=2024-03-01&until=2024-03-04", {"until"}},
      {good + "&from=2024-03-09&until=2025-03-20", {"until"}},
      {good + "&from=2025-03-09&until=2025-03-10", {"until"}},
  };
  Offered hub;
  for (const auto& row : rows) {
    CAPTURE(row.form);
    const auto page = hub.post("/subscribe", row.form);
    CHECK(page.status == 422);
    for (const std::string field : {"address", "language", "place", "from", "until"}) {
      CAPTURE(field);
      CHECK(page.body.contains(cat("id=\"", field, "-fault\"")) == (std::ranges::count(row.faults, field) > 0));
    }
  }
  CHECK(hub.desk.email.seen.empty());
}

TEST_CASE("a_place_is_taken_as_people_copy_it_from_a_map") {
  const std::pair<std::string, area::Position> rows[] = {
      {"55.7558, 37.6173", {557'558'000, 376'173'000}},
      {"55.7558%C2%B0+N, 37.6173%C2%B0+E", {557'558'000, 376'173'000}},
      {"33.8688S+151.2093E", {-338'688'000, 1'512'093'000}},
      {"-33.8688 -70.5", {-338'688'000, -705'000'000}},
      {"40.4+n,3.7+w", {404'000'000, -37'000'000}}};
  for (const auto& [typed, position] : rows) {
    CAPTURE(typed);
    Offered hub;
    hub.subscribed("address=ann@example.org&language=en&place=" + typed);
    CHECK(hub.registered()->recipient.places == std::vector<area::Position>{position});
  }
}

TEST_CASE("a_client_can_have_a_few_mails_sent_within_an_hour_and_no_more") {
  struct Row {
    std::string name;
    Offered::From from;
    bool is_same;  ///< as the client that has used up its share
  };
  const std::vector<Row> rows = {
      {"the same", {"192.0.2.1"}, true},
      {"the same, with an address of its own invention", {"192.0.2.1", {"198.51.100.9"}}, true},
      {"another", {"192.0.2.2"}, false},
      {"through the proxy here", {"127.0.0.1", {"198.51.100.9, 192.0.2.1"}}, true},
      {"through a proxy that adds a field", {"127.0.0.1", {"198.51.100.9", "192.0.2.1"}}, true},
      {"another through the proxy", {"127.0.0.1", {"192.0.2.1, 192.0.2.7"}}, false},
      {"IPv6", {"2001:db8::1"}, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Offered hub;
    const auto form = [](int number) { return cat("address=a", number, "@b.c&language=en&place=1,2"); };
    for (int i = 0; i < static_cast<int>(enrol::asks_by_client); ++i) {
      CHECK(hub.post("/subscribe", form(i)).status == 200);
    }
    const auto next = hub.ask(Method::post, "/subscribe", form(100), row.from);
    CHECK(next.status == (row.is_same ? 429 : 200));
    CHECK(hub.desk.email.seen.size() == enrol::asks_by_client + (row.is_same ? 0 : 1));
    hub.desk.clock.set(hub.desk.clock.now() + Duration{3'600'000});
    CHECK(hub.post("/subscribe", form(101)).status == 200);
  }
}

TEST_CASE("addresses_of_one_ipv6_network_count_as_one_client") {
  Offered hub;
  for (int i = 0; i < static_cast<int>(enrol::asks_by_client); ++i) {
    CHECK(hub.ask(Method::post, "/subscribe", cat("address=a", i, "@b.c&language=en&place=1,2"),
                  {cat("2001:db8:1:2::", i + 1)})
              .status == 200);
  }
  CHECK(hub.ask(Method::post, "/subscribe", ann, {"2001:db8:1:2:ffff::1"}).status == 429);
  CHECK(hub.ask(Method::post, "/subscribe", ann, {"2001:db8:1:3::1"}).status == 200);
}

TEST_CASE("a_mail_server_that_fails_gives_a_page_that_says_so_and_uses_up_nothing") {
  struct Row {
    ports::Outcome outcome;
    int status;
    std::string words;
  };
  const std::vector<Row> rows = {{ports::Outcome::accepted, 200, "Look into your mail"},
                                 {ports::Outcome::delivered, 200, "Look into your mail"},
                                 {ports::Outcome::unknown, 200, "Look into your mail"},
                                 {ports::Outcome::failed_for_now, 503, "could not be sent just now"},
                                 {ports::Outcome::failed_for_good, 422, "does not take mail for this address"}};
  for (const auto& row : rows) {
    CAPTURE(core::word(row.outcome));
    Offered hub;
    hub.desk.email.answer = [&](const ports::Message&) { return testing::answered(row.outcome); };
    const auto page = hub.post("/subscribe", ann);
    CHECK(page.status == row.status);
    CHECK(page.body.contains(row.words));
    if (row.status == 200) continue;
    CHECK_MESSAGE(page.body.contains("value=\"ann@example.org\""), "what was typed is still there");
    for (int i = 0; i < 4; ++i) hub.post("/subscribe", ann);
    CHECK_MESSAGE(hub.desk.email.seen.size() == 5, "each try reaches the relay");
  }
}

TEST_CASE("a_hub_without_mail_says_that_it_offers_no_subscriptions") {
  Offered hub;
  hub.desk.desk.channels.erase("email");
  for (const auto& page : {hub.get("/subscribe"), hub.post("/subscribe", ann)}) {
    CHECK(page.status == 404);
    CHECK(page.body.contains("No subscriptions by e-mail here"));
  }
}

}  // namespace
}  // namespace heed::server
