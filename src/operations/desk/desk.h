#pragma once
// The desk at which operations are performed: the state, the record, and the doors to the world. One thread owns it.

#include <map>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "flow/report/heard/rules.h"
#include "flow/report/interest/interest.h"
#include "flow/state.h"
#include "lib/area/geocodes/table.h"
#include "lib/event_codes/event_codes.h"
#include "operations/desk/journal.h"
#include "ports/channel.h"
#include "ports/clock.h"
#include "ports/feed.h"
#include "ports/random.h"

namespace heed::desk {

/// How this hub speaks of itself; from the configuration, the same for its whole run.
struct Manner {
  warning::Status status =
      warning::Status::exercise;                   ///< a drill never speaks as live, nor the other way round (DE-13)
  std::string sender = "heed.example";             ///< CAP sender and mail domain
  std::string publisher = "Heed";                  ///< who answers for the public pages
  std::string base_url = "http://127.0.0.1:8440";  ///< where people reach the public pages, without a slash at the end
  std::string link_key;                            ///< 32 secret bytes: acknowledgement links are signed with it
  heard::Policy hearing{};                         ///< what becomes of the alerts of others
  std::vector<interest::Rule> reporting{};         ///< which of them become reports by themselves
  std::string websub_url{};                        ///< where the feeds are subscribed to (WebSub); empty: nowhere
};

struct Desk {
  flow::State& state;
  const decision::Regimes& regimes;
  Journal& journal;
  ports::Clock& clock;
  ports::Random& random;
  ports::Feed& feed;
  std::map<std::string, ports::Channel*, std::less<>> channels;  ///< by the word that contact points use
  Manner manner;
  geocodes::Table* geocodes = nullptr;              ///< what geocodes stand for; a hub without tables has none
  const event_codes::Table* event_codes = nullptr;  ///< what warnings may be about; a hub without lists has none

  [[nodiscard]] watch::Situation situation() const { return flow::situation(state, regimes); }
  [[nodiscard]] warning::Setting warning_setting() const { return flow::warning_setting(state); }
};

/// A fresh name that nobody chose: "report-7k2m9q4xw1". 50 random bits; the rules refuse the rare name that is taken.
[[nodiscard]] std::string draw_name(ports::Random& random, std::string_view kind);

}  // namespace heed::desk
