#pragma once
// The life of a warning, as one table. The threat's own life is elsewhere (cases/rules.h): they are two machines
// (FT-4).

#include "core/words.h"
#include "flow/warning/entries.h"

namespace heed::warning {

/// `unattended`: the window ended, the recipients were told so, and nobody has named a disposition. It stays so until
/// somebody does.
enum class Standing { drafted, active, unattended, ended };
constexpr auto words(Standing) {
  return core::word_table<Standing>({{Standing::drafted, "drafted"},
                                     {Standing::active, "active"},
                                     {Standing::unattended, "unattended"},
                                     {Standing::ended, "ended"}});
}

enum class Event {
  release_alert,      ///< the first edition goes out
  release_follow_up,  ///< update, extend, correct, downgrade
  release_closing,    ///< cancel, all-clear
  window_ends,        ///< nobody named a disposition
  window_ends_named,  ///< somebody accepted the lapse beforehand
  name_disposition,   ///< lapsed or replaced, by name and for a reason
};
constexpr auto words(Event) {
  return core::word_table<Event>({{Event::release_alert, "release_alert"},
                                  {Event::release_follow_up, "release_follow_up"},
                                  {Event::release_closing, "release_closing"},
                                  {Event::window_ends, "window_ends"},
                                  {Event::window_ends_named, "window_ends_named"},
                                  {Event::name_disposition, "name_disposition"}});
}

/// What the release of an edition of this kind is to the life of its warning.
[[nodiscard]] Event event_of(Kind kind);

/// Where `event` leads from `from`; the error names the rule that refuses it.
[[nodiscard]] Result<Standing> next(Standing from, Event event);

/// The table as Markdown, for the documents; a test compares.
[[nodiscard]] std::string life_table();

}  // namespace heed::warning
