#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "adapters/http_client/client.h"
#include "cli/api/hub.h"
#include "core/limits.h"
#include "core/text.h"

namespace heed::api {
namespace {

http_client::Call call_of(const Access& access, const Request& request) {
  http_client::Call call;
  call.method = request.method;
  call.url = access.url + request.path;
  call.headers.emplace_back("Authorization", cat("Bearer ", access.token));
  call.headers.emplace_back("Accept", "application/json");
  if (!request.key.empty()) call.headers.emplace_back("Idempotency-Key", request.key);
  if (request.method != "GET") call.headers.emplace_back("Content-Type", "application/json");
  call.body = request.body;
  call.deadline = request.deadline;
  // Why anywhere: who runs the command has typed the address himself.
  call.reach = http_client::Reach::anywhere;
  // Why so much: this is the operator's own hub, and a register may be long.
  call.answer_bytes = limits::import_bytes;
  return call;
}

}  // namespace

Result<Reply> over_http(const Access& access, const Request& request) {
  boost::asio::io_context context;
  std::optional<Result<http_client::Answer>> answer;
  boost::asio::co_spawn(context, http_client::send(call_of(access, request)),
                        [&](const std::exception_ptr& thrown, Result<http_client::Answer> came) {
                          if (!thrown) answer = std::move(came);
                        });
  context.run();
  if (!answer) return fail(Code::internal, "the request could not be sent");
  if (!*answer) return fail(std::move(*answer).error());
  if (!(*answer)->is_complete) {
    return fail(Code::too_large, cat("the hub's answer broke off after ", (*answer)->body.size(),
                                     " bytes; ask for less at one time, or look at the console"));
  }
  return Reply{(*answer)->status, std::move((*answer)->body)};
}

}  // namespace heed::api
