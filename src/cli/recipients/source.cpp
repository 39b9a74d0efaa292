#include "cli/recipients/source.h"

#include <algorithm>
#include <sys/stat.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::recipients {
namespace {

std::unexpected<Error> too_long(const std::string& path) {
  return fail(Code::too_large, cat("a file may have at most ", file_bytes_max, " bytes; split it"), path);
}

std::unexpected<Error> no_room(const std::string& path) {
  return fail(Code::unavailable, "there is no room in the folder of temporary files to keep this while it is read",
              path);
}

}  // namespace

Result<Source> Source::open(const std::string& path) {
  if (path == "-") {
    TRY(auto kept, copied(stdin, "standard input"));
    return of(std::move(kept), "standard input");
  }
  Handle file(std::fopen(path.c_str(), "rb"));
  if (!file) return fail(Code::not_found, "this file is not there, or may not be read", path);
  struct stat status{};
  if (::fstat(::fileno(file.get()), &status) != 0 || S_ISDIR(status.st_mode)) {
    return fail(Code::unavailable, "this is no file that can be read", path);
  }
  if (S_ISREG(status.st_mode)) return of(std::move(file), path);
  TRY(auto kept, copied(file.get(), path));
  return of(std::move(kept), path);
}

Result<Source> Source::holding(std::string_view text) {
  Handle file(std::tmpfile());
  if (!file || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size()) return no_room("text");
  return of(std::move(file), "text");
}

Result<Source::Handle> Source::copied(std::FILE* from, const std::string& path) {
  Handle kept(std::tmpfile());
  if (!kept) return no_room(path);
  std::string piece(piece_bytes, '\0');
  std::uint64_t total = 0;
  while (const auto count = std::fread(piece.data(), 1, piece.size(), from)) {
    total += count;
    if (total > file_bytes_max) return too_long(path);
    if (std::fwrite(piece.data(), 1, count, kept.get()) != count) return no_room(path);
  }
  if (std::ferror(from) != 0) return fail(Code::unavailable, "this could not be read to its end", path);
  return kept;
}

Result<Source> Source::of(Handle file, std::string path) {
  if (std::fflush(file.get()) != 0) return no_room(path);
  struct stat status{};
  if (::fstat(::fileno(file.get()), &status) != 0) {
    return fail(Code::unavailable, "this is no file that can be read", path);
  }
  Source source(std::move(file), std::move(path));
  source.size_ = static_cast<std::uint64_t>(status.st_size);
  source.written_at_ = source.stamp();
  if (source.size_ > file_bytes_max) return too_long(source.path_);
  return source;
}

/// When it was last written to, and how long it is: changes with every change.
std::uint64_t Source::stamp() const {
  struct stat status{};
  if (::fstat(::fileno(file_.get()), &status) != 0) return 0;
  const auto seconds = static_cast<std::uint64_t>(status.st_mtim.tv_sec);
  const auto nanoseconds = static_cast<std::uint64_t>(status.st_mtim.tv_nsec);
  return (seconds * 1'000'000'000 + nanoseconds) * 31 + static_cast<std::uint64_t>(status.st_size);
}

Result<void> Source::read(const TakePiece& take) {
  std::rewind(file_.get());
  position_ = 0;
  std::string piece(piece_bytes, '\0');
  while (const auto count = std::fread(piece.data(), 1, piece.size(), file_.get())) {
    position_ += count;
    TRY(take(std::string_view(piece).substr(0, count)));
  }
  if (std::ferror(file_.get()) != 0) return fail(Code::unavailable, "the file could not be read to its end");
  if (stamp() == written_at_ && position_ == size_) return {};
  return fail(Code::conflict, "somebody wrote to this file while it was read; begin anew");
}

/// Why a chain of pieces and not one digest over all: a digest takes its bytes at once, and they are too many.
Result<std::string> Source::digest() {
  std::string chain;
  TRY(read([&](std::string_view piece) -> Result<void> {
    chain = digest::sha256_joined({chain, piece});
    return {};
  }));
  return digest::to_hex(chain.empty() ? digest::sha256({}) : chain);
}

double Source::share() const { return size_ == 0 ? 1.0 : static_cast<double>(position_) / static_cast<double>(size_); }

}  // namespace heed::recipients
