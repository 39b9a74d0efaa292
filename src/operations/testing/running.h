#pragma once
// Running coroutines to their end, one thread, no sleep.

#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "core/result.h"

namespace heed::testing {

/// What a coroutine that was started will give.
template <class T>
using Promised = std::shared_ptr<std::optional<T>>;

/// Begins `work`; it goes on whenever the context runs.
template <class T>
Promised<T> begin(boost::asio::io_context& context, boost::asio::awaitable<T> work) {
  auto promised = std::make_shared<std::optional<T>>();
  boost::asio::co_spawn(context, std::move(work), [promised](std::exception_ptr thrown, T value) {
    if (thrown) std::rethrow_exception(thrown);
    *promised = std::move(value);
  });
  return promised;
}

/// Runs the context until `promised` is kept. A test that waits for what can never come fails after `patience`.
template <class T>
T wait_for(boost::asio::io_context& context, const Promised<T>& promised,
           std::chrono::seconds patience = std::chrono::seconds(20)) {
  context.restart();
  while (!*promised) REQUIRE_MESSAGE(context.run_one_for(patience) > 0, "nothing more happens");
  return **promised;
}

template <class T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> work) {
  return wait_for(context, begin(context, std::move(work)));
}

/// A coroutine without a value, as one with.
inline boost::asio::awaitable<Result<void>> counted(boost::asio::awaitable<void> work) {
  co_await std::move(work);
  co_return Result<void>{};
}

}  // namespace heed::testing
