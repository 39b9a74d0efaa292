// What other people's servers hand out: no input may crash or take long, every alert that is given stands alone, every
// link can be fetched, and a stream gives the same alerts whatever pieces it comes in.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "lib/cap/read.h"
#include "lib/cap/xml/document.h"
#include "lib/capfeed/document.h"
#include "lib/capfeed/heartbeat.h"
#include "lib/capfeed/polling.h"
#include "lib/capfeed/stream.h"
#include "lib/capfeed/web/address.h"
#include "lib/capfeed/web/http_date.h"

namespace {

using namespace heed;

void expect(bool holds) {
  if (!holds) std::abort();
}

void try_alert(const capfeed::Embedded& alert) {
  expect(alert.bytes.size() <= capfeed::alert_bytes);
  const auto alone = xml::parse(alert.bytes, {.elements = capfeed::elements_max, .attributes_all = 400'000});
  expect(alone && alone->root().local == "alert");
  // What stands alone is given again as it is.
  const auto again = capfeed::read(alert.bytes);
  expect(again && again->kind == capfeed::Kind::alert && again->items.at(0).alerts.at(0).bytes == alert.bytes);
  const auto reading = cap::read(alert.bytes);
  if (reading.alert) static_cast<void>(capfeed::heartbeat_in(*reading.alert));
}

void try_document(std::string_view text) {
  const auto document = capfeed::read(text, "https://feeds.example.org/a/b?c");
  if (!document) return expect(document.error().code == Code::malformed || document.error().code == Code::too_large);
  expect(document->items.size() <= capfeed::items_max && document->hubs.size() <= capfeed::hubs_max);
  for (const auto& item : document->items) {
    expect(item.links.size() <= capfeed::links_per_item);
    for (const auto& link : item.links) {
      expect(web::is_http(link.href) && link.href.size() <= capfeed::link_bytes && web::plain(link.href) == link.href);
    }
    for (const auto& alert : item.alerts) try_alert(alert);
  }
}

/// The pieces are as long as the bytes of the text say.
void try_stream(std::string_view text) {
  capfeed::Splitter at_once, in_pieces;
  const auto all = at_once.take(text);
  std::vector<std::string> some;
  for (auto rest = text; !rest.empty();) {
    const auto length = std::min<std::size_t>(rest.size(), 1 + (static_cast<unsigned char>(rest.front()) & 31U));
    for (auto& one : in_pieces.take(rest.substr(0, length))) some.push_back(std::move(one));
    rest.remove_prefix(length);
  }
  expect(all == some && at_once.counts() == in_pieces.counts());
  auto sum = at_once.counts().skipped_bytes + at_once.pending_bytes();
  for (const auto& one : all) {
    sum += one.size();
    // A document that was cut out is cut out of itself.
    expect(capfeed::Splitter().take(one) == std::vector<std::string>{one});
  }
  expect(sum == text.size());
}

void try_values(std::string_view text) {
  constexpr Instant now{1'709'726'400'000};
  static_cast<void>(web::read_http_date(text));
  const auto cut = std::min(text.find('\n'), text.size());
  if (const auto address = web::resolve(text.substr(0, cut), text.substr(cut))) expect(!address->empty());
  const auto outcome = capfeed::after_answer(
      {}, {.status = 503, .etag = text, .last_modified = text, .retry_after = text, .location = text}, now);
  expect(outcome.polling.next > now && outcome.polling.next <= now + capfeed::retry_after_max);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  try_document(text);
  try_stream(text);
  try_values(text);
  return 0;
}
