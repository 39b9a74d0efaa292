#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "adapters/system/virtual_clock.h"
#include "adapters/system/wall_clock.h"

namespace heed::system {
namespace {

constexpr Instant noon{1'709'726'400'000};
constexpr Duration hour = std::chrono::hours(1);

boost::asio::awaitable<void> note_return(ports::Clock& clock, Instant due, int& returns) {
  co_await clock.wait_until(due);
  ++returns;
}

/// A loop with one waiting task, as the hub has it.
struct Waiting {
  boost::asio::io_context loop;
  int returns = 0;

  void wait(ports::Clock& clock, Instant due) {
    boost::asio::co_spawn(loop, note_return(clock, due, returns), boost::asio::detached);
    run();
  }
  void run() {
    loop.restart();
    loop.poll();
  }
};

TEST_CASE("a_virtual_wait_ends_when_the_clock_reaches_its_time_and_not_before") {
  VirtualClock clock(noon);
  Waiting task;
  task.wait(clock, noon + hour);
  CHECK(clock.waiting_for() == noon + hour);
  clock.set(noon + hour - Duration(1));
  task.run();
  CHECK(task.returns == 0);
  clock.set(noon + hour);
  task.run();
  CHECK(task.returns == 1);
  CHECK(clock.waiting_for() == std::nullopt);
  CHECK(clock.now() == noon + hour);
}

TEST_CASE("a_virtual_wait_for_a_time_that_has_come_ends_at_once") {
  VirtualClock clock(noon);
  Waiting task;
  task.wait(clock, noon);
  task.wait(clock, noon - hour);
  CHECK(task.returns == 2);
}

TEST_CASE("a_wake_ends_a_virtual_wait_once") {
  VirtualClock clock(noon);
  Waiting task;
  task.wait(clock, noon + hour);
  clock.wake();
  task.run();
  CHECK(task.returns == 1);
  task.wait(clock, noon + hour);
  CHECK(task.returns == 1);
  CHECK(clock.waiting_for() == noon + hour);
}

TEST_CASE("a_wake_before_a_virtual_wait_is_not_lost") {
  VirtualClock clock(noon);
  Waiting task;
  clock.wake();
  task.wait(clock, noon + hour);
  CHECK(task.returns == 1);
}

TEST_CASE("a_task_that_is_dropped_while_it_waits_leaves_the_virtual_clock_free") {
  VirtualClock clock(noon);
  {
    Waiting().wait(clock, noon + hour);
  }
  CHECK(clock.waiting_for() == std::nullopt);
  clock.set(noon + hour);
  Waiting task;
  task.wait(clock, noon + hour + hour);
  CHECK(task.returns == 0);
}

TEST_CASE("a_wall_wait_ends_at_its_time_and_not_before") {
  Waiting task;
  WallClock clock(task.loop.get_executor());
  const auto due = clock.now() + Duration(20);
  boost::asio::co_spawn(task.loop, note_return(clock, due, task.returns), boost::asio::detached);
  task.loop.run();
  CHECK(task.returns == 1);
  CHECK(clock.now() >= due);
}

TEST_CASE("a_wake_ends_a_wall_wait_and_is_not_lost_before_one") {
  Waiting task;
  WallClock clock(task.loop.get_executor());
  const auto far = clock.now() + hour;
  task.wait(clock, far);
  CHECK(task.returns == 0);
  clock.wake();
  task.run();
  CHECK(task.returns == 1);
  clock.wake();
  task.wait(clock, far);
  CHECK(task.returns == 2);
  task.wait(clock, far);
  CHECK(task.returns == 2);
  clock.wake();
  task.run();
}

}  // namespace
}  // namespace heed::system
