#include "operations/erase/forget.h"

#include <algorithm>
#include <array>
#include <span>

#include "flow/record/batch.h"
#include "flow/record/content.h"
#include "flow/record/seal.h"
#include "flow/watch/entries.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::erase {
namespace {

constexpr std::string_view blank = "erased";

/// What of an entry about a recipient is about a person. "*" stands for every element.
struct Row {
  std::string_view kind;
  std::vector<std::vector<std::string_view>> paths;
};
const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {"audience.registered",
       {{"recipient", "name"},
        {"recipient", "roles"},
        {"recipient", "groups"},
        {"recipient", "languages"},
        {"recipient", "places"},
        {"recipient", "stays"},
        {"recipient", "responsible_for"},
        {"recipient", "contacts"},
        {"recipient", "opted_out"}}},
      {"audience.retired", {{"reason"}}},
      {"delivery.planned", {{"contacts", "*", "address"}, {"contacts", "*", "name"}, {"contacts", "*", "owner"}}},
      {"delivery.reported", {{"detail"}}},
      {"delivery.escalated", {{"reason"}}},
      {"delivery.exhausted", {{"reason"}}},
      {"delivery.stopped", {{"reason"}}},
      {"delivery.taken_over", {{"note"}}},
      {"response.acknowledged",
       {{"who"},
        {"capacity"},
        {"read_back", "target"},
        {"read_back", "window"},
        {"read_back", "action"},
        {"signed_by"}}},
      {"response.key_registered", {{"key"}, {"public_key"}, {"who"}}},
      {"response.key_withdrawn", {{"key"}, {"reason"}}},
      {"response.refused", {{"who"}, {"reason"}}},
      {"response.rejected", {{"words"}, {"source"}}},
      {"response.disputed", {{"words"}, {"source"}}},
      {"response.asked", {{"text"}}},
      {"response.front_line_briefed", {{"who"}, {"source"}}},
      {"response.measure_reported", {{"what"}, {"verified_by"}, {"source"}}},
      {"watch.raised", {{"text"}}},
  };
  return all;
}

/// A text becomes a word that says why it is gone; lists and what may be absent become absent.
void blank_out(Value& value, std::span<const std::string_view> path) {
  if (auto* array = std::get_if<core::Array>(&value.data); array != nullptr && path.front() == "*") {
    for (auto& each : *array) blank_out(each, path.subspan(1));
    return;
  }
  auto* object = std::get_if<core::Object>(&value.data);
  if (object == nullptr) return;
  const auto member = std::ranges::find(*object, path.front(), &core::Object::value_type::first);
  if (member == object->end()) return;
  if (path.size() > 1) return blank_out(member->second, path.subspan(1));
  if (member->second.text() != nullptr) {
    member->second = blank;
  } else {
    object->erase(member);
  }
}

/// Puts the pseudonym where the name of the recipient stands as a name.
///
/// Why by the members' names, and not wherever the same letters stand: a recipient may be called "venue" or "email",
/// and an address of somebody else may end in "/venue".
class Renaming {
 public:
  explicit Renaming(const Forgotten& forgotten) : forgotten_(forgotten) {}

  /// Whether anything in there was renamed.
  bool apply(Value& value) {
    bool is_changed = false;
    if (auto* array = std::get_if<core::Array>(&value.data)) {
      for (auto& each : *array) is_changed |= apply(each);
    }
    if (auto* object = std::get_if<core::Object>(&value.data)) {
      for (auto& [name, member] : *object) is_changed |= apply(name, member);
    }
    return is_changed;
  }
  /// Its own name, as that of a thread or of whom a command made.
  bool rename(std::string& text) { return rename_end(text, ""); }
  /// What it is called as an actor, by itself or by its link.
  bool rename_actor(std::string& text) { return rename(text) || rename_end(text, "link:"); }
  /// The name of a delivery to it: "w/1/NAME".
  bool rename_delivery(std::string& text) {
    const auto slash = text.rfind('/');
    return slash != std::string::npos && rename_end(text, text.substr(0, slash + 1));
  }

  /// Whether this is what the hub itself says of it: `"NAME" asks: …`, `"NAME" has not acknowledged …`.
  [[nodiscard]] bool is_alarm_about_it(std::string_view kind, const Value& body) const {
    const auto* text = kind == watch::Raised::kind ? body.find("text") : nullptr;
    return text != nullptr && text->text() != nullptr &&
           text->text()->starts_with(cat("\"", forgotten_.recipient.text, "\" "));
  }

