#pragma once
// Private to this folder: what the readers of the forms share while one document is read.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/cap/xml/document.h"
#include "lib/capfeed/document.h"

namespace heed::capfeed {

inline constexpr std::string_view space_of_atom = "http://www.w3.org/2005/Atom";
inline constexpr std::string_view space_of_xml = "http://www.w3.org/XML/1998/namespace";

/// Limits of XML that a feed of `items_max` entries with some forty elements each stays under.
inline constexpr xml::Limits xml_limits{
    .bytes = document_bytes, .elements = elements_max, .attributes_all = 400'000, .namespaces = 64};

/// Whether an element inside something else is an alert: of one of CAP's namespaces, or of none and with an identifier,
/// for some writers forget the namespace and others have an "alert" of their own.
[[nodiscard]] bool is_alert(const xml::Document& document, const xml::Element& element);
/// The first child of that name in that namespace.
[[nodiscard]] const xml::Element* child_of(const xml::Document& document, const xml::Element& parent,
                                           std::string_view local, std::string_view space);
[[nodiscard]] std::string lower(std::string_view text);
/// EDXL-DE of both versions. Names are compared without regard to case, for writers of 2.0 differ in it.
[[nodiscard]] bool is_edxl(const xml::Element& element, std::string_view name);
/// The status that an EDXLDistribution gives itself; a word that is none of the standard's is Test.
[[nodiscard]] std::optional<cap::Status> status_of_distribution(const xml::Document& document,
                                                                const xml::Element& root);

/// How likely a link leads to an alert; the order is that of `read` in document.h.
enum class Rank { cap, xml, bare, permalink, other_xml, never };
/// Of an Atom link or an enclosure with this relation and media type.
[[nodiscard]] Rank rank_of(std::string_view relation, std::string_view type);

/// The links of one item while it is read.
class Candidates {
 public:
  void add(Rank rank, Link link);
  [[nodiscard]] std::vector<Link> take();

 private:
  std::vector<std::pair<Rank, Link>> kept_{};
};

/// One document on its way from elements to items.
class Page {
 public:
  Page(const xml::Document& document, std::string_view bytes, std::string_view address);

  [[nodiscard]] const xml::Document& xml() const { return xml_; }
  Document document{};

  /// The attribute without namespace of that name; nothing when there is none.
  [[nodiscard]] std::optional<std::string_view> attribute(const xml::Element& element, std::string_view name,
                                                          std::string_view space = {}) const;
  /// An absolute address to fetch. Nothing when it is none, or too long.
  [[nodiscard]] std::optional<std::string> absolute(const xml::Element& at, std::string_view reference) const;
  /// For feeds that came from an address that nobody knows.
  void set_address_if_unknown(std::string_view address);

  /// Takes every whole alert out of an element: as XML at any depth, and as escaped text where the forms put it.
  void take_alerts(const xml::Element& element, Item& item);
  /// Errors: too_large, for this item or those before it.
  Result<void> add(Item item, Candidates& candidates);

 private:
  struct Declaration {
    std::string_view name{};  ///< "xmlns" or "xmlns:cap"
    std::string_view text{};  ///< the whole of it, with its quotes
  };
  void take_element(const xml::Element& alert, std::optional<cap::Status> status, Item& item);
  void take_escaped(std::string_view text, std::optional<cap::Status> status, Item& item);
  void keep(Embedded alert, Item& item);
  [[nodiscard]] std::set<std::string> lacking(const xml::Element& alert, std::string_view bytes) const;
  [[nodiscard]] std::string declarations_for(const xml::Element& alert, const std::set<std::string>& names);
  const std::vector<Declaration>& declarations_of(std::uint32_t place);
  [[nodiscard]] std::uint32_t place_of(const xml::Element& element) const;

  const xml::Document& xml_;
  std::string address_;
  bool is_recoded_;  ///< the elements' bytes are not those that were received
  std::size_t handed_out_ = 0;
  std::map<std::uint32_t, std::vector<Declaration>> declarations_{};
};

Result<void> read_atom(Page& page);
Result<void> read_rss(Page& page);
Result<void> read_edxl(Page& page);
/// What an Atom link says, wherever it stands: a link to an alert, or, of a feed, its self and its hubs.
void read_link(Page& page, const xml::Element& link, Candidates& candidates);
void read_feed_link(Page& page, const xml::Element& link);

}  // namespace heed::capfeed
