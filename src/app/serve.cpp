#include "app/serve.h"

#include <filesystem>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "adapters/channel/email/email.h"
#include "adapters/channel/feed/directory_feed.h"
#include "adapters/channel/webhook/webhook.h"
#include "adapters/http_client/client.h"
#include "adapters/store/sqlite/store.h"
#include "adapters/system/random.h"
#include "app/atlas/geocodes.h"
#include "app/cosigning.h"
#include "app/hub.h"
#include "app/keys.h"
#include "app/listening/listening.h"
#include "app/relaying/relaying.h"
#include "app/shifted_clock.h"
#include "app/stamping/stamping.h"
#include "app/webhook_secret.h"
#include "app/websub/service.h"
#include "flow/review/sentences.h"
#include "lib/json/json.h"
#include "server/http/listener.h"
#include "server/reception.h"

namespace heed::app {

namespace asio = boost::asio;

namespace {

/// The channels that a configuration asks for.
struct Channels {
  std::unique_ptr<http_client::Client> client;
  std::unique_ptr<webhook::WebhookChannel> webhook;
  std::unique_ptr<email::EmailChannel> email;

  [[nodiscard]] std::vector<ports::Channel*> all() const {
    std::vector<ports::Channel*> channels{webhook.get()};
    if (email) channels.push_back(email.get());
    return channels;
  }
};

Result<Channels> open_channels(const Configuration& configuration, const std::string& link_key) {
  Channels channels;
  const auto section = configuration.webhook.value_or(WebhookSection{});
  http_client::Options options;
  TRY(options.allowed, http_client::parse_allow_list(section.allow_networks));
  channels.client = std::make_unique<http_client::Client>(std::move(options));
  webhook::Configuration webhook;
  webhook.secret = [link_key](std::string_view, std::string_view address) { return webhook_secret(link_key, address); };
  webhook.plain_text = section.allow_plain_text ? webhook::PlainText::accepted : webhook::PlainText::refused;
  channels.webhook = std::make_unique<webhook::WebhookChannel>(std::move(webhook), *channels.client);
  if (configuration.mail) {
    email::Configuration email;
    email.relay = configuration.mail->relay;
    email.from_address = configuration.mail->from;
    email.from_name = configuration.mail->from_name.value_or(configuration.hub.publisher);
    email.user = configuration.mail->user.value_or("");
    email.start_tls = configuration.mail->start_tls.value_or(email::StartTls::if_offered);
    email.password_file = configuration.mail->password_file.value_or("");
    TRY(email::EmailChannel::check(email));
    channels.email = std::make_unique<email::EmailChannel>(std::move(email));
  }
  return channels;
}

/// Those who subscribe to our own feeds, as they were when the hub ended.
Result<std::unique_ptr<websub::Service>> open_subscribers(asio::io_context& context, websub::Service::Below below,
                                                          const Configuration& configuration, const DataFolder& data) {
  const auto section = configuration.websub.value_or(websub::Section{});
  if (auto checked = websub::check(section); !checked) {
    return fail(core::within(cat(data.configuration(), ", [websub]"), std::move(checked).error()));
  }
  const auto& base_url = configuration.hub.base_url;
  websub::Setting setting{base_url, websub::hub_url_of(base_url), data.subscribers(), section};
  auto subscribers = std::make_unique<websub::Service>(context, below, std::move(setting));
  TRY(subscribers->resume());
  return subscribers;
}

desk::Manner manner_of(const Configuration& configuration, std::string link_key) {
  const auto& hub = configuration.hub;
  const bool is_websub = websub::is_enabled(configuration.websub.value_or(websub::Section{}));
  return {hub.status,
          hub.sender,
          hub.publisher,
          hub.base_url,
          std::move(link_key),
          listening::policy_of(configuration.listening.value_or(listening::Section{})),
          listening::rules_of(configuration.listening.value_or(listening::Section{})),
          is_websub ? websub::hub_url_of(hub.base_url) : std::string()};
}

http::Config listener_config(const Configuration& configuration, const Serving& serving, const ports::Clock& clock) {
  http::Config config;
  config.address = serving.listen_address.value_or(configuration.listen.address);
  config.port = serving.port.value_or(static_cast<std::uint16_t>(configuration.listen.port));
  config.now = [&clock] { return clock.now(); };
  config.on_request = [](const http::Request& request, int status, std::chrono::microseconds took) {
    spdlog::debug("{} {} {} {} us", core::word(request.method), request.route, status, took.count());
  };
  return config;
}

/// Sends every durable entry to the live views: what happened and where, never what it says.
void broadcast(Hub& hub, server::Reception& reception) {
  hub.journal().listen([&](const record::Entry& entry) {
    const auto of = review::case_of(hub.desk().situation(), entry);
    Value data = core::Object{{"index", entry.index}, {"at", to_value(entry.at)}, {"kind", entry.kind}};
    if (of) data.set("case_id", of->text);
    reception.broadcast.send({cat(entry.index), "entry", json::write(data)});
  });
}

/// The witnesses that the configuration names; none without a policy.
Result<std::optional<tlog::Policy>> witness_policy(const Configuration& configuration, const DataFolder& data) {
  if (!configuration.log || !configuration.log->policy) return std::nullopt;
  const auto path = data.file(*configuration.log->policy);
  TRY(const auto text, read_file(path, tlog::policy_bytes));
  auto policy = tlog::parse_policy(text);
  if (!policy) return fail(core::within(path, std::move(policy).error()));
  return *std::move(policy);
}

/// The time authority that the configuration names; none without one.
Result<std::optional<stamping::TimeAuthority>> time_authority(const Configuration& configuration,
                                                              const DataFolder& data) {
  if (!configuration.log || !configuration.log->time_stamps) return std::nullopt;
  const auto& section = *configuration.log->time_stamps;
  TRY(auto certificates, read_file(data.file(section.certificate), timestamp::certificates_bytes));
  TRY(timestamp::check_certificates(certificates));
  stamping::TimeAuthority authority{section.url, std::move(certificates)};
  authority.every = section.every.value_or(authority.every);
  return authority;
}

Result<issuing::Issuing> read_issuing(const Configuration& configuration, const DataFolder& data,
                                      const event_codes::Table& lists) {
  if (!configuration.cap) return issuing::Issuing{};
  auto issuing = issuing::read(*configuration.cap, data.path, lists);
  if (!issuing) return fail(core::within(cat(data.configuration(), ", [cap]"), std::move(issuing).error()));
  return issuing;
}

/// The feeds of others, with what they are asked through.
struct Ears {
  listening::Section section;
  listening::Trusted trusted;
  std::unique_ptr<http_client::Client> client;
};

Result<Ears> open_ears(const Configuration& configuration, const DataFolder& data) {
  Ears ears;
  ears.section = configuration.listening.value_or(listening::Section{});
  if (auto checked = listening::check(ears.section); !checked) {
    return fail(core::within(cat(data.configuration(), ", [listening]"), std::move(checked).error()));
  }
  TRY(ears.trusted, listening::read_trusted(ears.section, data.path));
  http_client::Options options;
  TRY(options.allowed, http_client::parse_allow_list(ears.section.allow_networks.value_or(std::vector<std::string>{})));
  ears.client = std::make_unique<http_client::Client>(std::move(options));
  return ears;
}

/// The partners to whom alerts of others are handed on.
struct Partners {
  std::vector<relaying::Recipient> recipients;
  std::unique_ptr<http_client::Client> client;
  std::optional<relaying::Copies> copies{};

