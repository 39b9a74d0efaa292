#pragma once
// An Atom feed of warnings (RFC 4287), as the OASIS practice for CAP feeds asks: one entry an alert, linked to its CAP
// file, with the alert's own fields beside the link.

#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "lib/cap/alert.h"
#include "lib/cap/xml.h"

namespace heed::atom {

/// Where an alert stands now, which the alert itself cannot say.
struct State {
  std::string word{};   ///< "cancelled": one of the feed's own closed list
  std::string label{};  ///< "Cancelled", for people
};

/// What an entry repeats of its alert: everything but resources, parameters and shapes, in one of its languages.
struct Inline {
  cap::Alert alert{};
  std::size_t info = 0;  ///< which of its infos. Requires: there is one of that number
};

/// One warning. Empty text means that the element is absent, except for id and title.
/// Requires: `id` is an IRI that stays the same as long as the alert can be found, through every change of server or
/// path ("tag:example.org,2024:heed-7.1"): readers recognise an entry by nothing else.
struct Item {
  std::string id{};
  std::string title{};
  std::string language{};  ///< of title and summary
  Instant updated{};       ///< when its state last changed, at first when it was sent
  Instant published{};     ///< when it was sent
  std::string summary{};
  std::string link_cap{};   ///< absolute URL of the CAP file
  std::string link_html{};  ///< absolute URL of the page for people
  std::string category{};   ///< CAP's word: "Security"
  State state{};
  std::optional<Inline> cap{};
};

/// Requires: `id` is an IRI and stays the same for ever; `title` and `author` are not empty.
struct Feed {
  std::string id{};
  std::string title{};
  Instant updated{};
  std::string self_url{};  ///< where this feed is served
  std::string hub_url{};   ///< where it is subscribed to (WebSub)
  std::string html_url{};  ///< the same for people
  std::string author{};    ///< the issuer's name; it holds for every entry
  std::string scheme{};    ///< an IRI: whose words the states are
  std::string language{};  ///< of every item; empty where they differ
  std::vector<Item> items{};
};

/// The feed in UTF-8, items in the order given, times in whole seconds. Equal feeds give equal bytes, so a file that
/// did not change keeps its ETag. Guarantees: well formed for any text.
[[nodiscard]] std::string write(const Feed& feed);

/// The fields of an alert as elements "cap:…" of the names that they have in it, and with its own words.
/// Requires: "cap" is bound to the namespace of CAP 1.2.
void write_inline(cap::XmlWriter& xml, const Inline& alert);

}  // namespace heed::atom