 private:
  bool apply(std::string_view member, Value& value) {
    auto* text = std::get_if<std::string>(&value.data);
    if (text != nullptr) {
      if (member == "recipient") return rename(*text);
      if (member == "delivery") return rename_delivery(*text);
      return member == "deadline" && rename_deadline(*text);
    }
    auto* names = std::get_if<core::Array>(&value.data);
    if (member != "recipients" || names == nullptr) return apply(value);
    bool is_changed = false;
    for (auto& each : *names) {
      if (auto* name = std::get_if<std::string>(&each.data)) is_changed |= rename(*name);
    }
    return is_changed;
  }
  bool rename_end(std::string& text, std::string_view before) {
    if (text != cat(before, forgotten_.recipient.text)) return false;
    text = cat(before, forgotten_.pseudonym);
    return true;
  }
  /// "acknowledgement/w/1/NAME@2024-03-06T12:30:00Z", as watch names it; the state finds the alarm under it again.
  bool rename_deadline(std::string& text) {
    const auto at = text.rfind('@');
    if (at == std::string::npos || !text.starts_with("acknowledgement/")) return false;
    auto delivery = text.substr(0, at);
    if (!rename_delivery(delivery)) return false;
    text = delivery + text.substr(at);
    return true;
  }
  const Forgotten& forgotten_;
};

/// Renames in one fact and blanks what is about the person; false when it has nothing about the recipient.
/// `is_own`: it was the recipient who said it.
bool change(std::string_view kind, Value& body, Renaming& renaming, bool is_own) {
  const bool is_alarm = renaming.is_alarm_about_it(kind, body);
  if (!renaming.apply(body) && !is_alarm && !is_own) return false;
  const auto row = std::ranges::find(rows(), kind, &Row::kind);
  if (row == rows().end()) return true;
  for (const auto& path : row->paths) blank_out(body, path);
  return true;
}

/// Whether commands that wrote such an entry are named after a recipient or a delivery.
bool is_about_recipients(const record::Entry& entry) {
  return std::ranges::any_of(std::array{"audience.", "delivery.", "response."},
                             [&](const char* stage) { return entry.kind.starts_with(stage); });
}

/// The same for an entry: of a batch, only the facts about the recipient are changed.
bool change(record::Entry& entry, const Forgotten& forgotten) {
  Renaming renaming(forgotten);
  bool is_own = entry.actor.role == record::Role::recipient && renaming.rename_actor(entry.actor.name);
  if (entry.request && is_about_recipients(entry)) {
    is_own |= renaming.rename(entry.request->name) || renaming.rename_delivery(entry.request->name);
  }
  bool is_changed = is_own;
  for (auto* body : record::bodies(entry))
    is_changed |= change(entry.kind, *body, renaming, is_own && !record::is_batch(entry));
  for (auto& link : entry.thread) is_changed |= renaming.rename(link.recipient);
  return is_changed;
}

/// The paths of claims that are no longer what they were. A list that lost an element is gone as a whole.
void changed_paths(const sdjwt::Claim& before, const sdjwt::Claim& after, const std::string& path,
                   std::vector<std::string>& changed) {
  const bool is_list = before.content == sdjwt::Content::elements;
  for (std::size_t i = 0; i < before.inner.size(); ++i) {
    const auto& old = before.inner[i];
    if (old.content == sdjwt::Content::erased) continue;
    const auto here = is_list ? cat(path, "[", i, "]") : path.empty() ? old.name : cat(path, ".", old.name);
    const auto found = is_list ? after.inner.begin() + static_cast<std::ptrdiff_t>(std::min(i, after.inner.size()))
                               : std::ranges::find(after.inner, old.name, &sdjwt::Claim::name);
    const bool is_same_form =
        found != after.inner.end() && found->content == old.content && found->inner.size() == old.inner.size();
    if (is_same_form && old.content != sdjwt::Content::value) {
      changed_paths(old, *found, here, changed);
    } else if (!is_same_form || found->value != old.value) {
      changed.push_back(here);
    }
  }
}

}  // namespace

Result<std::optional<ports::StoredEntry>> without(const ports::StoredEntry& stored, const Forgotten& forgotten) {
  if (!stored.bytes.contains(forgotten.recipient.text)) return std::nullopt;
  TRY(const auto before, record::parse_content(stored.bytes));
  auto after = before;
  if (!change(after, forgotten)) return std::nullopt;
  std::vector<std::string> paths;
  changed_paths(record::claims_of(before), record::claims_of(after), {}, paths);
  TRY(const auto all, record::disclosures(before, stored.salts));
  auto claims = record::claims_of(before);
  auto rewritten = stored;
  for (const auto& path : paths) {
    const auto disclosure = std::ranges::find(all, path, &sdjwt::Disclosure::path);
    if (disclosure == all.end()) return fail(Code::corrupt, "a field has no disclosure", path);
    after.gaps.push_back({path, digest::to_base64url(digest::sha256(disclosure->text))});
    TRY(auto erased, sdjwt::erase(claims, rewritten.salts, path));
    claims = std::move(erased.claims);
    rewritten.salts = std::move(erased.salts);
  }
  rewritten.bytes = record::content_bytes(after);
  TRY(record::check_sealed(after, rewritten.salts, stored.leaf));
  return rewritten;
}

}  // namespace heed::erase
