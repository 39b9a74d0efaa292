#include "lib/proof/sentences.h"

#include <algorithm>
#include <cstdint>

#include "core/text.h"
#include "lib/json/json.h"
#include "lib/proof/visible.h"

namespace heed::proof {

namespace {

using core::Value;

/// "4,312"
std::string with_commas(std::uint64_t number) {
  auto digits = cat(number);
  for (auto at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view more) {
  return cat(with_commas(number), " ", number == 1 ? one : more);
}

bool is_empty(const Value& value) {
  const auto* members = value.object();
  const auto* elements = value.array();
  return (members != nullptr && members->empty()) || (elements != nullptr && elements->empty());
}

/// The sentences about what an entry shows.
struct Shown {
  const std::vector<sdjwt::Place>& places;
  std::vector<std::string> sentences{};

  /// One sentence for each value; those of an object one by one.
  void say(const std::string& path, const Value& value) {
    const auto hides = [&](const sdjwt::Place& place) { return place.path == path && place.hidden() > 0; };
    // Why nothing: "told is []" would be read as "nobody was told", where all that was told is hidden.
    if (is_empty(value) && std::ranges::any_of(places, hides)) return;
    const auto* members = value.object();
    if (members != nullptr && !members->empty()) {
      for (const auto& [name, member] : *members) say(cat(path, ".", name), member);
      return;
    }
    const auto* elements = value.array();
    const auto is_object = [](const Value& one) { return one.object() != nullptr; };
    if (elements == nullptr || std::ranges::none_of(*elements, is_object)) {
      sentences.push_back(cat("The entry says: ", path, " is ", json::write(value)));
      return;
    }
    for (const auto& element : *elements) {
      sentences.push_back(cat("The entry says: ", path, " has ", json::write(element)));
    }
  }
};

std::string told_place(const Examined& examined) {
  const auto* kind = examined.claims.find("kind");
  const auto* word = kind == nullptr ? nullptr : kind->text();
  const auto what =
      word == nullptr ? std::string("an entry that does not show its kind") : cat("an entry of kind ", *word);
  return cat("The log ", examined.checkpoint.origin, " signed that it held ",
             counted(examined.checkpoint.size, "entry", "entries"), "; at place ", with_commas(examined.index),
             ", counted from 0, stands ", what, ".");
}

std::vector<std::string> proven(const Examined& examined) {
  std::vector<std::string> sentences = {told_place(examined)};
  sentences.push_back(cat("The issuer ", examined.checkpoint.origin, issuer_suffix, " signed this entry."));
  Shown shown{examined.places};
  for (const auto& [name, value] : *examined.claims.object()) {
    if (name != "iss" && name != "v") shown.say(name, value);
  }
  sentences.insert(sentences.end(), shown.sentences.begin(), shown.sentences.end());
  for (const auto& cosigned : examined.cosigned) {
    sentences.push_back(cat("The witness ", cosigned.witness,
                            " had seen one history of this log, with this entry in it, at ", to_text(cosigned.at),
                            " by its own clock."));
  }
  return sentences;
}

void say_hidden(std::vector<std::string>& sentences, const std::vector<sdjwt::Place>& places) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& place = places[i];
    if (place.hidden() == 0) continue;
    const auto where = i == 0 ? std::string("this entry") : place.path;
    sentences.push_back(cat("At most ", counted(place.hidden(), "part", "parts"), " of ", where,
                            " stayed hidden; there may be fewer, because decoys look the same."));
  }
}

void say_witnesses(std::vector<std::string>& sentences, const Examined& examined, bool has_policy) {
  constexpr std::string_view second = "a second history of the same log cannot be excluded.";
  if (examined.cosigned.empty()) {
    const auto reason = examined.unknown_signatures == 0
                            ? std::string("No witness signed this checkpoint, so ")
                            : cat(counted(examined.unknown_signatures, "signature", "signatures"),
                                  " under the checkpoint could not be checked without a key, so ");
    sentences.push_back(reason + std::string(second));
  } else if (!has_policy) {
    sentences.emplace_back("Without a policy nothing says whether these witnesses are enough.");
  }
}

std::vector<std::string> not_proven(const Examined& examined, bool has_policy) {
  std::vector<std::string> sentences;
  sentences.emplace_back("It does not prove that what the entry says is true; its times are the hub's own word.");
  sentences.emplace_back("It does not prove that nobody else was told, or that nothing else happened.");
  say_hidden(sentences, examined.places);
  say_witnesses(sentences, examined, has_policy);
  sentences.emplace_back("It does not prove that this is the newest state of the log; the log may have gone on since.");
  sentences.emplace_back("It does not prove who showed you this file; whoever has it can show it.");
  return sentences;
}

}  // namespace

void put_into_words(Examined& examined, bool has_policy) {
  examined.proven = proven(examined);
  examined.not_proven = not_proven(examined, has_policy);
  for (auto& sentence : examined.proven) sentence = visible(sentence);
  for (auto& sentence : examined.not_proven) sentence = visible(sentence);
}

}  // namespace heed::proof
