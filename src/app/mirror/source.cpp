#include "app/mirror/source.h"

#include <filesystem>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "adapters/http_client/client.h"
#include "app/configuration.h"
#include "core/text.h"
#include "lib/tlog/tiles.h"

namespace heed::mirror {

namespace {

constexpr Duration patience{60'000};

bool is_url(std::string_view where) { return where.starts_with("http://") || where.starts_with("https://"); }

}  // namespace

struct Source::Line {
  boost::asio::io_context context{1};
  http_client::Client client{{}};
};

Source::Source(std::string where, std::unique_ptr<Line> line) : where_(std::move(where)), line_(std::move(line)) {}
Source::Source(Source&&) noexcept = default;
Source& Source::operator=(Source&&) noexcept = default;
Source::~Source() = default;

Result<Source> Source::open(std::string where) {
  const bool is_remote = is_url(where);
  while (where.size() > 1 && where.ends_with('/')) where.pop_back();
  if (!is_remote) {
    std::error_code error;
    if (std::filesystem::is_directory(where, error)) return Source(std::move(where), nullptr);
    return fail(Code::not_found, cat(where, " is no folder; a log has a URL, such as https://heed.example/log"));
  }
  TRY(http_client::parse_url(where));
  return Source(std::move(where), std::make_unique<Line>());
}

Result<std::string> Source::fetch(std::string_view path) {
  auto bytes = line_ ? fetch_over_http(path) : fetch_file(path);
  if (bytes || path != "checkpoint" || bytes.error().code != Code::not_found) return bytes;
  return fail(Code::unavailable, cat("there is no checkpoint at ", where_, ", so it is no log, or has nothing in it"));
}

Result<std::string> Source::fetch_file(std::string_view path) const {
  const auto file = cat(where_, "/", path);
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return fail(Code::not_found, cat("there is no ", file));
  return app::read_file(file, tlog::bundle_bytes_max);
}

Result<std::string> Source::fetch_over_http(std::string_view path) {
  http_client::Call call;
  call.url = cat(where_, "/", path);
  call.deadline = patience;
  // Why anywhere: who mirrors a log has typed its address himself.
  call.reach = http_client::Reach::anywhere;
  call.answer_bytes = tlog::bundle_bytes_max;
  std::optional<Result<http_client::Answer>> answer;
  boost::asio::co_spawn(line_->context, line_->client.send(std::move(call)),
                        [&](const std::exception_ptr& thrown, Result<http_client::Answer> came) {
                          answer = thrown ? fail(Code::internal, "the request could not be sent") : std::move(came);
                        });
  line_->context.restart();
  while (!answer) line_->context.run_one();
  if (!*answer) return fail(core::within(path, std::move(*answer).error()));
  const auto status = (*answer)->status;
  if (status == 404 || status == 410) return fail(Code::not_found, "the log does not have it", std::string(path));
  if (status == 200 && (*answer)->is_complete) return std::move((*answer)->body);
  return fail(Code::unavailable, status == 200 ? "the answer broke off" : cat("the log answered ", status),
              std::string(path));
}

}  // namespace heed::mirror
