// Rules about the message as a whole (CAP 1.2, 3.2.1).

#include <algorithm>
#include <set>

#include "core/text.h"
#include "lib/cap/rules/context.h"
#include "lib/cap/values/lists.h"

namespace heed::rules {

using message::Version;

void check_version(const Context& context) {
  const auto& document = context.report.document();
  if (context.message.version != Version::cap_1_2) {
    const auto number = context.message.version == Version::cap_1_1 ? "1.1" : "1.0";
    context.add(Rule::version_old, context.message.at, cat("It is CAP ", number, "; the current version is 1.2."));
  }
  if (context.message.password != nullptr) {
    context.add(Rule::password_old, context.message.password, "password was taken out of the standard.");
  }
  const bool is_same = document.encoding().starts_with(document.declared_encoding()) ||
                       (document.declared_encoding() == "UTF8" && document.encoding() == "UTF-8");
  if (!is_same) {
    context.report.add_at(Rule::xml_label, 0,
                          cat("It says that it is ", document.declared_encoding().substr(0, 40), ", and it is ",
                              document.encoding(), "."));
  }
}

void check_names(const Context& context) {
  const auto& message = context.message;
  if (message.identifier != nullptr && !values::is_name(message.identifier->text)) {
    context.add(Rule::identifier_form, message.identifier,
                cat("The identifier ", shown(message.identifier->text),
                    message.identifier->text.empty() ? " is empty." : " may hold no blank, comma, \"<\" or \"&\"."));
  }
  if (message.sender != nullptr && !values::is_name(message.sender->text)) {
    context.add(Rule::sender_form, message.sender,
                cat("The sender ", shown(message.sender->text),
                    message.sender->text.empty() ? " is empty." : " may hold no blank, comma, \"<\" or \"&\"."));
  }
}

namespace {

void check_reference(const Context& context, const values::ReadReference& reference) {
  const auto& message = context.message;
  const bool is_readable = reference.has_three_parts && values::is_name(reference.sender) &&
                           values::is_name(reference.identifier) && reference.sent && reference.sent->form.is_plain;
  if (!is_readable) {
    context.add(Rule::references_form, message.references,
                cat(shown(reference.text),
                    " is not sender,identifier,sent with a time such as "
                    "2024-03-06T12:00:00-00:00."));
  }
  if (!reference.has_three_parts) return;
  const bool is_self =
      reference.sender == text_of(message.sender) && reference.identifier == text_of(message.identifier);
  if (is_self) {
    context.add(Rule::references_self, message.references,
                "The message refers to itself; an update needs an identifier of its own.");
  }
  if (reference.sent && context.sent && reference.sent->time.instant > context.sent->time.instant) {
    context.add(Rule::references_later, message.references,
                cat(shown(reference.text), " was sent later than this message."));
  }
}

}  // namespace

void check_references(const Context& context) {
  const auto& message = context.message;
  const auto type = text_of(message.type);
  const auto references = values::read_references(text_of(message.references));
  const bool needs_some = type == "Update" || type == "Cancel" || type == "Ack" || type == "Error";
  if (references.empty() && needs_some) {
    context.add_missing(Rule::references_missing, message.references == nullptr ? message.at : message.references,
                        message.references == nullptr ? "references" : "",
                        cat("A message of type ", type, " must say which messages it is about."));
  }
  if (references.size() == values::references_max) {
    context.add(Rule::references_form, message.references,
                cat("It has ", values::references_max, " references or more; further ones are not looked at."));
  }
  std::set<std::string_view> seen;
  for (const auto& reference : references) {
    check_reference(context, reference);
    if (!seen.insert(reference.text).second) {
      context.add(Rule::references_twice, message.references, cat(shown(reference.text), " is referred to twice."));
    }
  }
}

void check_scope(const Context& context) {
  const auto& message = context.message;
  const auto scope = text_of(message.scope);
  const bool has_restriction = !core::trimmed(text_of(message.restriction)).empty();
  if (scope == "Restricted" && !has_restriction) {
    context.add_missing(Rule::restriction_missing, message.at, "restriction",
                        "A message of scope Restricted must say what the restriction is.");
  }
  if (scope != "Restricted" && has_restriction && message.scope != nullptr) {
    context.add(Rule::restriction_unwanted, message.restriction,
                cat("A restriction is stated, and the scope is ", shown(scope), "."));
  }
  if (scope == "Private" && core::trimmed(text_of(message.addresses)).empty()) {
    context.add_missing(Rule::addresses_missing, message.at, "addresses",
                        "A message of scope Private must list its addresses.");
  }
}

void check_lists(const Context& context) {
  for (const Slot list : {context.message.addresses, context.message.incidents}) {
    if (list == nullptr || values::read_items(list->text).are_quotes_sound) continue;
    context.add(Rule::list_quotes, list, "A double quote here neither opens nor closes an item of several words.");
  }
}

void check_purpose(const Context& context) {
  const auto& message = context.message;
  const auto status = text_of(message.status);
  const auto type = text_of(message.type);
  if (status == "Draft") {
    context.add(Rule::status_draft, message.status, "A draft is not for anybody to act on, and is not issued.");
  }
  if (core::trimmed(text_of(message.note)).empty() && (status == "Exercise" || type == "Error")) {
    context.add_missing(Rule::note_missing, message.at, "note",
                        status == "Exercise" ? "A note is expected that names the exercise."
                                             : "A note is expected that says why the message was rejected.");
  }
  if (!message.infos.empty() || status == "System") return;
  if (type == "Alert" || type == "Update") {
    context.add_missing(Rule::info_missing, message.at, "info", "The message says nothing: it has no info.");
  } else if (type == "Cancel") {
    context.add_missing(Rule::cancel_silent, message.at, "info",
                        "People are not told what is cancelled: the message has no info.");
  }
}

}  // namespace heed::rules
