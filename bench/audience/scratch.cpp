#include "bench/audience/scratch.h"

#include <cstdlib>
#include <filesystem>

#include "core/text.h"

namespace heed::audience {
namespace {

// $0 is the folder. Its input ends when we close it or are gone. While a cluster is being made, the file has a number
// below 0 in it, which is no server's; who makes it may write on for a moment, so removing is tried again.
constexpr std::string_view watch = R"sh(
PATH=/usr/bin:/bin
read -r _
pid=0
[ -s "$0/data/postmaster.pid" ] && read -r pid < "$0/data/postmaster.pid"
if [ "$pid" -gt 1 ] && kill -QUIT "$pid" 2>/dev/null; then
  for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
fi
for _ in $(seq 100); do rm -rf -- "$0" && break; sleep 0.1; done
)sh";

}  // namespace

Result<Scratch> Scratch::make(std::string_view name) {
  auto path = (std::filesystem::temp_directory_path() / cat("heed-bench-", name, "-XXXXXX")).string();
  if (::mkdtemp(path.data()) == nullptr) return fail(Code::unavailable, cat("no folder can be made: ", path));
  TRY(auto watcher, postgis::Child::start({{"/bin/sh", "-c", std::string(watch), path}, "/dev/null"}));
  return Scratch(std::move(path), std::move(watcher));
}

}  // namespace heed::audience
