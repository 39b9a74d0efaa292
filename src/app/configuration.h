#pragma once
// What an operator sets: DATA/heed.toml and the files beside it. Each part's section is a plain struct of its own.

#include "adapters/channel/email/email.h"
#include "app/files/files.h"
#include "app/issuing/issuing.h"
#include "app/listening/section.h"
#include "app/relaying/section.h"
#include "app/websub/section.h"
#include "flow/decision/regime.h"
#include "operations/desk/desk.h"
#include "server/accounts.h"

namespace heed::app {

/// [hub]
struct HubSection {
  std::string origin;  ///< the log's name: a schema-less URL such as "heed.example/log"
  warning::Status status = warning::Status::actual;
  std::string sender;     ///< CAP sender and mail domain
  std::string publisher;  ///< who answers for the public pages
  std::string base_url;
  HEED_FIELDS(HubSection, origin, status, sender, publisher, base_url)
};

/// [listen]
struct ListenSection {
  std::string address;
  std::uint64_t port = 8440;
  HEED_FIELDS(ListenSection, address, port)
};

/// [mail]; left out: the hub has no channel "email".
struct MailSection {
  std::string relay;
  std::string from;
  std::optional<std::string> from_name;
  std::optional<std::string> user;
  std::optional<std::string> password_file;
  std::optional<email::StartTls> start_tls;  ///< if_offered when left out
  HEED_FIELDS(MailSection, relay, from, from_name, user, password_file, start_tls)
};

/// [webhook]
struct WebhookSection {
  std::vector<std::string> allow_networks;  ///< networks of the operator's own that may be called (CIDR)
  bool allow_plain_text = false;
  HEED_FIELDS(WebhookSection, allow_networks, allow_plain_text)
};

/// [log] time_stamps
struct TimeStampsSection {
  std::string url;                ///< of an authority that speaks RFC 3161 over HTTP
  std::string certificate;        ///< a PEM file beside heed.toml: the authority's certificate, or who vouches for it
  std::optional<Duration> every;  ///< at most one in so long; an hour when left out
  HEED_FIELDS(TimeStampsSection, url, certificate, every)
};

/// [log]
struct LogSection {
  /// A C2SP tlog-policy file beside heed.toml: the witnesses that are shown every checkpoint.
  std::optional<std::string> policy;
  std::optional<TimeStampsSection> time_stamps;
  HEED_FIELDS(LogSection, policy, time_stamps)
};

struct Configuration {
  HubSection hub;
  ListenSection listen;
  std::optional<MailSection> mail;
  std::optional<WebhookSection> webhook;
  std::optional<LogSection> log;
  std::optional<issuing::Section> cap;
  std::optional<listening::Section> listening;
  std::optional<relaying::Section> relay;
  std::optional<websub::Section> websub;
  HEED_FIELDS(Configuration, hub, listen, mail, webhook, log, cap, listening, relay, websub)
};

/// The files of a data folder.
struct DataFolder {
  std::string path;
  [[nodiscard]] std::string file(std::string_view name) const { return cat(path, "/", name); }
  [[nodiscard]] std::string configuration() const { return file("heed.toml"); }
  [[nodiscard]] std::string accounts() const { return file("accounts.toml"); }
  [[nodiscard]] std::string signer() const { return file("log.key"); }
  [[nodiscard]] std::string verifier() const { return file("log.vkey"); }
  [[nodiscard]] std::string issuer() const { return file("issuer.key"); }
  [[nodiscard]] std::string issuer_verifier() const { return file("issuer.vkey"); }
  [[nodiscard]] std::string link_key() const { return file("link.key"); }
  [[nodiscard]] std::string store() const { return file("record.sqlite"); }
  [[nodiscard]] std::string feed() const { return file("public"); }
  [[nodiscard]] std::string subscribers() const { return file("websub.json"); }
};

[[nodiscard]] Result<Configuration> load_configuration(const DataFolder& data);
[[nodiscard]] Result<std::vector<server::Account>> load_accounts(const DataFolder& data);
/// 32 secret bytes. Refuses a file that others than its owner may read.
[[nodiscard]] Result<std::string> load_link_key(const DataFolder& data);
/// Every *.toml under `share`/regimes.
[[nodiscard]] Result<decision::Regimes> load_regimes(const std::string& share);

/// Where the files that users may extend stand: $HEED_SHARE, beside the program, or in the source tree it was built
/// from.
[[nodiscard]] std::string share_folder();

using files::create_secret_file;
using files::read_file;
using files::read_secret_file;

}  // namespace heed::app
