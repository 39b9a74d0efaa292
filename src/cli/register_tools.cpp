#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/api/table.h"
#include "cli/input.h"
#include "cli/recipients/progress.h"
#include "cli/recipients/rows.h"
#include "cli/tools.h"
#include "core/codec.h"
#include "core/text.h"
#include "flow/audience/registry.h"
#include "lib/json/json.h"

namespace heed::cli {
namespace {

constexpr std::uint64_t page_rows = 500;
constexpr Duration page_deadline{60'000};

/// Called with each page; returns whether the next one is wanted.
using TakePage = std::function<Result<bool>(const Value& page)>;

/// One page. Why it halves: a page of very long recipients may be more than a client reads at once.
Result<Value> ask_page(const api::Wire& wire, const api::Access& access, const std::string& path) {
  api::Request request;
  request.deadline = page_deadline;
  for (auto limit = page_rows;; limit /= 2) {
    request.path = cat(path, "limit=", limit);
    auto page = api::ask(wire, access, request);
    const bool is_too_large = !page && (page.error().code == Code::too_large ||
                                        page.error().detail.find("may have at most") != std::string::npos);
    if (!is_too_large || limit == 1) return page;
  }
}

/// All pages of one reading, in their order. `path` has its other queries, each with "&" behind it.
Result<void> for_each_page(const api::Wire& wire, const Arguments& arguments, const std::string& path,
                           const TakePage& take) {
  TRY(const auto access, access_of(arguments));
  std::uint64_t from = 0;
  while (true) {
    TRY(const auto page, ask_page(wire, access, cat(path, "from=", from, "&")));
    TRY(const auto goes_on, take(page));
    const auto* next = page.find("next");
    if (!goes_on || next == nullptr) return {};
    TRY(const auto number, from_value<std::uint64_t>(*next));
    if (number <= from) return fail(Code::internal, "the hub's pages do not go on; is it of another version?");
    from = number;
  }
}

/// A member that is a list. Errors: internal, when the hub did not speak our language.
Result<const core::Array*> list_in(const Value& page, std::string_view name) {
  const auto* member = page.find(name);
  if (member != nullptr && member->array() != nullptr) return member->array();
  return fail(Code::internal, cat("the hub's answer has no list \"", name, "\"; is it of another version?"));
}

std::uint64_t number_in(const Value& page, std::string_view name) {
  const auto* member = page.find(name);
  return member == nullptr ? 0 : from_value<std::uint64_t>(*member).value_or(0);
}

// ---- recipients list

Exit run_list(const api::Wire& wire, const Arguments& arguments) {
  const auto limit = arguments.number("--limit");
  core::Array shown;
  std::uint64_t total = 0;
  bool is_whole = false;
  const auto read = for_each_page(wire, arguments, "/api/v1/recipients?", [&](const Value& page) -> Result<bool> {
    TRY(const auto* lines, list_in(page, "recipients"));
    total = number_in(page, "total");
    is_whole = page.find("next") == nullptr && shown.size() + lines->size() <= limit;
    for (const auto& line : *lines) {
      if (shown.size() < limit) shown.push_back(line);
    }
    return shown.size() < limit;
  });
  if (!read) return failed(read.error(), arguments);
  if (arguments.json()) {
    std::cout << json::write(core::Object{{"recipients", std::move(shown)}, {"total", total}}) << '\n';
    return Exit::done;
  }
  const auto count = shown.size();
  std::cout << api::table(Value(std::move(shown)), {{"Recipient", "recipient.recipient"},
                                                    {"Sort", "recipient.sort"},
                                                    {"Tier", "recipient.tier"},
                                                    {"Roles", "recipient.roles"},
                                                    {"Groups", "recipient.groups"},
                                                    {"Contacts", "recipient.contacts.channel"},
                                                    {"Name", "recipient.name"}});
  if (is_whole) {
    std::cout << count << " in all.\n";
  } else {
    std::cout << "These are the first " << count << " of " << total
              << " in all, with those who were retired; --limit NUMBER shows more.\n";
  }
  return Exit::done;
}

// ---- recipients stale

Exit run_stale(const api::Wire& wire, const Arguments& arguments) {
  const auto limit = arguments.number("--limit");
  const auto asked_days = arguments.find("--days");
  const auto path = cat("/api/v1/recipients/stale?", asked_days ? cat("days=", *asked_days, "&") : std::string{});
  core::Array shown;
  std::uint64_t count = 0, days = 0;
  const auto read = for_each_page(wire, arguments, path, [&](const Value& page) -> Result<bool> {
    TRY(const auto* lines, list_in(page, "stale"));
    days = number_in(page, "days");
    count += lines->size();
    for (const auto& line : *lines) {
      if (shown.size() < limit) shown.push_back(line);
    }
    return true;
  });
  if (!read) return failed(read.error(), arguments);
  const auto exit = count == 0 ? Exit::done : Exit::no;
  if (arguments.json()) {
    std::cout << json::write(core::Object{{"days", days}, {"count", count}, {"stale", std::move(shown)}}) << '\n';
    return exit;
  }
  if (count == 0) {
    std::cout << "Every contact was verified within the last " << days << " days.\n";
    return exit;
  }
  const auto rows = shown.size();
  std::cout << api::table(Value(std::move(shown)), {{"Recipient", "recipient"},
                                                    {"Channel", "contact.channel"},
                                                    {"Address", "contact.address"},
                                                    {"Owner", "contact.owner"},
                                                    {"Verified at", "contact.verified_at"},
                                                    {"Name", "name"}});
  std::cout << count << " contacts were not verified within the last " << days << " days, or never."
            << (rows < count ? cat(" These are the first ", rows, "; --limit NUMBER shows more.") : std::string{})
            << '\n';
  return exit;
}

// ---- recipients export

struct Exported {
  std::uint64_t recipients = 0;
  std::uint64_t formulas = 0;  ///< rows with a cell that a spreadsheet may run
  HEED_FIELDS(Exported, recipients, formulas)
};

/// Where the rows go: standard output; or a file that has its name only once it is whole.
class Destination {
 public:
  explicit Destination(std::string path) : path_(std::move(path)) {
    if (!is_standard()) file_.open(part(), std::ios::binary | std::ios::trunc);
  }
  ~Destination() {
    std::error_code ignored;
    if (!is_standard() && !is_whole_) std::filesystem::remove(part(), ignored);
  }
  Destination(const Destination&) = delete;
  Destination& operator=(const Destination&) = delete;

  [[nodiscard]] bool is_standard() const { return path_.empty() || path_ == "-"; }
  Result<void> write(std::string_view text) {
    auto& out = is_standard() ? std::cout : static_cast<std::ostream&>(file_);
    if (out.write(text.data(), static_cast<std::streamsize>(text.size()))) return {};
    return fail(Code::unavailable, "this could not be written; is there room, and may you write here?",
                is_standard() ? "standard output" : path_);
  }
  Result<void> finish() {
    if (is_standard()) return {};
    file_.close();
    std::error_code error;
    if (file_) std::filesystem::rename(part(), path_, error);
    is_whole_ = file_ && !error;
    if (is_whole_) return {};
    return fail(Code::unavailable, "this could not be written; is there room, and may you write here?", path_);
  }

 private:
  [[nodiscard]] std::string part() const { return path_ + ".part"; }

  std::string path_;
  std::ofstream file_;
  bool is_whole_ = false;
};

/// Why every field is named: what is left out here would be lost when the file is imported.
/// Texts that people wrote; positions and times cannot be formulas that do anything.
bool has_formula(const audience::Recipient& recipient) {
  std::vector<std::string> cells{recipient.name};
  for (const auto* words : {&recipient.roles, &recipient.groups, &recipient.languages, &recipient.opted_out}) {
    if (!words->empty()) cells.push_back(words->front());
  }
  for (const auto& contact : recipient.contacts) {
    cells.insert(cells.end(),
                 {contact.channel, contact.address, contact.name.value_or(""), contact.owner.value_or("")});
  }
  return std::any_of(cells.begin(), cells.end(), csv::looks_like_formula);
}

Result<void> write_page(const core::Array& lines, recipients::Format format, Destination& to, Exported& exported) {
  std::string text;
  for (const auto& line : lines) {
    const auto* member = line.find("recipient");
    if (member == nullptr) return fail(Code::internal, "the hub's answer has no recipient; is it of another version?");
    TRY(const auto recipient, from_value<audience::Recipient>(*member));
    auto row = recipients::file_row(format, audience::registration_of(recipient));
    if (!row) {
      auto error = core::within(recipient.recipient.text, std::move(row).error());
      error.detail += "; export with --format jsonl";
      return fail(std::move(error));
    }
    text += *row;
    ++exported.recipients;
    exported.formulas += format == recipients::Format::csv && has_formula(recipient) ? 1 : 0;
  }
  return to.write(text);
}

Result<Exported> export_to(Destination& to, recipients::Format format, const api::Wire& wire,
                           const Arguments& arguments) {
  Exported exported;
  recipients::Progress progress("exporting", recipients::Progress::standard());
  TRY(to.write(recipients::file_head(format)));
  TRY(for_each_page(wire, arguments, "/api/v1/recipients?", [&](const Value& page) -> Result<bool> {
    TRY(const auto* lines, list_in(page, "recipients"));
    TRY(write_page(*lines, format, to, exported));
    const auto total = number_in(page, "total"), next = number_in(page, "next");
    progress.at(exported.recipients, total == 0 ? 0 : static_cast<double>(next) / static_cast<double>(total));
    return true;
  }));
  TRY(to.finish());
  return exported;
}

Exit run_export(const api::Wire& wire, const Arguments& arguments) {
  const auto path = arguments.text("-o");
  const auto format = recipients::format_of(arguments.text("--format"), path);
  if (!format) return failed(format.error(), arguments);
  Destination to(path);
  if (arguments.json() && to.is_standard()) {
    return failed({Code::malformed, "--json tells of the export, so the rows need a file: -o FILE"}, arguments);
  }
  const auto exported = export_to(to, *format, wire, arguments);
  if (!exported) return failed(exported.error(), arguments);
  if (arguments.json()) {
    std::cout << json::write(to_value(*exported)) << '\n';
  } else if (!to.is_standard()) {
    std::cout << exported->recipients << " recipients are in " << path << ".\n";
  }
  if (exported->formulas > 0 && !arguments.json()) {
    std::cerr << exported->formulas
              << " rows have a cell that a spreadsheet may take for a formula; import it as text.\n";
  }
  return Exit::done;
}

// ---- the tools

Tool made(Tool tool, const api::Wire& wire, Exit (*run)(const api::Wire&, const Arguments&)) {
  for (auto& each : access_options()) tool.options.push_back(std::move(each));
  tool.run = [wire, run](const Arguments& arguments) { return run(wire, arguments); };
  return tool;
}

Tool list_tool() {
  return {"recipients list",
          "List who can be told.",
          {{"--limit", "at most so many", OptionKind::number, false, "1000"}},
          {},
          {}};
}

Tool stale_tool() {
  return {"recipients stale",
          "List contacts that nobody has verified for too long, or ever.",
          {{"--days", "verified longer ago than so many days (the hub's own: 180)", OptionKind::number},
           {"--limit", "show at most so many; all are counted", OptionKind::number, false, "1000"}},
          {},
          "Exit code 1 when there are any, 0 when there is none, as a check. Who is retired, and channels that were\n"
          "opted out of, are passed over.\n"};
}

Tool export_tool() {
  return {"recipients export",
          "Write the register to a file that \"recipients import\" reads: CSV or JSON lines.",
          {{"--format", "csv or jsonl; else by the file's ending: .jsonl is JSON lines, all others are CSV"},
           {"-o", "the file; it gets its name once it is whole. Else standard output"}},
          {},
          "Importing the file gives the same register. Who is retired is left out. What cells of CSV cannot say as it\n"
          "is, such as a tenth contact or a role with a semicolon in it, ends the export; JSON lines say everything.\n"
          "\nIn CSV the cells are as people wrote them. A spreadsheet may run one that begins with = + - or @ as a\n"
          "formula: names and addresses come from others, so open such a file as text. The export counts such rows.\n"};
}

}  // namespace

std::vector<Tool> register_tools(const api::Wire& wire) {
  return {made(list_tool(), wire, run_list), made(stale_tool(), wire, run_stale),
          made(export_tool(), wire, run_export)};
}

}  // namespace heed::cli
