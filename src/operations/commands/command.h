#pragma once
// A command: the one form in which people and machines ask the hub to do something. The API, the command line and a
// drill give the same commands with the same fields.

#include "operations/desk/desk.h"

namespace heed::commands {

using desk::Desk;

/// Who gives a command, and how sure that is.
struct Caller {
  record::Actor actor;
  std::optional<RecipientId> recipient;                     ///< set when the caller speaks for one recipient
  response::Evidence evidence = response::Evidence::heard;  ///< how an acknowledgement by this caller is evidenced
  std::optional<std::string> key;                           ///< the caller's idempotency key
};

/// What a command did. `entry` is the first that it wrote; none when there was nothing to write.
struct Done {
  std::optional<std::uint64_t> entry;
  std::string name;        ///< of what the command made or moved
  bool is_repeat = false;  ///< it was done before, under the same key
  HEED_FIELDS(Done, entry, name, is_repeat)
};

/// What a command comes to, before anything is written.
struct Decided {
  record::Drafts drafts;
  std::string name;
};

/// What a rule may look at, besides the command.
struct Sight {
  const Desk& desk;
  const Caller& caller;
  record::Moment moment;
  std::string leaf{};  ///< the leaf hash of the entry that the command is about, where its row asks for it
};

/// One row of the table of commands: parse, ask the rule. Pure but for the drawing of names.
struct Command {
  std::string_view name;
  std::string_view purpose;  ///< one sentence, for the API's document and --help
  Result<Decided> (*decide)(const Sight& sight, const Value& body);
  Value (*schema)();  ///< the JSON Schema of the body
  /// The entry whose leaf hash the rule has to know; nothing where there is no such entry, and the rule says so.
  std::optional<std::uint64_t> (*about)(const Desk& desk, const Value& body) = nullptr;
};

/// Every command, stage by stage.
[[nodiscard]] const std::vector<Command>& all();
[[nodiscard]] const Command* find_command(std::string_view name);

/// Does one command: authority, idempotency, the rule, one commit. Guarantees: an error leaves nothing behind, but for
/// the entry that says that somebody tried what the role does not allow.
boost::asio::awaitable<Result<Done>> execute(Desk& desk, Caller caller, std::string name, Value body);

}  // namespace heed::commands
