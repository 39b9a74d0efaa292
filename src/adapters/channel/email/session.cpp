#include "adapters/channel/email/session.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <mutex>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include <curl/curl.h>

#include "core/assert.h"
#include "core/text.h"

namespace heed::email {
namespace {

using ports::Attempted;
using ports::Outcome;

constexpr long messages_per_connection = 50;  ///< relays close long sessions with an error
constexpr long connection_lifetime_s = 60;    ///< seconds
constexpr std::size_t reply_bytes = 200;      ///< of the relay's words that are kept

void start_curl_once() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

/// Printable ASCII only: a relay's words go to logs and screens.
std::string shortened(std::string_view text) {
  std::string out(core::trimmed(text).substr(0, reply_bytes));
  std::ranges::replace_if(out, [](char c) { return c < ' ' || c > '~'; }, '?');
  return out;
}

/// The three digits at the front of a reply; 0 for none.
int reply_code(std::string_view reply) {
  int code = 0;
  const auto read = std::from_chars(reply.data(), reply.data() + std::min<std::size_t>(reply.size(), 3), code);
  return read.ec == std::errc{} ? code : 0;
}

/// Whether a 5xx to this command is about the recipient or the message, and not about us and our relay.
bool is_about_the_mail(std::string_view command) { return command == "RCPT" || command == "DATA" || command == "."; }

}  // namespace

Attempted judge(const Transaction& transaction) {
  const auto said = transaction.reply.empty() ? transaction.error : transaction.reply;
  if (transaction.is_taken) return {Outcome::accepted, said, {}};
  const bool is_refusal = transaction.code >= 400 && transaction.code < 600;
  if (is_refusal) {
    const bool is_final = transaction.code >= 500 && is_about_the_mail(transaction.command);
    return {is_final ? Outcome::failed_for_good : Outcome::failed_for_now, said, {}};
  }
  if (transaction.is_whole_sent) {
    return {Outcome::unknown, cat("the relay did not say whether it took the message: ", transaction.error), {}};
  }
  return {Outcome::failed_for_now, transaction.error, {}};
}

struct Session::Wire {
  Wire(const Configuration& given, const std::atomic<bool>& stop) : configuration(given), stopping(stop) {
    start_curl_once();
    handle = curl_easy_init();
    HEED_ASSERT(handle != nullptr, "libcurl gives no handle");
  }
  ~Wire() {
    stop_listening();
    curl_easy_cleanup(handle);
  }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void prepare();
  void trace();
  /// Why: libcurl says QUIT before it closes, and waits two minutes for an answer that tells us nothing. With the
  /// reading side shut it finds the end at once, and the relay still hears the farewell.
  void stop_listening() {
    for (const auto socket : sockets) shutdown(socket, SHUT_RD);
  }
  void authenticate();

  static std::size_t on_read(char* into, std::size_t size, std::size_t count, void* self);
  static int on_trace(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* self);
  static int on_open(void* self, curl_socket_t socket, curlsocktype purpose);
  static int on_close(void* self, curl_socket_t socket);
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  const Configuration& configuration;
  const std::atomic<bool>& stopping;
  CURL* handle = nullptr;
  std::vector<curl_socket_t> sockets{};  ///< open now; two while libcurl tries both kinds of address
  std::string_view unsent{};
  Transaction transaction{};
  bool is_leaving = false;
  long messages = 0;
};

std::size_t Session::Wire::on_read(char* into, std::size_t size, std::size_t count, void* self) {
  auto& wire = *static_cast<Wire*>(self);
  const auto bytes = std::min(size * count, wire.unsent.size());
  std::memcpy(into, wire.unsent.data(), bytes);
  wire.unsent.remove_prefix(bytes);
  // From here on the relay may hold everything, the last dot included: what it does not say now, nobody knows.
  if (wire.unsent.empty()) {
    wire.transaction.is_whole_sent = true;
    wire.transaction.command = ".";
  }
  return bytes;
}

int Session::Wire::on_trace(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* self) {
  auto& wire = *static_cast<Wire*>(self);
  auto& transaction = wire.transaction;
  if (wire.is_leaving) return 0;  // the farewell after an error says nothing about the message
  const std::string_view text(bytes, size);
  // Trust: only the first word of what we send is kept; the rest of an AUTH line is the password.
  if (kind == CURLINFO_HEADER_OUT) {
    const auto word = core::trimmed(text);
    wire.is_leaving = word == "QUIT";
    if (wire.is_leaving) {
      wire.stop_listening();
      return 0;
    }
    transaction.command = word.substr(0, std::min<std::size_t>(word.find(' '), 8));
  }
  if (kind == CURLINFO_HEADER_IN) {
    transaction.reply = shortened(text);
    transaction.code = reply_code(text);
  }
  return 0;
}

int Session::Wire::on_open(void* self, curl_socket_t socket, curlsocktype) {
  static_cast<Wire*>(self)->sockets.push_back(socket);
  return CURL_SOCKOPT_OK;
}

int Session::Wire::on_close(void* self, curl_socket_t socket) {
  std::erase(static_cast<Wire*>(self)->sockets, socket);
  return close(socket);
}

int Session::Wire::on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Wire*>(self)->stopping.load() ? 1 : 0;
}

