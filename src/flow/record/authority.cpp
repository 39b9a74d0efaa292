#include "flow/record/authority.h"

#include <algorithm>
#include <array>

namespace heed::record {
namespace {

/// A set of roles, as bits.
using Roles = unsigned;
constexpr Roles bit(Role role) { return 1U << static_cast<unsigned>(role); }

constexpr Roles reporter = bit(Role::reporter);
constexpr Roles analyst = bit(Role::analyst);
constexpr Roles senior = bit(Role::senior_officer);
constexpr Roles releaser = bit(Role::releaser);
constexpr Roles deliverer = bit(Role::deliverer);
constexpr Roles publicist = bit(Role::public_officer);
constexpr Roles recipient = bit(Role::recipient);
constexpr Roles arbiter = bit(Role::arbiter);
constexpr Roles auditor = bit(Role::auditor);
constexpr Roles administrator = bit(Role::administrator);
constexpr Roles staff = analyst | senior | releaser | deliverer | publicist | arbiter;

struct Row {
  std::string_view command;
  Roles roles;
};

/// Commands by stage, then what may be read. Requirements, section 5: "does" and "may not".
constexpr std::array rows = {
    Row{"receive_report", reporter | analyst | senior},
    Row{"hear_alert", reporter | analyst | administrator},
    Row{"report_alert", reporter | analyst | senior},
    Row{"close_report", analyst | senior},
    Row{"discredit_report", analyst | senior},
    Row{"open_case", analyst | senior},
    Row{"join_report", analyst | senior},
    Row{"hand_over_case", analyst | senior},
    Row{"add_target", analyst | senior},
    Row{"resolve_target", analyst | senior},
    Row{"reopen_target", analyst | senior},
    Row{"add_facet", analyst | senior},
    Row{"record_claim", analyst | senior | publicist},
    Row{"close_case", senior},
    Row{"assess_threshold", analyst | senior},
    Row{"decide_to_warn", senior},
    Row{"propose_waiver", analyst | senior},
    Row{"approve_waiver", senior},
    Row{"delay_decision", senior},
    Row{"decide_below_threshold", senior},
    Row{"draft_warning", analyst | senior | publicist},
    Row{"draft_edition", analyst | senior | publicist},
    Row{"answer_check", senior | releaser | publicist},
    Row{"release_warning", releaser | senior},
    Row{"review_warning", analyst | senior | publicist},
    Row{"name_disposition", senior},
    Row{"register_recipient", analyst | publicist | administrator},
    Row{"register_recipients", analyst | publicist | administrator},
    Row{"retire_recipient", analyst | publicist | administrator},
    Row{"verify_contact", analyst | publicist | deliverer | administrator},
    Row{"excuse_role", senior},
    Row{"count_thread", senior | arbiter},
    Row{"take_over_delivery", deliverer | analyst | senior},
    Row{"acknowledge", recipient | deliverer | analyst | senior},
    Row{"acknowledge_signed", recipient | deliverer | analyst | senior},
    Row{"register_key", recipient | analyst | publicist | administrator},
    Row{"withdraw_key", recipient | analyst | senior | administrator},
    Row{"see_warning", recipient | deliverer},
    Row{"refuse_warning", recipient | deliverer | analyst | senior},
    Row{"reject_warning", analyst | senior | publicist},
    Row{"dispute_warning", recipient | analyst | senior | publicist},
    Row{"answer_dispute", arbiter | senior},
    Row{"ask_question", recipient | deliverer | analyst},
    Row{"answer_question", analyst | senior},
    Row{"report_measure", recipient | deliverer | analyst},
    Row{"lift_measure", recipient | deliverer | analyst},
    Row{"brief_front_line", recipient | deliverer | analyst},
    Row{"open_task", staff},
    Row{"complete_task", staff},
    Row{"read_cases", staff | auditor},
    Row{"read_alerts", reporter | staff | auditor | administrator},
    Row{"read_reports", reporter | staff | auditor},
    Row{"read_watch", staff | auditor},
    Row{"read_record", auditor | senior},
    Row{"read_recipients", staff | auditor | administrator},
    Row{"read_deliveries", recipient},
};

const Row* find(std::string_view command) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.command == command; });
  return found == rows.end() ? nullptr : &*found;
}

std::vector<std::string> roles_of(const Row& row) {
  std::vector<std::string> names;
  for (const auto role : all_of<Role>()) {
    if ((row.roles & bit(role)) != 0) names.emplace_back(word(role));
  }
  return names;
}

}  // namespace

Result<void> may(Role role, std::string_view command) {
  if (role == Role::hub) return {};
  const auto* row = find(command);
  if (row == nullptr) return fail(Code::forbidden, cat("nobody may \"", command, "\""));
  if ((row->roles & bit(role)) != 0) return {};
  return fail(Code::forbidden, cat("the role \"", word(role), "\" may not \"", command, "\"; it is for ",
                                   core::listed(roles_of(*row), "or")));
}

std::vector<std::string_view> commands_of(Role role) {
  std::vector<std::string_view> commands;
  for (const auto& row : rows) {
    if ((row.roles & bit(role)) != 0) commands.push_back(row.command);
  }
  return commands;
}

std::string authority_table() {
  std::string table = "| command | roles |\n| --- | --- |\n";
  for (const auto& row : rows) table += cat("| `", row.command, "` | ", core::listed(roles_of(row)), " |\n");
  return table;
}

}  // namespace heed::record
