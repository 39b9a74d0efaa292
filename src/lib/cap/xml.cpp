#include "lib/cap/xml.h"

#include "core/assert.h"
#include "core/text.h"

namespace heed::cap {
namespace {

/// How many bytes the character at the start of `text` has; 0 when there is none that XML may hold.
std::size_t character_length(std::string_view text) {
  for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length) {
    if (core::is_clean_utf8(text.substr(0, length))) return length;
  }
  return 0;
}

}  // namespace

std::string xml_text(std::string_view text) {
  if (core::is_clean_utf8(text)) return core::escaped(text);
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const auto length = character_length(text);
    if (length > 0) {
      safe += core::escaped(text.substr(0, length));
    } else {
      safe += text.front() == '\r' ? "&#13;" : "\xEF\xBF\xBD";
    }
    text.remove_prefix(length > 0 ? length : 1);
  }
  return safe;
}

XmlWriter::XmlWriter(std::string_view prefix)
    : out_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), prefix_(prefix.empty() ? "" : cat(prefix, ":")) {}

void XmlWriter::begin(std::string_view name, Attributes attributes) {
  out_.append(2 * open_.size(), ' ');
  out_ += cat("<", prefix_, name);
  for (const auto& [key, value] : attributes) out_ += cat(" ", key, "=\"", xml_text(value), "\"");
}

void XmlWriter::open(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += ">\n";
  open_.emplace_back(name);
}

void XmlWriter::close() {
  HEED_ASSERT(!open_.empty());
  const auto name = std::move(open_.back());
  open_.pop_back();
  out_.append(2 * open_.size(), ' ');
  out_ += cat("</", prefix_, name, ">\n");
}

void XmlWriter::text(std::string_view name, std::string_view content, Attributes attributes) {
  begin(name, attributes);
  out_ += cat(">", xml_text(content), "</", prefix_, name, ">\n");
}

void XmlWriter::empty(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += "/>\n";
}

void XmlWriter::verbatim(std::string_view element) {
  out_.append(2 * open_.size(), ' ');
  out_ += cat(element, "\n");
}

std::string XmlWriter::finish() {
  HEED_ASSERT(open_.empty(), "still open: ", open_.size());
  return std::move(out_);
}

}  // namespace heed::cap
