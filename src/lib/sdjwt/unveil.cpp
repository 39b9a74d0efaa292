#include "lib/sdjwt/unveil.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/limits.h"
#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/sdjwt/form.h"
#include "lib/sdjwt/jws.h"

namespace heed::sdjwt {

namespace {

using core::Array;
using core::Object;
using core::Value;

/// A disclosure that was read: an element has no name.
struct Opening {
  bool is_member = false;
  std::string name;
  Value value;
  bool is_used = false;
};

Result<Opening> read_opening(std::string_view text) {
  TRY(auto read, read_json(text));
  auto* parts = std::get_if<Array>(&read.data);
  if (parts == nullptr || (parts->size() != 2 && parts->size() != 3)) {
    return fail(Code::malformed, "a disclosure is a list of salt, name and value, or of salt and value");
  }
  if (parts->front().text() == nullptr) return fail(Code::malformed, "the salt of a disclosure is a text");
  Opening opening{parts->size() == 3, {}, std::move(parts->back())};
  if (!opening.is_member) return opening;
  const auto* name = (*parts)[1].text();
  if (name == nullptr) return fail(Code::malformed, "the name in a disclosure is a text");
  if (is_reserved(*name)) return fail(Code::invalid, cat("no claim may be named \"", *name, "\""));
  opening.name = *name;
  return opening;
}

Error at_disclosure(std::size_t index, Error error) {
  return core::within(cat("disclosure ", index + 1), std::move(error));
}

class Unveiling {
 public:
  /// Why it asks: the top is a place even where nothing is hidden, and it is the first one in any case.
  explicit Unveiling(bool has_digests_at_top) {
    if (!has_digests_at_top) places_.emplace_back();
  }
  Result<void> read(const std::vector<std::string_view>& disclosures);
  Result<void> open(Value& value, const std::string& path, std::size_t depth);
  Result<void> check_all_used() const;
  [[nodiscard]] Verified take(Value claims) {
    return {std::move(claims), std::move(places_), std::move(is_top_opened_)};
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  Result<void> open_object(Object& members, const std::string& path, std::size_t depth);
  Result<void> open_list(Array& elements, const std::string& path, std::size_t depth);
  /// The disclosures of a list of digests, as they came.
  Result<std::vector<std::size_t>> openings_of(const Value& digests, const std::string& path, std::size_t depth);
  /// The disclosure of one digest, or none.
  Result<std::size_t> opening_of(const Value& digest);

  std::vector<Opening> openings_;
  std::unordered_map<std::string, std::size_t> by_digest_;
  std::unordered_set<std::string> seen_;
  std::vector<Place> places_;
  std::vector<bool> is_top_opened_;
};

Result<void> Unveiling::read(const std::vector<std::string_view>& disclosures) {
  for (std::size_t i = 0; i < disclosures.size(); ++i) {
    auto opening = read_opening(disclosures[i]);
    if (!opening) return fail(at_disclosure(i, std::move(opening).error()));
    openings_.push_back(std::move(*opening));
    if (by_digest_.emplace(view(digest_of(disclosures[i])), i).second) continue;
    return fail(at_disclosure(i, {Code::invalid, "this disclosure was given before"}));
  }
  return {};
}

Result<std::size_t> Unveiling::opening_of(const Value& digest) {
  const auto* text = digest.text();
  const auto bytes = text == nullptr ? std::string() : digest::from_base64url(*text).value_or("");
  if (bytes.size() != digest::sha256_bytes) {
    return fail(Code::malformed, "where a digest should stand are not 43 digits of base64url");
  }
  if (!seen_.insert(*text).second) return fail(Code::invalid, cat("the digest ", *text, " stands twice"));
  const auto found = by_digest_.find(*text);
  if (found == by_digest_.end()) return none;
  openings_[found->second].is_used = true;
  return found->second;
}

Result<std::vector<std::size_t>> Unveiling::openings_of(const Value& digests, const std::string& path,
                                                        std::size_t depth) {
  const auto* list = digests.array();
  if (list == nullptr) return fail(Code::malformed, "\"_sd\" is a list of digests", path);
  std::vector<std::size_t> found;
  for (const auto& digest : *list) {
    TRY(const auto opening, opening_of(digest));
    const bool is_opened = opening != none;
    if (depth == 0) is_top_opened_.push_back(is_opened);
    if (is_opened) found.push_back(opening);
  }
  places_.push_back({path, list->size(), found.size()});
  std::ranges::sort(found);
  return found;
}

Result<void> check_names(const Object& members, const std::string& path) {
  std::unordered_set<std::string_view> names;
  for (const auto& member : members) {
    if (names.insert(member.first).second) continue;
    return fail(Code::invalid, cat("the claim \"", member.first.substr(0, 60), "\" stands there twice"), path);
  }
  return {};
}

Result<void> Unveiling::open_object(Object& members, const std::string& path, std::size_t depth) {
  std::vector<std::size_t> found;
  const auto digests = std::ranges::find(members, digests_name, &Object::value_type::first);
  if (digests != members.end()) {
    TRY(found, openings_of(digests->second, path, depth));
    members.erase(digests);
  }
  for (auto& [name, value] : members) {
    if (is_reserved(name)) return fail(Code::invalid, cat("\"", name, "\" may not stand here"), path);
    TRY(open(value, member_path(path, name), depth + 1));
  }
  for (const auto index : found) {
    auto& opening = openings_[index];
    if (!opening.is_member) {
      return fail(at_disclosure(index, {Code::invalid, "an element of a list is given where a member is hidden"}));
    }
    TRY(open(opening.value, member_path(path, opening.name), depth + 1));
    members.emplace_back(opening.name, std::move(opening.value));
  }
  return found.empty() ? Result<void>{} : check_names(members, path);
}

Result<void> Unveiling::open_list(Array& elements, const std::string& path, std::size_t depth) {
  Place place{path};
  Array kept;
  kept.reserve(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    auto& element = elements[i];
    const auto here = element_path(path, i);
    if (const auto* digest = element.find(element_name)) {
      if (element.object()->size() != 1) return fail(Code::invalid, "beside \"...\" stands another member", here);
      TRY(const auto index, opening_of(*digest));
      ++place.digests;
      if (index == none) continue;
      ++place.opened;
      if (openings_[index].is_member) {
        return fail(at_disclosure(index, {Code::invalid, "a member is given where an element of a list is hidden"}));
      }
      element = Value(std::move(openings_[index].value));
    }
    TRY(open(element, here, depth + 1));
    kept.push_back(std::move(element));
  }
  elements = std::move(kept);
  if (place.digests > 0) places_.push_back(std::move(place));
  return {};
}

Result<void> Unveiling::open(Value& value, const std::string& path, std::size_t depth) {
  if (depth > limits::value_depth) {
    return fail(Code::too_large, cat("claims may be nested at most ", limits::value_depth, " levels deep"), path);
  }
  if (auto* members = std::get_if<Object>(&value.data)) return open_object(*members, path, depth);
  if (auto* elements = std::get_if<Array>(&value.data)) return open_list(*elements, path, depth);
  return {};
}

Result<void> Unveiling::check_all_used() const {
  const auto unused = std::ranges::find(openings_, false, &Opening::is_used);
  if (unused == openings_.end()) return {};
  const auto index = static_cast<std::size_t>(unused - openings_.begin());
  return fail(at_disclosure(index, {Code::invalid, "no digest that was signed belongs to this disclosure"}));
}

/// Takes "_sd_alg" out of the payload, once it says what we compute. Without it the RFC means SHA-256 too.
Result<void> take_algorithm(Object& members) {
  const auto found = std::ranges::find(members, algorithm_name, &Object::value_type::first);
  if (found == members.end()) return {};
  const auto* text = found->second.text();
  if (text == nullptr || *text != algorithm) return fail(Code::invalid, "digests must be by sha-256");
  members.erase(found);
  return {};
}

}  // namespace

Result<Verified> unveil(Value payload, const std::vector<std::string_view>& disclosures) {
  auto* members = std::get_if<Object>(&payload.data);
  if (members == nullptr) return fail(Code::malformed, "a payload is a JSON object", "the payload");
  auto algorithm_taken = take_algorithm(*members);
  if (!algorithm_taken) return fail(core::within("the payload", std::move(algorithm_taken).error()));
  Unveiling unveiling(payload.find(digests_name) != nullptr);
  TRY(unveiling.read(disclosures));
  TRY(unveiling.open(payload, {}, 0));
  TRY(unveiling.check_all_used());
  return unveiling.take(std::move(payload));
}

}  // namespace heed::sdjwt
