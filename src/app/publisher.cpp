#include "app/publisher.h"

#include <spdlog/spdlog.h>

#include "adapters/format/cap_alert/alert.h"
#include "adapters/format/cap_alert/name.h"
#include "adapters/format/edxl/edxl.h"
#include "adapters/format/feeds/state.h"
#include "adapters/format/geojson_feed/warnings.h"
#include "adapters/format/public_page/site.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "operations/desk/run_on.h"
#include "operations/record_publication.h"

namespace heed::app {

namespace asio = boost::asio;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

/// The alert in its distribution; nothing, and a line in the log, where it cannot be wrapped: its CAP file goes out all
/// the same.
std::optional<std::string> wrapped(const std::string& path, const std::string& bytes) {
  auto made = edxl::write(bytes);
  if (made) return *std::move(made);
  spdlog::error("wrapping {}: {}", path, core::sentence(made.error()));
  return std::nullopt;
}

void append(Files& files, Files more) {
  files.insert(files.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

asio::awaitable<Result<void>> Publisher::publish(desk::Desk& desk) {
  const bool is_due = due_ && *due_ <= desk.clock.now();
  if (!is_changed_ && !is_due) co_return Result<void>{};
  is_changed_ = false;
  const auto outcome = co_await publish_changes(desk);
  if (!outcome) is_changed_ = true;
  co_return outcome;
}

/// Why what stands comes first: a signature is another one each time that it is made, and what was published before a
/// crash is what the record has to name.
std::string Publisher::signed_alert(const ports::Feed& feed, const std::string& path, std::string alert) {
  if (!issuing_.sign) return alert;
  const auto without_end = std::string_view(alert).substr(0, alert.rfind("</"));
  auto standing = feed.read(path);
  if (standing && standing->starts_with(without_end)) return *std::move(standing);
  auto made = issuing_.sign(alert);
  if (made) return *std::move(made);
  // Why without: a certificate that ran out at night must not keep back a warning.
  spdlog::error("{} goes out without a signature: {}", path, core::sentence(made.error()));
  return alert;
}

Result<Publisher::Issued> Publisher::issue(const desk::Desk& desk, const delivery::Unpublished& edition) {
  const auto& warning = desk.state.warnings.warnings.at(edition.warning);
  auto path = cap_alert::path(edition.warning, edition.edition);
  const auto& manner = desk.manner;
  TRY(auto alert, cap_alert::write({warning, edition.edition, manner.sender, manner.base_url, issuing_.event_codes}));
  const auto bytes = signed_alert(desk.feed, path, std::move(alert));
  Issued issued{{edition.warning, edition.edition, path, digest::to_base64url(digest::sha256(bytes))},
                {{path, bytes}, {cap_alert::newest_path(edition.warning), bytes}}};
  if (const auto distribution = wrapped(path, bytes)) {
    issued.files.emplace_back(cap_alert::edxl_path(edition.warning, edition.edition), *distribution);
    issued.files.emplace_back(cap_alert::newest_edxl_path(edition.warning), *distribution);
  }
  return issued;
}

Publisher::Files Publisher::site_files(const desk::Desk& desk) {
  const auto& manner = desk.manner;
  if (!shelf_) shelf_.emplace(manner.sender, manner.base_url, issuing_.event_codes);
  public_page::Site site{"Public warnings", manner.publisher, manner.sender + ",2024", manner.base_url};
  site.websub_url = manner.websub_url;
  const auto now = desk.clock.now();
  const auto warnings = public_page::public_part(desk.state.warnings, now);
  const feeds::News news{site, warnings, desk.state.warnings, *shelf_, now};
  auto feeds = feeds::write(news);
  due_ = feeds::next_change(warnings, now);
  // Why the index and the feeds last: who follows a link finds what it leads to.
  Files last;
  for (auto& file : feeds.files) last.emplace_back(std::move(file.path), std::move(file.bytes));
  last.emplace_back(geojson_feed::geojson_path, geojson_feed::geojson(news, drawings_));
  last.emplace_back(geojson_feed::json_path, geojson_feed::json(news));
  site.feeds = std::move(feeds.links);
  Files files;
  for (auto& file : public_page::site(site, warnings, now)) {
    const bool leads_on = file.path == "index.html" || file.path == "feeds/index.html";
    (leads_on ? last : files).emplace_back(std::move(file.path), std::move(file.bytes));
  }
  append(files, std::move(last));
  return files;
}

asio::awaitable<Result<void>> Publisher::publish_changes(desk::Desk& desk) {
  // Why first: nothing may be public before it is durable.
  CO_TRY(co_await desk.journal.settled());
  std::vector<delivery::Published> published;
  Files files;
  for (const auto& edition : delivery::unpublished(desk.state.deliveries, desk.state.warnings)) {
    CO_TRY(auto issued, issue(desk, edition));
    published.push_back(std::move(issued.published));
    append(files, std::move(issued.files));
  }
  std::vector<Wrapping> wrappings;
  if (!is_wrapped_) {
    for (const auto& [id, editions] : desk.state.deliveries.published) {
      wrappings.push_back({cap_alert::newest_path(id), cap_alert::newest_edxl_path(id)});
      for (const auto& edition : editions) {
        const auto number = edition.published.edition;
        wrappings.push_back({cap_alert::path(id, number), cap_alert::edxl_path(id, number)});
      }
    }
  }
  append(files, site_files(desk));
  CO_TRY(co_await desk::run_on(files_, context_, [this, &desk, &files, &wrappings]() -> Result<void> {
    TRY(wrap(desk.feed, wrappings));
    return write(desk.feed, files);
  }));
  is_wrapped_ = true;
  for (const auto& each : published) CO_TRY(co_await operations::record_publication(desk, each));
  co_return Result<void>{};
}

Result<void> Publisher::write(ports::Feed& feed, const Files& files) {
  for (const auto& [path, bytes] : files) {
    auto digest = digest::sha256(bytes);
    auto& written = digests_[path];
    if (written == digest) continue;
    TRY(feed.publish(path, bytes));
    written = std::move(digest);
  }
  return {};
}

/// Why from the file: what was published is what is wrapped, whatever this version would write.
Result<void> Publisher::wrap(ports::Feed& feed, const std::vector<Wrapping>& wrappings) {
  for (const auto& each : wrappings) {
    const auto bytes = feed.read(each.cap);
    if (!bytes || feed.read(each.edxl)) continue;
    if (const auto distribution = wrapped(each.cap, *bytes)) TRY(feed.publish(each.edxl, *distribution));
  }
  return {};
}

}  // namespace heed::app
