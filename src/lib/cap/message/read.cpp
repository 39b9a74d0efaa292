#include "lib/cap/message/read.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "lib/cap/message/content.h"
#include "lib/cap/xml/names.h"

namespace heed::message {
namespace {

using findings::Rule;
using xml::Element;

std::string called(std::string_view name) { return std::string(name.substr(0, 60)); }

/// Follows the children of one element along the rows of its grammar.
class Sequence {
 public:
  Sequence(const Scope& scope, const Element& parent, std::span<const Row> rows)
      : scope_(scope), parent_(parent), rows_(rows) {}

  /// The row of a child, or nothing when it has none here. Reports what is out of order, repeated or skipped.
  const Row* take(const Element& child) {
    const auto found = find(child);
    if (found == rows_.size()) {
      scope_.fault(
          Rule::schema_unexpected, child,
          cat(called(child.local), " is not an element of ", called(parent_.local), " in this version of CAP."));
      return nullptr;
    }
    if (found < at_) {
      scope_.fault(Rule::schema_unexpected, child,
                   cat(called(child.local), " stands too late: it comes before ", rows_[at_].local, "."));
    } else if (found > at_) {
      skip_to(found);
      count_ = 1;
    } else if (++count_ > 1 && !may_repeat(rows_[found])) {
      scope_.fault(Rule::schema_unexpected, child, cat(called(child.local), " may stand only once."));
    }
    return &rows_[found];
  }
  /// At the end of the children: what is still missing.
  void finish() { skip_to(rows_.size()); }

 private:
  [[nodiscard]] Occurs occurs(const Row& row) const { return row.occurs[static_cast<std::size_t>(scope_.version)]; }
  [[nodiscard]] bool may_repeat(const Row& row) const {
    return occurs(row) == Occurs::any || occurs(row) == Occurs::some;
  }
  [[nodiscard]] bool is_row_of(std::size_t row, const Element& child) const {
    return xml::is_same_name(rows_[row].local, child.local) && occurs(rows_[row]) != Occurs::never;
  }
  /// Why from here on first: elements mostly come in their order.
  [[nodiscard]] std::size_t find(const Element& child) const {
    // Why the address first: all elements of one declaration share its text.
    const bool is_same_text = child.space.data() == parent_.space.data();
    if (!is_same_text && child.space != parent_.space) return rows_.size();
    const auto size = child.local.size();
    for (std::size_t i = at_; i < rows_.size(); ++i) {
      if (rows_[i].local.size() == size && is_row_of(i, child)) return i;
    }
    for (std::size_t i = 0; i < at_; ++i) {
      if (is_row_of(i, child)) return i;
    }
    return rows_.size();
  }
  void skip_to(std::size_t row) {
    for (auto i = at_; i < row; ++i) {
      const bool is_needed = occurs(rows_[i]) == Occurs::once || occurs(rows_[i]) == Occurs::some;
      if (!is_needed || (i == at_ && count_ > 0)) continue;
      scope_.fault(Rule::schema_missing, parent_,
                   cat(rows_[i].local, " is missing, or stands too late, in ", called(parent_.local), "."),
                   rows_[i].local);
    }
    at_ = row;
    count_ = 0;
  }

