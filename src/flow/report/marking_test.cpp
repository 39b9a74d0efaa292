#include "flow/report/marking.h"

#include <doctest/doctest.h>

namespace heed::report {
namespace {

TEST_CASE("a_tier_sees_what_is_marked_as_wide_as_itself_or_wider_and_nothing_narrower (SR-1)") {
  // A row for each tier: what it sees of what is marked internal, partner, direct, venue, public.
  struct Row {
    Tier tier;
    std::string_view sees;
  };
  for (const auto& row : {Row{Tier::internal, "yyyyy"}, Row{Tier::partner, "-yyyy"}, Row{Tier::direct, "--yyy"},
                          Row{Tier::venue, "---yy"}, Row{Tier::everyone, "----y"}}) {
    std::string sees;
    for (const auto marking : all_of<Tier>()) sees += may_see(row.tier, marking) ? 'y' : '-';
    CHECK_MESSAGE(sees == row.sees, word(row.tier));
  }
}

}  // namespace
}  // namespace heed::report
