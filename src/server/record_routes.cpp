#include "operations/audit/prove_entry.h"
#include "server/reception.h"
#include "server/recipient/receipt.h"

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

/// The size of a checkpoint.
Result<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error == std::errc{} && end == text.data() + text.size()) return size;
  return fail(Code::malformed, "a checkpoint is named by its number of entries", "under");
}

asio::awaitable<Result<Value>> head(Reception& reception, const http::Request& request) {
  CO_TRY(co_await admit(reception, request, "read_record"));
  CO_TRY(const auto checkpoint,
         co_await reception.desk.journal.ask([](ports::Store& store) { return store.last_checkpoint(); }));
  Value view = core::Object{{"size", reception.desk.journal.durable_size()}};
  if (checkpoint) view.set("checkpoint", checkpoint->note);
  if (reception.stamping != nullptr) view.set("time_stamps", to_value(*reception.stamping));
  co_return view;
}

asio::awaitable<Result<Value>> entry(Reception& reception, const http::Request& request) {
  CO_TRY(co_await admit(reception, request, "read_record"));
  CO_TRY(const auto index, parse_index(request.parameter("index"), reception.desk.journal.durable_size()));
  CO_TRY(const auto entries, co_await reception.desk.journal.read(index, index + 1));
  if (entries.empty()) co_return fail(Code::not_found, "there is no such entry", "index");
  co_return to_value(entries.front());
}

/// The fields that can be shown of an entry by themselves.
asio::awaitable<Result<Value>> fields(Reception& reception, const http::Request& request) {
  CO_TRY(co_await admit(reception, request, "read_record"));
  CO_TRY(const auto index, parse_index(request.parameter("index"), reception.desk.journal.durable_size()));
  CO_TRY(const auto found,
         co_await reception.desk.journal.ask([index](ports::Store& store) { return audit::fields_of(store, index); }));
  co_return core::Object{{"fields", to_value(found)}};
}

/// The comma-separated paths of the query's "fields".
std::vector<std::string> paths_in(std::string_view text) {
  std::vector<std::string> paths;
  while (!text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    if (end > 0) paths.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return paths;
}

asio::awaitable<Result<std::string>> proof(Reception& reception, const http::Request& request) {
  CO_TRY(co_await admit(reception, request, "read_record"));
  CO_TRY(const auto index, parse_index(request.parameter("index"), reception.desk.journal.durable_size()));
  audit::Showing showing{index, paths_in(request.asked("fields"))};
  if (const auto about = request.asked("about"); !about.empty()) showing.about = RecipientId{std::string(about)};
  if (const auto under = request.asked("under"); !under.empty()) {
    CO_TRY(showing.under, parse_size(under));
  }
  co_return co_await reception.desk.journal.ask(
      [&showing](ports::Store& store) { return audit::prove_entry(store, showing); });
}

asio::awaitable<Result<http::Response>> receipt(Reception& reception, const http::Request& request) {
  CO_TRY(co_await admit(reception, request, "read_record"));
  CO_TRY(const auto index, parse_index(request.parameter("index"), reception.desk.journal.durable_size()));
  std::string named(request.asked("delivery"));
  CO_TRY(auto delivery, co_await recipient::delivery_in(reception.desk, index, std::move(named)));
  recipient::Asked asked{std::move(delivery)};
  co_return co_await recipient::receipt_page(reception.desk, reception.assurance, std::move(asked));
}

asio::awaitable<http::Response> answer_receipt(Reception& reception, http::Request request) {
  auto page = co_await receipt(reception, request);
  if (!page) co_return http::problem(page.error(), request.path);
  co_return *std::move(page);
}

asio::awaitable<http::Response> answer_fields(Reception& reception, http::Request request) {
  const auto value = co_await fields(reception, request);
  co_return value ? http::json(200, *value) : http::problem(value.error(), request.path);
}

asio::awaitable<http::Response> answer_proof(Reception& reception, http::Request request) {
  const auto text = co_await proof(reception, request);
  if (!text) co_return http::problem(text.error(), request.path);
  const auto name = cat("entry-", request.parameter("index"), ".tlog-proof");
  co_return http::file(*text, "text/plain; charset=utf-8")
      .with("Content-Disposition", cat("attachment; filename=\"", name, "\""));
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
  router.add(http::Method::get, "/api/v1/record/{index}/fields",
             [&reception](http::Request request) { return answer_fields(reception, std::move(request)); });
  router.add(http::Method::get, "/api/v1/record/{index}/proof",
             [&reception](http::Request request) { return answer_proof(reception, std::move(request)); });
  router.add(http::Method::get, "/api/v1/record/{index}/receipt",
             [&reception](http::Request request) { return answer_receipt(reception, std::move(request)); });
}

}  // namespace heed::server
