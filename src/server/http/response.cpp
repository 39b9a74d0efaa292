#include "server/http/response.h"

#include <cstdint>

#include "core/text.h"
#include "lib/json/json.h"

namespace heed::http {

namespace {

/// How long a caller should wait before it tries again, in seconds: longer than a commit, shorter than patience.
constexpr std::string_view retry_after = "5";

}  // namespace

int status_of(Code code) {
  switch (code) {
    case Code::malformed: return 400;
    case Code::invalid: return 422;
    case Code::refused: return 409;
    case Code::not_found: return 404;
    case Code::conflict: return 409;
    case Code::unidentified: return 401;
    case Code::forbidden: return 403;
    case Code::too_large: return 413;
    case Code::too_many: return 429;
    case Code::unavailable: return 503;
    case Code::corrupt: return 500;
    case Code::unsupported: return 501;
    case Code::stopped: return 503;
    case Code::internal: return 500;
  }
  return 500;
}

std::string_view phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return status < 400 ? "OK" : "Error";
  }
}

Response problem(const Error& error, std::string_view instance) {
  return problem(error, instance, status_of(error.code));
}

Response problem(const Error& error, std::string_view instance, int status) {
  Value said;
  // Why about:blank: the title then is the phrase of the status, and `code` is the closed list that programs switch on.
  said.set("type", "about:blank");
  said.set("title", phrase(status));
  said.set("status", status);
  said.set("detail", error.detail);
  if (!instance.empty()) said.set("instance", instance);
  said.set("code", core::word(error.code));
  if (!error.place.empty()) said.set("place", error.place);
  Response response{.status = status, .content_type = "application/problem+json", .body = heed::json::write(said)};
  if (status == 429 || status == 503) response.headers.emplace_back("Retry-After", retry_after);
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"heed\"");
  return response;
}

Response Response::with(std::string name, std::string value) && {
  headers.emplace_back(std::move(name), std::move(value));
  return std::move(*this);
}

std::string_view Response::header(std::string_view name) const {
  for (const auto& [known, value] : headers) {
    if (is_same_word(known, name)) return value;
  }
  return {};
}

Response json(int status, const Value& value) {
  return {.status = status, .content_type = "application/json", .body = heed::json::write(value)};
}

Response page(std::string html, int status) {
  return {.status = status, .content_type = "text/html; charset=utf-8", .body = std::move(html)};
}

Response file(std::string bytes, std::string_view type) {
  return {.content_type = std::string(type), .body = std::move(bytes)};
}

Response see_other(std::string location) { return Response{.status = 303}.with("Location", std::move(location)); }

Response no_content() { return {.status = 204}; }

Response stream(std::shared_ptr<EventSource> events) {
  Response response{.content_type = "text/event-stream", .events = std::move(events)};
  // Why: nginx gathers answers before it passes them on unless told otherwise, and an event would wait for the next.
  return std::move(response).with("X-Accel-Buffering", "no");
}

std::string etag_of(std::string_view bytes) {
  // FNV-1a, 64 bits, with the length: enough to tell the versions of one file apart.
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return cat("\"", bytes.size(), "-", hash, "\"");
}

bool is_current(const Request& request, std::string_view etag) {
  const auto wanted = request.headers.value("If-None-Match");
  if (core::trimmed(wanted) == "*") return true;
  for (auto candidate : core::split(wanted, ',')) {
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == etag) return true;
  }
  return false;
}

Response conditional(const Request& request, Response response) {
  if (response.status != 200) return response;
  if (response.header("ETag").empty()) response.headers.emplace_back("ETag", etag_of(response.body));
  if (response.header("Cache-Control").empty()) response.headers.emplace_back("Cache-Control", "no-cache");
  if (!is_current(request, response.header("ETag"))) return response;
  response.status = 304;
  response.body.clear();
  response.content_type.clear();
  return response;
}

const std::vector<std::pair<std::string_view, std::string_view>>& security_headers() {
  static const std::vector<std::pair<std::string_view, std::string_view>> fields{
      {"Content-Security-Policy",
       "default-src 'self'; style-src 'self'; img-src 'self' data:; script-src 'self'; object-src 'none'; "
       "base-uri 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cache-Control", "no-store"}};
  return fields;
}

}  // namespace heed::http
