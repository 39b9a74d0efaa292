#include "lib/cap/xml/source.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <iconv.h>

#include "core/text.h"

namespace heed::xml {
namespace {

using std::string_view_literals::operator""sv;

std::unexpected<Refusal> refuse(Fault fault, std::string text) {
  return std::unexpected(Refusal{fault, 1, std::move(text)});
}

struct Mark {
  std::string_view bytes;
  std::size_t skipped;
  std::string_view encoding;
};

/// XML 1.0, appendix F.
constexpr std::array marks = {
    Mark{"\xEF\xBB\xBF"sv, 3, "UTF-8"}, Mark{"\xFF\xFE\0\0"sv, 4, "UTF-32LE"}, Mark{"\0\0\xFE\xFF"sv, 4, "UTF-32BE"},
    Mark{"\xFF\xFE"sv, 2, "UTF-16LE"},  Mark{"\xFE\xFF"sv, 2, "UTF-16BE"},     Mark{"<\0\0\0"sv, 0, "UTF-32LE"},
    Mark{"\0\0\0<"sv, 0, "UTF-32BE"},   Mark{"<\0?\0"sv, 0, "UTF-16LE"},       Mark{"\0<\0?"sv, 0, "UTF-16BE"},
    Mark{"<\0"sv, 0, "UTF-16LE"},       Mark{"\0<"sv, 0, "UTF-16BE"}};

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

/// The value of encoding="…" in the XML declaration at the start of `text`; empty where there is none. Whether the
/// declaration is well formed, the scanner sees later.
std::string declared_in(std::string_view text) {
  if (!text.starts_with("<?xml")) return {};
  const auto declaration = text.substr(0, std::min<std::size_t>(text.find("?>"), 1'000));
  auto at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_not_of(" \t\r\n=", at + 8);
  if (at == std::string_view::npos || (declaration[at] != '"' && declaration[at] != '\'')) return {};
  const auto close = declaration.find(declaration[at], at + 1);
  return close == std::string_view::npos ? std::string() : upper(declaration.substr(at + 1, close - at - 1));
}

/// Encodings in which one more pass can find nothing: ASCII is a part of UTF-8.
bool is_utf8_name(std::string_view name) { return name.empty() || name == "UTF-8" || name == "UTF8"; }

/// Single-byte encodings, and those of East Asia without states. Why a list: iconv loads code for every name that it
/// knows, and the encodings that switch states have had faults.
bool is_offered(std::string_view name) {
  constexpr std::array offered = {"UTF-16LE"sv, "UTF-16BE"sv, "UTF-32LE"sv,  "UTF-32BE"sv,  "ISO-8859-"sv, "ISO8859-"sv,
                                  "LATIN"sv,    "US-ASCII"sv, "ASCII"sv,     "WINDOWS-"sv,  "CP12"sv,      "CP8"sv,
                                  "KOI8-"sv,    "TIS-620"sv,  "SHIFT_JIS"sv, "SHIFT-JIS"sv, "EUC-"sv,      "GB2312"sv,
                                  "GBK"sv,      "GB18030"sv,  "BIG5"sv,      "MACINTOSH"sv};
  const auto is_plain = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
  return name.size() <= 20 && std::ranges::all_of(name, is_plain) &&
         std::ranges::any_of(offered, [=](std::string_view known) { return name.starts_with(known); });
}

class Recoder {
 public:
  explicit Recoder(const std::string& encoding) : state_(iconv_open("UTF-8", encoding.c_str())) {}
  ~Recoder() {
    if (is_known()) iconv_close(state_);
  }
  Recoder(const Recoder&) = delete;
  Recoder& operator=(const Recoder&) = delete;
  // Why the cast: iconv_open says "I do not know it" by (iconv_t)-1.
  [[nodiscard]] bool is_known() const { return reinterpret_cast<std::intptr_t>(state_) != -1; }

  std::expected<std::string, Refusal> run(std::string_view bytes, std::size_t limit) {
    std::string out;
    std::array<char, 1 << 14> piece{};
    auto* from = const_cast<char*>(bytes.data());  // iconv reads through a pointer that it may not write to
    auto left = bytes.size();
    while (left > 0) {
      auto* to = piece.data();
      auto room = piece.size();
      const auto done = iconv(state_, &from, &left, &to, &room);
      out.append(piece.data(), piece.size() - room);
      if (out.size() > limit) return refuse(Fault::too_large, cat("As UTF-8 it has more than ", limit, " bytes."));
      if (done == static_cast<std::size_t>(-1) && errno != E2BIG) {
        return refuse(Fault::encoding,
                      cat("Byte ", bytes.size() - left + 1, " is not what the document's encoding allows."));
      }
    }
    return out;
  }

 private:
  iconv_t state_;
};

std::expected<Source, Refusal> recode(std::string_view bytes, Source source, const Limits& limits) {
  const auto unknown = [&] {
    return refuse(Fault::encoding, cat("The encoding \"", source.real.substr(0, 40), "\" is not known; use UTF-8."));
  };
  if (!is_offered(source.real)) return unknown();
  Recoder recoder(source.real);
  if (!recoder.is_known()) return unknown();
  auto text = recoder.run(bytes, limits.bytes);
  if (!text) return std::unexpected(std::move(text).error());
  source.recoded = std::make_unique<const std::string>(*std::move(text));
  source.text = *source.recoded;
  if (const auto declared = declared_in(source.text); !declared.empty()) source.declared = declared;
  return source;
}

}  // namespace

std::expected<Source, Refusal> decode(std::string_view bytes, const Limits& limits) {
  if (bytes.size() > limits.bytes) {
    return refuse(Fault::too_large, cat("It has ", bytes.size(), " bytes; at most ", limits.bytes, " are read."));
  }
  Source source;
  const auto found = std::ranges::find_if(marks, [&](const Mark& mark) { return bytes.starts_with(mark.bytes); });
  if (found != marks.end() && found->encoding != "UTF-8") {
    source.real = source.declared = found->encoding;
    return recode(bytes.substr(found->skipped), std::move(source), limits);
  }
  source.text = found == marks.end() ? bytes : bytes.substr(found->skipped);
  const auto declared = declared_in(source.text);
  if (is_utf8_name(declared)) return source;
  source.declared = declared;
  if (declared.starts_with("UTF-16") || declared.starts_with("UTF-32") || declared.starts_with("UCS-") ||
      declared.starts_with("ISO-10646")) {
    return refuse(Fault::encoding, cat("It says that it is ", declared.substr(0, 40), ", and its bytes are not."));
  }
  // Why: the mark stands in the bytes themselves, and the declaration may be left over from a conversion.
  if (found != marks.end()) return source;
  source.real = declared;
  return recode(source.text, std::move(source), limits);
}

}  // namespace heed::xml
