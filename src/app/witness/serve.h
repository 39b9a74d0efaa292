#pragma once
// A witness as a program: C2SP tlog-witness over HTTP.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/result.h"

namespace heed::witness {

/// The files of a witness's folder.
struct Folder {
  std::string path;
  [[nodiscard]] std::string key() const { return path + "/witness.key"; }
  [[nodiscard]] std::string verifier() const { return path + "/witness.vkey"; }
  [[nodiscard]] std::string seen() const { return path + "/seen"; }
};

/// Makes the folder (0700), draws the key, and gives the verifier key (type 04), which it also writes to a file.
/// Refuses to replace a key.
[[nodiscard]] Result<std::string> init(const Folder& folder, const std::string& name);

struct Serving {
  Folder folder;
  std::vector<std::string> log_files;  ///< see logs.h
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: the system chooses one
  std::function<void(const std::string& url, const std::string& vkey)> ready;
};

/// Serves POST /add-checkpoint and GET /<hash of the origin>/checkpoint until SIGINT or SIGTERM. The files with the
/// logs are read again at SIGHUP, and before a request is answered when they have changed; a list that cannot be taken
/// is said in the log and changes nothing.
[[nodiscard]] Result<void> serve(const Serving& serving);

}  // namespace heed::witness
