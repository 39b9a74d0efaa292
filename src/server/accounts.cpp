#include "server/accounts.h"

#include <set>

#include "operations/desk/tokens.h"

namespace heed::server {
namespace {

constexpr std::string_view bearer = "Bearer ";
constexpr std::size_t sessions_max = 10'000;

commands::Caller caller_of(const Account& account) {
  const auto evidence =
      account.role == record::Role::recipient ? response::Evidence::api_token : response::Evidence::heard;
  return {{account.name, account.role}, account.recipient, evidence, std::nullopt};
}

}  // namespace

Result<Accounts> Accounts::of(std::vector<Account> accounts) {
  Accounts made;
  std::set<std::string> names;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const auto& account = accounts[i];
    const auto place = cat("account[", i, "]");
    if (!names.insert(account.name).second) return fail(Code::invalid, "this name stands there twice", place + ".name");
    if (account.role == record::Role::hub) return fail(Code::invalid, "no account speaks as the hub", place + ".role");
    const bool speaks = account.role == record::Role::recipient;
    if (speaks != account.recipient.has_value()) {
      return fail(Code::invalid, "the role recipient, and it alone, names the recipient that it speaks for", place);
    }
    made.by_digest_.emplace(account.digest, account);
  }
  return made;
}

const Account* Accounts::find(std::string_view token) const {
  // Why a digest as the key: looking it up takes the time of a hash, whatever the token's first letters are.
  const auto found = by_digest_.find(desk::digest_of(token));
  return found == by_digest_.end() ? nullptr : &found->second;
}

Result<commands::Caller> Accounts::identify(const http::Request& request, Instant now) const {
  const auto header = request.headers.value("Authorization");
  if (header.starts_with(bearer)) {
    if (const auto* account = find(header.substr(bearer.size()))) return caller_of(*account);
    return fail(Code::unidentified, "this token is not known; ask the administrator for a new one");
  }
  const auto cookies = request.cookies();
  const auto cookie = cookies.find(std::string(cookie_name));
  if (cookie != cookies.end()) {
    const auto session = sessions_.find(desk::digest_of(cookie->second));
    if (session != sessions_.end() && now < session->second.until) {
      for (const auto& [digest, account] : by_digest_) {
        if (account.name == session->second.account) return caller_of(account);
      }
    }
    return fail(Code::unidentified, "your session has ended; sign in again");
  }
  return fail(Code::unidentified, "sign in, or send \"Authorization: Bearer TOKEN\"");
}

std::string Accounts::open_session(const Account& account, ports::Random& random, Instant now) {
  std::erase_if(sessions_, [&](const auto& session) { return session.second.until <= now; });
  if (sessions_.size() >= sessions_max) sessions_.clear();
  auto value = desk::draw_token(random);
  sessions_[desk::digest_of(value)] = {account.name, now + session_length};
  return value;
}

void Accounts::close_session(const http::Request& request) {
  const auto cookies = request.cookies();
  const auto cookie = cookies.find(std::string(cookie_name));
  if (cookie != cookies.end()) sessions_.erase(desk::digest_of(cookie->second));
}

}  // namespace heed::server
