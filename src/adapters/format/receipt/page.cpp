#include <algorithm>

#include "adapters/format/receipt/parts.h"
#include "core/text.h"
#include "lib/qr/qr.h"

namespace heed::receipt {
namespace {

using core::escaped;

constexpr std::size_t witnesses_shown = 3;

std::string time_html(Instant at) {
  return cat("<time datetime=\"", core::to_text(at), "\">", core::spoken(at), "</time>");
}

std::string row(std::string_view name, const std::string& html) {
  return cat("<div><dt>", name, "</dt><dd>", html, "</dd></div>\n");
}

std::string hash_html(const std::string& text) { return cat("<code>", escaped(text), "</code>"); }

std::string verdict(const Place& place) {
  switch (place.standing) {
    case Standing::promised:
      return cat(
          "<p class=\"verdict open\"><strong>Promised.</strong> No checkpoint covers the entry yet. The hub signed "
          "that one will by ",
          time_html(place.due), "; load this page again before you print it.</p>\n");
    case Standing::signed_by_log:
      return "<p class=\"verdict plain\"><strong>Signed by the log alone.</strong> Nobody else has seen it: this hub "
             "asks "
             "no witnesses, and could show others another history.</p>\n";
    case Standing::pending:
      return "<p class=\"verdict open\"><strong>Pending until the quorum holds.</strong> The log signed it; too few of "
             "the witnesses have cosigned yet.</p>\n";
    case Standing::witnessed:
      return "<p class=\"verdict strong\"><strong>Proven.</strong> The log signed it, and the quorum of independent "
             "witnesses saw the same history.</p>\n";
  }
  return {};
}

std::string witnesses_html(const Place& place) {
  if (place.witnesses.empty()) return "none";
  std::string items;
  for (std::size_t i = 0; i < std::min(place.witnesses.size(), witnesses_shown); ++i) {
    const auto& witness = place.witnesses[i];
    items += cat("<li>", escaped(cut(witness.name, 45, 1).text), ", ", time_html(witness.at), "</li>");
  }
  if (place.witnesses.size() > witnesses_shown) {
    items += cat("<li>and ", place.witnesses.size() - witnesses_shown, " more</li>");
  }
  return cat("<ul>", items, "</ul>");
}

std::string checkpoint_rows(const Place& place) {
  if (place.standing == Standing::promised) return row("Promise", hash_html(place.promise));
  return cat(
      row("Checkpoint", cat(place.size, place.size == 1 ? " entry" : " entries", ", root ", hash_html(place.root))),
      row("Witnesses", witnesses_html(place)),
      place.stamped ? row("Time stamp",
                          cat(time_html(place.stamped->at), " by ", escaped(cut(place.stamped->authority, 45, 1).text),
                              ", checkpoint of ", place.stamped->size))
                    : "");
}

std::string_view live_or_not(warning::Status status) {
  switch (status) {
    case warning::Status::actual: return "";
    case warning::Status::exercise:
      return "<p class=\"drill\"><strong>EXERCISE.</strong> This was not a live warning.</p>\n";
    case warning::Status::test: return "<p class=\"drill\"><strong>TEST.</strong> This was not a live warning.</p>\n";
  }
  return "";
}

std::string proofs_html(const Receipt& receipt) {
  if (receipt.proofs.empty()) return {};
  const auto item = [&](std::string_view name, std::string_view what) {
    return cat("<li><a href=\"", escaped(receipt.proofs), "/", name, "\" download>", what, "</a></li>\n");
  };
  return cat(
      "<div class=\"screen\">\n<p>Keep these files with the printed sheet. They prove it without this hub.</p>\n<ul>\n",
      item("told", "Proof that you were told"), item("text", "Proof of the exact text"),
      receipt.answer ? item("acknowledgement", "Proof of the acknowledgement") : "", "</ul>\n</div>\n");
}

}  // namespace

std::string place_section(const Receipt& receipt) {
  const auto& place = receipt.place;
  return cat("<section aria-labelledby=\"place\">\n<h2 id=\"place\">How far it is proven</h2>\n", verdict(place),
             "<dl>\n",
             row("Log", cat(escaped(cut(place.origin, 70, 1).text), ", entry ", place.entry, " counted from 0")),
             row("Leaf hash", hash_html(place.leaf)), checkpoint_rows(place), "</dl>\n</section>\n");
}

std::string check_section(const Receipt& receipt, const std::string& code) {
  const auto address = cat(receipt.base_url, "/verify");
  return cat(
      "<section class=\"check\" aria-labelledby=\"check\">\n<h2 id=\"check\">Check it yourself</h2>\n<figure>", code,
      "<figcaption>Scan to check</figcaption></figure>\n<ol>\n"
      "<li>Scan the code, or open <a href=\"",
      escaped(verify_link(receipt)), "\">", escaped(address),
      "</a>: it looks for this leaf hash at this place of the log.</li>\n"
      "<li>Give that page the proof file, or run <code>heed verify told.tlog-proof --vkey log.vkey --vkey "
      "issuer.vkey</code>, with keys that you did not get from us.</li>\n</ol>\n",
      proofs_html(receipt),
      "<p class=\"note\">It proves what was recorded, and when at the latest. It does not prove that the warning "
      "was right, nor that nobody else was told. Without the proof file this sheet is only a claim that "
      "can be looked up.</p>\n</section>\n");
}

std::string verify_link(const Receipt& receipt) {
  return cat(receipt.base_url, "/verify#entry=", receipt.place.entry, "&leaf=", receipt.place.leaf);
}

Result<std::string> page(const Receipt& receipt) {
  TRY(const auto code, qr::svg(verify_link(receipt), "QR code: opens the page that checks this receipt"));
  return cat(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Receipt: ",
      escaped(cut(receipt.told.headline, 80, 1).text),
      "</title>\n<link rel=\"stylesheet\" href=\"/receipt.css\">\n</head>\n<body>\n<main>\n",
      live_or_not(receipt.told.status), "<header>\n<p class=\"from\">",
      escaped(cut(receipt.told.publisher, 80, 1).text), ", <span>made on ", time_html(receipt.made_at),
      "</span></p>\n<h1>Receipt of a warning</h1>\n</header>\n", told_section(receipt), answer_section(receipt),
      place_section(receipt), check_section(receipt, code), "</main>\n</body>\n</html>\n");
}

}  // namespace heed::receipt
