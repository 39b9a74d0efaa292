#include "app/listening/fetch.h"

#include "adapters/http_client/redirect.h"
#include "core/text.h"

namespace heed::listening {

namespace asio = boost::asio;

namespace {

/// `status` of a redirect for now, where there was one on the way: then the whole way does not last.
std::string moved_to(std::string_view address, int status) {
  const auto shown = address.substr(0, 300);
  return status == 301 || status == 308
             ? cat("It has moved to ", shown, " (", status, "), where it is fetched. Check the new address and change ",
                   "it in the configuration.")
             : cat("It is at ", shown, " for now (", status, "), where it is fetched.");
}

}  // namespace

asio::awaitable<Result<Got>> fetch(http_client::Client& client, Asked asked) {
  std::string url = std::move(asked.url);
  std::string moved;
  int status = 0;
  for (int redirects = 0; redirects <= http_client::redirects_max; ++redirects) {
    http_client::Call call;
    call.url = url;
    call.answer_bytes = asked.bytes + 1;
    call.interrupt = asked.interrupt;
    if (asked.compared != nullptr) {
      // Why not to every address: what one server calls "v1" may be other bytes at another.
      call.headers = capfeed::request_headers(url == asked.compared_with ? *asked.compared : capfeed::Polling{});
    }
    auto answer = co_await client.send(std::move(call));
    if (!answer) co_return fail(redirects == 0 ? answer.error() : core::within(url, answer.error()));
    if (!http_client::is_redirect(*answer)) co_return Got{*std::move(answer), std::move(url), std::move(moved)};
    CO_TRY(url, http_client::redirected(url, *answer));
    if (status == 0 || !http_client::is_for_good(*answer)) status = answer->status;
    moved = moved_to(url, status);
  }
  co_return fail(Code::unavailable, cat("it leads on and on; after ", http_client::redirects_max,
                                        " redirects the next would be ", url.substr(0, 300)));
}

Result<void> check_whole(const http_client::Answer& answer) {
  if (answer.status != 200) return fail(Code::unavailable, cat("HTTP status ", answer.status));
  if (!answer.is_complete) return fail(Code::unavailable, "the answer broke off, or is too large for an alert");
  return {};
}

}  // namespace heed::listening
