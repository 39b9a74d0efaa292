#include "cli/recipients/check.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "core/text.h"

namespace heed::recipients {
namespace {

using Digests = std::vector<std::uint64_t>;

constexpr std::uint64_t rows_between_tellings = 1'000;

std::uint64_t digest_of(const std::string& name) { return std::hash<std::string>{}(name); }

/// Leaves those that stand there more than once, sorted, each once.
void keep_repeated(Digests& digests) {
  std::sort(digests.begin(), digests.end());
  std::size_t kept = 0;
  for (std::size_t i = 1; i < digests.size(); ++i) {
    const bool is_repeat = digests[i] == digests[i - 1];
    if (is_repeat && (kept == 0 || digests[kept - 1] != digests[i])) digests[kept++] = digests[i];
  }
  digests.resize(kept);
}

Result<void> complain(Checked& checked, Complaint complaint) {
  if (checked.complaints.size() == complaints_max) {
    const auto& first = checked.complaints.front();
    return fail(Code::too_large,
                cat("more than ", complaints_max, " rows are wrong; is this the right file? The first: ", first.reason),
                first.place);
  }
  checked.complaints.push_back(std::move(complaint));
  return {};
}

Result<Digests> check_rows(const File& file, Checked& checked, const Tell& tell) {
  Digests digests;
  TRY(for_each_row(file, {[&](const Rows& rows, const csv::Row& row) -> Result<void> {
                     if (++checked.rows % rows_between_tellings == 0) tell(checked.rows, file.source.share());
                     const auto command = rows.read(row);
                     if (!command) return complain(checked, {row.line, command.error().place, command.error().detail});
                     digests.push_back(digest_of(command->recipient->text));
                     return {};
                   }}));
  return digests;
}

/// Why a second look at the file: two names may have one digest, and the lines of most names are never asked for.
Result<void> name_repeats(const File& file, const Digests& repeated, Checked& checked) {
  std::unordered_map<std::string, std::uint64_t> lines;
  return for_each_row(file, {[&](const Rows& rows, const csv::Row& row) -> Result<void> {
                        const auto command = rows.read(row);
                        if (!command) return {};
                        const auto& name = command->recipient->text;
                        if (!std::binary_search(repeated.begin(), repeated.end(), digest_of(name))) return {};
                        const auto [first, is_new] = lines.emplace(name, row.line);
                        if (is_new) return {};
                        return complain(checked, {row.line, rows.place_of(row, "recipient"),
                                                  cat("\"", name, "\" stands in line ", first->second, " already")});
                      }});
}

}  // namespace

Result<Checked> check_file(const File& file, const Tell& tell) {
  Checked checked;
  TRY(auto digests, check_rows(file, checked, tell));
  keep_repeated(digests);
  if (digests.empty()) return checked;
  TRY(name_repeats(file, digests, checked));
  std::sort(checked.complaints.begin(), checked.complaints.end(),
            [](const auto& one, const auto& other) { return one.line < other.line; });
  return checked;
}

}  // namespace heed::recipients
