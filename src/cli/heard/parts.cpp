#include "cli/heard/parts.h"

#include <algorithm>
#include <set>

#include "cli/api/table.h"
#include "core/codec.h"
#include "core/text.h"

namespace heed::heard {
namespace {

constexpr std::uint64_t page_rows = 500;
constexpr std::size_t digest_letters = 43;  ///< SHA-256 in base64url
constexpr std::size_t typed_min = 4;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

}  // namespace

std::string cut(std::string text, std::size_t most) {
  if (letters(text) <= most) return text;
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size(); ++end) {
    if (!is_continuation(text[end]) && ++count == most) break;
  }
  return text.substr(0, end) + "…";
}

std::string padded(std::string text, std::size_t width) {
  const auto count = letters(text);
  if (count < width) text.append(width - count, ' ');
  return text;
}

std::string minute(const Value& value, std::string_view path) {
  constexpr std::size_t to_the_minute = 16;
  auto text = api::pick(value, path);
  if (text.size() <= to_the_minute) return text;
  text.resize(to_the_minute);
  std::ranges::replace(text, 'T', ' ');
  return text + "Z";
}

bool is_set(const Value& value, std::string_view path) {
  const auto* found = api::find(value, path);
  return found != nullptr && *found == Value(true);
}

bool warns(const Value& alert) {
  const auto standing = api::pick(alert, "standing");
  return standing != "waiting" && standing != "answer";
}

std::string counted(std::uint64_t number, std::string_view one) {
  return cat(number, " ", one, number == 1 ? "" : "s");
}

std::uint64_t number(const Value& value, std::string_view path) {
  const auto* found = api::find(value, path);
  return found == nullptr ? 0 : from_value<std::uint64_t>(*found).value_or(0);
}

const core::Array& list(const Value& value, std::string_view path) {
  static const core::Array none;
  const auto* found = api::find(value, path);
  return found == nullptr || found->array() == nullptr ? none : *found->array();
}

Result<std::uint64_t> for_each_page(const api::Wire& wire, const api::Access& access, const Wanted& wanted,
                                    const TakePage& take) {
  const auto pages = cat("/api/v1/alerts?limit=", page_rows,
                         wanted.standing.empty() ? std::string() : cat("&standing=", api::encoded(wanted.standing)),
                         wanted.is_concerning ? "&concerning=true" : "");
  api::Request request{.path = pages};
  std::optional<std::uint64_t> total, before;
  while (true) {
    TRY(const auto page, api::ask(wire, access, request));
    if (page.find("alerts") == nullptr) {
      return fail(Code::internal, "the hub's answer has no list \"alerts\"; is it of another version?");
    }
    if (!total) total = number(page, "total");
    if (!take(list(page, "alerts")) || page.find("next") == nullptr) return *total;
    const auto next = number(page, "next");
    if (before && next >= *before) {
      return fail(Code::internal, "the hub's pages do not go on; is it of another version?");
    }
    before = next;
    request.path = cat(pages, "&before=", next);
  }
}

Result<std::string> digest_of(const api::Wire& wire, const api::Access& access, const std::string& typed) {
  if (typed.size() >= digest_letters) return typed;
  if (typed.size() < typed_min) {
    return fail(Code::malformed, cat("at least ", typed_min, " letters of the digest are needed"), "DIGEST");
  }
  std::set<std::string> found;
  TRY(for_each_page(wire, access, {}, [&](const core::Array& alerts) {
    for (const auto& alert : alerts) {
      auto digest = api::pick(alert, "digest");
      if (digest.starts_with(typed)) found.insert(std::move(digest));
    }
    return true;
  }));
  if (found.empty()) return fail(Code::not_found, cat("no alert that is known here begins with \"", typed, "\""));
  if (found.size() == 1) return *found.begin();
  return fail(Code::conflict, cat(found.size(), " alerts begin with \"", typed, "\"; give more letters of the digest"));
}

}  // namespace heed::heard
