#include "adapters/http_client/client.h"

#include <algorithm>
#include <unordered_map>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include "adapters/http_client/line.h"
#include "core/text.h"

namespace heed::http_client {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using std::chrono::steady_clock;
using Parser = http::response_parser<http::buffer_body>;

namespace {

constexpr std::chrono::seconds idle_max{30};  ///< servers commonly close after 60 s or more
constexpr int interim_answers_max = 8;        ///< 1xx answers before the real one

bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return is_letter || marks.find(c) != std::string_view::npos;
  });
}

bool is_header_value(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '\t' || static_cast<unsigned char>(c) >= 0x20U; });
}

/// The request line and the headers, with the empty line. Fails where a line break or the like would change the
/// request.
Result<std::string> request_head(const Call& call, const Url& url) {
  if (!is_token(call.method)) return fail(Code::malformed, "the method of a request must be a plain word");
  std::string head = cat(call.method, " ", url.target, " HTTP/1.1\r\nHost: ", url.host_header, "\r\n");
  if (!call.body.empty() || (call.method != "GET" && call.method != "HEAD")) {
    head += cat("Content-Length: ", call.body.size(), "\r\n");
  }
  for (const auto& [name, value] : call.headers) {
    if (!is_token(name) || !is_header_value(value)) {
      return fail(Code::malformed, "a header of the request has a character that is not allowed there");
    }
    head += cat(name, ": ", value, "\r\n");
  }
  head += "\r\n";
  return head;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

void take_head(const Parser& parser, Answer& answer) {
  answer.status = static_cast<int>(parser.get().result_int());
  for (const auto& field : parser.get()) {
    const auto name = field.name_string();
    const auto value = field.value();
    answer.headers.emplace_back(lower_case({name.data(), name.size()}), std::string(value.data(), value.size()));
  }
}

std::string reason(const Line& line, const error_code& error) {
  return line.is_over ? "the answer took too long" : error.message();
}

template <class Stream>
asio::awaitable<Answer> read_body(Stream& stream, Line& line, Parser& parser, std::size_t limit) {
  Answer answer;
  take_head(parser, answer);
  char block[8192];
  std::size_t came = 0;
  error_code error;
  while (!parser.is_done() && came <= limit && !error) {
    auto& body = parser.get().body();
    body.data = block;
    body.size = sizeof block;
    co_await http::async_read_some(stream, line.unread, parser, asio::redirect_error(asio::use_awaitable, error));
    if (error == http::error::need_buffer) error = {};
    const auto fresh = sizeof block - parser.get().body().size;
    came += fresh;
    answer.body.append(block, std::min(fresh, limit - answer.body.size()));
  }
  answer.is_complete = parser.is_done() && !error && came <= limit;
  co_return answer;
}

/// Reads the head of the final answer into `parser`, past the interim ones (100, 103).
template <class Stream>
asio::awaitable<Result<void>> read_head(Stream& stream, Line& line, std::optional<Parser>& parser, bool has_body) {
  for (int i = 0; i < interim_answers_max; ++i) {
    parser.emplace();
    parser->body_limit(boost::none);  // the loop in read_body holds the limit
    parser->skip(!has_body);
    error_code error;
    co_await http::async_read_header(stream, line.unread, *parser, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return fail(Code::unavailable, cat("no answer: ", reason(line, error)));
    if (parser->get().result_int() >= 200) co_return Result<void>{};
  }
  co_return fail(Code::unavailable, "no answer: the other side only ever says that it will answer");
}

enum class Afterwards { keep, close };

struct Conversation {
  Exchange exchange;
  Afterwards afterwards = Afterwards::close;
};

template <class Stream>
asio::awaitable<Conversation> converse(Stream& stream, Line& line, const Call& call, const std::string& head) {
  const std::array<asio::const_buffer, 2> request = {asio::buffer(head), asio::buffer(call.body)};
  error_code error;
  const auto written = co_await asio::async_write(stream, request, asio::redirect_error(asio::use_awaitable, error));
  // Why any byte counts: a server may act on a request whose last bytes we believe lost. A TLS stream reports what it
  // has accepted, so nothing that was sent is missed.
  if (error) {
    const auto handover = written > 0 ? Handover::written : Handover::not_written;
    co_return Conversation{{fail(Code::unavailable, cat("not sent: ", reason(line, error))), handover}};
  }
  std::optional<Parser> parser;
  auto heard = co_await read_head(stream, line, parser, call.method != "HEAD");
  if (!heard) co_return Conversation{{fail(std::move(heard).error()), Handover::written}};
  auto answer = co_await read_body(stream, line, *parser, call.answer_bytes);
  const auto afterwards = answer.is_complete && parser->get().keep_alive() ? Afterwards::keep : Afterwards::close;
  co_return Conversation{{std::move(answer), Handover::written}, afterwards};
}

/// In plain text or over TLS, as the line is; closed when the time is over.
asio::awaitable<Conversation> converse_until(SharedLine line, TimePoint until, const Call& call,
                                             const std::string& head) {
  const Watch watch(call.interrupt, [&line] { line->close(); });
  arm(line, until);
  Conversation conversation;
  if (line->tls) {
    conversation = co_await converse(*line->tls, *line, call, head);
  } else {
    conversation = co_await converse(line->socket, *line, call, head);
  }
  disarm(*line);
  co_return conversation;
}

std::unexpected<Error> interrupted() { return fail(Code::stopped, "the call was given up before its end"); }

asio::ssl::context trusted(const Options& options, std::string& trouble) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  error_code error;
  context.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1, error);
  context.set_verify_mode(asio::ssl::verify_peer, error);
  context.set_default_verify_paths(error);
  if (!error && !options.ca_file.empty()) context.load_verify_file(options.ca_file, error);
  if (error) trouble = cat("TLS: the trusted certificates cannot be read: ", options.ca_file, " ", error.message());
  return context;
}

}  // namespace

