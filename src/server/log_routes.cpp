// The public log: what anybody may fetch to check the record, as C2SP tlog-tiles says. Nothing in it can be read.

#include "operations/audit/log_files.h"
#include "operations/audit/time_stamps.h"
#include "operations/audit/verify_record.h"
#include "server/reception.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

constexpr std::string_view text_type = "text/plain; charset=utf-8";
constexpr std::string_view bytes_type = "application/octet-stream";
constexpr std::string_view for_ever = "public, max-age=31536000, immutable";

/// Answers of a time authority are files of another type, so that browsers and proxies keep them as they are.
asio::awaitable<http::Response> answer_stamp(Reception& reception, http::Request request) {
  const auto path = request.path.substr(std::string_view("/log/").size());
  const auto file =
      co_await reception.desk.journal.ask([&path](ports::Store& store) { return audit::time_stamp_file(store, path); });
  if (!file) co_return http::problem(file.error(), request.path);
  co_return http::file(file->bytes, file->is_text ? text_type : timestamp::answer_type)
      .with("Cache-Control", file->is_final ? std::string(for_ever) : "no-cache");
}

asio::awaitable<http::Response> answer(Reception& reception, http::Request request) {
  const auto path = request.path.substr(std::string_view("/log/").size());
  const auto file =
      co_await reception.desk.journal.ask([&path](ports::Store& store) { return audit::log_file(store, path); });
  if (!file) co_return http::problem(file.error(), request.path);
  co_return http::file(file->bytes, file->is_text ? text_type : bytes_type)
      .with("Cache-Control", file->is_final ? std::string(for_ever) : "no-cache");
}

/// For convenience only: a key that comes with the log proves nothing against who runs the log.
asio::awaitable<http::Response> answer_key(std::string vkey) {
  co_return http::file(cat(vkey, "\n"), text_type).with("Cache-Control", "no-cache");
}

}  // namespace

void add_log_routes(http::Router& router, Reception& reception) {
  for (const auto* pattern : {"/log/checkpoint", "/log/tile/{path...}"}) {
    router.add(http::Method::get, pattern,
               [&reception](http::Request request) { return answer(reception, std::move(request)); });
  }
  router.add(http::Method::get, "/log/time-stamps/{path...}",
             [&reception](http::Request request) { return answer_stamp(reception, std::move(request)); });
  const auto keys = audit::public_keys(reception.desk.journal.keys());
  for (const auto& [pattern, key] : {std::pair{"/log/log.vkey", keys.log}, {"/log/issuer.vkey", keys.issuer}}) {
    router.add(http::Method::get, pattern,
               [vkey = audit::vkey_text(key)](const http::Request&) { return answer_key(vkey); });
  }
}

}  // namespace heed::server
