#pragma once
// Every limit on what comes from outside, in one place. A test stands at each limit and one past it.

#include <cstddef>

namespace heed::core::limits {

inline constexpr std::size_t name_bytes = 160;            ///< the name of a thing
inline constexpr std::size_t chosen_name_bytes = 64;      ///< a name that becomes a part of other names
inline constexpr std::size_t line_bytes = 500;            ///< a title, a headline, a source
inline constexpr std::size_t text_bytes = 20'000;         ///< a report, a statement, an instruction
inline constexpr std::size_t body_bytes = 1 << 20;        ///< one request
inline constexpr std::size_t import_bytes = 256UL << 20;  ///< one file of recipients
inline constexpr std::size_t value_depth = 32;            ///< nesting of JSON and TOML
inline constexpr std::size_t value_items = 200'000;       ///< members and elements in one document
inline constexpr std::size_t list_items = 10'000;         ///< elements of one list in a command
inline constexpr std::size_t ring_vertices = 100'000;     ///< points of one ring of an area
inline constexpr std::size_t entry_bytes = 4UL << 20;     ///< one entry of the record
inline constexpr std::size_t commands_waiting = 4'096;    ///< commands that wait for a commit
inline constexpr std::size_t commit_entries = 4'096;      ///< entries in one commit
inline constexpr std::size_t connections = 2'000;         ///< open connections of the server
inline constexpr std::size_t event_streams = 256;         ///< live views at one time
inline constexpr std::size_t deliveries_in_flight = 64;   ///< attempts on the wire at one time
inline constexpr std::size_t csv_columns = 64;            ///< columns of a file of recipients
inline constexpr std::size_t drill_steps = 10'000;        ///< steps of one drill

/// Recipients that one edition tells. Why no more: it is decided, planned and folded in one go, and nothing else is
/// done meanwhile; until it is durable, all of it is in memory besides the state. docs/performance.md says how long,
/// how much.
inline constexpr std::size_t edition_recipients = 100'000;

}  // namespace heed::core::limits

namespace heed {
namespace limits = core::limits;
}  // namespace heed
