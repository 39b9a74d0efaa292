#include "lib/capfeed/document.h"

#include <algorithm>

#include "core/text.h"
#include "lib/capfeed/page.h"

namespace heed::capfeed {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view without_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(blanks), text.size()));
}

/// What is left after declarations, instructions, comments and blanks, from the first element or document type on.
std::string_view without_prolog(std::string_view text) {
  while (true) {
    text = without_blanks(text);
    const std::string_view end = text.starts_with("<?") ? "?>" : text.starts_with("<!--") ? "-->" : "";
    if (end.empty()) return text;
    const auto at = text.find(end, 2);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + end.size());
  }
}

/// A document type of HTML need not be XML, and our reader takes none at all.
bool is_html(std::string_view text) {
  const auto rest = without_prolog(text);
  constexpr std::size_t longest = 64;
  const auto start = lower(rest.substr(0, longest));
  if (start.starts_with("<!doctype")) return without_blanks(std::string_view(start).substr(9)).starts_with("html");
  return start.starts_with("<html") && start.find_first_of(" \t\r\n/>") == 5;
}

/// Nothing: it is to be read as XML.
std::optional<Kind> kind_without_xml(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const bool is_wide = bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE") ||
                       bytes.starts_with(std::string_view("\0<", 2)) || bytes.starts_with(std::string_view("<\0", 2));
  if (is_wide) return std::nullopt;
  const auto text = without_blanks(bytes);
  if (text.empty()) return Kind::empty;
  if (text.front() == '{' || text.front() == '[') return Kind::json;
  if (text.front() != '<') return Kind::text;
  return is_html(text) ? std::optional(Kind::html) : std::nullopt;
}

Kind kind_of(const xml::Element& root) {
  constexpr std::string_view space_of_rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  // Whatever its namespace is: the reader of CAP says what it thinks of that.
  if (root.local == "alert") return Kind::alert;
  if (root.space == space_of_atom && (root.local == "feed" || root.local == "entry")) return Kind::atom;
  if (root.local == "rss" || (root.local == "RDF" && root.space == space_of_rdf)) return Kind::rss;
  if (is_edxl(root, "EDXLDistribution")) return Kind::edxl;
  return lower(root.local) == "html" ? Kind::html : Kind::xml;
}

std::string name_of(const xml::Element& root) {
  constexpr std::size_t longest = 100;
  const auto local = root.local.substr(0, longest);
  return root.space.empty() ? std::string(local) : cat("{", root.space.substr(0, longest), "}", local);
}

Result<void> read_items(Page& page, std::string_view bytes) {
  switch (page.document.kind) {
    case Kind::alert:
      if (bytes.size() > alert_bytes) {
        return fail(Code::too_large,
                    cat("The alert has ", bytes.size(), " bytes; at most ", alert_bytes, " are read."));
      }
      page.document.items.push_back({.alerts = {{.bytes = std::string(bytes)}}});
      return {};
    case Kind::atom: return read_atom(page);
    case Kind::rss: return read_rss(page);
    case Kind::edxl: return read_edxl(page);
    case Kind::xml:
    case Kind::html:
    case Kind::json:
    case Kind::text:
    case Kind::empty: return {};
  }
  return {};
}

}  // namespace

Lead Item::lead() const {
  if (!alerts.empty()) return Lead::alert;
  if (!links.empty()) return Lead::link;
  return too_large > 0 ? Lead::too_large : Lead::no_alert;
}

Result<Document> read(std::string_view bytes, std::string_view address) {
  if (bytes.size() > document_bytes) {
    return fail(Code::too_large, cat("It has ", bytes.size(), " bytes; at most ", document_bytes, " are read."));
  }
  if (const auto kind = kind_without_xml(bytes)) return Document{.kind = *kind};
  const auto xml = xml::parse(bytes, xml_limits);
  if (!xml) {
    const auto& refusal = xml.error();
    const auto code = refusal.fault == xml::Fault::too_large ? Code::too_large : Code::malformed;
    return fail(code, refusal.text, cat("line ", refusal.line));
  }
  Page page(*xml, bytes, address);
  page.document.kind = kind_of(xml->root());
  page.document.root = name_of(xml->root());
  TRY(read_items(page, bytes));
  return std::move(page.document);
}

cap::Status binding_status(cap::Status inner, std::optional<cap::Status> distribution) {
  return inner == cap::Status::actual && distribution ? *distribution : inner;
}

}  // namespace heed::capfeed
