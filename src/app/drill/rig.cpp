#include "app/drill/rig.h"

#include <algorithm>
#include <filesystem>

#include "app/atlas/geocodes.h"
#include "app/init.h"
#include "app/issuing/issuing.h"
#include "app/webhook_secret.h"
#include "flow/record/content.h"

namespace heed::drill {

namespace {

constexpr std::string_view reference = "stand-in:";

/// Replaces every text that begins with "stand-in:" by the address of that receiver.
Result<Value> replaced(const Value& value, const std::vector<std::string>& names, const std::string& base) {
  if (const auto* text = value.text(); text != nullptr && text->starts_with(reference)) {
    const auto name = text->substr(reference.size());
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return fail(Code::invalid, cat("there is no stand-in \"", name, "\"; there are ", core::listed(names)));
    }
    return Value(cat(base, "/", name));
  }
  Value copy = value;
  if (auto* list = std::get_if<core::Array>(&copy.data)) {
    for (auto& each : *list) {
      TRY(auto inner, replaced(each, names, base));
      each = std::move(inner);
    }
  }
  if (auto* group = std::get_if<core::Object>(&copy.data)) {
    for (auto& [name, each] : *group) {
      TRY(auto inner, replaced(each, names, base));
      each = std::move(inner);
    }
  }
  return copy;
}

/// Where the virtual clock begins: at the drill's beginning, or where a drill that was interrupted had come to.
Result<Instant> beginning(ports::Store& store, Instant begin) {
  auto at = begin;
  TRY(const auto size, store.size());
  if (size == 0) return at;
  TRY(store.read(size - 1, size, [&](ports::StoredEntry stored) -> Result<void> {
    TRY(const auto entry, record::parse_content(stored.bytes));
    at = std::max(at, entry.at);
    return {};
  }));
  return at;
}

}  // namespace

Rig::Rig(boost::asio::io_context& context, Instant begin) : context_(context), clock_(begin) {}

