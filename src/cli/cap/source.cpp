#include "cli/cap/source.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "adapters/http_client/redirect.h"
#include "cli/input.h"
#include "core/text.h"
#include "lib/cap/write.h"
#include "lib/cap/xml/document.h"
#include "lib/capfeed/document.h"

namespace heed::cap {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

/// More is not parsed, so more is not fetched. A file is read to a higher limit, for it is there already.
constexpr std::size_t fetched_bytes = xml::Limits{}.bytes;

/// Where what stands behind the scheme begins; 0 for what is no address.
std::size_t after_scheme(std::string_view name) {
  const auto is_same = [](char c, char small) { return c == small || (c >= 'A' && c <= 'Z' && c + 32 == small); };
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (std::ranges::equal(name.substr(0, scheme.size()), scheme, is_same)) return scheme.size();
  }
  return 0;
}

/// Host and port, with a user name where there is one.
std::string_view authority_of(std::string_view name) {
  const auto rest = name.substr(after_scheme(name));
  return rest.substr(0, rest.find_first_of("/?#"));
}

http_client::Call call_of(const std::string& url, steady_clock::time_point until) {
  const auto left = std::chrono::duration_cast<Duration>(until - steady_clock::now());
  http_client::Call call;
  call.url = url;
  // Why no packed form: the client unpacks nothing, and some servers pack for whoever does not say.
  call.headers = {{"Accept", cat(media_type, ", application/xml, text/xml, */*;q=0.5")},
                  {"Accept-Encoding", "identity"}};
  call.deadline = std::max(left, Duration{1});
  // Why anywhere: who runs the command has typed the address himself.
  call.reach = http_client::Reach::anywhere;
  call.answer_bytes = fetched_bytes;
  return call;
}

asio::awaitable<Result<http_client::Answer>> fetch(std::string url) {
  const auto until = steady_clock::now() + fetch_time;
  for (int redirects = 0; redirects <= http_client::redirects_max; ++redirects) {
    auto answer = co_await http_client::send(call_of(url, until));
    if (!answer && redirects > 0) {
      co_return fail(answer.error().code, cat("it leads to ", url.substr(0, 300), ": ", answer.error().detail));
    }
    if (!answer || !http_client::is_redirect(*answer)) co_return answer;
    CO_TRY(url, http_client::redirected(url, *answer));
  }
  co_return fail(Code::unavailable, cat("it leads on and on; after ", http_client::redirects_max,
                                        " redirects the next would be ", url.substr(0, 300)));
}

Result<std::string> body_of(http_client::Answer answer) {
  if (answer.status == 404 || answer.status == 410) {
    return fail(Code::not_found, cat("there is nothing at this address (HTTP status ", answer.status, ")"));
  }
  if (answer.status != 200) return fail(Code::unavailable, cat("no alert came, but the HTTP status ", answer.status));
  if (!answer.is_complete && answer.body.size() >= fetched_bytes) {
    return fail(Code::too_large, cat("it has more than the ", fetched_bytes, " bytes that are read"));
  }
  if (!answer.is_complete) {
    return fail(Code::unavailable, cat("the answer broke off after ", answer.body.size(), " bytes"));
  }
  return std::move(answer.body);
}

/// Why here, and not for files: servers answer 200 with a page that says that they have nothing, and the line at which
/// such a page is no XML helps nobody.
Result<void> check_kind(std::string_view bytes) {
  const auto document = capfeed::read(bytes);
  if (!document) return {};
  switch (document->kind) {
    case capfeed::Kind::html: return fail(Code::malformed, "a page of HTML is there, and no alert; it may lead to one");
    case capfeed::Kind::json: return fail(Code::malformed, "JSON is there, and no alert");
    case capfeed::Kind::text: return fail(Code::malformed, "what is there is no XML, so it is no alert");
    case capfeed::Kind::empty: return fail(Code::malformed, "the answer is empty");
    case capfeed::Kind::alert:
    case capfeed::Kind::atom:
    case capfeed::Kind::rss:
    case capfeed::Kind::edxl:
    case capfeed::Kind::xml: break;
  }
  return {};
}

Result<std::string> fetched(const std::string& url) {
  // Before anything is sent: what is wrong with it is the command line's fault.
  TRY(const auto checked, http_client::parse_url(url));
  asio::io_context context;
  std::optional<Result<http_client::Answer>> answer;
  asio::co_spawn(context, fetch(url), [&](const std::exception_ptr& thrown, Result<http_client::Answer> came) {
    if (!thrown) answer = std::move(came);
  });
  context.run();
  if (!answer) return fail(Code::internal, "the request could not be sent");
  TRY(auto came, *std::move(answer));
  TRY(auto bytes, body_of(std::move(came)));
  TRY(check_kind(bytes));
  return bytes;
}

}  // namespace

bool is_address(std::string_view name) { return after_scheme(name) > 0; }

std::string shown(std::string_view name) {
  const auto begin = after_scheme(name);
  if (begin == 0) return std::string(name);
  const auto without = [&](std::string_view part) {
    const auto at = part.rfind('@');
    return at == std::string_view::npos ? std::string(name) : cat(name.substr(0, begin), name.substr(begin + at + 1));
  };
  auto cut = without(authority_of(name));
  // Why all of it before the last @ otherwise: a password with a slash in it ends where nobody can tell.
  if (http_client::parse_url(cut)) return cut;
  return without(name.substr(begin));
}

Result<std::string> read_source(const std::string& name) {
  if (!is_address(name)) return cli::read_input(name);
  auto bytes = fetched(name);
  if (!bytes) return fail(bytes.error().code, bytes.error().detail, shown(name));
  return bytes;
}

}  // namespace heed::cap
