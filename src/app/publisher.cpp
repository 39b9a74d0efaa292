#include "app/publisher.h"

#include "adapters/format/cap_alert/alert.h"
#include "adapters/format/cap_alert/name.h"
#include "adapters/format/public_page/site.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "operations/desk/run_on.h"
#include "operations/record_publication.h"

namespace heed::app {

namespace asio = boost::asio;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

Files site_files(const desk::Desk& desk) {
  const auto& manner = desk.manner;
  const public_page::Site site{"Public warnings", manner.publisher, manner.sender + ",2024", manner.base_url};
  Files files;
  // Why the index and the feed last: who follows a link finds what it leads to.
  Files last;
  for (auto& file : public_page::site(site, desk.state.warnings, desk.clock.now())) {
    const bool leads_on = file.path == "index.html" || file.path == "feed.atom";
    (leads_on ? last : files).emplace_back(std::move(file.path), std::move(file.bytes));
  }
  files.insert(files.end(), std::make_move_iterator(last.begin()), std::make_move_iterator(last.end()));
  return files;
}

struct Issued {
  delivery::Published published;
  Files files;
};

/// The CAP files of one edition, and what the record says of them.
Result<Issued> issue(const desk::Desk& desk, const delivery::Unpublished& edition) {
  const auto& warning = desk.state.warnings.warnings.at(edition.warning);
  TRY(const auto bytes, cap_alert::write({warning, edition.edition, desk.manner.sender, desk.manner.base_url}));
  auto path = cap_alert::path(edition.warning, edition.edition);
  return Issued{{edition.warning, edition.edition, path, digest::to_base64url(digest::sha256(bytes))},
                {{path, bytes}, {cap_alert::newest_path(edition.warning), bytes}}};
}

}  // namespace

asio::awaitable<Result<void>> Publisher::publish(desk::Desk& desk) {
  if (!is_changed_) co_return Result<void>{};
  is_changed_ = false;
  const auto outcome = co_await publish_changes(desk);
  if (!outcome) is_changed_ = true;
  co_return outcome;
}

asio::awaitable<Result<void>> Publisher::publish_changes(desk::Desk& desk) {
  // Why first: nothing may be public before it is durable.
  CO_TRY(co_await desk.journal.settled());
  std::vector<delivery::Published> published;
  Files files;
  for (const auto& edition : delivery::unpublished(desk.state.deliveries, desk.state.warnings)) {
    CO_TRY(auto issued, issue(desk, edition));
    published.push_back(std::move(issued.published));
    files.insert(files.end(), issued.files.begin(), issued.files.end());
  }
  auto pages = site_files(desk);
  files.insert(files.end(), std::make_move_iterator(pages.begin()), std::make_move_iterator(pages.end()));
  CO_TRY(co_await desk::run_on(files_, context_, [this, &desk, &files] { return write(desk.feed, files); }));
  for (const auto& each : published) CO_TRY(co_await operations::record_publication(desk, each));
  co_return Result<void>{};
}

Result<void> Publisher::write(ports::Feed& feed, const std::vector<std::pair<std::string, std::string>>& files) {
  for (const auto& [path, bytes] : files) {
    auto digest = digest::sha256(bytes);
    auto& written = digests_[path];
    if (written == digest) continue;
    TRY(feed.publish(path, bytes));
    written = std::move(digest);
  }
  return {};
}

}  // namespace heed::app
