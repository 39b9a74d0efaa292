#include <algorithm>
#include <optional>

#include "core/text.h"
#include "lib/sdjwt/form.h"
#include "lib/sdjwt/issue.h"
#include "lib/sdjwt/salts.h"

namespace heed::sdjwt {

namespace {

struct Found {
  Claim* claim;
  std::size_t salt;  ///< the place of its own salt
};

/// Looks for a hidden claim by its path. `salt` is the place of the first salt of what is in `outer`.
std::optional<Found> find(Claim& outer, const std::string& path, std::string_view wanted, std::size_t salt) {
  for (std::size_t i = 0; i < outer.inner.size(); ++i) {
    auto& inner = outer.inner[i];
    const auto here = outer.content == Content::fields ? member_path(path, inner.name) : element_path(path, i);
    const bool is_hidden = inner.sight == Sight::hidden;
    if (is_hidden && inner.content != Content::erased && here == wanted) return Found{&inner, salt};
    if (is_hidden) ++salt;
    if (const auto found = find(inner, here, wanted, salt)) return found;
    salt += salts_in(inner);
  }
  return std::nullopt;
}

}  // namespace

Result<Erased> erase(const Claim& claims, std::string_view salts, std::string_view path) {
  TRY(const auto disclosures, regenerate(claims, salts));
  const auto disclosure = std::ranges::find(disclosures, path, &Disclosure::path);
  Erased erased{claims, std::string(salts)};
  const auto found = find(erased.claims, {}, path, 0);
  if (disclosure == disclosures.end() || !found) {
    return fail(Code::not_found, cat("no hidden claim stands at ", path), std::string(path));
  }
  const auto inside = salts_in(*found->claim) * salt_bytes;
  const auto own = found->salt * salt_bytes;
  erased.salts.erase(own + salt_bytes, inside);
  std::fill_n(erased.salts.begin() + static_cast<std::ptrdiff_t>(own), salt_bytes, '\0');
  *found->claim = Claim{.content = Content::erased, .digest = std::string(view(digest_of(disclosure->text)))};
  return erased;
}

}  // namespace heed::sdjwt
