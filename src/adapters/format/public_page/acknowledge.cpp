#include "adapters/format/public_page/acknowledge.h"

#include <array>

#include "adapters/format/public_page/parts.h"

namespace heed::public_page {
namespace {

using core::escaped;

constexpr std::string_view root = "/";

/// One question of a form that is answered in words.
struct Asked {
  std::string_view id;    ///< unique on the page
  std::string_view name;  ///< as it is posted
  std::string_view label;
  std::string_view hint;
  std::string_view attributes;
  const Field& field;
};

std::string html_of(const Asked& asked) {
  const Question question{asked.id, asked.label, asked.hint, asked.field.fault};
  const auto attributes =
      cat("id=\"", asked.id, "\" name=\"", asked.name, "\" required ", asked.attributes, question_attributes(question));
  if (asked.attributes.starts_with("rows")) {
    return question_html(question, cat("<textarea ", attributes, ">", escaped(asked.field.value), "</textarea>\n"));
  }
  return question_html(question,
                       cat("<input type=\"text\" ", attributes, " value=\"", escaped(asked.field.value), "\">\n"));
}

std::array<Asked, 5> questions_of(const AckForm& form) {
  return {
      {{"target", "target", "What or who is threatened, and where?", "In your own words.", "rows=\"2\"", form.target},
       {"window", "window", "Until when does the warning stand?", "Day, time and time zone.", "autocomplete=\"off\"",
        form.window},
       {"plan", "action", "What will you do?", "The first steps are enough.", "rows=\"3\"", form.plan},
       {"who", "who", "Your name", "", "autocomplete=\"name\"", form.who},
       {"capacity", "capacity", "Your function", "For example: duty manager of the hall.",
        "autocomplete=\"organization-title\"", form.capacity}}};
}

/// What is wrong, once more above the form: on a small screen the field may be far below.
std::string problem_html(const AckForm& form) {
  std::string items;
  for (const auto& question : questions_of(form)) {
    if (question.field.fault.empty()) continue;
    items += cat("<li><a href=\"#", question.id, "\">", escaped(question.field.fault), "</a></li>\n");
  }
  for (const auto& [id, field] : {std::pair("refused-by", &form.refused_by), std::pair("reason", &form.reason)}) {
    if (!field->fault.empty()) items += cat("<li><a href=\"#", id, "\">", escaped(field->fault), "</a></li>\n");
  }
  if (items.empty()) return {};
  return cat(
      "<div class=\"problem\" role=\"alert\">\n<p><strong>Nothing is recorded yet.</strong> Mend this and send it "
      "again:</p>\n<ul>\n",
      items, "</ul>\n</div>\n");
}

std::string acknowledge_form(const AckForm& form) {
  std::string fields;
  for (const auto& question : questions_of(form)) fields += html_of(question);
  return cat("<form method=\"post\" action=\"", escaped(form.action),
             "\" id=\"answer\">\n<h2>Confirm that you have understood</h2>\n",
             "<p>Your answer is recorded with the time, and the sender sees it at once.</p>\n", fields,
             "<button type=\"submit\">Confirm this warning</button>\n</form>\n");
}

std::string refuse_form(const AckForm& form) {
  const bool is_open = !form.refused_by.fault.empty() || !form.reason.fault.empty();
  const Asked who{"refused-by", "who", "Your name", "", "autocomplete=\"name\"", form.refused_by};
  const Asked reason{"reason",     "reason",   "Why?", "For example: we do not run this place any more.",
                     "rows=\"2\"", form.reason};
  return cat("<details class=\"refuse\"", is_open ? " open" : "",
             ">\n<summary>This is not for me, or we cannot act</summary>\n<form method=\"post\" action=\"",
             escaped(form.refuse_action),
             "\">\n<p>Somebody else will then be told at once. The warning itself stays.</p>\n", html_of(who),
             html_of(reason),
             "<button type=\"submit\" class=\"second\">Send this refusal</button>\n</form>\n</details>\n");
}

std::string fact(std::string_view name, const std::string& html_value) {
  return cat("<div><dt>", name, "</dt><dd>", html_value, "</dd></div>\n");
}

std::string instruction_html(const AckForm& form) {
  if (form.instruction.empty()) return {};
  return cat("<p class=\"label\">What to do</p>\n<p class=\"do\" ", language_attributes(form.language), ">",
             escaped(form.instruction), "</p>\n");
}

/// Files that still prove it when this hub is gone, or says something else.
std::string proofs_html(const std::string& proofs, const std::string& receipt, bool is_acknowledged) {
  const auto item = [&](std::string_view name, std::string_view what) {
    return cat("<li><a href=\"", escaped(proofs), "/", name, "\" download>", what, "</a></li>\n");
  };
  return cat(
      "<details>\n<summary>Proof, to keep</summary>\n<p>These files prove it without us. Anybody can check them on the "
      "page <a href=\"/verify\">Check a proof</a>. They are ready about a second after what they prove.</p>\n<ul>\n",
      item("told", "That this warning was for you, and when"), item("text", "The exact text that you got"),
      is_acknowledged ? item("acknowledgement", "That you confirmed it, and how") : std::string(), "</ul>\n",
      receipt.empty() ? std::string() : cat("<p><a href=\"", escaped(receipt), "\">A receipt to print</a></p>\n"),
      "</details>\n");
}

std::string receipt_page(std::string_view title, const std::string& banner, const std::string& body) {
  return html({.title = std::string(title), .root = std::string(root), .body = cat(banner, body)});
}

}  // namespace

std::string_view acknowledge_script() {
  // Why not at once: mail scanners open every link, some of them in a real browser; none of them scrolls.
  return R"js('use strict';
(() => {
  const signs = ['pointerdown', 'keydown', 'scroll', 'touchstart'];
  const tell = () => {
    signs.forEach((sign) => removeEventListener(sign, tell));
    navigator.sendBeacon(`${document.forms[0].getAttribute('action')}/seen`);
  };
  signs.forEach((sign) => addEventListener(sign, tell, { passive: true }));
})();
)js";
}

