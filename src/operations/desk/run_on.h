#pragma once
// Work that blocks goes to another thread and comes back with its value.

#include <optional>
#include <type_traits>

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace heed::desk {

/// Runs `work` on `pool` and returns its value on `context`. Requires: what `work` refers to outlives it and is not
/// touched elsewhere meanwhile.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work>> run_on(boost::asio::thread_pool& pool,
                                                          boost::asio::io_context& context, Work work) {
  namespace asio = boost::asio;
  std::optional<std::invoke_result_t<Work>> value;
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(
      [&](auto handler) {
        asio::post(pool, [&context, &value, &work, waiting = std::move(handler)]() mutable {
          value = work();
          asio::post(context, std::move(waiting));
        });
      },
      asio::use_awaitable);
  co_return *std::move(value);
}

}  // namespace heed::desk
