// Event streams: their form, their bound, and their way over a real socket.
#include "server/http/event_stream.h"

#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "server/http/testing/raw_client.h"

using namespace heed;
using namespace heed::http;
using namespace heed::http::testing;

namespace {

/// A route that opens a stream and keeps it for the test to feed.
class Feed {
 public:
  explicit Feed(Served& served, std::size_t capacity = 256) : capacity_(capacity) {
    served.router.add(Method::get, "/events", [this](Request request) { return open(std::move(request)); });
  }
  std::vector<std::shared_ptr<EventSource>> sources;
  std::string last_id;

 private:
  boost::asio::awaitable<Response> open(Request request) {
    last_id = request.headers.value("Last-Event-ID");
    sources.push_back(std::make_shared<EventSource>(capacity_));
    co_return stream(sources.back());
  }
  std::size_t capacity_;
};

}  // namespace

TEST_CASE("an_event_is_written_in_the_form_of_the_standard") {
  struct Row {
    std::string name;
    Event event;
    std::string wire;
  };
  const std::vector<Row> rows{
      {"all fields", {"7", "entry", "{}"}, "id: 7\nevent: entry\ndata: {}\n\n"},
      {"data alone", {.data = "x"}, "data: x\n\n"},
      {"no data", {.id = "7"}, "id: 7\ndata: \n\n"},
      {"several lines", {.data = "a\nb\r\n"}, "data: a\ndata: b\ndata: \n\n"},
      {"a line end in the id begins no field", {.id = "7\ndata: x", .data = "y"}, "id: 7data: x\ndata: y\n\n"},
      {"nor a carriage return in the data", {.data = "a\rid: 8"}, "data: aid: 8\n\n"},
  };
  for (const auto& [name, event, wire] : rows) {
    CAPTURE(name);
    CHECK(to_wire(event) == wire);
  }
}

TEST_CASE("a_source_holds_as_many_events_as_it_may_and_closes_at_one_more") {
  EventSource source(2);
  int told = 0;
  source.on_change([&] { ++told; });
  CHECK(source.push({.data = "1"}));
  CHECK(source.push({.data = "2"}));
  CHECK(source.take() == "data: 1\n\ndata: 2\n\n");
  CHECK(source.push({.data = "3"}));
  CHECK(source.push({.data = "4"}));
  CHECK_FALSE(source.push({.data = "5"}));
  CHECK(source.has_overflowed());
  CHECK_FALSE(source.is_open());
  CHECK_FALSE(source.push({.data = "6"}));
  CHECK_MESSAGE(source.take().empty(), "a stream with a hole in it is never sent");
  CHECK(told == 5);
}

TEST_CASE("events_reach_the_client_as_they_are_pushed") {
  Served served{Router{}};
  Feed feed(served);
  Client client(served);
  client.send("GET /events HTTP/1.1\r\nHost: heed\r\nLast-Event-ID: 41\r\n\r\n");
  const auto head = client.read_to("\r\n\r\n");
  CHECK(status_in(head) == 200);
  CHECK(head.contains("Content-Type: text/event-stream\r\n"));
  CHECK(head.contains("Cache-Control: no-store\r\n"));
  CHECK_FALSE(head.contains("Content-Length"));
  CHECK(feed.last_id == "41");
  for (int i = 42; i < 45; ++i) {
    CHECK(feed.sources.front()->push({.id = cat(i), .data = "x"}));
    CHECK(client.read_to("\n\n") == cat("id: ", i, "\ndata: x\n\n"));
  }
  CHECK(served.listener.event_streams() == 1);
  CHECK(feed.sources.front()->push({.data = "last"}));
  feed.sources.front()->close();
  CHECK_MESSAGE(client.read_to_end() == "data: last\n\n", "what was queued is sent before the end");
  CHECK(served.turn([&] { return served.listener.connections() == 0; }));
  CHECK(served.listener.event_streams() == 0);
}