/// The lines that lie idle, by host, and what all calls share.
struct Client::Lines {
  explicit Lines(Options given) : options(std::move(given)), trust(trusted(options, trouble)) {
    if (options.lookup_threads > 0) lookups.emplace(options.lookup_threads);
  }

  Options options;
  std::string trouble{};  ///< why no https call can be made; empty when they can
  asio::ssl::context trust;
  std::unordered_map<std::string, std::vector<SharedLine>> idle{};
  std::optional<asio::thread_pool> lookups{};

  /// Lines that were checked for one reach never serve another.
  static std::string key(const Url& url, Reach reach) {
    return cat(url.scheme == Scheme::https ? "s" : "p", reach == Reach::anywhere ? "a " : "p ", url.host, " ",
               url.port);
  }

  SharedLine take(const std::string& host) {
    const auto found = idle.find(host);
    if (found == idle.end()) return nullptr;
    auto& lines = found->second;
    while (!lines.empty()) {
      auto line = std::move(lines.back());
      lines.pop_back();
      if (steady_clock::now() - line->idle_since < idle_max && is_usable(*line)) return line;
      line->close();
    }
    idle.erase(found);
    return nullptr;
  }

  void give_back(const std::string& host, const SharedLine& line) {
    if (idle.size() >= idle_hosts && !idle.contains(host)) idle.clear();
    auto& lines = idle[host];
    if (lines.size() >= idle_per_host) return line->close();
    line->idle_since = steady_clock::now();
    lines.push_back(line);
  }
};

Client::Client(Options options) : lines_(std::make_unique<Lines>(std::move(options))) {}
Client::~Client() = default;

const AllowList& Client::allowed() const { return lines_->options.allowed; }

asio::awaitable<Exchange> Client::exchange(Call call) {
  const auto is_interrupted = [&call] { return call.interrupt != nullptr && call.interrupt->is_raised(); };
  if (is_interrupted()) co_return Exchange{interrupted()};
  const auto until = steady_clock::now() + call.deadline;
  const auto url = parse_url(call.url);
  if (!url) co_return Exchange{fail(url.error())};
  const auto head = request_head(call, *url);
  if (!head) co_return Exchange{fail(head.error())};
  if (url->scheme == Scheme::https && !lines_->trouble.empty()) {
    co_return Exchange{fail(Code::unavailable, lines_->trouble)};
  }
  const auto host = Lines::key(*url, call.reach);
  auto line = lines_->take(host);
  if (!line) {
    Wanted wanted{*url,
                  call.reach,
                  lines_->options.allowed,
                  lines_->trust,
                  until,
                  call.interrupt,
                  lines_->lookups ? &*lines_->lookups : nullptr};
    auto opened = co_await open_line(std::move(wanted));
    if (is_interrupted()) co_return Exchange{interrupted()};
    if (!opened) co_return Exchange{fail(std::move(opened).error())};
    line = *opened;
  }
  auto conversation = co_await converse_until(line, until, call, *head);
  if (conversation.afterwards == Afterwards::keep && !line->is_over && !is_interrupted()) {
    lines_->give_back(host, line);
  } else {
    line->close();
  }
  if (!conversation.exchange.answer && is_interrupted()) conversation.exchange.answer = interrupted();
  co_return std::move(conversation.exchange);
}

asio::awaitable<Result<Answer>> Client::send(Call call) {
  auto done = co_await exchange(std::move(call));
  co_return std::move(done.answer);
}

asio::awaitable<Result<Answer>> send(Call call) {
  Client client{Options{}};
  co_return co_await client.send(std::move(call));
}

std::string_view header(const Answer& answer, std::string_view name) {
  const auto found = std::ranges::find(answer.headers, name, &Headers::value_type::first);
  return found == answer.headers.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace heed::http_client
