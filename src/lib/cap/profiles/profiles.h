#pragma once
// What those who take alerts ask of them besides the standard.

#include "core/words.h"
#include "lib/cap/findings/report.h"
#include "lib/cap/message/message.h"

namespace heed::profiles {

/// `schema` is the schema alone, `cap` the whole standard; the others are the standard and their own rules.
enum class Profile { schema, cap, ipaws, cap_cp, cap_au, meteoalarm, google, wmo };
constexpr auto words(Profile) {
  return core::word_table<Profile>({{Profile::schema, "schema"},
                                    {Profile::cap, "cap"},
                                    {Profile::ipaws, "ipaws"},
                                    {Profile::cap_cp, "cap-cp"},
                                    {Profile::cap_au, "cap-au"},
                                    {Profile::meteoalarm, "meteoalarm"},
                                    {Profile::google, "google"},
                                    {Profile::wmo, "wmo"}});
}

/// Reports the rules of the profile's own set that the message breaks. Does nothing for `schema` and `cap`.
/// Requires: `message` was read from the report's document.
void check(Profile profile, const message::Message& message, findings::Report& report);

}  // namespace heed::profiles
