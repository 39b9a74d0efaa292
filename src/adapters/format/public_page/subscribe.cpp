#include "adapters/format/public_page/subscribe.h"

#include <array>

#include "adapters/format/public_page/parts.h"

namespace heed::public_page {
namespace {

using core::escaped;

std::string banner(const House& house) {
  constexpr std::string_view rest = "</strong> This site serves no live warnings now, and sends none.</p>\n";
  switch (house.status) {
    case warning::Status::actual: return {};
    case warning::Status::exercise: return cat("<p class=\"drill\"><strong>EXERCISE.", rest);
    case warning::Status::test: return cat("<p class=\"drill\"><strong>TEST.", rest);
  }
  return {};
}

enum class Search { welcome, refused };

std::string framed(const House& house, const std::string& title, const std::string& body,
                   Search search = Search::refused) {
  Page page{.title = title, .root = "/", .body = {}};
  page.body =
      cat(banner(house), "<p class=\"back\"><a href=\"/\">All warnings</a></p>\n<h1>", escaped(title), "</h1>\n", body);
  page.head = "<meta name=\"referrer\" content=\"no-referrer\">\n";
  if (search == Search::refused) page.head += "<meta name=\"robots\" content=\"noindex\">\n";
  page.footer = cat("<p>", escaped(house.publisher), " answers for this page and for what is kept.</p>\n");
  return html(page);
}

std::string input(const Question& question, std::string_view attributes, const Field& field) {
  return cat("<input id=\"", question.id, "\" name=\"", question.id, "\" ", attributes, question_attributes(question),
             " value=\"", escaped(field.value), "\">\n");
}

std::string asked(const Question& question, std::string_view attributes, const Field& field) {
  return question_html(question, input(question, attributes, field));
}

std::string address_html(const SubscribeForm& form) {
  const Question question{"address", "Your e-mail address",
                          "We first send you a mail with a link, to be sure that the address is yours.",
                          form.address.fault};
  return asked(question, "type=\"email\" required maxlength=\"254\" autocomplete=\"email\" spellcheck=\"false\"",
               form.address);
}

std::string language_html(const SubscribeForm& form) {
  const Question question{"language", "Language", "A warning that has no text in this language comes in another one.",
                          form.language.fault};
  std::string options;
  for (const auto tag : named_languages()) {
    options += cat("<option value=\"", tag, "\" lang=\"", tag, "\"", tag == form.language.value ? " selected" : "", ">",
                   escaped(language_name(tag)), "</option>\n");
  }
  return question_html(question, cat("<select id=\"language\" name=\"language\" required",
                                     question_attributes(question), ">\n", options, "</select>\n"));
}

std::string place_html(const SubscribeForm& form) {
  const Question question{"place", "Place",
                          "Latitude and longitude, for example 55.7558, 37.6173. Most maps show both numbers when you "
                          "press and hold on a place. A crossing nearby is exact enough.",
                          form.place.fault};
  return question_html(
      question, cat(input(question, "type=\"text\" required maxlength=\"60\" autocomplete=\"off\"", form.place),
                    "<button type=\"button\" class=\"second small\" id=\"locate\" hidden>Use where I am now</button>\n"
                    "<p class=\"hint\" id=\"locate-said\" role=\"status\"></p>\n"));
}

std::string days_html(const SubscribeForm& form) {
  const Question from{"from", "First day", "", form.from.fault};
  const Question until{"until", "Last day", "", form.until.fault};
  return cat(
      "<fieldset>\n<legend>Only there for some days?</legend>\n<p class=\"hint\">For a journey. Leave both empty if "
      "you live or work there. After the last day nothing more is sent.</p>\n<div class=\"days\">\n",
      asked(from, "type=\"date\"", form.from), asked(until, "type=\"date\"", form.until), "</div>\n</fieldset>\n");
}

std::string kept_html(const House& house) {
  return cat(
      "<section class=\"kept\">\n<h2>What you get, and what is kept</h2>\n<ul>\n"
      "<li>You get the public warnings for your place, and nothing else. Mail can be late or lost: do not rely on it "
      "alone.</li>\n"
      "<li>Before you confirm, nothing is kept. Then we keep your address, language, place and days, because they "
      "decide which warnings go to you. No name, no cookies.</li>\n<li>Staff of ",
      escaped(house.publisher),
      " who keep the list can see this. It is not shown to others.</li>\n"
      "<li>To leave, use the link in any of our mails: nothing more is sent from then on. What was entered stays in a "
      "record that can only be added to, so that it can be proved later who was warned.</li>\n</ul>\n</section>\n");
}

/// What is wrong, once more above the form: on a small screen the field may be far below.
std::string problem_html(const SubscribeForm& form) {
  const std::array<std::pair<std::string_view, const Field*>, 5> fields = {{{"address", &form.address},
                                                                            {"language", &form.language},
                                                                            {"place", &form.place},
                                                                            {"from", &form.from},
                                                                            {"until", &form.until}}};
  std::string items;
  for (const auto& [id, field] : fields) {
    if (!field->fault.empty()) items += cat("<li><a href=\"#", id, "\">", escaped(field->fault), "</a></li>\n");
  }
  if (items.empty() && form.problem.empty()) return {};
  return cat("<div class=\"problem\" role=\"alert\">\n<p><strong>No mail was sent.</strong> ", escaped(form.problem),
             "</p>\n", items.empty() ? "" : cat("<ul>\n", items, "</ul>\n"), "</div>\n");
}

std::string facts(const Subscription& subscription) {
  const auto fact = [](std::string_view name, const std::string& value) {
    return value.empty() ? std::string() : cat("<div><dt>", name, "</dt><dd>", escaped(value), "</dd></div>\n");
  };
  return cat("<dl class=\"facts\">\n", fact("Address", subscription.address),
             fact("Language", language_name(subscription.language)), fact("Place", subscription.place),
             fact("Days", subscription.days), "</dl>\n");
}

std::string button_form(const std::string& action, std::string_view label) {
  return cat("<form method=\"post\" action=\"", escaped(action), "\">\n<button type=\"submit\">", label,
             "</button>\n</form>\n");
}

}  // namespace

std::string subscribe_page(const House& house, const SubscribeForm& form) {
  const auto body = cat(
      problem_html(form),
      "<p>When a public warning covers your place, we send it to you at once, and write again when it changes or "
      "ends. There is no account and no password.</p>\n<form method=\"post\" action=\"/subscribe\">\n",
      address_html(form), language_html(form), place_html(form), days_html(form), kept_html(house),
      "<button type=\"submit\">Send me the link</button>\n</form>\n<script src=\"/subscribe.js\" defer></script>\n");
  return framed(house, "Get warnings by e-mail", body, Search::welcome);
}

std::vector<std::string_view> subscribe_languages() { return named_languages(); }

std::string sent_page(const House& house, const std::string& address) {
  return framed(
      house, "Look into your mail",
      cat("<p>A mail with a link is on its way to <strong class=\"address\">", escaped(address),
          "</strong>. Open the link within 24 hours and press the button there.</p>\n<p><strong>Until then you are not "
          "registered and get no warnings.</strong></p>\n<h2>Nothing there?</h2>\n<ul>\n<li>Mail can take some "
          "minutes. "
          "Look among the unwanted mail too.</li>\n<li>Is the address above right? If not, <a "
          "href=\"/subscribe\">enter it again</a>.</li>\n<li>We send one address at most three such mails within an "
          "hour.</li>\n</ul>\n"));
}

std::string confirm_page(const House& house, const Subscription& subscription, const std::string& action) {
  return framed(house, "Do you want these warnings?",
                cat("<p>One press, and you are registered.</p>\n", facts(subscription),
                    button_form(action, "Yes, send me warnings"),
                    "<p>You did not ask for this? Then close this page. Nothing is registered.</p>\n"));
}

std::string confirmed_page(const House& house, const Subscription& subscription, std::size_t told) {
  const auto on_their_way =
      told == 0   ? std::string("You get a mail as soon as a public warning covers this place.")
      : told == 1 ? std::string("<strong>A warning is in force there now.</strong> It is on its way to you.")
                  : cat("<strong>", told, " warnings are in force there now.</strong> They are on their way to you.");
  return framed(house, "You are registered",
                cat("<div class=\"done\">\n<p>", on_their_way, "</p>\n</div>\n", facts(subscription),
                    "<p>To change anything, <a href=\"/subscribe\">subscribe again</a> with the same address: that "
                    "replaces this. To leave, use the link in any of our mails.</p>\n"));
}

std::string leave_page(const House& house, const std::string& action) {
  return framed(house, "Do you want no more warnings?",
                cat("<p>After one press nothing more is sent to you, not even about warnings that you were told of "
                    "already. All of them stay on <a href=\"/\">the public page</a>.</p>\n",
                    button_form(action, "Stop the mails")));
}

std::string left_page(const House& house) {
  return framed(house, "You get no more warnings",
                "<div class=\"done\">\n<p>Your subscription has ended. A mail that was already on its way may still "
                "come.</p>\n</div>\n<p>Was that a mistake? <a href=\"/subscribe\">Subscribe again</a>.</p>\n");
}

std::string dead_link_page(const House& house, const std::string& title, const std::string& sentence) {
  return framed(house, title,
                cat("<p>", escaped(sentence), "</p>\n<p><a href=\"/subscribe\">Get warnings by e-mail</a></p>\n"));
}

std::string not_offered_page(const House& house) {
  return framed(house, "No subscriptions by e-mail here",
                "<p>This site sends no mail to the public. What is in force stands on <a href=\"/\">the page of all "
                "warnings</a>, and programs can follow the <a href=\"/feed.atom\">Atom feed</a>.</p>\n");
}

}  // namespace heed::public_page
