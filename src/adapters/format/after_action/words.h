#pragma once
// Private to this folder: what the words of the record mean, said for people who did not write it.

#include <string>
#include <string_view>

#include "flow/review/after_action.h"

namespace heed::after_action {

/// How far a delivery came: "accepted by the next machine, arrival not known". Never says more than is known (DE-6):
/// only an acknowledgement says that somebody was warned. An unknown word is returned as it is.
[[nodiscard]] std::string how_far(std::string_view standing);

/// How strong an acknowledgement is: "heard by an officer, who wrote it down".
[[nodiscard]] std::string evidence(const review::Telling& telling);

/// The report in a few sentences, and the two numbers that they rest on.
struct Summary {
  std::size_t recipients = 0;    ///< who were to be told at least one edition
  std::size_t acknowledged = 0;  ///< who acknowledged at least one
  std::vector<std::string> sentences;
};
[[nodiscard]] Summary summary(const review::AfterAction& view);

/// A delay for people; "not yet" where there is none.
[[nodiscard]] std::string spoken(const std::optional<Duration>& delay);

/// The statements of the view are columns S1, S2, …
[[nodiscard]] std::string column(std::size_t index);

/// What a recipient was first told of a statement, or nothing.
[[nodiscard]] const review::Told* told(const review::Knower& knower, const FacetId& facet);

/// "hall, edition 2 (update)".
[[nodiscard]] std::string edition_of(const review::Telling& telling);

}  // namespace heed::after_action
