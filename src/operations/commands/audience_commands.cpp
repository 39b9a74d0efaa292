#include <set>

#include "flow/threads.h"
#include "operations/commands/area_schema.h"
#include "operations/commands/stage_commands.h"
#include "operations/plan_arrivals.h"

namespace heed::commands {
namespace {

/// A contact must be of a channel that the hub has, and in that channel's form, before anything relies on it.
Result<void> check_contacts(const Desk& desk, const std::vector<audience::Contact>& contacts) {
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    const auto channel = desk.channels.find(contacts[i].channel);
    if (channel == desk.channels.end()) {
      std::vector<std::string> known;
      for (const auto& [kind, each] : desk.channels) known.push_back(kind);
      return fail(Code::invalid,
                  cat("there is no channel \"", contacts[i].channel, "\"; this hub has ", core::listed(known)),
                  cat("contacts[", i, "].channel"));
    }
    if (auto checked = channel->second->check_address(contacts[i].address); !checked) {
      return fail(checked.error().code, checked.error().detail, cat("contacts[", i, "].address"));
    }
  }
  return {};
}

Result<Decided> register_recipient(const Sight& sight, audience::Register& command) {
  TRY(check_contacts(sight.desk, command.contacts));
  TRY(const auto name, named(sight, command.recipient, "recipient"));
  TRY(auto drafts, audience::register_recipient(sight.desk.state.recipients, command));
  TRY(const auto arrivals, operations::plan_arrivals(sight.desk, audience::recipient_of(command), sight.moment.now));
  drafts.insert(drafts.end(), arrivals.begin(), arrivals.end());
  return Decided{std::move(drafts), name};
}
Result<Decided> register_many(const Sight& sight, audience::RegisterMany& command) {
  if (command.recipients.empty()) return fail(Code::invalid, "name at least one recipient", "recipients");
  record::Drafts drafts;
  std::set<RecipientId> names;
  for (std::size_t i = 0; i < command.recipients.size(); ++i) {
    const auto& name = command.recipients[i].recipient;
    if (name && !names.insert(*name).second) {
      return fail(Code::invalid, cat("\"", name->text, "\" stands in the list twice"), cat("recipients[", i, "]"));
    }
    auto one = register_recipient(sight, command.recipients[i]);
    if (!one) return fail(core::within(cat("recipients[", i, "]"), std::move(one).error()));
    drafts.insert(drafts.end(), one->drafts.begin(), one->drafts.end());
  }
  return Decided{std::move(drafts), cat(command.recipients.size(), "-recipients")};
}
Result<Decided> retire(const Sight& sight, audience::Retire& command) {
  return decided(audience::retire(sight.desk.state.recipients, command), command.recipient.text);
}
Result<Decided> verify_contact(const Sight& sight, audience::VerifyContact& command) {
  return decided(audience::verify_contact(sight.desk.state.recipients, command, sight.moment.now),
                 command.recipient.text);
}
Result<Decided> excuse_role(const Sight& sight, audience::ExcuseRole& command) {
  return decided(audience::excuse_role(sight.desk.state.recipients, command), command.warning.text);
}
Result<Decided> count_thread(const Sight& sight, flow::CountThread& command) {
  return decided(record::Drafts{record::draft(flow::count_thread(sight.desk.state, command.recipient))},
                 command.recipient.text);
}
Result<Decided> take_over(const Sight& sight, delivery::TakeOver& command) {
  return decided(delivery::take_over(sight.desk.state.deliveries, command), command.delivery.text);
}

}  // namespace

std::vector<Command> audience_commands() {
  return {
      row<audience::Register, register_recipient>(
          "register_recipient", "Register a recipient, or replace what was registered under its name."),
      row<audience::RegisterMany, register_many>("register_recipients",
                                                 "Register many recipients: all of them, or none."),
      row<audience::Retire, retire>("retire_recipient", "Tell a recipient nothing any more, for a reason."),
      row<audience::VerifyContact, verify_contact>("verify_contact",
                                                   "Record that one contact of a recipient was tried, and works."),
      row<audience::ExcuseRole, excuse_role>("excuse_role", "Record why nobody with a required role can be told."),
      row<flow::CountThread, count_thread>("count_thread",
                                           "Record how much a recipient was told so far, or that it was nothing."),
      row<delivery::TakeOver, take_over>("take_over_delivery",
                                         "Record that a person told a recipient by hand, and how."),
  };
}

}  // namespace heed::commands
