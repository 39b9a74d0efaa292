#include "adapters/http_client/redirect.h"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include "core/text.h"

namespace heed::http_client {

bool is_for_good(const Answer& answer) { return answer.status == 301 || answer.status == 308; }

bool is_redirect(const Answer& answer) { return is_for_good(answer) || answer.status == 302 || answer.status == 307; }

Result<std::string> redirected(const std::string& url, const Answer& answer) {
  TRY(const auto from, parse_url(url));
  const auto location = core::trimmed(header(answer, "location"));
  const auto base = boost::urls::parse_uri(url);
  const auto reference = boost::urls::parse_uri_reference({location.data(), location.size()});
  if (location.empty() || reference.has_error() || base.has_error()) {
    return fail(Code::malformed, cat("it answers ", answer.status, " and leads to no address that can be read"));
  }
  boost::urls::url resolved;
  if (boost::urls::resolve(*base, *reference, resolved).has_error()) {
    return fail(Code::malformed, cat("it answers ", answer.status, " and leads to no address that can be read"));
  }
  resolved.remove_fragment();
  const auto text = resolved.buffer();
  std::string to(text.data(), text.size());
  auto parsed = parse_url(to);
  if (!parsed) return fail(Code::malformed, cat("it leads elsewhere (", answer.status, "): ", parsed.error().detail));
  if (from.scheme == Scheme::https && parsed->scheme == Scheme::http) {
    return fail(Code::refused, cat("it leads from https to ", to.substr(0, 300), ", where anybody on the way could ",
                                   "change it; that is not followed"));
  }
  return to;
}

}  // namespace heed::http_client
