#pragma once
// Result<T>: a value, or an Error. Never dropped silently.

#include <expected>
#include <utility>

#include "core/error.h"

namespace heed::core {

/// Why a class of our own over std::expected: [[nodiscard]] then holds for every function that returns one.
template <class T>
class [[nodiscard]] Result : public std::expected<T, Error> {
 public:
  using std::expected<T, Error>::expected;
};

/// The short way to fail: `return fail(Code::invalid, "…", "field");`
[[nodiscard]] inline std::unexpected<Error> fail(Code code, std::string detail, std::string place = {}) {
  return std::unexpected<Error>(Error{code, std::move(detail), std::move(place)});
}
[[nodiscard]] inline std::unexpected<Error> fail(Error error) { return std::unexpected<Error>(std::move(error)); }

}  // namespace heed::core

namespace heed {
using core::fail;
using core::Result;
}  // namespace heed

#define HEED_CAT_(a, b) a##b
#define HEED_CAT(a, b) HEED_CAT_(a, b)
#define HEED_PICK_TRY_(_1, _2, name, ...) name
#define HEED_TRY1_(ret, r, expr) \
  if (auto r = (expr); !r) ret ::heed::core::fail(std::move(r).error())
#define HEED_TRY2_(ret, r, decl, expr)                  \
  auto r = (expr);                                      \
  if (!r) ret ::heed::core::fail(std::move(r).error()); \
  decl = *std::move(r)
#define HEED_TRY_ONE_(expr) HEED_TRY1_(return, HEED_CAT(result_, __LINE__), expr)
#define HEED_TRY_TWO_(decl, expr) HEED_TRY2_(return, HEED_CAT(result_, __LINE__), decl, expr)
#define HEED_CO_TRY_ONE_(expr) HEED_TRY1_(co_return, HEED_CAT(result_, __LINE__), expr)
#define HEED_CO_TRY_TWO_(decl, expr) HEED_TRY2_(co_return, HEED_CAT(result_, __LINE__), decl, expr)

/// TRY(f(x));  or  TRY(auto value, f(x));  hands a failure to the caller, unchanged.
#define TRY(...) HEED_PICK_TRY_(__VA_ARGS__, HEED_TRY_TWO_, HEED_TRY_ONE_)(__VA_ARGS__)
/// The same inside a coroutine: CO_TRY(auto x, co_await f(a, b));
#define CO_TRY(...) HEED_PICK_TRY_(__VA_ARGS__, HEED_CO_TRY_TWO_, HEED_CO_TRY_ONE_)(__VA_ARGS__)
