#pragma once
// For the tests of this folder: a folder on the disk that is gone at the end of its scope.

#include <cstdlib>
#include <filesystem>
#include <string>

namespace heed::sqlite {

struct Folder {
  std::filesystem::path path;

  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "heed-store-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string file(std::string_view name) const { return (path / name).string(); }
};

}  // namespace heed::sqlite