TEST_CASE("what_was_pushed_before_the_stream_began_is_sent_first") {
  Served served{Router{}};
  const auto source = std::make_shared<EventSource>();
  CHECK(source->push({.data = "missed"}));
  source->close();
  struct Once {
    std::shared_ptr<EventSource> source;
    boost::asio::awaitable<Response> open(Request) { co_return stream(source); }
  };
  Once once{source};
  served.router.add(Method::get, "/events", [&once](Request request) { return once.open(std::move(request)); });
  Client client(served);
  client.send(get("/events"));
  CHECK(body_in(client.read_to_end()) == "data: missed\n\n");
}

TEST_CASE("a_silent_stream_shows_signs_of_life") {
  Config config;
  config.heartbeat = Duration{20};
  Served served(Router{}, config);
  Feed feed(served);
  Client client(served);
  client.send(get("/events"));
  client.read_to("\r\n\r\n");
  CHECK(client.read_to("\n\n") == ": heartbeat\n\n");
  CHECK(client.read_to("\n\n") == ": heartbeat\n\n");
}

TEST_CASE("a_client_that_leaves_is_noticed_without_an_event") {
  Served served{Router{}};
  Feed feed(served);
  Client client(served);
  client.send(get("/events"));
  client.read_to("\r\n\r\n");
  CHECK(feed.sources.front()->is_open());
  client.hang_up();
  CHECK(served.turn([&] { return served.listener.connections() == 0; }));
  CHECK_FALSE(feed.sources.front()->push({.data = "x"}));
}

TEST_CASE("a_slow_client_is_cut_off_when_its_queue_overflows_and_holds_up_nobody") {
  Served served{Router{}};
  Feed feed(served, 4);
  Client slow(served);
  slow.send(get("/events"));
  slow.read_to("\r\n\r\n");
  Client quick(served);
  quick.send(get("/events"));
  quick.read_to("\r\n\r\n");
  const std::string large(1 << 20, 'x');
  bool is_open = true;
  int pushed = 0;
  for (; is_open && pushed < 100; ++pushed) {
    is_open = feed.sources[0]->push({.id = cat(pushed), .data = large});
    CHECK(feed.sources[1]->push({.data = "small"}));
    CHECK(quick.read_to("\n\n") == "data: small\n\n");
  }
  CHECK_FALSE(is_open);
  CHECK(feed.sources[0]->has_overflowed());
  CHECK(served.turn([&] { return served.listener.connections() == 1; }));
  CHECK(served.listener.event_streams() == 1);
}

TEST_CASE("one_live_view_more_than_the_limit_is_refused") {
  Config config;
  config.capacity.event_streams = 1;
  Served served(Router{}, config);
  Feed feed(served);
  Client first(served);
  first.send(get("/events"));
  CHECK(status_in(first.read_to("\r\n\r\n")) == 200);
  Client second(served);
  CHECK(status_in(second.ask(get("/events"))) == 503);
  CHECK_FALSE(feed.sources[1]->is_open());
  first.hang_up();
  CHECK(served.turn([&] { return served.listener.event_streams() == 0; }));
  second.send(get("/events"));
  CHECK_MESSAGE(status_in(second.read_to("\r\n\r\n")) == 200, "the refusal left the connection usable");
}

TEST_CASE("head_of_a_stream_is_answered_without_one") {
  Served served{Router{}};
  Feed feed(served);
  Client client(served);
  client.send("HEAD /events HTTP/1.1\r\nHost: heed\r\n\r\n");
  CHECK(body_in(client.read_to_end()).empty());
  CHECK_FALSE(feed.sources.front()->is_open());
}

TEST_CASE("stopping_ends_live_views_at_once") {
  Served served{Router{}};
  Feed feed(served);
  Client client(served);
  client.send(get("/events"));
  client.read_to("\r\n\r\n");
  served.stop();
  CHECK_FALSE(feed.sources.front()->is_open());
  CHECK(client.read_to_end().empty());
}
