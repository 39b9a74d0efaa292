#include "operations/commands/command.h"

#include "flow/record/authority.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/json/json.h"
#include "operations/commands/stage_commands.h"

namespace heed::commands {

namespace asio = boost::asio;

const std::vector<Command>& all() {
  static const std::vector<Command> rows_of_all = [] {
    std::vector<Command> rows;
    for (const auto& stage : {report_commands(), case_commands(), decision_commands(), warning_commands(),
                              audience_commands(), response_commands(), task_commands()}) {
      rows.insert(rows.end(), stage.begin(), stage.end());
    }
    return rows;
  }();
  return rows_of_all;
}

const Command* find_command(std::string_view name) {
  for (const auto& command : all()) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

namespace {

/// What was done under this key before, if anything.
Result<std::optional<Done>> done_before(const Desk& desk, const record::Actor& actor, const record::Request& request) {
  const auto found = desk.state.done.find(flow::done_key(actor, request.key));
  const bool is_kept = found != desk.state.done.end() && desk.clock.now() - found->second.at <= flow::done_kept;
  if (!is_kept) return std::optional<Done>{};
  if (found->second.digest != request.digest) {
    return fail(Code::conflict, "this idempotency key was used for another command; use a new key", "Idempotency-Key");
  }
  return std::optional(Done{found->second.entry, found->second.name, true});
}

/// The leaf hash of an entry, once it is durable; empty for none.
asio::awaitable<Result<std::string>> leaf_of(Desk& desk, std::optional<std::uint64_t> index) {
  if (!index) co_return std::string{};
  CO_TRY(co_await desk.journal.durable(*index));
  if (auto recent = desk.journal.recent_leaf(*index)) co_return *std::move(recent);
  const auto at = *index;
  CO_TRY(auto hashes, co_await desk.journal.ask([at](ports::Store& store) { return store.hashes(0, at, 1); }));
  co_return std::move(hashes.front());
}

}  // namespace

asio::awaitable<Result<Done>> execute(Desk& desk, Caller caller, std::string name, Value body) {
  const record::Moment moment{desk.clock.now(), caller.actor};
  const auto* command = find_command(name);
  if (command == nullptr) co_return fail(Code::not_found, cat("there is no command \"", name, "\""));
  if (auto allowed = record::may(caller.actor.role, name); !allowed) {
    record::Drafts attempt{record::draft(record::AccessRefused{name})};
    CO_TRY(co_await desk.journal.commit(std::move(attempt), moment, std::nullopt));
    co_return fail(std::move(allowed).error());
  }
  // Why before all else: between the look at what was done and the commit nothing may be waited for.
  std::string leaf;
  if (command->about != nullptr) {
    CO_TRY(leaf, co_await leaf_of(desk, command->about(desk, body)));
  }
  std::optional<record::Request> request;
  if (caller.key) {
    request =
        record::Request{*caller.key, digest::to_base64url(digest::sha256(cat(name, "\n", json::write(body)))), {}};
    CO_TRY(const auto before, done_before(desk, caller.actor, *request));
    if (before) {
      CO_TRY(co_await desk.journal.durable(before->entry.value_or(0)));
      co_return *before;
    }
  }
  CO_TRY(auto decided, command->decide({desk, caller, moment, std::move(leaf)}, body));
  if (decided.drafts.empty()) co_return Done{std::nullopt, std::move(decided.name), false};
  if (request) request->name = decided.name;
  CO_TRY(const auto committed, co_await desk.journal.commit(std::move(decided.drafts), moment, std::move(request)));
  co_return Done{committed.first, std::move(decided.name), false};
}

}  // namespace heed::commands