  const Scope& scope_;
  const Element& parent_;
  std::span<const Row> rows_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;  ///< of the row at `at_`
};

void keep_first(Slot& slot, const Element& element) {
  if (slot == nullptr) slot = &element;
}

/// Goes over the children of `parent`; `fill` puts each into its slot.
template <class Fill>
void follow(const Scope& scope, const Element& parent, std::span<const Row> rows, const Fill& fill) {
  check_branch(scope, parent);
  Sequence sequence(scope, parent, rows);
  for (const auto* child = scope.document.at(parent.first_child); child != nullptr;
       child = scope.document.at(child->next)) {
    if (const auto* row = sequence.take(*child)) fill(*row, *child);
  }
  sequence.finish();
}

/// CAP 1.0 wrote "SAME=CEM".
Pair read_plain_pair(const Element& element) {
  const auto sign = element.text.find('=');
  if (sign == std::string_view::npos) return {&element, nullptr, nullptr, {}, element.text};
  return {&element, nullptr, nullptr, core::trimmed(element.text.substr(0, sign)),
          core::trimmed(element.text.substr(sign + 1))};
}

Pair read_pair(const Scope& scope, const Element& element) {
  if (scope.version == Version::cap_1_0) {
    static constexpr Row text{Name::value, "value", Content::text, {Occurs::once, Occurs::once, Occurs::once}};
    check_leaf(scope, element, text);
    return read_plain_pair(element);
  }
  Pair pair{.at = &element};
  follow(scope, element, rows_of_pair(), [&](const Row& row, const Element& child) {
    check_leaf(scope, child, row);
    keep_first(row.name == Name::value_name ? pair.name_at : pair.value_at, child);
  });
  pair.name = text_of(pair.name_at);
  pair.value = text_of(pair.value_at);
  return pair;
}

/// Which slot of a struct an element with that name belongs to.
template <class Owner>
struct Place {
  Name name;
  Slot Owner::* slot;
};
/// The slots by the names of elements; nothing where an element has none.
template <class Owner>
using Places = std::array<Slot Owner::*, static_cast<std::size_t>(Name::value) + 1>;
template <class Owner, std::size_t n>
consteval Places<Owner> by_name(const std::array<Place<Owner>, n>& places) {
  Places<Owner> slots{};
  for (const auto& place : places) slots[static_cast<std::size_t>(place.name)] = place.slot;
  return slots;
}
template <class Owner>
void put(Owner& owner, const Places<Owner>& places, const Row& row, const Element& element) {
  const auto slot = places[static_cast<std::size_t>(row.name)];
  if (slot != nullptr) keep_first(owner.*slot, element);
}

constexpr auto resource_places = by_name(
    std::array{Place<Resource>{Name::resource_desc, &Resource::description},
               Place<Resource>{Name::mime_type, &Resource::mime_type}, Place<Resource>{Name::size, &Resource::size},
               Place<Resource>{Name::uri, &Resource::uri}, Place<Resource>{Name::deref_uri, &Resource::deref_uri},
               Place<Resource>{Name::digest, &Resource::digest}});
constexpr auto area_places =
    by_name(std::array{Place<Area>{Name::area_desc, &Area::description}, Place<Area>{Name::altitude, &Area::altitude},
                       Place<Area>{Name::ceiling, &Area::ceiling}});
constexpr auto info_places =
    by_name(std::array{Place<Info>{Name::language, &Info::language}, Place<Info>{Name::event, &Info::event},
                       Place<Info>{Name::urgency, &Info::urgency}, Place<Info>{Name::severity, &Info::severity},
                       Place<Info>{Name::certainty, &Info::certainty}, Place<Info>{Name::audience, &Info::audience},
                       Place<Info>{Name::effective, &Info::effective}, Place<Info>{Name::onset, &Info::onset},
                       Place<Info>{Name::expires, &Info::expires}, Place<Info>{Name::sender_name, &Info::sender_name},
                       Place<Info>{Name::headline, &Info::headline}, Place<Info>{Name::description, &Info::description},
                       Place<Info>{Name::instruction, &Info::instruction}, Place<Info>{Name::web, &Info::web},
                       Place<Info>{Name::contact, &Info::contact}});
constexpr auto message_places = by_name(std::array{
    Place<Message>{Name::identifier, &Message::identifier}, Place<Message>{Name::sender, &Message::sender},
    Place<Message>{Name::sent, &Message::sent}, Place<Message>{Name::status, &Message::status},
    Place<Message>{Name::type, &Message::type}, Place<Message>{Name::password, &Message::password},
    Place<Message>{Name::source, &Message::source}, Place<Message>{Name::scope, &Message::scope},
    Place<Message>{Name::restriction, &Message::restriction}, Place<Message>{Name::addresses, &Message::addresses},
    Place<Message>{Name::note, &Message::note}, Place<Message>{Name::references, &Message::references},
    Place<Message>{Name::incidents, &Message::incidents}});

Resource read_resource(const Scope& scope, const Element& element) {
  Resource resource{.at = &element};
  follow(scope, element, rows_of_resource(), [&](const Row& row, const Element& child) {
    check_leaf(scope, child, row);
    put(resource, resource_places, row, child);
  });
  return resource;
}

void read_area(const Scope& scope, const Element& element, Area& area) {
  follow(scope, element, rows_of_area(), [&](const Row& row, const Element& child) {
    if (row.name == Name::geocode) {
      area.geocodes.push_back(read_pair(scope, child));
      return;
    }
    check_leaf(scope, child, row);
    if (row.name == Name::polygon) return area.polygons.push_back(&child);
    if (row.name == Name::circle) return area.circles.push_back(&child);
    put(area, area_places, row, child);
  });
}

void read_info(const Scope& scope, const Element& element, Info& info) {
  follow(scope, element, rows_of_info(), [&](const Row& row, const Element& child) {
    if (row.name == Name::event_code) return info.event_codes.push_back(read_pair(scope, child));
    if (row.name == Name::parameter) return info.parameters.push_back(read_pair(scope, child));
    if (row.name == Name::resource) return info.resources.push_back(read_resource(scope, child));
    if (row.name == Name::area) return read_area(scope, child, info.areas.emplace_back(info.memory, &child));
    check_leaf(scope, child, row);
    if (row.name == Name::category) return info.categories.push_back(&child);
    if (row.name == Name::response_type) return info.response_types.push_back(&child);
    put(info, info_places, row, child);
  });
}

Message read_alert(const Scope& scope, const Element& root);

/// Inside a signature anything may stand, but what the schema knows must be right there too ("lax").
void check_lax(const Scope& scope, const Element& element) {
  for (const auto* child = scope.document.at(element.first_child); child != nullptr;
       child = scope.document.at(child->next)) {
    const bool is_ours = child->space == space_1_2;
    const auto rows = rows_of_pair();
    if (is_ours && child->local == "alert") {
      static_cast<void>(read_alert(scope, *child));
    } else if (is_ours && (child->local == "valueName" || child->local == "value")) {
      check_leaf(scope, *child, rows.front());
    } else {
      check_lax(scope, *child);
    }
  }
}

/// Whether `child` is a signature. Its slot is after the last info, and in CAP 1.2 alone.
bool take_signature(const Scope& scope, const Element& child, Message& message) {
  if (child.space != space_of_signatures) return false;
  message.signatures.push_back(&child);
  if (scope.version == Version::cap_1_2) {
    check_lax(scope, child);
  } else {
    scope.fault(Rule::schema_unexpected, child, "This version of CAP has no place for a signature.");
  }
  return true;
}

Message read_alert(const Scope& scope, const Element& root) {
  Message message{.memory = scope.document.memory(), .at = &root, .version = scope.version};
  check_branch(scope, root);
  Sequence sequence(scope, root, rows_of_alert());
  const Element* signature = nullptr;
  for (const auto* child = scope.document.at(root.first_child); child != nullptr;
       child = scope.document.at(child->next)) {
    if (take_signature(scope, *child, message)) {
      if (signature == nullptr) signature = child;
      continue;
    }
    if (signature != nullptr) {
      scope.fault(Rule::schema_unexpected, *signature, "The signature stands too early: it comes after the last info.");
      signature = nullptr;
    }
    const auto* row = sequence.take(*child);
    if (row == nullptr) continue;
    if (row->name == Name::info) {
      read_info(scope, *child, message.infos.emplace_back(message.memory, child));
      continue;
    }
    check_leaf(scope, *child, *row);
    if (row->name == Name::code) message.codes.push_back(child);
    put(message, message_places, *row, *child);
  }
  sequence.finish();
  return message;
}

/// What else the root may be, for the sentence.
std::string other_root(const Element& root) {
  if (root.local == "feed" || root.local == "rss") return "This is a feed; it names or holds alerts, and is none.";
  if (root.local == "EDXLDistribution") return "This is an EDXL envelope; the alerts are inside.";
  return cat("The root is ", called(root.local), ", not an alert.");
}

}  // namespace

Message read(const xml::Document& document, findings::Report& report) {
  const auto& root = document.root();
  bool is_valid = true;
  Scope scope{document, report, Version::cap_1_2, is_valid};
  if (root.local != "alert") {
    scope.fault(Rule::schema_root, root, other_root(root));
    Message nothing;
    nothing.is_schema_valid = false;
    return nothing;
  }
  if (root.space == space_1_1) {
    scope.version = Version::cap_1_1;
  } else if (root.space == space_1_0) {
    scope.version = Version::cap_1_0;
  } else if (root.space != space_1_2) {
    scope.fault(Rule::schema_root, root,
                root.space.empty() ? std::string("The alert is in no namespace; CAP 1.2 has one.")
                                   : cat("The namespace \"", called(root.space), "\" is none of CAP."));
  }
  auto message = read_alert(scope, root);
  for (const auto& slip : document.slips()) {
    is_valid = false;
    report.add_at(Rule::xml_namespace, slip.offset, slip.text);
  }
  message.is_schema_valid = is_valid;
  return message;
}

}  // namespace heed::message
