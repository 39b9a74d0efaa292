#pragma once
// The command `heed`: what a subcommand is, as plain data, and how a command line becomes one.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::cli {

/// `number`: a whole number from 0. `list`: may be given several times.
enum class OptionKind { text, number, flag, list };

struct Option {
  std::string name;  ///< "--data"; or "FILE", in capitals, for a value that stands by itself
  std::string help;
  OptionKind kind = OptionKind::text;
  bool is_required = false;
  std::string fallback{};  ///< the value when none is given; empty: there is none
};

/// What one command line gave, by the names of the options. Checked against them: a required one is there, a number is
/// one, nothing is given twice that stands once.
class Arguments {
 public:
  using Given = std::map<std::string, std::vector<std::string>, std::less<>>;

  Arguments() = default;
  explicit Arguments(Given given) : given_(std::move(given)) {}

  /// The value given, or else the option's fallback; empty where there is neither.
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name) const;
  /// 0 where nothing is given.
  [[nodiscard]] std::uint64_t number(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& list(std::string_view name) const;
  [[nodiscard]] bool json() const { return flag("--json"); }

 private:
  Given given_;
};

/// What the process ends with.
enum class Exit {
  done = 0,
  no = 1,      ///< understood, and the answer is no: refused, not found, not allowed, not verified
  usage = 2,   ///< the command line, or what it hands over, is not right in form
  failed = 3,  ///< it could not be done, whatever the answer is: no hub, no disk, no room; later may work
};

/// A subcommand. `path` is one to three words; a path may be the beginning of another one ("ack", "ack refuse").
struct Tool {
  std::string path;     ///< "record verify"
  std::string purpose;  ///< one sentence
  std::vector<Option> options;
  std::function<Exit(const Arguments&)> run;
  std::string details{};  ///< more for --help: rules, examples
};

/// Which exit code a failure has: the one table.
[[nodiscard]] Exit exit_of(Code code);

/// For people: one sentence to stderr. With --json: {"error":{"code","detail","place"}} to stdout.
void print_error(const Error& error, const Arguments& arguments);
/// Prints the error; gives its exit code: `return cli::failed(result.error(), arguments);`
[[nodiscard]] Exit failed(const Error& error, const Arguments& arguments);

/// What a command line asks for.
struct Choice {
  const Tool* tool = nullptr;  ///< none: only `text` is to be printed
  Arguments arguments{};
  std::string text{};  ///< the help or the version that was asked for
};
/// Reads a command line without the program's own name. Every tool also takes --json and --help.
/// Errors: Code::malformed, with the nearest command or option where something is unknown.
[[nodiscard]] Result<Choice> choose(const std::vector<std::string>& words, const std::vector<Tool>& tools);

/// Reads the command line, runs the tool, gives the exit code. Adds "completion" to the tools.
int run(int argc, char** argv, std::vector<Tool> tools);

/// The client of the API, and the tools for files of recipients.
[[nodiscard]] std::vector<Tool> client_tools();
/// `geocodes list`, `show` and `import`: need no hub. `share` is the folder of the files that users may extend.
[[nodiscard]] std::vector<Tool> geocodes_tools(const std::string& share);

}  // namespace heed::cli
