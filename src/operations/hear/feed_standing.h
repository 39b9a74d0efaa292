#pragma once
// How it goes with the feeds that this hub listens to. In memory: what they brought stands in the record.

#include <optional>
#include <string>
#include <vector>

#include "core/fields.h"
#include "core/instant.h"
#include "core/words.h"

namespace heed::hear {

enum class Going {
  waiting,  ///< nothing came yet
  well,
  failing,  ///< the last attempt failed, or the stream gave no sign of life
};
constexpr auto words(Going) {
  return core::word_table<Going>({{Going::waiting, "waiting"}, {Going::well, "well"}, {Going::failing, "failing"}});
}

/// A message of a stream that no repository gave, however often it was asked for.
struct Lost {
  std::string message;  ///< "sender,identifier"
  std::string why;      ///< what each repository answered last
  HEED_FIELDS(Lost, message, why)
};

struct FeedStanding {
  std::string name;
  std::string url;
  Going going = Going::waiting;
  std::string detail;              ///< why it is failing, or what could not be used; a sentence
  std::optional<Instant> last_at;  ///< the last answer or sign of life
  std::optional<Instant> since;    ///< it is failing since then
  std::uint64_t fresh = 0;         ///< alerts that it brought first, since the start
  std::uint64_t again = 0;         ///< alerts that another feed had brought
  std::uint64_t unusable = 0;      ///< items and documents that could not be used
  std::vector<std::string> gaps;   ///< messages that a stream says it sent and that did not come: the newest ones
  std::uint64_t fetched = 0;       ///< messages that did not come and that a repository gave, since the start
  std::vector<Lost> lost;          ///< those that no repository gave: the newest ones
  HEED_FIELDS(FeedStanding, name, url, going, detail, last_at, since, fresh, again, unusable, gaps, fetched, lost)
};

}  // namespace heed::hear
