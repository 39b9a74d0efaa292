#pragma once
// Who may come in: tokens, and the sessions that browsers hold instead of them.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "operations/commands/command.h"
#include "ports/random.h"
#include "server/http/request.h"

namespace heed::server {

/// One account, as the file of accounts has it. The token itself is kept nowhere.
struct Account {
  std::string name;
  record::Role role = record::Role::auditor;
  std::optional<RecipientId> recipient;  ///< for whom it speaks; required for the role recipient
  std::string digest;                    ///< SHA-256 of the token, base64url
  HEED_FIELDS(Account, name, role, recipient, digest)
};

/// Requires: used from the thread that owns the hub.
class Accounts {
 public:
  /// Refuses two accounts of one name, and a recipient's account without a recipient.
  [[nodiscard]] static Result<Accounts> of(std::vector<Account> accounts);

  /// Who sends a request: by "Authorization: Bearer TOKEN" or by the session cookie. Errors: unidentified.
  [[nodiscard]] Result<commands::Caller> identify(const http::Request& request, Instant now) const;
  /// The account of a token, or nothing. Takes the same time for every token.
  [[nodiscard]] const Account* find(std::string_view token) const;

  /// A session for a browser: the cookie's value. It ends after `session_length`, at sign-out, and when the hub stops.
  [[nodiscard]] std::string open_session(const Account& account, ports::Random& random, Instant now);
  void close_session(const http::Request& request);

  static constexpr Duration session_length{12 * 3'600'000};
  static constexpr std::string_view cookie_name = "heed_session";

 private:
  struct Session {
    std::string account;
    Instant until;
  };

  std::map<std::string, Account> by_digest_;
  std::map<std::string, Session> sessions_;  ///< by the digest of the cookie's value
};

}  // namespace heed::server
