#include "adapters/format/public_page/parts.h"

#include <algorithm>
#include <array>

namespace heed::public_page {
namespace {

using core::escaped;
using warning::Kind;

struct Language {
  std::string_view tag;
  std::string_view name;
};
constexpr std::array<Language, 30> languages = {
    {{"ar", "العربية"},   {"bn", "বাংলা"},   {"cs", "Čeština"},    {"da", "Dansk"},  {"de", "Deutsch"},
     {"el", "Ελληνικά"},  {"en", "English"}, {"es", "Español"},    {"fa", "فارسی"},  {"fi", "Suomi"},
     {"fr", "Français"},  {"he", "עברית"},   {"hi", "हिन्दी"},      {"hu", "Magyar"}, {"it", "Italiano"},
     {"ja", "日本語"},    {"ko", "한국어"},  {"nl", "Nederlands"}, {"no", "Norsk"},  {"pl", "Polski"},
     {"pt", "Português"}, {"ro", "Română"},  {"ru", "Русский"},    {"si", "සිංහල"},   {"sv", "Svenska"},
     {"ta", "தமிழ்"},      {"tr", "Türkçe"},  {"uk", "Українська"}, {"ur", "اردو"},   {"zh", "中文"}}};

std::string_view main_tag(std::string_view tag) { return tag.substr(0, tag.find('-')); }

bool runs_from_the_right(std::string_view tag) {
  constexpr std::array<std::string_view, 8> all = {"ar", "fa", "he", "ur", "ps", "yi", "ckb", "dv"};
  return std::ranges::count(all, main_tag(tag)) > 0;
}

/// What a text says on what to do, under its own label; empty text says nothing.
std::string labelled(std::string_view label, std::string_view css, const std::string& text) {
  if (core::trimmed(text).empty()) return {};
  return cat("<p class=\"label\" lang=\"en\">", label, "</p>\n<p class=\"", css, "\">", escaped(core::trimmed(text)),
             "</p>\n");
}

/// What the newest edition says in `text` beyond what to do. A lapse notice has none: the line on where the warning
/// stands says it already, and its words are the hub's own English in every language.
std::string news_of(const PublicWarning& warning, const PublicText& text) {
  const bool is_news = text.advice != text.instruction && newest(warning).what != Kind::lapse_notice;
  return is_news ? text.instruction : std::string();
}

/// A change is told to all in the same words; shown once, not under every language.
bool is_same_news(const PublicWarning& warning) {
  const auto& texts = newest(warning).texts;
  return texts.size() > 1 && std::ranges::all_of(texts, [&](const PublicText& text) {
           return news_of(warning, text) == news_of(warning, texts.front());
         });
}

/// Instruction first; then the news.
std::string lead_of(const PublicWarning& warning, const PublicText& text) {
  const auto news = is_same_news(warning) ? std::string() : labelled("News", "news", news_of(warning, text));
  switch (warning.standing) {
    case PublicStanding::in_force: return labelled("What to do", "do", text.advice) + news;
    case PublicStanding::window_over: return labelled("What you were last told to do", "do", text.advice) + news;
    case PublicStanding::cancelled:
    case PublicStanding::all_clear:
      return text.advice == text.instruction ? labelled("What to do", "do", text.advice) : news;
    case PublicStanding::lapsed:
    case PublicStanding::replaced: return labelled("What you were last told to do", "news", text.advice);
  }
  return {};
}

}  // namespace

std::string html(const Page& page) {
  return cat(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
      escaped(page.title), "</title>\n<link rel=\"stylesheet\" href=\"", escaped(page.root), "public.css\">\n",
      page.head, "</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<main id=\"main\">\n",
      page.body, "</main>\n", page.footer.empty() ? "" : cat("<footer>\n", page.footer, "</footer>\n"),
      "</body>\n</html>\n");
}

std::string time_html(Instant instant) {
  return cat("<time datetime=\"", core::to_text(instant), "\">", core::spoken(instant), "</time>");
}

std::string language_attributes(std::string_view tag) {
  return cat("lang=\"", escaped(tag), "\" dir=\"", runs_from_the_right(tag) ? "rtl" : "ltr", "\"");
}

std::string language_name(std::string_view tag) {
  for (const auto& language : languages) {
    if (language.tag == main_tag(tag)) return std::string(language.name);
  }
  return std::string(tag);
}

std::vector<std::string_view> named_languages() {
  std::vector<std::string_view> tags;
  for (const auto& language : languages) tags.push_back(language.tag);
  return tags;
}

std::string question_html(const Question& question, const std::string& control) {
  auto out = cat("<div class=\"field", question.fault.empty() ? "" : " wrong", "\">\n<label for=\"", question.id, "\">",
                 question.label, "</label>\n");
  if (!question.hint.empty()) {
    out += cat("<p class=\"hint\" id=\"", question.id, "-hint\">", question.hint, "</p>\n");
  }
  if (!question.fault.empty()) {
    out += cat("<p class=\"fault\" id=\"", question.id, "-fault\">", escaped(question.fault), "</p>\n");
  }
  return cat(out, control, "</div>\n");
}

std::string question_attributes(const Question& question) {
  const auto described = cat(question.hint.empty() ? "" : cat(question.id, "-hint"),
                             question.fault.empty() ? "" : cat(" ", question.id, "-fault"));
  return cat(described.empty() ? "" : cat(" aria-describedby=\"", core::trimmed(described), "\""),
             question.fault.empty() ? "" : " aria-invalid=\"true\"");
}

std::string status_banner(warning::Status status) {
  switch (status) {
    case warning::Status::actual: return {};
    case warning::Status::exercise:
      return "<p class=\"drill\"><strong>EXERCISE.</strong> This is not a live warning.</p>\n";
    case warning::Status::test: return "<p class=\"drill\"><strong>TEST.</strong> This is not a live warning.</p>\n";
  }
  return {};
}

std::string_view edition_title(Kind kind) {
  switch (kind) {
    case Kind::alert: return "Alert";
    case Kind::update: return "Update";
    case Kind::extend: return "Extension";
    case Kind::correct: return "Correction";
    case Kind::downgrade: return "Downgrade";
    case Kind::cancel: return "Cancellation";
    case Kind::all_clear: return "All-clear";
    case Kind::lapse_notice: return "Window ended";
  }
  return "";
}

std::string standing_line(const PublicWarning& warning) {
  switch (warning.standing) {
    case PublicStanding::in_force: {
      const auto& valid = newest(warning).valid;
      return cat("<strong>In force", warning.is_extended ? ", extended" : "", "</strong> until ",
                 time_html(valid.until));
    }
    case PublicStanding::window_over:
      return cat("<strong>Window ended, ",
                 warning.is_threat_recorded_ended ? "no all-clear given" : "threat not confirmed as removed",
                 "</strong> It ended on ", time_html(warning.since),
                 ", and nobody has said what becomes of the warning. Keep your precautions until you are told more.");
    case PublicStanding::cancelled: return cat("<strong>Cancelled</strong> on ", time_html(warning.since));
    case PublicStanding::all_clear: return cat("<strong>All clear</strong> given on ", time_html(warning.since));
    case PublicStanding::lapsed:
      return cat("<strong>Lapsed</strong> A named officer recorded on ", time_html(warning.since),
                 " that this warning is not continued. That is not an all-clear.");
    case PublicStanding::replaced:
      return cat("<strong>Replaced</strong> on ", time_html(warning.since), " by another warning");
  }
  return {};
}

std::string_view standing_class(const PublicWarning& warning) {
  if (newest(warning).status != warning::Status::actual) return "exercise";
  switch (warning.standing) {
    case PublicStanding::in_force: return "in-force";
    case PublicStanding::window_over: return "window-over";
    case PublicStanding::cancelled:
    case PublicStanding::all_clear:
    case PublicStanding::lapsed:
    case PublicStanding::replaced: return "ended";
  }
  return "";
}

std::string leads(const PublicWarning& warning, std::string_view heading, const std::string& link) {
  std::string out;
  for (const auto& text : newest(warning).texts) {
    const auto open = link.empty() ? std::string() : cat("<a href=\"", escaped(link), "\">");
    out += cat("<div class=\"lead\" ", language_attributes(text.language), ">\n<", heading, ">", open,
               escaped(text.headline), link.empty() ? "" : "</a>", "</", heading, ">\n", lead_of(warning, text),
               "</div>\n");
  }
  if (is_same_news(warning)) out += labelled("News", "news", news_of(warning, newest(warning).texts.front()));
  return out;
}

std::string page_path(const WarningId& id) { return cat("warnings/", id.text, ".html"); }

}  // namespace heed::public_page
