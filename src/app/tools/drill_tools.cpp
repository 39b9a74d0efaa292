#include <cstdio>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "adapters/format/after_action/after_action.h"
#include "app/tools/play.h"
#include "app/tools/tools.h"
#include "lib/json/json.h"

namespace heed::tools {

namespace fs = std::filesystem;
using cli::Arguments;
using cli::Exit;
using cli::OptionKind;

namespace {

/// A folder for one drill that nobody asked to keep; removed when the drill is over.
class Folder {
 public:
  explicit Folder(const std::string& kept)
      : path_(kept.empty() ? (fs::temp_directory_path() / cat("heed-drill-", ::getpid())).string() : kept),
        is_kept_(!kept.empty()) {
    if (!is_kept_) fs::remove_all(path_);
  }
  ~Folder() {
    std::error_code ignored;
    if (!is_kept_) fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool is_kept_;
};

Result<void> write_report(const std::string& file, const drill::Account& account) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  for (const auto& review : account.reviews) out << after_action::html(review, after_action::Style::embedded);
  out.flush();
  if (!out) return fail(Code::unavailable, cat("cannot write ", file), "--report");
  return {};
}

void print(const drill::Account& account, const Arguments& arguments) {
  if (arguments.json()) {
    std::printf("%s\n", json::write_pretty(to_value(account)).c_str());
    return;
  }
  for (const auto& review : account.reviews) std::printf("\n%s\n", after_action::text(review).c_str());
  std::printf("\n%s: %llu of %llu expectations hold, %llu entries. %s\n", account.title.c_str(),
              static_cast<unsigned long long>(account.expectations - std::min(account.failed, account.expectations)),
              static_cast<unsigned long long>(account.expectations), static_cast<unsigned long long>(account.entries),
              *account.passed ? "PASSED" : "FAILED");
}

Result<drill::Account> run(const Arguments& arguments) {
  TRY(const auto scenario, load_scenario(arguments.text("FILE")));
  const Folder folder(arguments.text("--data"));
  drill::Options options;
  options.data = folder.path();
  options.base_url = arguments.text("--base-url");
  options.web = arguments.find("--web-stand-in");
  options.mail_relay = arguments.find("--mail-relay");
  const auto steps = scenario.steps.size();
  TRY(auto account, play_scenario(scenario, options, [&](const drill::Played& played) {
        // Why on the error stream with --json: standard output is one document then.
        std::fprintf(arguments.json() ? stderr : stdout, "%s\n", line_of(played, steps).c_str());
        std::fflush(arguments.json() ? stderr : stdout);
      }));
  if (const auto report = arguments.find("--report")) TRY(write_report(*report, account));
  return account;
}

Exit drill_run(const Arguments& arguments) {
  const auto account = run(arguments);
  if (!account) {
    cli::print_error(account.error(), arguments);
    const bool is_of_file = account.error().code == Code::malformed || account.error().code == Code::invalid ||
                            account.error().code == Code::not_found || account.error().code == Code::too_large;
    return is_of_file ? Exit::usage : Exit::failed;
  }
  print(*account, arguments);
  return *account->passed ? Exit::done : Exit::no;
}

}  // namespace

std::vector<cli::Tool> drill_tools() {
  return {{"drill run",
           "Play a scenario through the real hub on a virtual clock, and check what it expects.",
           {{"FILE", "the scenario; docs/drills.md describes the format", OptionKind::text, true},
            {"--report", "write the after-action report to this HTML file", OptionKind::text},
            {"--data", "keep the drill's record in this folder; a drill that was interrupted goes on there",
             OptionKind::text, false, ""},
            {"--base-url", "where acknowledgement links lead", OptionKind::text, false, "http://127.0.0.1:8440"},
            {"--web-stand-in", "web receivers outside the drill, instead of its own", OptionKind::text},
            {"--mail-relay", "a mail relay outside the drill, instead of its own", OptionKind::text}},
           drill_run,
           "Exit status: 0 every expectation holds, 1 one does not, 2 the file is wrong, 3 the hub failed."}};
}

}  // namespace heed::tools
