#pragma once
// Calling other people's HTTP servers: one request, one answer, one deadline.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "adapters/http_client/interrupt.h"
#include "adapters/http_client/reach.h"
#include "adapters/http_client/url.h"
#include "core/instant.h"
#include "core/result.h"

namespace heed::http_client {

inline constexpr std::size_t answer_bytes = 64 * 1024;  ///< of an answer's body, unless a call asks for more
inline constexpr std::size_t idle_per_host = 4;         ///< connections kept open to one host
inline constexpr std::size_t idle_hosts = 256;          ///< hosts to which connections are kept open

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Call {
  std::string method = "GET";
  std::string url;
  Headers headers{};  ///< without Host, Content-Length and Connection, which the client writes
  std::string body{};
  Duration deadline{15'000};  ///< for the whole call, from the name lookup to the last byte
  Reach reach = Reach::public_only;
  std::size_t answer_bytes = http_client::answer_bytes;  ///< what comes beyond is thrown away
  Interrupt* interrupt = nullptr;                        ///< ends the call before its time; outlives it
};

struct Answer {
  int status = 0;
  Headers headers{};  ///< names in lower case
  std::string body{};
  bool is_complete = true;  ///< false when the body was cut at `answer_bytes` or by a broken connection
};

/// The first header of that name (in lower case), or an empty text.
[[nodiscard]] std::string_view header(const Answer& answer, std::string_view name);

/// Whether the other side may have seen the request, when there is no answer. `written` means that at least a part of
/// it was handed to the network: nobody knows what became of it.
enum class Handover { not_written, written };

struct Exchange {
  Result<Answer> answer;
  Handover handover = Handover::not_written;
};

struct Options {
  AllowList allowed{};    ///< networks that may be called under Reach::public_only all the same
  std::string ca_file{};  ///< PEM; certificates trusted besides the system's own
  /// Threads of its own on which names are looked up; 0: the one that everybody on the context shares. For names that
  /// strangers choose: a name server that hangs must not hold up the calls of others.
  std::size_t lookup_threads = 0;
};

/// Speaks HTTP/1.1, in plain text or over TLS 1.2 and newer with the certificate and the host name checked.
///
/// Guarantees: follows no redirect, tries nothing twice, uses no proxy, keeps no cookie. Every address that a name
/// resolves to is checked against `reach` at each new connection, and the connection goes to the very address that was
/// checked, so a name that changes its address in between gains nothing; Host and SNI keep the name. Errors: malformed
/// (URL, method or header), refused (reach), unavailable (lookup, connection, TLS, deadline, no HTTP), stopped (its
/// interrupt was raised). An HTTP error status is an answer, not an error. Requires: used from the one thread that runs
/// its executor; destroyed before that executor's context, after all calls.
class Client {
 public:
  explicit Client(Options options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  boost::asio::awaitable<Result<Answer>> send(Call call);
  /// As `send`, and says how far the request had come.
  boost::asio::awaitable<Exchange> exchange(Call call);

  [[nodiscard]] const AllowList& allowed() const;

 private:
  struct Lines;
  std::unique_ptr<Lines> lines_;
};

/// One call with a client of its own: for programs that make a few calls and end.
boost::asio::awaitable<Result<Answer>> send(Call call);

}  // namespace heed::http_client
