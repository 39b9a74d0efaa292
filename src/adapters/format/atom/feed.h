#pragma once
// An Atom feed of warnings (RFC 4287), as the OASIS practice for CAP feeds asks: one entry an alert, linked to its CAP
// file.

#include <string>
#include <vector>

#include "core/instant.h"

namespace heed::atom {

/// One warning. Empty text means that the element is absent, except for id and title.
/// Requires: `id` is an IRI that stays the same as long as the warning lives, through every edition and every change of
/// server or path ("tag:example.org,2024:heed-7"): readers recognise an entry by nothing else.
struct Item {
  std::string id{};
  std::string title{};
  Instant updated{};    ///< the newest edition was sent
  Instant published{};  ///< the first edition was sent
  std::string summary{};
  std::string link_cap{};   ///< absolute URL of the CAP file
  std::string link_html{};  ///< absolute URL of the page for people
  std::string category{};   ///< CAP's word: "Security"
  std::string status{};     ///< CAP's word: "Actual", "Exercise", "Test" (DE-13)
};

/// Requires: `id` is an IRI and stays the same for ever; `title` and `author` are not empty.
struct Feed {
  std::string id{};
  std::string title{};
  Instant updated{};
  std::string self_url{};  ///< where this feed is served
  std::string author{};    ///< the issuer's name; it holds for every entry
  std::vector<Item> items{};
};

/// The feed in UTF-8, items in the order given, times in whole seconds. Equal feeds give equal bytes, so a file that
/// did not change keeps its ETag. Guarantees: well formed for any text.
[[nodiscard]] std::string write(const Feed& feed);

}  // namespace heed::atom
