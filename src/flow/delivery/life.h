#pragma once
// The life of a delivery, as one table. Each standing says what may be done next; *sent* is not one of them, because it
// says nothing about the recipient (DE-6).

#include "core/words.h"

namespace heed::delivery {

enum class Standing {
  queued,        ///< an attempt is due now or later
  attempting,    ///< on the wire, or lost with a crash
  accepted,      ///< the next machine took it; whether it arrived nobody knows yet
  delivered,     ///< it is at the recipient's own end point
  seen,          ///< somebody opened it; weak evidence
  acknowledged,  ///< an identified person said so deliberately
  refused,       ///< the recipient declined; the next contact is due
  unreachable,   ///< no contact took it; a person must take over
  stopped,       ///< a later edition took its place before it went out
};
constexpr auto words(Standing) {
  return core::word_table<Standing>({{Standing::queued, "queued"},
                                     {Standing::attempting, "attempting"},
                                     {Standing::accepted, "accepted"},
                                     {Standing::delivered, "delivered"},
                                     {Standing::seen, "seen"},
                                     {Standing::acknowledged, "acknowledged"},
                                     {Standing::refused, "refused"},
                                     {Standing::unreachable, "unreachable"},
                                     {Standing::stopped, "stopped"}});
}

enum class Event { attempt, accept, deliver, fail, see, acknowledge, refuse, exhaust, stop, take_over };
constexpr auto words(Event) {
  return core::word_table<Event>({{Event::attempt, "attempt"},
                                  {Event::accept, "accept"},
                                  {Event::deliver, "deliver"},
                                  {Event::fail, "fail"},
                                  {Event::see, "see"},
                                  {Event::acknowledge, "acknowledge"},
                                  {Event::refuse, "refuse"},
                                  {Event::exhaust, "exhaust"},
                                  {Event::stop, "stop"},
                                  {Event::take_over, "take_over"}});
}

/// Where `event` leads from `from`. Guarantees: evidence only grows; what was delivered is not accepted again by a late
/// report, and what was acknowledged stays so.
[[nodiscard]] Result<Standing> next(Standing from, Event event);

/// The table as Markdown, for the documents; a test compares.
[[nodiscard]] std::string life_table();

}  // namespace heed::delivery