void Session::Wire::authenticate() {
  if (configuration.user.empty()) return;
  curl_easy_setopt(handle, CURLOPT_USERNAME, configuration.user.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, first_line(configuration.password_file).c_str());
}

/// Every option anew for every message: libcurl keeps the connection over curl_easy_reset, and nothing else is carried
/// over.
void Session::Wire::prepare() {
  curl_easy_reset(handle);
  const auto& hello = configuration.hello_name;
  const auto url = hello.empty() ? configuration.relay : cat(configuration.relay, "/", hello);
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);  // signals and threads do not go together
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle, CURLOPT_MAIL_FROM, cat("<", configuration.from_address, ">").c_str());
  curl_easy_setopt(handle, CURLOPT_MAXLIFETIME_CONN, connection_lifetime_s);
  if (++messages % messages_per_connection == 0) curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);

  const auto tls = configuration.start_tls;
  curl_easy_setopt(handle, CURLOPT_USE_SSL,
                   static_cast<long>(tls == StartTls::none       ? CURLUSESSL_NONE
                                     : tls == StartTls::required ? CURLUSESSL_ALL
                                                                 : CURLUSESSL_TRY));
  const bool is_checked = tls != StartTls::if_offered || configuration.relay.starts_with("smtps:");
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, is_checked ? 1L : 0L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, is_checked ? 2L : 0L);
  if (!configuration.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, configuration.ca_file.c_str());
  authenticate();

  trace();
}

/// Where libcurl calls us back.
void Session::Wire::trace() {
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, &Wire::on_read);
  curl_easy_setopt(handle, CURLOPT_READDATA, this);
  curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, &Wire::on_trace);
  curl_easy_setopt(handle, CURLOPT_DEBUGDATA, this);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &Wire::on_progress);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, this);
  curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, &Wire::on_open);
  curl_easy_setopt(handle, CURLOPT_SOCKOPTDATA, this);
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, &Wire::on_close);
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, this);
}

Session::Session(const Configuration& configuration, const std::atomic<bool>& stopping)
    : wire_(std::make_unique<Wire>(configuration, stopping)) {}
Session::~Session() = default;

Transaction Session::send(const std::string& to, const std::string& letter, Duration time_left) {
  auto& wire = *wire_;
  wire.prepare();
  wire.transaction = {};
  wire.is_leaving = false;
  wire.unsent = letter;
  const auto time_out = static_cast<long>(std::max<std::int64_t>(time_left.count(), 1));
  curl_easy_setopt(wire.handle, CURLOPT_TIMEOUT_MS, time_out);
  curl_easy_setopt(wire.handle, CURLOPT_CONNECTTIMEOUT_MS, time_out);
  char words[CURL_ERROR_SIZE] = {};
  curl_easy_setopt(wire.handle, CURLOPT_ERRORBUFFER, words);
  curl_slist* const recipients = curl_slist_append(nullptr, cat("<", to, ">").c_str());
  curl_easy_setopt(wire.handle, CURLOPT_MAIL_RCPT, recipients);

  const auto outcome = curl_easy_perform(wire.handle);
  curl_slist_free_all(recipients);
  curl_easy_setopt(wire.handle, CURLOPT_ERRORBUFFER, nullptr);
  auto done = std::move(wire.transaction);
  done.is_taken = outcome == CURLE_OK;
  done.error = shortened(words[0] != '\0' ? words : curl_easy_strerror(outcome));
  return done;
}

}  // namespace heed::email
