#include "app/verify/request.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "core/text.h"
#include "lib/timestamp/timestamp.h"

namespace heed::verify {

namespace {

constexpr std::size_t key_file_bytes = 1UL << 16;

/// Adds keys from a file with one key a line, or the key that `text` is itself.
Result<void> add_keys(proof::Trust& trust, const std::string& text) {
  std::error_code ignored;
  const bool is_file = std::filesystem::exists(text, ignored);
  if (!is_file && text.find('+') == std::string::npos) {
    return fail(Code::not_found, "this is neither a file nor a verifier key", text);
  }
  std::string keys = text;
  if (is_file) {
    TRY(keys, read_file(text, key_file_bytes));
  }
  const auto lines = core::split(keys, '\n');
  if (lines.empty()) return fail(Code::malformed, "the file holds no verifier key", text);
  for (const auto line : lines) {
    auto added = proof::add_key(trust, line);
    if (!added) return fail(core::within(text.substr(0, 200), std::move(added).error()));
  }
  return {};
}

Result<void> add_policy(proof::Trust& trust, const std::string& file) {
  if (trust.policy) return fail(Code::invalid, "there is one policy", "--policy");
  TRY(const auto text, read_file(file, tlog::policy_bytes));
  auto policy = tlog::parse_policy(text);
  if (!policy) return fail(Code::invalid, cat(file, ": ", sentence(policy.error())));
  trust.policy = std::move(*policy);
  return {};
}

Result<void> add_time_stamp(Request& request, const std::string& option, const std::string& file) {
  if (!request.time_stamp) request.time_stamp.emplace();
  const bool is_answer = option == "--time-stamp";
  auto& text = is_answer ? request.time_stamp->answer : request.time_stamp->certificates;
  if (!text.empty()) return fail(Code::invalid, "this is given once", option);
  TRY(text, read_file(file, is_answer ? timestamp::answer_bytes : timestamp::certificates_bytes));
  return {};
}

/// What an option with a value says.
Result<void> take(Request& request, const std::string& option, const std::string& value) {
  if (option == "--vkey") return add_keys(request.trust, value);
  if (option == "--policy") return add_policy(request.trust, value);
  return add_time_stamp(request, option, value);
}

bool has_value(const std::string& option) {
  return option == "--vkey" || option == "--policy" || option == "--time-stamp" || option == "--tsa";
}

Result<void> check(const Request& request) {
  if (request.time_stamp && (request.time_stamp->answer.empty() || request.time_stamp->certificates.empty())) {
    return fail(Code::invalid, "a time stamp is checked with the authority's certificate: give --time-stamp and --tsa");
  }
  if (request.files.empty()) return fail(Code::invalid, "name at least one file with a proof");
  const bool has_policy_log = request.trust.policy && !request.trust.policy->logs.empty();
  if (!request.trust.keys.empty() || has_policy_log) return {};
  return fail(Code::invalid, "give the keys of the log and of its issuer with --vkey; a proof cannot vouch for itself");
}

}  // namespace

Result<std::string> read_file(const std::string& name, std::size_t limit) {
  std::ifstream file;
  if (name != "-") file.open(name, std::ios::binary);
  std::istream& stream = name == "-" ? std::cin : file;
  std::string bytes;
  std::array<char, 1 << 16> piece;
  while (stream.good() && bytes.size() <= limit) {
    stream.read(piece.data(), piece.size());
    bytes.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad() || (name != "-" && !file.is_open())) return fail(Code::not_found, "cannot be read", name);
  if (bytes.size() > limit) return fail(Code::too_large, cat("has more than ", limit, " bytes"), name);
  return bytes;
}

Result<Request> parse_request(std::span<const std::string> arguments) {
  Request request;
  bool only_files = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& argument = arguments[i];
    if (only_files || !argument.starts_with('-') || argument == "-") {
      request.files.push_back(argument);
      continue;
    }
    if (argument == "--") {
      only_files = true;
    } else if (argument == "--help" || argument == "-h") {
      request.is_help = true;
      return request;
    } else if (argument == "--json") {
      request.is_json = true;
    } else if (!has_value(argument)) {
      return fail(Code::invalid, "this option is not known; see --help", argument);
    } else if (++i == arguments.size()) {
      return fail(Code::invalid, "something must follow; see --help", argument);
    } else {
      TRY(take(request, argument, arguments[i]));
    }
  }
  TRY(check(request));
  return request;
}

}  // namespace heed::verify
