#include "lib/tlog/policy.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>
#include <span>

#include "core/text.h"

namespace heed::tlog {

namespace {

using Words = std::vector<std::string_view>;

constexpr std::string_view no_quorum = "none";

std::unexpected<Error> malformed(std::string detail) { return fail(Code::malformed, std::move(detail)); }

/// Bytes that may stand in a policy: no controls but tab and newline. What is not ASCII is taken as it is.
bool is_allowed(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || byte == '\n' || (byte >= 0x20 && byte != 0x7F);
}

/// The words of a line, parted by spaces and tabs and by nothing else.
Words words_of(std::string_view line) {
  Words words;
  for (std::size_t at = line.find_first_not_of(" \t"); at != std::string_view::npos;) {
    const auto end = std::min(line.find_first_of(" \t", at), line.size());
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(" \t", end);
  }
  return words;
}

template <class Items>
Result<void> check_room(const Items& items, std::string_view what) {
  if (items.size() < policy_items) return {};
  return fail(Code::too_many, cat("a policy has at most ", policy_items, " ", what));
}

class Reader {
 public:
  Result<void> read_line(const Words& words) {
    if (words[0] == "log") return read_log(words);
    if (words[0] == "witness") return read_witness(words);
    if (words[0] == "group") return read_group(words);
    if (words[0] == "quorum") return read_quorum(words);
    return malformed("a line begins with log, witness, group, quorum or #");
  }

  Result<Policy> finish() {
    if (policy_.quorum.empty()) return malformed("the policy has no quorum line");
    return std::move(policy_);
  }

 private:
  Result<void> read_log(const Words& words) {
    if (words.size() < 2 || words.size() > 3) return malformed("the form is: log <vkey> [<url>]");
    TRY(check_room(policy_.logs, "logs"));
    TRY(auto key, merkle::parse_vkey(words[1]));
    const auto has_key = [&](const PolicyLog& log) { return log.key.public_key == key.public_key; };
    if (std::ranges::any_of(policy_.logs, has_key)) return malformed("this log's key stands in the policy already");
    policy_.logs.push_back({std::move(key), std::string(words.size() > 2 ? words[2] : "")});
    return {};
  }

  Result<void> read_witness(const Words& words) {
    if (words.size() < 3 || words.size() > 4) return malformed("the form is: witness <name> <vkey> [<url>]");
    TRY(check_room(policy_.witnesses, "witnesses"));
    TRY(auto key, parse_witness_vkey(words[2]));
    const auto has_key = [&](const PolicyWitness& witness) { return witness.key.public_key == key.public_key; };
    if (std::ranges::any_of(policy_.witnesses, has_key)) {
      return malformed("this witness's key stands in the policy already");
    }
    TRY(auto name, new_name(words[1]));
    policy_.witnesses.push_back({std::move(name), std::move(key), std::string(words.size() > 3 ? words[3] : "")});
    return {};
  }

  Result<void> read_group(const Words& words) {
    if (words.size() < 4) return malformed("the form is: group <name> all|any|<k> <name>...");
    TRY(check_room(policy_.groups, "groups"));
    PolicyGroup group;
    for (const auto word : std::span(words).subspan(3)) {
      TRY(check_defined(word));
      if (!members_.emplace(word).second) return malformed(cat("\"", word, "\" is a member of a group already"));
      group.members.emplace_back(word);
    }
    TRY(group.threshold, threshold_of(words[2], group.members.size()));
    // The name comes last, so that no group can be a member of itself.
    TRY(group.name, new_name(words[1]));
    policy_.groups.push_back(std::move(group));
    return {};
  }

  Result<void> read_quorum(const Words& words) {
    if (words.size() != 2) return malformed("the form is: quorum <name>");
    if (!policy_.quorum.empty()) return malformed("a policy has one quorum line, this is another");
    if (words[1] != no_quorum) TRY(check_defined(words[1]));
    policy_.quorum = words[1];
    return {};
  }

