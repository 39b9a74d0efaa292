#include "server/http/parser.h"

#include <algorithm>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "core/limits.h"
#include "core/text.h"

namespace heed::http {

namespace beast = boost::beast;
using beast::error_code;
namespace bh = beast::http;

namespace {

/// Fields of which two are a contradiction. Why refused: whoever stands before us may believe the other one.
constexpr std::string_view single_fields[] = {"Host",          "Content-Length",  "Transfer-Encoding",
                                              "Content-Type",  "Authorization",   "Expect",
                                              "Last-Event-ID", "Idempotency-Key", "Origin"};

bool is_host(std::string_view text) {
  constexpr std::string_view known = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:[]";
  return !text.empty() && text.find_first_not_of(known) == std::string_view::npos;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// " " twice, "HTTP/1.1" and its line end; and the empty line behind the fields.
constexpr std::size_t rest_of_first_and_last_line = 2 + 8 + 2 + 2;

Error malformed(std::string detail) { return {Code::malformed, std::move(detail)}; }

}  // namespace

class Parser::Grammar final : public bh::basic_parser<true> {
 public:
  explicit Grammar(std::size_t header_limit) : header_left_(header_limit) {
    this->header_limit(static_cast<std::uint32_t>(header_limit));
    // Why none: Beast would measure against it before the route is known; limit_body() does so after.
    this->body_limit(boost::none);
    this->eager(false);
  }

  void refuse(Error error, int status, error_code& code) {
    if (!fault) fault = Fault{std::move(error), status};
    code = bh::error::bad_value;
  }

  void refuse_size() {
    fault = Fault{{Code::too_large, cat("The body is larger than the ", body_limit_bytes, " bytes allowed here.")}};
  }

  Request request;
  Target target;
  std::optional<Fault> fault;
  int version = 0;
  std::size_t body_limit_bytes = 0;

 private:
  void on_request_impl(bh::verb, beast::string_view method, beast::string_view raw, int number,
                       error_code& code) override {
    version = number;
    if (!spend(method.size() + raw.size() + rest_of_first_and_last_line, code)) return;
    const auto known = core::parse_word<Method>({method.data(), method.size()});
    if (!known) return refuse({Code::unsupported, "This method is not offered here."}, 0, code);
    request.method = *known;
    auto parsed = http::parse_target({raw.data(), raw.size()});
    if (!parsed) return refuse(std::move(parsed).error(), 0, code);
    target = *std::move(parsed);
    request.path = std::move(target.path);
    request.query = std::move(target.query);
  }

  void on_field_impl(bh::field, beast::string_view name, beast::string_view value, error_code& code) override {
    // Why trailers are dropped: a field behind the body has passed no check, and none that we read may stand there.
    if (header_is_read_) return;
    if (spend(name.size() + value.size() + 4, code)) request.headers.add(std::string(name), std::string(value));
  }

  void on_header_impl(error_code& code) override {
    header_is_read_ = true;
    if (auto found = contradiction()) refuse(std::move(found->error), found->status, code);
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    // Why capped: the length is a promise of a stranger; a large body grows as it comes.
    if (length) request.body.reserve(std::min<std::uint64_t>(*length, limits::body_bytes));
  }

  std::size_t on_body_impl(beast::string_view piece, error_code& code) override { return keep(piece, code); }
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view piece, error_code& code) override {
    return keep(piece, code);
  }
  void on_chunk_header_impl(std::uint64_t size, beast::string_view, error_code& code) override {
    if (size <= body_limit_bytes - request.body.size()) return;
    refuse_size();
    code = bh::error::body_limit;
  }
  void on_finish_impl(error_code&) override {}
  void on_response_impl(int, beast::string_view, int, error_code&) override {}

  std::size_t keep(beast::string_view piece, error_code& code) {
    if (piece.size() > body_limit_bytes - request.body.size()) {
      refuse_size();
      code = bh::error::body_limit;
      return 0;
    }
    request.body.append(piece.data(), piece.size());
    return piece.size();
  }

  /// Why counted here: Beast holds its limit against what is still unread, so fields that come one by one pass it.
  bool spend(std::size_t bytes, error_code& code) {
    if (bytes <= header_left_) {
      header_left_ -= bytes;
      return true;
    }
    code = bh::error::header_limit;
    return false;
  }

  [[nodiscard]] std::optional<Fault> contradiction() const {
    const auto& headers = request.headers;
    for (const auto name : single_fields) {
      if (headers.count(name) > 1) return Fault{malformed(cat("The field ", name, " is given twice."))};
    }
    const auto* host = headers.find("Host");
    if (host == nullptr && version >= 11) return Fault{malformed("The field Host is missing.")};
    if (host != nullptr && !is_host(*host)) return Fault{malformed("The field Host is not a host.")};
    const auto* length = headers.find("Content-Length");
    if (length != nullptr && !is_digits(*length)) return Fault{malformed("The field Content-Length is not a number.")};
    if (const auto* coding = headers.find("Transfer-Encoding")) {
      if (version < 11) return Fault{malformed("HTTP/1.0 has no Transfer-Encoding.")};
      if (!is_same_word(*coding, "chunked")) {
        return Fault{{Code::unsupported, "Only the transfer coding \"chunked\" is offered."}};
      }
    }
    const auto* expect = headers.find("Expect");
    if (expect != nullptr && !is_same_word(*expect, "100-continue")) {
      return Fault{{Code::unsupported, "Only the expectation \"100-continue\" is offered."}, 417};
    }
    return std::nullopt;
  }

  std::size_t header_left_;
  bool header_is_read_ = false;
};

Parser::Parser(std::size_t header_limit) : grammar_(std::make_unique<Grammar>(header_limit)) {}
Parser::~Parser() = default;

std::size_t Parser::take(std::string_view bytes) {
  error_code code;
  const auto used = grammar_->put({bytes.data(), bytes.size()}, code);
  if (!code || code == bh::error::need_more || grammar_->fault) return used;
  if (code == bh::error::header_limit) {
    grammar_->fault = Fault{{Code::too_large, "The header is larger than is allowed here."}, 431};
  } else {
    grammar_->fault = Fault{malformed(cat("This is not a request of HTTP/1.1: ", code.message(), "."))};
  }
  return used;
}

bool Parser::has_header() const { return grammar_->is_header_done(); }
bool Parser::is_done() const { return grammar_->is_done(); }
const std::optional<Fault>& Parser::fault() const { return grammar_->fault; }

void Parser::limit_body(std::size_t bytes) {
  grammar_->body_limit_bytes = bytes;
  const auto length = grammar_->content_length();
  if (length && *length > bytes) grammar_->refuse_size();
}

// Why HTTP/1.0 never: its few users cannot be trusted to have meant it, and nothing of ours speaks it.
bool Parser::keeps_alive() const { return grammar_->version >= 11 && grammar_->keep_alive(); }
bool Parser::expects_continue() const {
  return grammar_->version >= 11 && grammar_->request.headers.find("Expect") != nullptr;
}
const std::vector<std::string>& Parser::segments() const { return grammar_->target.segments; }
Request& Parser::request() { return grammar_->request; }

}  // namespace heed::http
