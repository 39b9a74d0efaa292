#include "bench/audience/audience.h"

#include <cstdio>

#include "bench/audience/trial.h"

namespace heed::audience {

void say(std::string_view words) {
  std::fprintf(stderr, "audience: %.*s\n", static_cast<int>(words.size()), words.data());
}

Result<bench::Sheet> measure(const Order& order) {
  if (order.places < places_min || order.places > places_max)
    return fail(Code::invalid, cat("from ", places_min, " to ", places_max, " places"), "--places");
  say(cat("inventing ", order.places, " places"));
  TRY(auto folder, Scratch::make("audience"));
  people::World world(number(Seed::world));
  auto places = world.places(order.places, number(Seed::places));
  TRY(auto kinds, people::kinds(world, number(Seed::areas)));
  Trial trial{order, std::move(folder), std::move(world), std::move(places), std::move(kinds), {}, {}};
  trial.sheet = {"audience", bench::machine(), order.rounds, {}, {}};
  trial.sheet.figures.push_back({"places", static_cast<double>(order.places) / 1e6, "million"});
  TRY(measure_building(trial));
  TRY(check_answers(trial));
  TRY(measure_answers(trial));
  TRY(measure_restart(trial));
  TRY(measure_ready(trial));
  TRY(measure_moves(trial));
  TRY(measure_arrivals(trial));
  return std::move(trial.sheet);
}

}  // namespace heed::audience
