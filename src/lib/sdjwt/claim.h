#pragma once
// What is to be signed so that each part can be shown or kept back by itself: the claims of an SD-JWT (RFC 9901).

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/value.h"

namespace heed::sdjwt {

/// How many digests stand in one list, whatever is really there: decoys fill up to `at_least`, then to a multiple.
struct Padding {
  std::size_t at_least = 0;
  std::size_t multiple_of = 1;  ///< Requires: not 0
  bool operator==(const Padding&) const = default;
};

/// Whether a claim can be kept back (a salted digest stands in its place), or is signed in plain sight.
enum class Sight { hidden, plain };

enum class Content {
  value,     ///< one value, shown whole or not at all
  fields,    ///< an object whose members are claims themselves
  elements,  ///< a list whose elements are claims themselves; their order is kept, decoys stand at the end
  erased,    ///< nothing is left but the digest; it is hidden for ever
};

/// One claim, and those in it. Names are those of JSON members and are empty for elements of a list.
struct Claim {
  std::string name{};
  Sight sight = Sight::hidden;
  Content content = Content::value;
  core::Value value{};         ///< of a `value`
  std::vector<Claim> inner{};  ///< of `fields` and `elements`
  Padding padding{};           ///< of the digests of `inner`
  std::string digest{};        ///< of an `erased` claim: 43 characters of base64url
  bool operator==(const Claim&) const = default;
};

[[nodiscard]] inline Claim hidden(std::string name, core::Value value) {
  return {.name = std::move(name), .value = std::move(value)};
}
[[nodiscard]] inline Claim plain(std::string name, core::Value value) {
  return {.name = std::move(name), .sight = Sight::plain, .value = std::move(value)};
}
/// A hidden object, and a hidden list, of claims that are hidden or plain themselves.
[[nodiscard]] inline Claim fields(std::string name, std::vector<Claim> inner, Padding padding) {
  return {.name = std::move(name), .content = Content::fields, .inner = std::move(inner), .padding = padding};
}
[[nodiscard]] inline Claim elements(std::string name, std::vector<Claim> inner, Padding padding) {
  return {.name = std::move(name), .content = Content::elements, .inner = std::move(inner), .padding = padding};
}

}  // namespace heed::sdjwt
