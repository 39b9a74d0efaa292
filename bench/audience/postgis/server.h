#pragma once
// A PostgreSQL server of our own: on a socket in a folder, not on the network, for the time of one measurement.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "bench/audience/postgis/child.h"

namespace heed::postgis {

/// One connection: SQL in, text out.
class Session {
 public:
  explicit Session(Child psql, std::string log) : psql_(std::move(psql)), log_(std::move(log)) {}

  /// Runs the statements; what they print, columns with '|' between them, without the last newline.
  /// Errors: Code::unavailable, with what the server said.
  [[nodiscard]] Result<std::string> ask(std::string_view statements);

 private:
  Child psql_;
  std::string log_;
};

/// Gives the next piece of a stream; empty at its end.
using Pieces = std::function<std::string()>;

class Server {
 public:
  /// `folder` is ours alone. Where we are root, it and the server belong to the user postgres, or else to nobody.
  /// Errors: Code::unavailable, with what to install where PostgreSQL or PostGIS is not there.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(const std::string& folder, std::size_t buffers_mb);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Stops it at once; what it held is gone.
  ~Server();

  [[nodiscard]] Result<Session> connect();
  /// Fills a table from a stream in the binary form of COPY.
  [[nodiscard]] Result<void> copy(std::string_view table, const Pieces& pieces);

 private:
  Server(std::string folder, std::string psql) : folder_(std::move(folder)), psql_(std::move(psql)) {}

  [[nodiscard]] Result<void> launch(std::size_t buffers_mb);
  [[nodiscard]] Result<void> wait_until_ready();
  [[nodiscard]] std::vector<std::string> client(std::vector<std::string> more) const;
  [[nodiscard]] std::string log() const { return folder_ + "/log"; }

  std::string folder_;
  std::string psql_;
  std::unique_ptr<Child> postgres_;
};

}  // namespace heed::postgis
