#include "adapters/http_client/url.h"

#include <algorithm>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "core/text.h"

namespace heed::http_client {
namespace {

bool is_host_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == ':';
}

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

Result<Scheme> scheme_of(const boost::urls::url_view& view) {
  if (view.scheme_id() == boost::urls::scheme::https) return Scheme::https;
  if (view.scheme_id() == boost::urls::scheme::http) return Scheme::http;
  return fail(Code::malformed, "the URL must begin with https:// or http://");
}

Result<std::uint16_t> port_of(const boost::urls::url_view& view, Scheme scheme) {
  if (!view.has_port() || view.port().empty()) return scheme == Scheme::https ? std::uint16_t{443} : std::uint16_t{80};
  if (view.port_number() == 0) return fail(Code::malformed, "the port of the URL must be a number from 1 to 65535");
  return view.port_number();
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
  if (text.size() > url_bytes) return fail(Code::malformed, cat("a URL may have at most ", url_bytes, " bytes"));
  const auto parsed = boost::urls::parse_uri({text.data(), text.size()});
  if (parsed.has_error()) return fail(Code::malformed, "this is not a URL; write it as https://host/path");
  const boost::urls::url_view& view = *parsed;

  Url url;
  TRY(url.scheme, scheme_of(view));
  // Why refuse a user name: it would have to be kept beside the contact point, and "https://good.example@evil.example/"
  // is an old way to make a reader see the wrong host.
  if (view.has_userinfo()) return fail(Code::malformed, "the URL may not contain a user name or a password");
  TRY(url.port, port_of(view, url.scheme));

  const std::string host = view.host_address();
  url.host = lower_case(host);
  if (url.host.empty() || url.host.size() > 253 || !std::ranges::all_of(url.host, is_host_letter)) {
    return fail(Code::malformed,
                "the host of the URL must be a plain name (xn-- for international ones) or an address");
  }
  const bool is_ipv6 = url.host.find(':') != std::string::npos;
  url.host_header = is_ipv6 ? cat("[", url.host, "]") : url.host;
  if (url.port != (url.scheme == Scheme::https ? 443 : 80)) url.host_header += cat(":", url.port);

  const auto target = view.encoded_target();
  url.target.assign(target.data(), target.size());
  // Why: Boost.URL 1.81 ends a port at the first letter and takes the rest for a path, so that "desk:80a" and
  // "desk:secret@other.example" would be the host "desk".
  if (!url.target.empty() && url.target.front() != '/' && url.target.front() != '?') {
    return fail(Code::malformed, "the port of the URL must be a number from 1 to 65535");
  }
  if (!url.target.starts_with('/')) url.target.insert(url.target.begin(), '/');
  return url;
}

}  // namespace heed::http_client
