#include "lib/capfeed/page.h"

#include <algorithm>
#include <array>
#include <functional>

#include "core/text.h"
#include "lib/capfeed/web/address.h"

namespace heed::capfeed {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

const xml::Element* child_of(const xml::Document& document, const xml::Element& parent, std::string_view local,
                             std::string_view space) {
  for (const auto* child = document.at(parent.first_child); child != nullptr; child = document.at(child->next)) {
    if (child->local == local && child->space == space) return child;
  }
  return nullptr;
}

Rank rank_of(std::string_view relation, std::string_view type) {
  constexpr std::size_t longest = 120;
  if (type.size() > longest || relation.size() > longest) return Rank::never;
  const auto media = lower(core::trimmed(type.substr(0, type.find(';'))));
  const auto means = lower(core::trimmed(relation));
  if (means == "hub") return Rank::never;
  if (media == "application/cap+xml" || media == "application/common-alerting-protocol+xml") return Rank::cap;
  constexpr std::array<std::string_view, 4> alternates{"", "alternate", "enclosure",
                                                       "http://www.iana.org/assignments/relation/alternate"};
  if (std::ranges::find(alternates, means) == alternates.end()) return Rank::never;
  if (media == "application/xml" || media == "text/xml") return Rank::xml;
  if (media.empty()) return Rank::bare;
  const bool is_page = media == "application/xhtml+xml" || media.starts_with("image/");
  return media.ends_with("+xml") && !is_page ? Rank::other_xml : Rank::never;
}

void Candidates::add(Rank rank, Link link) {
  if (rank == Rank::never) return;
  const auto same = std::ranges::find_if(kept_, [&](const auto& kept) { return kept.second.href == link.href; });
  if (same != kept_.end()) {
    if (same->first <= rank) return;
    kept_.erase(same);
  }
  const auto after = std::ranges::upper_bound(kept_, rank, {}, &std::pair<Rank, Link>::first);
  kept_.insert(after, {rank, std::move(link)});
  if (kept_.size() > links_per_item) kept_.pop_back();
}

std::vector<Link> Candidates::take() {
  std::vector<Link> links;
  links.reserve(kept_.size());
  for (auto& [rank, link] : kept_) links.push_back(std::move(link));
  kept_.clear();
  return links;
}

Page::Page(const xml::Document& document, std::string_view bytes, std::string_view address)
    : xml_(document), address_(core::trimmed(address)) {
  // Why by address: the reader gives parts of the bytes where they were UTF-8, and parts of a copy where they were not.
  const auto source = document.source();
  const std::less_equal<const char*> is_before;
  is_recoded_ =
      !is_before(bytes.data(), source.data()) || !is_before(source.data() + source.size(), bytes.data() + bytes.size());
}

std::optional<std::string_view> Page::attribute(const xml::Element& element, std::string_view name,
                                                std::string_view space) const {
  const auto* attributes = xml_.attributes_of(element);
  for (std::size_t i = 0; i < element.attribute_count; ++i) {
    if (attributes[i].local == name && attributes[i].space == space) return attributes[i].value;
  }
  return std::nullopt;
}

std::optional<std::string> Page::absolute(const xml::Element& at, std::string_view reference) const {
  reference = core::trimmed(reference);
  if (reference.empty() || reference.size() > link_bytes) return std::nullopt;
  std::vector<std::string_view> bases;  // the innermost first
  for (const auto* element = &at; element != nullptr; element = xml_.at(element->parent)) {
    const auto base = attribute(*element, "base", space_of_xml);
    if (base && base->size() <= link_bytes) bases.push_back(core::trimmed(*base));
  }
  std::string base = address_;
  for (auto next = bases.rbegin(); next != bases.rend(); ++next) {
    if (auto resolved = web::resolve(base, *next)) base = *std::move(resolved);
  }
  const auto resolved = web::resolve(base, reference);
  if (!resolved || !web::is_http(*resolved)) return std::nullopt;
  auto plain = web::plain(*resolved);
  if (!plain || plain->size() > link_bytes) return std::nullopt;
  return plain;
}

void Page::set_address_if_unknown(std::string_view address) {
  if (address_.empty()) address_ = address;
}

Result<void> Page::add(Item item, Candidates& candidates) {
  if (document.items.size() >= items_max) {
    return fail(Code::too_large, cat("It has more than ", items_max, " items."));
  }
  item.links = candidates.take();
  for (const auto& link : item.links) handed_out_ += sizeof(Link) + link.href.size() + link.type.size();
  if (handed_out_ > handed_out_bytes) {
    return fail(Code::too_large, cat("Its alerts and links have more than ", handed_out_bytes, " bytes together."));
  }
  document.items.push_back(std::move(item));
  return {};
}

void read_link(Page& page, const xml::Element& link, Candidates& candidates) {
  const auto type = page.attribute(link, "type").value_or("");
  const auto rank = rank_of(page.attribute(link, "rel").value_or(""), type);
  if (rank == Rank::never) return;
  if (auto href = page.absolute(link, page.attribute(link, "href").value_or(""))) {
    candidates.add(rank, {.href = *std::move(href), .type = std::string(type)});
  }
}

void read_feed_link(Page& page, const xml::Element& link) {
  const auto relation = core::trimmed(page.attribute(link, "rel").value_or(""));
  if (relation != "self" && relation != "hub") return;
  auto href = page.absolute(link, page.attribute(link, "href").value_or(""));
  if (!href) return;
  if (relation == "hub") {
    if (page.document.hubs.size() < hubs_max) page.document.hubs.push_back(*std::move(href));
  } else if (page.document.self.empty()) {
    page.document.self = *std::move(href);
    page.set_address_if_unknown(page.document.self);
  }
}

}  // namespace heed::capfeed
