#include "lib/qr/qr.h"

#include <memory>
#include <qrencode.h>

#include "core/text.h"

namespace heed::qr {
namespace {

struct Free {
  void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code2d = std::unique_ptr<QRcode, Free>;

bool is_dark(const QRcode& code, unsigned row, unsigned column) {
  return (code.data[row * static_cast<unsigned>(code.width) + column] & 1U) != 0;
}

/// One closed line for each run of dark modules in a row. Why not one square a module: printers leave hair lines
/// between squares that only touch.
std::string path_of(const QRcode& code) {
  const auto width = static_cast<unsigned>(code.width);
  std::string path;
  for (unsigned row = 0; row < width; ++row) {
    for (unsigned column = 0; column < width;) {
      auto end = column;
      while (end < width && is_dark(code, row, end)) ++end;
      if (end > column) {
        path +=
            cat("M", column + quiet_modules, " ", row + quiet_modules, "h", end - column, "v1h-", end - column, "z");
      }
      column = end + 1;
    }
  }
  return path;
}

}  // namespace

Result<std::string> svg(std::string_view text, std::string_view title) {
  if (text.empty()) return fail(Code::invalid, "a QR code carries at least one character");
  if (text.size() > text_bytes) return fail(Code::too_large, cat("a QR code carries at most ", text_bytes, " bytes"));
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  // Why as bytes: other readings of the same text (Kanji, capitals) are read differently by cheap readers.
  const Code2d code(QRcode_encodeData(static_cast<int>(text.size()), bytes, 0, QR_ECLEVEL_M));
  if (!code) return fail(Code::internal, "the QR code could not be made");
  const auto size = static_cast<unsigned>(code->width) + 2 * quiet_modules;
  return cat("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" role=\"img\" viewBox=\"0 0 ", size, " ", size,
             "\" shape-rendering=\"crispEdges\"><title>", core::escaped(title), "</title><rect width=\"", size,
             "\" height=\"", size, "\" fill=\"#fff\"/><path fill=\"#000\" d=\"", path_of(*code), "\"/></svg>");
}

}  // namespace heed::qr