  Result<std::string> new_name(std::string_view name) {
    if (name == no_quorum) return malformed("\"none\" is no name of a witness or a group");
    if (!names_.emplace(name).second) return malformed(cat("the name \"", name, "\" is taken already"));
    return std::string(name);
  }

  [[nodiscard]] Result<void> check_defined(std::string_view name) const {
    if (names_.contains(name)) return {};
    return malformed(cat("\"", name, "\" is no witness or group of an earlier line"));
  }

  static Result<std::size_t> threshold_of(std::string_view word, std::size_t members) {
    if (word == "all") return members;
    if (word == "any") return 1;
    std::size_t threshold = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), threshold);
    const bool is_number = error == std::errc{} && end == word.data() + word.size() && word.front() != '0';
    if (is_number && threshold <= members) return threshold;
    return malformed(cat("a group asks for all, any, or a number from 1 to ", members, " of its members"));
  }

  Policy policy_;
  std::set<std::string, std::less<>> names_;
  std::set<std::string, std::less<>> members_;
};

std::string with_url(std::string line, const std::string& url) {
  if (!url.empty()) line += " " + url;
  return line + "\n";
}

}  // namespace

Result<Policy> parse_policy(std::string_view text) {
  if (text.size() > policy_bytes) return fail(Code::too_large, cat("a policy has at most ", policy_bytes, " bytes"));
  Reader reader;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto place = cat("line ", number);
    const auto end = text.find('\n');
    if (end == std::string_view::npos) {
      return fail(Code::malformed, "the last line has no newline: the file may be cut off", place);
    }
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (!std::ranges::all_of(line, is_allowed)) {
      return fail(Code::malformed, "a policy has no control characters but tab and newline", place);
    }
    const auto words = words_of(line);
    if (words.empty() || words[0].starts_with('#')) continue;
    if (auto read = reader.read_line(words); !read) return fail(core::within(place, std::move(read).error()));
  }
  return reader.finish();
}

std::string to_text(const Policy& policy) {
  std::string text;
  for (const auto& log : policy.logs) {
    text += with_url(cat("log ", merkle::vkey(log.key.name, log.key.public_key)), log.url);
  }
  for (const auto& witness : policy.witnesses) {
    text += with_url(cat("witness ", witness.name, " ", vkey(witness.key)), witness.url);
  }
  for (const auto& group : policy.groups) {
    text += cat("group ", group.name, " ", group.threshold);
    for (const auto& member : group.members) text += " " + member;
    text += "\n";
  }
  return cat(text, "quorum ", policy.quorum, "\n");
}

Result<Standing> standing(const merkle::Note& note, const Policy& policy) {
  Standing found;
  std::set<std::string_view> held;  // the names, witnesses and groups, that stand behind the note
  for (const auto& witness : policy.witnesses) {
    TRY(const auto at, cosigned_at(note, witness.key));
    if (!at) continue;
    found.cosigned.push_back({witness.name, *at});
    held.insert(witness.name);
  }
  for (const auto& group : policy.groups) {
    const auto count = std::ranges::count_if(group.members, [&](const auto& name) { return held.contains(name); });
    if (static_cast<std::size_t>(count) >= group.threshold) held.insert(group.name);
  }
  found.has_quorum = policy.quorum == no_quorum || held.contains(policy.quorum);
  return found;
}

Result<Standing> standing(std::string_view note, const Policy& policy) {
  TRY(const auto read, merkle::parse_note(note));
  return standing(read, policy);
}

Result<merkle::Checkpoint> open_checkpoint(std::string_view note, const Policy& policy) {
  TRY(const auto read, merkle::parse_note(note));
  const auto is_by = [&](const merkle::VerifierKey& key) {
    const auto id = merkle::key_id(key.name, merkle::type_ed25519, key.public_key);
    return std::ranges::any_of(read.signatures,
                               [&](const auto& line) { return line.name == key.name && line.key_id == id; });
  };
  for (const auto& log : policy.logs) {
    if (is_by(log.key)) return merkle::open_checkpoint(note, log.key);
  }
  return fail(Code::invalid, "the checkpoint has no signature by a log of the policy");
}

}  // namespace heed::tlog
