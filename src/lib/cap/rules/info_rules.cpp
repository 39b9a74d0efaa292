// Rules about what is said in one language, and about all languages together (CAP 1.2, 3.2.2 and 3.2.3).

#include <algorithm>

#include "core/text.h"
#include "lib/cap/rules/context.h"
#include "lib/cap/values/forms.h"

namespace heed::rules {
namespace {

constexpr std::size_t headline_characters = 160;

/// CAP 1.2, 3.2.2: an absent language is en-US.
std::string_view language_of(const Info& info) {
  const auto tag = core::trimmed(text_of(info.language));
  return tag.empty() ? std::string_view("en-US") : tag;
}

bool share(Slot a, Slot b) { return a != nullptr && b != nullptr && !a->text.empty() && a->text == b->text; }

bool are_equal(const message::Slots& a, const message::Slots& b) {
  return std::ranges::equal(a, b, {}, [](Slot slot) { return slot->text; }, [](Slot slot) { return slot->text; });
}
bool are_equal(const message::Pairs& a, const message::Pairs& b) {
  return std::ranges::equal(
      a, b, [](const auto& one, const auto& other) { return one.name == other.name && one.value == other.value; });
}

/// Infos that one info is compared with: a message in more languages than these is not looked at further.
constexpr std::size_t infos_compared = 32;

void check_translation(const Context& context, const Info& info, const Info& earlier) {
  if (values::is_same_language(language_of(info), language_of(earlier))) return;
  if (!share(info.description, earlier.description) && !share(info.instruction, earlier.instruction)) return;
  context.add(Rule::language_untranslated, info.at,
              cat("The same text stands under ", language_of(earlier).substr(0, 40), " and under ",
                  language_of(info).substr(0, 40), ": one of them is not translated."));
}

}  // namespace

void check_language(const Context& context, const Info& info) {
  if (core::trimmed(text_of(info.language)).empty()) {
    context.add_missing(Rule::language_missing, info.at, "language",
                        "Without a language the text is taken for American English.");
  } else if (!values::is_language(info.language->text) && values::is_language(core::trimmed(info.language->text))) {
    context.add(Rule::language_form, info.language, cat("The language ", shown(info.language->text), " has blanks."));
  }
}

void check_terms(const Context& context, const Info& info) {
  if (text_of(context.message.scope) == "Public") {
    for (const Slot response : info.response_types) {
      if (response->text != "Assess") continue;
      context.add(Rule::response_assess, response, "Assess is not meant for public warnings.");
    }
  }
  if (text_of(info.certainty) == "Very Likely") {
    context.add(Rule::certainty_old, info.certainty, "\"Very Likely\" is read as Likely, and written no more.");
  }
}

void check_headline(const Context& context, const Info& info) {
  const auto length = values::character_count(text_of(info.headline));
  if (length <= headline_characters) return;
  context.add(Rule::headline_long, info.headline,
              cat("It has ", length, " characters; some displays show only ", headline_characters, "."));
}

void check_web(const Context& context, const Info& info) {
  if (info.web == nullptr || core::trimmed(info.web->text).empty()) return;
  const auto web = core::trimmed(info.web->text);
  if (!values::has_scheme(web)) {
    context.add(Rule::web_relative, info.web,
                cat(shown(web), " is not an absolute address such as \"https://example.org/warnings/7\"."));
  } else if (!values::is_plain_uri(web)) {
    context.add(Rule::web_form, info.web, cat(shown(web), " holds what an address may not hold."));
  }
}

namespace {

void check_uri(const Context& context, const message::Resource& resource) {
  const auto uri = core::trimmed(text_of(resource.uri));
  if (uri.empty()) return;
  if (values::has_scheme(uri)) {
    if (values::is_plain_uri(uri)) return;
    context.add(Rule::uri_form, resource.uri, cat(shown(uri), " holds what an address may not hold."));
  } else if (resource.deref_uri == nullptr) {
    context.add(Rule::uri_relative, resource.uri,
                cat(shown(uri), " is not an absolute address, and no derefUri has the content."));
  }
}

void check_resource(const Context& context, const message::Resource& resource) {
  check_uri(context, resource);
  if (resource.mime_type != nullptr && !values::is_media_type(resource.mime_type->text)) {
    context.add(Rule::mime_form, resource.mime_type,
                cat(shown(resource.mime_type->text), " is not a media type such as image/png."));
  }
  if (resource.deref_uri != nullptr) {
    context.add(Rule::deref_present, resource.deref_uri, "derefUri is for one-way links only; pass on uri instead.");
    if (!values::is_base64(resource.deref_uri->text)) {
      context.add(Rule::deref_base64, resource.deref_uri, "derefUri is not base64.");
    }
  }
  if (resource.digest != nullptr && !resource.digest->text.empty() && !values::is_sha1(resource.digest->text)) {
    context.add(Rule::digest_form, resource.digest,
                cat(shown(resource.digest->text), " is not a SHA-1 of forty hexadecimal digits."));
  }
}

}  // namespace

void check_resources(const Context& context, const Info& info) {
  for (const auto& resource : info.resources) check_resource(context, resource);
}

/// One message is about one event, said in several languages.
void check_infos_agree(const Context& context) {
  const auto& infos = context.message.infos;
  for (std::size_t i = 1; i < infos.size() && !context.report.is_full(); ++i) {
    if (!are_equal(infos[i].categories, infos[0].categories) ||
        !are_equal(infos[i].event_codes, infos[0].event_codes)) {
      context.add(Rule::infos_differ, infos[i].at,
                  "Its categories or event codes differ from those of the first info.");
    }
    bool is_repeated = false;
    for (std::size_t j = 0; j < std::min(i, infos_compared); ++j) {
      check_translation(context, infos[i], infos[j]);
      is_repeated = is_repeated || language_of(infos[i]) == language_of(infos[j]);
    }
    if (is_repeated) {
      context.add(Rule::language_repeated, infos[i].at,
                  cat("A further info in ", shown(language_of(infos[i])), " adds to the earlier ones."));
    }
  }
}

}  // namespace heed::rules
