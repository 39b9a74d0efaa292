#pragma once
// Who must have signed a checkpoint for it to count: the logs, the witnesses and the quorum (C2SP tlog-policy).

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/note.h"
#include "lib/tlog/cosignature.h"

namespace heed::tlog {

inline constexpr std::size_t policy_bytes = 1UL << 18;  ///< the largest policy that is read
inline constexpr std::size_t policy_items = 100;        ///< logs, witnesses, groups: so many of each; 32 are asked for

struct PolicyLog {
  merkle::VerifierKey key;  ///< its name is the log's origin
  std::string url{};        ///< may be empty
  bool operator==(const PolicyLog&) const = default;
};

struct PolicyWitness {
  std::string name;  ///< what the policy calls it; means nothing outside
  WitnessKey key;
  std::string url{};  ///< the prefix for submissions; may be empty
  bool operator==(const PolicyWitness&) const = default;
};

struct PolicyGroup {
  std::string name;
  std::size_t threshold = 0;         ///< so many of the members, from 1 to all of them
  std::vector<std::string> members;  ///< witnesses and earlier groups; each name is a member of one group at most
  bool operator==(const PolicyGroup&) const = default;
};

struct Policy {
  std::vector<PolicyLog> logs;  ///< may be empty, where the log is known otherwise
  std::vector<PolicyWitness> witnesses;
  std::vector<PolicyGroup> groups;  ///< members stand before the groups that name them
  std::string quorum;               ///< a witness, a group, or "none"
  bool operator==(const Policy&) const = default;
};

/// Reads `log <vkey> [<url>]`, `witness <name> <vkey> [<url>]`, `group <name> all|any|<k> <name>...`, `quorum <name>`,
/// one a line, with comments after '#' at the start of a line. Any error names its line ("line 7").
/// Refuses what the specification refuses: a name twice, "none" as a name, a key twice, a member that is not defined
/// yet or is a member already, no quorum or a second one, control characters, and a last line without its newline,
/// because a file that was cut off could name a weaker quorum.
[[nodiscard]] Result<Policy> parse_policy(std::string_view text);
/// A text that reads back as the same policy, without comments.
[[nodiscard]] std::string to_text(const Policy& policy);

struct Cosigned {
  std::string witness;  ///< as the policy names it
  Instant at;           ///< by the witness's clock
  bool operator==(const Cosigned&) const = default;
};

struct Standing {
  std::vector<Cosigned> cosigned;  ///< the policy's witnesses under this note, in the policy's order
  bool has_quorum = false;         ///< always true where the policy says `quorum none`
  bool operator==(const Standing&) const = default;
};

/// Which witnesses of the policy cosigned the note, and whether they are a quorum. Lines of others are ignored; a line
/// that claims to be by one of them and does not hold refuses the note, as invalid.
/// Trust: says nothing about the log's own signature, see open_checkpoint.
[[nodiscard]] Result<Standing> standing(const merkle::Note& note, const Policy& policy);
[[nodiscard]] Result<Standing> standing(std::string_view note, const Policy& policy);

/// The checkpoint in a note that one of the policy's logs signed. Says nothing about the quorum.
[[nodiscard]] Result<merkle::Checkpoint> open_checkpoint(std::string_view note, const Policy& policy);

}  // namespace heed::tlog
