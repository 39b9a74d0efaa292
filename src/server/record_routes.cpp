#include "server/reception.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

Result<std::uint64_t> parse_index(std::string_view text, std::uint64_t size) {
  std::uint64_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return fail(Code::malformed, "an entry is named by its number, from 0", "index");
  }
  if (index >= size) return fail(Code::not_found, cat("the record has ", size, " entries"), "index");
  return index;
}

asio::awaitable<Result<Value>> head(Reception& reception, const http::Request& request) {
  CO_TRY(co_await admit(reception, request, "read_record"));
  CO_TRY(const auto checkpoint, co_await reception.desk.journal.last_checkpoint());
  Value view = core::Object{{"size", reception.desk.journal.durable_size()}};
  if (checkpoint) view.set("checkpoint", checkpoint->note);
  co_return view;
}

asio::awaitable<Result<Value>> entry(Reception& reception, const http::Request& request) {
  CO_TRY(co_await admit(reception, request, "read_record"));
  CO_TRY(const auto index, parse_index(request.parameter("index"), reception.desk.journal.durable_size()));
  CO_TRY(const auto entries, co_await reception.desk.journal.read(index, index + 1));
  if (entries.empty()) co_return fail(Code::not_found, "there is no such entry", "index");
  co_return to_value(entries.front());
}

asio::awaitable<http::Response> answer_head(Reception& reception, http::Request request) {
  const auto value = co_await head(reception, request);
  co_return value ? http::json(200, *value) : http::problem(value.error(), request.path);
}

asio::awaitable<http::Response> answer_entry(Reception& reception, http::Request request) {
  const auto value = co_await entry(reception, request);
  co_return value ? http::json(200, *value) : http::problem(value.error(), request.path);
}

}  // namespace

void add_record_routes(http::Router& router, Reception& reception) {
  router.add(http::Method::get, "/api/v1/record",
             [&reception](http::Request request) { return answer_head(reception, std::move(request)); });
  router.add(http::Method::get, "/api/v1/record/{index}",
             [&reception](http::Request request) { return answer_entry(reception, std::move(request)); });
}

}  // namespace heed::server
