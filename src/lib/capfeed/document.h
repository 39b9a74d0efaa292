#pragma once
// What other people's servers hand out where alerts are to be found: one alert, a feed, a distribution, or none of it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "lib/cap/terms.h"

namespace heed::capfeed {

// What one document may cost. A test stands at each limit and one past it.
inline constexpr std::size_t document_bytes = 16UL << 20;    ///< as it came, and again as UTF-8
inline constexpr std::size_t items_max = 20'000;             ///< in one document
inline constexpr std::size_t alert_bytes = 2UL << 20;        ///< one alert
inline constexpr std::size_t handed_out_bytes = 32UL << 20;  ///< all alerts and links of one document together
inline constexpr std::size_t links_per_item = 8;             ///< the best ones are kept
inline constexpr std::size_t link_bytes = 2'048;             ///< a longer address is left out
inline constexpr std::size_t hubs_max = 8;                   ///< further ones are left out
inline constexpr std::size_t elements_max = 800'000;         ///< XML elements in one document

enum class Kind {
  alert,  ///< its root is an alert; whether one of CAP 1.0, 1.1 or 1.2 is for its reader to say
  atom,   ///< a feed or a single entry of RFC 4287
  rss,    ///< RSS 2.0, or 1.0 in RDF
  edxl,   ///< a distribution of EDXL-DE 1.0 or 2.0
  xml,    ///< well formed, and none of these
  html,
  json,
  text,   ///< anything else that is not XML
  empty,  ///< no bytes, or blanks
};
constexpr auto words(Kind) {
  return core::word_table<Kind>({{Kind::alert, "alert"},
                                 {Kind::atom, "atom"},
                                 {Kind::rss, "rss"},
                                 {Kind::edxl, "edxl"},
                                 {Kind::xml, "xml"},
                                 {Kind::html, "html"},
                                 {Kind::json, "json"},
                                 {Kind::text, "text"},
                                 {Kind::empty, "empty"}});
}

/// Where an alert may be fetched. `href` is an absolute http or https address without control characters.
struct Link {
  std::string href{};
  std::string type{};  ///< the media type as the feed says it; may be empty
  bool operator==(const Link&) const = default;
};

/// An alert that stood in the document whole.
struct Embedded {
  std::string bytes{};  ///< a document of its own
  /// False: these are the bytes that its sender put there (a part of the document, or what an escaped text says).
  /// True: declarations of namespaces were added to its root, or the encoding was changed: the untouched original is
  /// then the whole received document.
  bool is_derived = false;
  /// What the EDXL distribution round it says of itself; see `binding_status`.
  std::optional<cap::Status> distribution_status{};
};

/// What an item leads to.
enum class Lead {
  alert,      ///< `alerts` has it
  link,       ///< it is to be fetched; `links` says where, the likeliest first
  too_large,  ///< an alert stood in it that is over the limit
  no_alert,   ///< neither; fields of CAP copied into the entry are not an alert and are not read
};

struct Item {
  std::string id{};       ///< atom:id, guid, rdf:about or contentID, as it stands
  std::string title{};    ///< as it stands, which may be escaped HTML
  std::string updated{};  ///< the time as it stands: in RSS it is another form than in Atom
  std::vector<Link> links{};
  std::vector<Embedded> alerts{};  ///< mostly one or none
  std::size_t too_large = 0;       ///< alerts that were left out because of `alert_bytes`

  [[nodiscard]] Lead lead() const;
};

struct Document {
  Kind kind = Kind::empty;
  std::string id{};
  std::string title{};
  std::string self{};               ///< where the feed says it is; absolute, or empty
  std::string updated{};            ///< as it stands
  std::vector<std::string> hubs{};  ///< where WebSub subscriptions are taken
  /// Of an EDXL distribution. A word that is none of the standard's counts as Test: nobody may act on an alert in a
  /// wrapping that says something not understood about whether to act.
  std::optional<cap::Status> distribution_status{};
  std::string root{};         ///< the name of the root element, with its namespace, for those who want to say what came
  std::vector<Item> items{};  ///< in the order of the document; of an alert, one item that holds it
};

/// Says what the bytes are and what they hold. `address` is where they came from, and may be empty.
///
/// Links are given in this order of preference: (1) those of type application/cap+xml or
/// application/common-alerting-protocol+xml, whatever their relation; (2) alternates and enclosures of type
/// application/xml or text/xml; (3) alternates, enclosures and RSS links without a type; (4) a guid that is a
/// permalink; (5) alternates of another XML type, for some feeds say application/atom+xml of their alerts. Relations to
/// other things (self, related, …) and pages (text/html) are no links to alerts. Relative addresses are resolved
/// against xml:base, else `address`, else the feed's own word where it is (self), only used when `address` is empty.
///
/// Guarantees: safe for any bytes; time and memory grow with their number, up to the limits; nothing is fetched. All of
/// a document is read or none: half a feed looks like a feed from which alerts have vanished.
/// Errors: malformed, where XML is not well formed or has a document type (the place names the line); too_large.
[[nodiscard]] Result<Document> read(std::string_view bytes, std::string_view address = {});

/// The status that an alert has for its receiver. A wrapping that is not Actual wins over an Actual inside; an alert
/// that is itself not Actual stays what it is.
[[nodiscard]] cap::Status binding_status(cap::Status inner, std::optional<cap::Status> distribution);

}  // namespace heed::capfeed
