#include "bench/cap/signatures.h"

#include <ctime>

#include "lib/cap/xml/document.h"
#include "lib/xmlsign/engine/engine.h"
#include "lib/xmlsign/sign.h"
#include "lib/xmlsign/testing/made_keys.h"
#include "lib/xmlsign/verify.h"

namespace heed::cap {
namespace {

double now() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Alerts a second.
template <class Deed>
double rate(std::size_t count, std::uint64_t rounds, const Deed& deed) {
  std::vector<double> rates;
  for (std::uint64_t round = 0; round <= rounds; ++round) {
    const auto begin = now();
    for (std::size_t i = 0; i < count; ++i) deed(i);
    // The first round warms the caches.
    if (round > 0) rates.push_back(static_cast<double>(count) / (now() - begin));
  }
  return bench::median(std::move(rates));
}

/// The place of the signature, which is the last child of the root.
std::uint32_t last_child(const std::string& alert) {
  const auto document = xml::parse(alert);
  std::uint32_t count = 0;
  for (auto at = document->root().first_child; at != xml::nothing; at = document->at(at)->next) ++count;
  return count - 1;
}

}  // namespace

std::vector<bench::Figure> signature_figures(const std::vector<std::string>& alerts, std::uint64_t rounds) {
  constexpr std::size_t wanted = 100;
  const auto key = xmlsign::testing::p256_key();
  const auto certificate = xmlsign::testing::certificate_for(key.get(), {});
  const auto seal = xmlsign::Seal::read(xmlsign::testing::pem_of(key.get()), xmlsign::testing::pem_of(certificate));
  std::vector<std::string> sealed;
  std::vector<std::uint32_t> places;
  for (const auto& alert : alerts) {
    if (!seal || sealed.size() == wanted) break;
    if (auto each = xmlsign::sign(alert, *seal)) {
      places.push_back(last_child(*each));
      sealed.push_back(*std::move(each));
    }
  }
  if (sealed.empty()) return {};
  std::size_t held = 0;  // so that no work can be left out
  const auto ours = rate(sealed.size(), rounds, [&](std::size_t i) {
    held += xmlsign::examine(sealed[i])->signatures.front().is_intact() ? 1 : 0;
  });
  const auto theirs = rate(sealed.size(), rounds, [&](std::size_t i) {
    const auto computed = engine::verify({.source = sealed[i], .signature = places[i]}, key.get());
    held += computed.outcome == engine::Outcome::fits ? 1 : 0;
  });
  const auto asked = static_cast<double>(2 * sealed.size() * (rounds + 1));
  return {{"signed alerts", static_cast<double>(sealed.size()), "alerts"},
          {"signatures that hold", static_cast<double>(held) / asked, "ratio"},
          {"signatures judged", ours, "alerts/s"},
          {"libxml2 and xmlsec1 alone", theirs, "alerts/s"},
          {"judging beside xmlsec1 alone", ours / theirs, "ratio"}};
}

}  // namespace heed::cap