Result<std::unique_ptr<Rig>> Rig::open(boost::asio::io_context& context, const Scenario& scenario,
                                       const Options& options) {
  std::unique_ptr<Rig> rig(new Rig(context, scenario.heading.begin));
  rig->data_ = {options.data};
  const auto status = scenario.heading.status.value_or(warning::Status::exercise);
  if (!std::filesystem::exists(rig->data_.store())) {
    app::Initial initial;
    initial.origin = "drill.example/log";
    initial.status = status;
    TRY(app::init(rig->data_, initial));
  }
  TRY(rig->store_, sqlite::SqliteStore::open(rig->data_.store(), sqlite::Mode::existing));
  TRY(rig->ring_, app::load_keys(rig->data_));
  TRY(const auto at, beginning(*rig->store_, scenario.heading.begin));
  rig->clock_.set(at);
  TRY(const auto size, rig->store_->size());
  // Why the size in the seed: a drill that goes on after a crash must not draw the same names again.
  rig->random_ = std::make_unique<system::SeededRandom>(2024 + size);
  TRY(auto feed, feed::DirectoryFeed::open(rig->data_.feed()));
  rig->feed_ = std::make_unique<feed::DirectoryFeed>(std::move(feed));
  TRY(rig->regimes_, app::load_regimes(app::share_folder()));
  rig->geocodes_ = std::make_unique<geocodes::Table>(atlas::open_geocodes(app::share_folder()));
  TRY(rig->event_codes_, issuing::read_lists(app::share_folder()));
  desk::Manner manner;
  manner.status = status;
  manner.sender = "drill.example";
  manner.publisher = "Heed drill (exercise)";
  manner.base_url = options.base_url;
  TRY(manner.link_key, app::load_link_key(rig->data_));
  TRY(rig->start_stand_ins(context, scenario, options));
  TRY(rig->open_channels(options, manner));
  app::Doors doors{*rig->store_, rig->clock_, *rig->random_, rig->keys(), *rig->feed_, {rig->webhook_.get()}};
  if (rig->email_) doors.channels.push_back(rig->email_.get());
  doors.geocodes = rig->geocodes_.get();
  doors.event_codes = &rig->event_codes_;
  rig->hub_ =
      std::make_unique<app::Hub>(context, std::move(doors), rig->regimes_, app::Ways{std::move(manner), {}, 50'000});
  TRY(rig->hub_->resume());
  return rig;
}

Result<void> Rig::start_stand_ins(boost::asio::io_context& context, const Scenario& scenario, const Options& options) {
  const auto stand_ins = scenario.heading.stand_ins.value_or(StandIns{});
  web_names_ = stand_ins.web;
  if (options.web) {
    web_base_ = *options.web;
  } else {
    TRY(const auto key, app::load_link_key(data_));
    web_ = std::make_unique<stand_in::WebReceiver>(context.get_executor(), [this, key](std::string_view path) {
      return app::webhook_secret(key, cat(web_base_, path));
    });
    TRY(web_->start());
    web_base_ = cat("http://127.0.0.1:", web_->port());
  }
  if (options.mail_relay) {
    mail_relay_ = *options.mail_relay;
  } else if (stand_ins.mail) {
    mail_ = std::make_unique<stand_in::MailReceiver>(context.get_executor());
    TRY(mail_->start());
    mail_relay_ = cat("smtp://127.0.0.1:", mail_->port());
  }
  return {};
}

Result<void> Rig::open_channels(const Options&, const desk::Manner& manner) {
  client_ = std::make_unique<http_client::Client>(http_client::Options{});
  webhook::Configuration webhook;
  webhook.secret = [key = manner.link_key](std::string_view, std::string_view address) {
    return app::webhook_secret(key, address);
  };
  // Why the real time: receivers compare a signature's time with their own clock, and theirs is not virtual.
  webhook.signed_at = [](const ports::Message&) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
  };
  webhook.deadline = Duration{5'000};
  webhook.reach = http_client::Reach::anywhere;  // stand-ins are on the loopback
  webhook.plain_text = webhook::PlainText::accepted;
  webhook_ = std::make_unique<webhook::WebhookChannel>(std::move(webhook), *client_);
  if (mail_relay_.empty()) return {};
  email::Configuration email;
  email.relay = mail_relay_;
  email.from_address = "warnings@drill.example";
  email.from_name = "Heed drill";
  email.start_tls = email::StartTls::none;
  email.deadline = Duration{5'000};
  TRY(email::EmailChannel::check(email));
  email_ = std::make_unique<email::EmailChannel>(std::move(email));
  return {};
}

Result<Value> Rig::with_addresses(const Value& fields) const { return replaced(fields, web_names_, web_base_); }

Result<void> Rig::change(const ChangeStandIn& change) {
  if (change.stand_in == "mail") {
    if (!mail_) return {};
    if (!change.address) return fail(Code::malformed, "a change of the mail stand-in names an \"address\"");
    const int code = change.behaviour == "accept"    ? 250
                     : change.behaviour == "busy"    ? 451
                     : change.behaviour == "unknown" ? 550
                                                     : 0;
    if (code == 0) return fail(Code::malformed, "the behaviour of mail is accept, busy or unknown", "behaviour");
    mail_->refuse(*change.address, code);
    return {};
  }
  if (std::find(web_names_.begin(), web_names_.end(), change.stand_in) == web_names_.end()) {
    return fail(Code::not_found, cat("there is no stand-in \"", change.stand_in, "\""), "stand_in");
  }
  if (!web_) return {};
  const auto path = "/" + change.stand_in;
  if (change.behaviour == "accept") {
    web_->set_condition(path, stand_in::Condition::up);
  } else if (change.behaviour == "down") {
    web_->set_condition(path, stand_in::Condition::down);
  } else if (change.behaviour == "gone") {
    web_->fail_next(path, {410, 1'000'000, {}});
  } else {
    return fail(Code::malformed, "the behaviour of a web stand-in is accept, down or gone", "behaviour");
  }
  return {};
}

std::optional<bool> Rig::received(const std::string& key, const std::string& address) const {
  if (address.starts_with("http")) {
    if (!web_) return std::nullopt;
    return std::any_of(web_->received().begin(), web_->received().end(), [&](const auto& each) {
      return each.id == key && each.has_valid_signature && each.answered >= 200 && each.answered < 300;
    });
  }
  if (!mail_) return std::nullopt;
  return std::any_of(mail_->received().begin(), mail_->received().end(), [&](const auto& mail) {
    const bool is_to = std::find(mail.to.begin(), mail.to.end(), address) != mail.to.end();
    return is_to && mail.text.find("Message-ID:") != std::string::npos;
  });
}

void Rig::stop_stand_ins() {
  if (web_) web_->stop();
  if (mail_) mail_->stop();
}

}  // namespace heed::drill
