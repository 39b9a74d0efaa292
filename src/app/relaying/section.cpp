#include "app/relaying/section.h"

#include <algorithm>
#include <set>

#include "adapters/http_client/url.h"
#include "flow/report/heard/bounds.h"
#include "flow/report/rules.h"

namespace heed::relaying {

static_assert(partners_max <= heard::relays_kept);

relay::Handing handing_of(const Partner& partner) {
  return {partner.name,
          partner.not_from.value_or(std::vector<std::string>{}),
          {partner.feeds, partner.senders, partner.categories, partner.statuses, partner.at_least}};
}

bool wants_copies(const Section& section) {
  return std::ranges::any_of(section.partners, [](const Partner& partner) { return partner.as == Form::derived; });
}

Result<void> check(const Section& section) {
  if (section.partners.size() > partners_max) {
    return fail(Code::too_large, cat("at most ", partners_max, " partners can be served"), "partners");
  }
  std::set<std::string> names;
  for (const auto& partner : section.partners) {
    if (auto checked = report::check_plain_name(partner.name, "name"); !checked) {
      return fail(core::within("partners", std::move(checked).error()));
    }
    if (!names.insert(partner.name).second) {
      return fail(Code::conflict, cat("two partners are called \"", partner.name, "\""), "partners");
    }
    if (auto url = http_client::parse_url(partner.url); !url) {
      return fail(core::within(partner.name, std::move(url).error()));
    }
  }
  return {};
}

}  // namespace heed::relaying
