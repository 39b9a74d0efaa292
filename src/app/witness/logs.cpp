#include "app/witness/logs.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace heed::witness {
namespace {

constexpr std::array<std::string_view, 3> of_policies = {"witness", "group", "quorum"};

Result<void> add(std::vector<tlog::WitnessedLog>& logs, merkle::VerifierKey key) {
  auto log = std::ranges::find(logs, key.name, &tlog::WitnessedLog::origin);
  if (log == logs.end()) log = logs.insert(logs.end(), {key.name, {}});
  if (std::ranges::find(log->keys, key) != log->keys.end()) return fail(Code::invalid, "this key is named twice");
  log->keys.push_back(std::move(key));
  return {};
}

Result<void> read_line(std::vector<tlog::WitnessedLog>& logs, std::string_view line) {
  const auto words = core::split(line, ' ');
  if (words.empty() || words.front().starts_with('#')) return {};
  if (std::ranges::find(of_policies, words.front()) != of_policies.end()) return {};
  const bool is_of_policy = words.front() == "log";
  if (is_of_policy && words.size() < 2) return fail(Code::malformed, "a log's verifier key is missing");
  TRY(auto key, merkle::parse_vkey(words[is_of_policy ? 1 : 0]));
  return add(logs, std::move(key));
}

}  // namespace

Result<std::vector<tlog::WitnessedLog>> parse_logs(std::string_view text) {
  std::vector<tlog::WitnessedLog> logs;
  std::size_t number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string line(text.substr(0, end));
    std::ranges::replace(line, '\t', ' ');
    ++number;
    if (auto read = read_line(logs, line); !read)
      return fail(core::within(cat("line ", number), std::move(read).error()));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (logs.empty()) return fail(Code::invalid, "no log is named: put its verifier key on a line of its own");
  return logs;
}

}  // namespace heed::witness