  [[nodiscard]] relaying::Relaying::Doors doors(desk::Desk& desk) {
    return {desk, *client, copies ? &*copies : nullptr};
  }
};

Result<Partners> open_partners(const Configuration& configuration, const DataFolder& data,
                               const issuing::SignAlert& sign) {
  const auto section = configuration.relay.value_or(relaying::Section{});
  if (auto checked = relaying::check(section); !checked) {
    return fail(core::within(cat(data.configuration(), ", [relay]"), std::move(checked).error()));
  }
  Partners partners;
  TRY(partners.recipients, relaying::read_recipients(section, data.path));
  http_client::Options options;
  TRY(options.allowed, http_client::parse_allow_list(section.allow_networks.value_or(std::vector<std::string>{})));
  partners.client = std::make_unique<http_client::Client>(std::move(options));
  // Why also when nobody wants copies any more: what ends a copy that was given is a copy too.
  const auto folder = data.file("derived");
  if (relaying::wants_copies(section) || std::filesystem::is_directory(folder)) {
    TRY(partners.copies, relaying::Copies::open(folder, sign));
  }
  return partners;
}

struct Serve {
  Hub& hub;
  http::Listener& listener;
  std::optional<Cosigning>& cosigning;
  std::optional<stamping::Stamping>& stamps;
  listening::Listening& listening;
  relaying::Relaying& relaying;
  websub::Service& subscribers;
};

/// Waits for a signal, then stops the front door before the hub.
asio::awaitable<void> run_until_stopped(Serve& serve, Result<void>& outcome) {
  // Before the loops: the first thing that is signed may be a second history.
  if (serve.cosigning) serve.cosigning->start();
  outcome = co_await serve.hub.start();
  if (!outcome) co_return;
  if (serve.stamps) serve.stamps->start();
  serve.relaying.start();
  serve.listening.start();
  serve.subscribers.start();
  const auto executor = co_await asio::this_coro::executor;
  asio::signal_set signals(executor, SIGINT, SIGTERM);
  co_await signals.async_wait(asio::use_awaitable);
  spdlog::info("stopping");
  co_await serve.listener.stop();
  co_await serve.listening.stop();
  co_await serve.relaying.stop();
  co_await serve.subscribers.stop();
  if (serve.stamps) co_await serve.stamps->stop();
  if (serve.cosigning) co_await serve.cosigning->stop();
  outcome = co_await serve.hub.stop();
}

Result<server::Accounts> accounts_of(const Serving& serving, const DataFolder& data) {
  if (!serving.accounts.empty()) return server::Accounts::of(serving.accounts);
  TRY(auto accounts, load_accounts(data));
  return server::Accounts::of(std::move(accounts));
}

/// Opens the front door and says where it is: what comes waits until the loop runs.
Result<void> open_door(http::Listener& listener, const Serving& serving, const Configuration& configuration) {
  TRY(const auto port, listener.start());
  const auto address = serving.listen_address.value_or(configuration.listen.address);
  if (serving.ready) serving.ready(cat("http://", address, ":", port));
  return {};
}

void end_for_want_of_a_record(const Error& error) {
  spdlog::critical("the record cannot be written: {}; the hub stops", core::sentence(error));
  std::_Exit(3);
}

Result<void> take_up(Hub& hub) {
  TRY(hub.resume([](std::uint64_t folded) { spdlog::info("folding the record: {} entries", folded); }));
  hub.journal().on_failure(end_for_want_of_a_record);
  return {};
}

}  // namespace

Result<void> serve(const Serving& serving) {
  const DataFolder data{serving.data};
  TRY(const auto configuration, load_configuration(data));
  TRY(const auto regimes, load_regimes(share_folder()));
  auto geocodes = atlas::open_geocodes(share_folder());
  TRY(auto link_key, load_link_key(data));
  TRY(auto accounts, accounts_of(serving, data));
  TRY(const auto store, sqlite::SqliteStore::open(data.store(), sqlite::Mode::existing));
  TRY(const auto ring, load_keys(data));
  TRY(auto feed, feed::DirectoryFeed::open(data.feed()));
  system::SystemRandom random;

  asio::io_context context(1);
  ShiftedClock clock(context.get_executor(), serving.continue_at);
  TRY(const auto channels, open_channels(configuration, link_key));
  TRY(auto policy, witness_policy(configuration, data));
  TRY(auto authority, time_authority(configuration, data));
  http_client::Client to_witnesses{{}};
  TRY(const auto ears, open_ears(configuration, data));
  TRY(const auto event_codes, issuing::read_lists(share_folder()));
  TRY(auto issuing, read_issuing(configuration, data, event_codes));
  TRY(auto partners, open_partners(configuration, data, issuing.sign));
  TRY(const auto subscribers, open_subscribers(context, {clock, random, feed}, configuration, data));
  std::optional<Cosigning> cosigning;
  std::optional<stamping::Stamping> stamps;
  atlas::AudienceImages images(data.path);
  Hub hub(context,
          {*store, clock, random, ring.keys(), subscribers->feed(), channels.all(), &geocodes, &images, &event_codes},
          regimes,
          {manner_of(configuration, std::move(link_key)), Pace{Duration{50}}, 50'000,
           [&cosigning] { return !cosigning || cosigning->may_sign(); }, std::move(issuing)});
  TRY(take_up(hub));
  audit::Assurance assurance{policy, authority ? authority->certificates : std::string()};
  if (policy) cosigning.emplace(context, Cosigning::Doors{hub.journal(), to_witnesses}, *std::move(policy));
  if (authority) {
    stamps.emplace(context, stamping::Stamping::Doors{hub.journal(), to_witnesses, clock, random},
                   *std::move(authority));
  }
  listening::Listening listening(context, {hub.desk(), *ears.client, ears.trusted.trust()}, ears.section);
  relaying::Relaying relaying(context, partners.doors(hub.desk()), std::move(partners.recipients));
  http::Router router;
  server::Reception reception{hub.desk(),
                              accounts,
                              {},
                              serving.web_root,
                              std::move(assurance),
                              stamps ? &stamps->status() : nullptr,
                              ears.trusted.trust(),
                              &listening.standings(),
                              subscribers->door()};
  server::add_routes(router, reception);
  broadcast(hub, reception);
  http::Listener listener(context, router, listener_config(configuration, serving, clock));
  TRY(open_door(listener, serving, configuration));
  Result<void> outcome;
  Serve serve{hub, listener, cosigning, stamps, listening, relaying, *subscribers};
  asio::co_spawn(context, run_until_stopped(serve, outcome), asio::detached);
  context.run();
  return outcome;
}

}  // namespace heed::app
