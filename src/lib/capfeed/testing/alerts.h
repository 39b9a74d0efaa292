#pragma once
// Documents for the tests of this folder.

#include <string>
#include <string_view>

#include "core/text.h"

namespace heed::capfeed::testing {

/// The children of an alert that reads as one, each name with `prefix` ("cap:") in front.
inline std::string inside(std::string_view prefix, std::string_view identifier, std::string_view more = {}) {
  std::string out;
  const auto put = [&](std::string_view name, std::string_view text) {
    out += cat("<", prefix, name, ">", text, "</", prefix, name, ">");
  };
  put("identifier", identifier);
  put("sender", "hydro@example.org");
  put("sent", "2024-03-06T12:00:00-00:00");
  put("status", "Actual");
  put("msgType", "Alert");
  put("scope", "Public");
  out += more;
  return out;
}

inline std::string alert(std::string_view identifier, std::string_view more = {}) {
  return cat("<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">", inside("", identifier, more), "</alert>");
}

inline std::string atom(std::string_view inner, std::string_view attributes = {}) {
  return cat("<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"", attributes, ">", inner, "</feed>");
}
inline std::string entry(std::string_view inner) { return cat("<entry><id>e</id>", inner, "</entry>"); }

inline std::string rss(std::string_view items, std::string_view channel = {}) {
  return cat("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>", channel, items,
             "</channel></rss>");
}

inline std::string edxl(std::string_view status, std::string_view objects) {
  return cat("<EDXLDistribution xmlns=\"urn:oasis:names:tc:emergency:EDXL:DE:1.0\"><distributionID>d</distributionID>",
             status, objects, "</EDXLDistribution>");
}
inline std::string object(std::string_view inner) {
  return cat("<contentObject><xmlContent><embeddedXMLContent>", inner,
             "</embeddedXMLContent></xmlContent></contentObject>");
}

}  // namespace heed::capfeed::testing
