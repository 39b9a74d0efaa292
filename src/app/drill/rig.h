#pragma once
// Everything that a drill's hub stands on: a virtual clock, a store, stand-ins on loopback, and channels to them.

#include <memory>

#include <boost/asio/io_context.hpp>

#include "adapters/channel/email/email.h"
#include "adapters/channel/feed/directory_feed.h"
#include "adapters/channel/webhook/webhook.h"
#include "adapters/http_client/client.h"
#include "adapters/stand_in/mail_receiver.h"
#include "adapters/stand_in/web_receiver.h"
#include "adapters/store/sqlite/store.h"
#include "adapters/system/random.h"
#include "adapters/system/virtual_clock.h"
#include "app/configuration.h"
#include "app/drill/expectations.h"
#include "app/hub.h"
#include "app/keys.h"

namespace heed::drill {

struct Options {
  std::string data;                                ///< the folder of its record; made when it is missing
  std::optional<std::string> web;                  ///< receivers outside the drill: "http://127.0.0.1:9000"
  std::optional<std::string> mail_relay;           ///< a relay outside the drill: "smtp://127.0.0.1:2525"
  std::string base_url = "http://127.0.0.1:8440";  ///< where acknowledgement links lead
};

class Rig : public Witness {
 public:
  /// Opens or makes the data folder, starts the stand-ins, and resumes the record that is there.
  [[nodiscard]] static Result<std::unique_ptr<Rig>> open(boost::asio::io_context& context, const Scenario& scenario,
                                                         const Options& options);

  [[nodiscard]] app::Hub& hub() { return *hub_; }
  [[nodiscard]] system::VirtualClock& clock() { return clock_; }
  [[nodiscard]] ports::Store& store() { return *store_; }
  [[nodiscard]] ports::Keys keys() const { return ring_.keys(); }
  /// The command's fields with "stand-in:NAME" replaced by the receiver's address.
  [[nodiscard]] Result<Value> with_addresses(const Value& fields) const;
  [[nodiscard]] Result<void> change(const ChangeStandIn& change);
  [[nodiscard]] std::optional<bool> received(const std::string& key, const std::string& address) const override;
  void stop_stand_ins();

 private:
  explicit Rig(boost::asio::io_context& context, Instant begin);
  Result<void> start_stand_ins(boost::asio::io_context& context, const Scenario& scenario, const Options& options);
  Result<void> open_channels(const Options& options, const desk::Manner& manner);

  boost::asio::io_context& context_;
  system::VirtualClock clock_;
  app::DataFolder data_;
  std::unique_ptr<sqlite::SqliteStore> store_;
  app::KeyRing ring_;
  std::unique_ptr<system::SeededRandom> random_;
  std::unique_ptr<feed::DirectoryFeed> feed_;
  decision::Regimes regimes_;
  std::unique_ptr<geocodes::Table> geocodes_;
  event_codes::Table event_codes_;
  std::vector<std::string> web_names_;
  std::string web_base_;
  std::unique_ptr<stand_in::WebReceiver> web_;
  std::unique_ptr<stand_in::MailReceiver> mail_;
  std::string mail_relay_;
  std::unique_ptr<http_client::Client> client_;
  std::unique_ptr<webhook::WebhookChannel> webhook_;
  std::unique_ptr<email::EmailChannel> email_;
  std::unique_ptr<app::Hub> hub_;
};

}  // namespace heed::drill
