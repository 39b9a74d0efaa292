#include "cli/input.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "core/limits.h"
#include "core/text.h"

namespace heed::cli {
namespace {

constexpr std::string_view usual_hub = "http://127.0.0.1:8440";

Result<std::string> read_stream(std::istream& stream, const std::string& path) {
  std::string bytes;
  std::string piece(1 << 16, '\0');
  while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) || stream.gcount() > 0) {
    bytes.append(piece, 0, static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > limits::import_bytes) {
      return fail(Code::too_large, cat("a file may have at most ", limits::import_bytes, " bytes"), path);
    }
  }
  if (stream.bad()) return fail(Code::unavailable, "this could not be read to its end", path);
  return bytes;
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string(core::trimmed(value));
}

}  // namespace

Result<std::string> read_input(const std::string& path) {
  if (path == "-") return read_stream(std::cin, "standard input");
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(Code::not_found, "this file is not there, or may not be read", path);
  file.peek();
  if (file.bad()) return fail(Code::unavailable, "this is no file that can be read", path);
  file.clear();
  return read_stream(file, path);
}

std::vector<Option> access_options() {
  return {{"--hub", cat("the hub's address (or HEED_HUB; usually ", usual_hub, ")")},
          {"--token-file", "a file with the token of who calls (or HEED_TOKEN)"}};
}

Result<api::Access> access_of(const Arguments& arguments) {
  api::Access access{arguments.text("--hub"), {}};
  if (access.url.empty()) access.url = environment("HEED_HUB");
  if (access.url.empty()) access.url = usual_hub;
  while (access.url.ends_with('/')) access.url.pop_back();
  if (const auto path = arguments.find("--token-file")) {
    TRY(const auto text, read_input(*path));
    access.token = core::trimmed(text);
  } else {
    access.token = environment("HEED_TOKEN");
  }
  if (!access.token.empty()) return access;
  return fail(Code::unidentified, "the hub wants to know who calls: give --token-file FILE, or set HEED_TOKEN");
}

}  // namespace heed::cli
