#include <iostream>

#include "cli/api/table.h"
#include "cli/input.h"
#include "cli/recipients/sending.h"
#include "cli/recipients/sheet.h"
#include "cli/tools.h"
#include "core/text.h"
#include "lib/json/json.h"

namespace heed::cli {
namespace {

constexpr std::size_t listed_complaints = 100;
constexpr Duration batch_deadline{120'000};

/// What is told at the end, in plain text or as JSON.
struct Report {
  recipients::Checked checked;
  recipients::Outcome outcome{};
  bool is_dry = false;

  /// Rows that were not, or would not be, sent.
  [[nodiscard]] std::vector<recipients::Complaint> skipped() const {
    auto all = checked.complaints;
    all.insert(all.end(), outcome.refused.begin(), outcome.refused.end());
    return all;
  }
};

Value document_of(const Report& report) {
  Value document = core::Object{{"rows", report.checked.rows},       {"registered", report.outcome.registered},
                                {"batches", report.outcome.batches}, {"batches_done_before", report.outcome.repeated},
                                {"is_dry_run", report.is_dry},       {"skipped", to_value(report.skipped())}};
  if (const auto& error = report.outcome.error) {
    Value told = core::Object{{"code", core::word(error->code)}, {"detail", error->detail}};
    if (!error->place.empty()) told.set("place", error->place);
    document.set("error", std::move(told));
  }
  return document;
}

std::string complaints_text(const std::vector<recipients::Complaint>& complaints) {
  std::string out;
  for (const auto& each : complaints) {
    if (&each - complaints.data() >= static_cast<std::ptrdiff_t>(listed_complaints)) break;
    out += cat("  ", api::pick(Value(each.place), ""), ": ", api::pick(Value(each.reason), ""), "\n");
  }
  if (complaints.size() > listed_complaints) {
    out += cat("  … and ", complaints.size() - listed_complaints, " more; --json lists them all\n");
  }
  return out;
}

std::string sentences_of(const Report& report) {
  const auto skipped = report.skipped();
  std::string out;
  if (report.is_dry) {
    out =
        cat(report.checked.rows - skipped.size(), " of ", report.checked.rows, " rows are right; nothing was sent.\n");
  } else {
    out = cat(report.outcome.registered, " of ", report.checked.rows, " recipients are registered.\n");
    if (report.outcome.repeated > 0) {
      out += cat(report.outcome.repeated, " of ", report.outcome.batches,
                 " requests had been done before, with this same file; --key NAME does them anew.\n");
    }
  }
  if (!skipped.empty()) out += cat(skipped.size(), " rows were skipped:\n", complaints_text(skipped));
  return out;
}

/// Nothing is sent, because rows are bad and nobody said to skip them.
Exit refuse(const Report& report, const Arguments& arguments) {
  if (arguments.json()) {
    auto document = document_of(report);
    document.set("error", core::Object{{"code", "invalid"}, {"detail", "rows are wrong; nothing was sent"}});
    std::cout << json::write(document) << '\n';
  } else {
    std::cerr << "heed: " << report.checked.complaints.size() << " of " << report.checked.rows
              << " rows are wrong; nothing was sent. Mend them, or send the others with --skip-bad:\n"
              << complaints_text(report.checked.complaints);
  }
  return Exit::no;
}

recipients::Send sender_to(const api::Wire& wire, const api::Access& access) {
  return [wire, access](const Value& body, const std::string& key) -> Result<recipients::Sent> {
    api::Request request;
    request.body = json::write(body);
    request.key = key;
    request.deadline = batch_deadline;
    TRY(const auto done, api::give(wire, access, "register_recipients", std::move(request)));
    return recipients::Sent{api::pick(done, "is_repeat") == "true"};
  };
}

Result<Report> import(const recipients::File& file, Report report, const api::Wire& wire, const Arguments& arguments) {
  TRY(const auto access, access_of(arguments));
  recipients::Plan plan;
  if (const auto key = arguments.find("--key")) {
    plan.key = *key;
  } else {
    TRY(const auto digest, file.source.digest());
    plan.key = cat("import-", digest.substr(0, 32));
  }
  plan.passes_over = arguments.flag("--skip-bad");
  for (const auto& each : report.checked.complaints) plan.left_out.insert(each.line);
  recipients::Progress progress("registering", recipients::Progress::standard());
  report.outcome = recipients::send_file(file, plan, sender_to(wire, access), progress.tell());
  return report;
}

Result<recipients::Checked> check(const recipients::File& file) {
  recipients::Progress progress("checking", recipients::Progress::standard());
  return recipients::check_file(file, progress.tell());
}

Exit run_file(const recipients::File& file, const api::Wire& wire, const Arguments& arguments) {
  auto checked = check(file);
  if (!checked) return failed(core::within(arguments.text("FILE"), checked.error()), arguments);
  Report first{*std::move(checked), {}, arguments.flag("--dry-run")};
  const bool is_clean = first.checked.complaints.empty();
  if (!is_clean && !first.is_dry && !arguments.flag("--skip-bad")) return refuse(first, arguments);
  const auto report = first.is_dry ? Result<Report>(first) : import(file, first, wire, arguments);
  if (!report) return failed(report.error(), arguments);
  std::cout << (arguments.json() ? json::write(document_of(*report)) + "\n" : sentences_of(*report));
  if (const auto& error = report->outcome.error) {
    if (!arguments.json()) print_error(*error, arguments);
    return exit_of(error->code);
  }
  return report->is_dry && !is_clean ? Exit::no : Exit::done;
}

Exit run_import(const api::Wire& wire, const Arguments& arguments) {
  const auto path = arguments.text("FILE");
  const auto format = recipients::format_of(arguments.text("--format"), path);
  if (!format) return failed(format.error(), arguments);
  auto source = recipients::Source::open(path);
  if (!source) return failed(source.error(), arguments);
  return run_file({*source, *format}, wire, arguments);
}

std::string details() {
  std::string out =
      "The file is CSV (RFC 4180, UTF-8) with a header, or JSON lines: on each line one recipient as a JSON object,\n"
      "with the fields of the command register_recipient. The columns of CSV, in any order:\n";
  for (const auto& column : recipients::known_columns()) {
    const bool is_later_contact = column.name.starts_with("contact") && !column.name.starts_with("contact1");
    if (!is_later_contact) out += cat("  ", column.name, ": ", column.meaning, "\n");
  }
  out +=
      "  contact2_… to contact9_…: further contacts; they are tried in this order\n"
      "\nEvery row is checked before the first is sent. With a wrong row nothing is sent, unless --skip-bad sends the\n"
      "others. A file that breaks the form of CSV is refused as a whole. Whoever is registered under a name already\n"
      "is replaced. The same file sent again does nothing twice, and goes on where a broken import ended. Files of "
      "ten\n"
      "million rows are read in pieces; what comes through a pipe is first kept in the folder of temporary files.\n"
      "\nExamples:\n"
      "  recipient,name,sort,languages,places,contact1_channel,contact1_address\n"
      "  town-hall,Town Hall,venue,en;fr,\"48.8566,2.3522\",email,duty@town.example\n"
      "\n"
      "  {\"recipient\":\"town-hall\",\"name\":\"Town Hall\",\"sort\":\"venue\",\"tier\":\"public\",\n"
      "   \"contacts\":[{\"channel\":\"email\",\"address\":\"duty@town.example\"}]}      (all of it on one line)\n";
  return out;
}

}  // namespace

Tool import_tool(const api::Wire& wire) {
  Tool tool{"recipients import",
            "Register everybody who stands in a file: CSV or JSON lines.",
            {{"FILE", "the file, or - for standard input", OptionKind::text, true},
             {"--format", "csv or jsonl; else by the file's ending: .jsonl is JSON lines, all others are CSV"},
             {"--dry-run", "check the file and send nothing", OptionKind::flag},
             {"--skip-bad", "send the right rows, and list those that were left out", OptionKind::flag},
             {"--key", "begins the idempotency keys, instead of the file's digest: sends the same file anew"}},
            {},
            details()};
  for (auto& each : access_options()) tool.options.push_back(std::move(each));
  tool.run = [wire](const Arguments& arguments) { return run_import(wire, arguments); };
  return tool;
}

}  // namespace heed::cli