std::string acknowledge_page(const AckForm& form) {
  const bool is_live = form.status == warning::Status::actual;
  auto body =
      cat(status_banner(form.status), problem_html(form), "<div class=\"warning ", is_live ? "in-force" : "exercise",
          "\">\n<p class=\"state\"><strong>Warning for ", escaped(form.recipient), "</strong> ",
          form.is_over ? "Its window ended at " : "It stands until ", time_html(form.until), ".</p>\n<h1 ",
          language_attributes(form.language), ">", escaped(form.headline), "</h1>\n", instruction_html(form),
          "<p><a href=\"#answer\">Go to the confirmation</a></p>\n</div>\n<div class=\"exact\" ",
          language_attributes(form.language), ">", escaped(core::trimmed(form.text)), "</div>\n",
          acknowledge_form(form), refuse_form(form), proofs_html(form.proofs, form.receipt, false));
  const auto drill = is_live ? std::string() : cat(word(form.status), ": ");
  return html({.title = cat(drill, "Confirm: ", form.headline),
               .root = std::string(root),
               .body = std::move(body),
               .head = "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
                       "<script src=\"/acknowledge.js\" defer></script>\n"});
}

std::string acknowledged_page(const Receipt& receipt) {
  return receipt_page(
      "Confirmation recorded", status_banner(receipt.status),
      cat("<div class=\"done\">\n<h1>Thank you. Your confirmation is recorded.</h1>\n</div>\n<p>",
          escaped(receipt.headline), "</p>\n<dl class=\"facts\">\n", fact("For", escaped(receipt.recipient)),
          fact("By", cat(escaped(receipt.who), ", ", escaped(receipt.capacity))),
          fact("Recorded", cat(time_html(receipt.at), ", entry ", receipt.entry, " of the record")),
          receipt.evidence.empty() ? std::string() : fact("Evidence", escaped(receipt.evidence)),
          fact("Threatened", escaped(receipt.read_back.target)), fact("Until", escaped(receipt.read_back.window)),
          fact("You will", escaped(receipt.read_back.action)),
          "</dl>\n<p>Keep this page or the entry number. If something in it is wrong, open the link again and confirm "
          "once more; both answers are kept. You will be told when the warning changes or ends.</p>\n",
          proofs_html(receipt.proofs, receipt.receipt, true)));
}

std::string refused_page(const Refusal& refusal) {
  return receipt_page(
      "Refusal recorded", status_banner(refusal.status),
      cat("<div class=\"done\">\n<h1>Your refusal is recorded.</h1>\n</div>\n<p>", escaped(refusal.headline),
          "</p>\n<dl class=\"facts\">\n", fact("For", escaped(refusal.recipient)), fact("By", escaped(refusal.who)),
          fact("Recorded", cat(time_html(refusal.at), ", entry ", refusal.entry, " of the record")),
          fact("Reason", escaped(refusal.reason)),
          "</dl>\n<p>The next contact is told now. The warning itself is not withdrawn.</p>\n"));
}

std::string plain_page(const std::string& title, const std::string& sentence) {
  return receipt_page(title, "", cat("<h1>", escaped(title), "</h1>\n<p>", escaped(sentence), "</p>\n"));
}

}  // namespace heed::public_page
