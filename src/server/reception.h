#pragma once
// What every route stands on: the hub's desk, who may come in, and what is shown.

#include <deque>
#include <memory>
#include <vector>

#include "operations/audit/receipt.h"
#include "operations/audit/time_stamps.h"
#include "operations/commands/command.h"
#include "operations/hear/feed_standing.h"
#include "operations/hear/read.h"
#include "server/accounts.h"
#include "server/http/event_stream.h"
#include "server/http/router.h"
#include "server/websub/routes.h"

namespace heed::server {

/// Live views: every durable entry goes to every open stream.
class Broadcast {
 public:
  [[nodiscard]] std::shared_ptr<http::EventSource> open();
  void send(const http::Event& event);

 private:
  std::vector<std::shared_ptr<http::EventSource>> streams_;
};

struct Reception {
  desk::Desk& desk;
  Accounts& accounts;
  Broadcast broadcast{};
  std::string web_root;                       ///< the folder of the console's files; empty: there is no console
  audit::Assurance assurance{};               ///< who is asked to vouch for the log
  const audit::Stamping* stamping = nullptr;  ///< how the asking for time stamps goes; none: nobody is asked
  hear::Trust trust{};                        ///< whose signatures of alerts count
  const std::deque<hear::FeedStanding>* feeds = nullptr;  ///< how it goes with those that are listened to
  const websub::Door* websub = nullptr;                   ///< who subscribes to the hub's own feeds; none: nobody can
};

/// The caller of a request, if its role may do `command`; a refusal becomes an entry.
boost::asio::awaitable<Result<commands::Caller>> admit(Reception& reception, const http::Request& request,
                                                       std::string command);

/// An answer to somebody who may read `command`, made once everything that it shows is durable: nobody is shown state
/// that a crash could take back. `make` is called once, on the state as it is then.
using Make = std::function<Result<Value>(const commands::Caller&, const http::Request&)>;
[[nodiscard]] http::Handler reading(Reception& reception, std::string command, Make make);

/// Adds the routes of each part.
void add_command_routes(http::Router& router, Reception& reception);
void add_reading_routes(http::Router& router, Reception& reception);
void add_audience_routes(http::Router& router, Reception& reception);
void add_record_routes(http::Router& router, Reception& reception);
void add_log_routes(http::Router& router, Reception& reception);
void add_session_routes(http::Router& router, Reception& reception);
void add_alert_routes(http::Router& router, Reception& reception);
void add_public_routes(http::Router& router, Reception& reception);
void add_acknowledge_routes(http::Router& router, Reception& reception);
void add_enrol_routes(http::Router& router, Reception& reception);

/// All of them.
void add_routes(http::Router& router, Reception& reception);

/// The OpenAPI 3.1 document of what the routes offer.
[[nodiscard]] Value openapi();

}  // namespace heed::server
