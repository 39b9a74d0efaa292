#include "cli/api/hub.h"

#include <random>

#include "core/text.h"
#include "lib/json/json.h"

namespace heed::api {
namespace {

/// For an answer that says nothing of its own: what the status alone tells.
Code code_of_status(int status) {
  switch (status) {
    case 400: return Code::malformed;
    case 401: return Code::unidentified;
    case 403: return Code::forbidden;
    case 404: return Code::not_found;
    case 409: return Code::conflict;
    case 413: return Code::too_large;
    case 422: return Code::refused;
    case 429: return Code::too_many;
    default: return status >= 500 ? Code::unavailable : Code::internal;
  }
}

Code code_of(const Value* said, int status) {
  if (said == nullptr || said->text() == nullptr) return code_of_status(status);
  for (auto code = Code::malformed;; code = static_cast<Code>(static_cast<int>(code) + 1)) {
    if (core::word(code) == *said->text()) return code;
    if (code == Code::internal) return code_of_status(status);
  }
}

std::string text_of(const Value& problem, std::string_view name) {
  const auto* found = problem.find(name);
  return found == nullptr || found->text() == nullptr ? std::string{} : *found->text();
}

Error problem_of(const Access& access, const Reply& reply) {
  const auto problem = json::parse(reply.body);
  if (!problem || problem->object() == nullptr) {
    return {code_of_status(reply.status),
            cat(access.url, " answered with HTTP status ", reply.status, "; is this the address of a hub?")};
  }
  auto detail = text_of(*problem, "detail");
  if (detail.empty()) detail = text_of(*problem, "title");
  if (detail.empty()) detail = cat("HTTP status ", reply.status);
  return {code_of(problem->find("code"), reply.status), std::move(detail), text_of(*problem, "place")};
}

}  // namespace

Result<Value> ask(const Wire& wire, const Access& access, const Request& request) {
  auto reply = wire(access, request);
  if (!reply) {
    auto error = std::move(reply).error();
    if (error.code == Code::unavailable) error.detail += cat(" (the hub is looked for at ", access.url, ")");
    return fail(std::move(error));
  }
  if (reply->status < 200 || reply->status > 299) return fail(problem_of(access, *reply));
  auto value = json::parse(reply->body);
  if (!value) return fail(Code::internal, cat("what ", access.url, " answered is no JSON: ", value.error().detail));
  return value;
}

Result<Value> give(const Wire& wire, const Access& access, std::string_view command, Request request) {
  request.method = "POST";
  request.path = cat("/api/v1/commands/", command);
  return ask(wire, access, request);
}

std::string encoded(std::string_view piece) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : piece) {
    const auto byte = static_cast<unsigned char>(c);
    out +=
        plain.find(c) != std::string_view::npos ? std::string(1, c) : cat('%', digits[byte >> 4U], digits[byte & 15U]);
  }
  return out;
}

std::string fresh_key() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::random_device device;
  std::string key = "cli-";
  for (int i = 0; i < 4; ++i) {
    auto bits = std::uint32_t{device()};
    for (int j = 0; j < 8; ++j, bits >>= 4U) key += digits[bits & 15U];
  }
  return key;
}

}  // namespace heed::api
