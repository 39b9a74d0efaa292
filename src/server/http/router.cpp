#include "server/http/router.h"

#include <algorithm>
#include <utility>

#include "core/assert.h"
#include "core/text.h"

namespace heed::http {

namespace {

enum class Kind { literal, parameter, rest };

struct Piece {
  Kind kind = Kind::literal;
  std::string text;  ///< the literal, or the name of the parameter
};

Piece parse_piece(std::string_view segment, std::string_view pattern) {
  const bool is_braced = segment.starts_with('{') && segment.ends_with('}');
  HEED_ASSERT(is_braced || segment.find_first_of("{}") == std::string_view::npos, pattern);
  if (!is_braced) return {Kind::literal, std::string(segment)};
  segment = segment.substr(1, segment.size() - 2);
  const bool is_rest = segment.ends_with("...");
  if (is_rest) segment.remove_suffix(3);
  HEED_ASSERT(!segment.empty(), "a parameter without a name in ", pattern);
  return {is_rest ? Kind::rest : Kind::parameter, std::string(segment)};
}

std::vector<Piece> parse_pattern(std::string_view pattern) {
  HEED_ASSERT(pattern.starts_with('/'), pattern);
  std::vector<Piece> pieces;
  for (std::size_t from = 1; from <= pattern.size();) {
    HEED_ASSERT(pieces.empty() || pieces.back().kind != Kind::rest, "something follows the rest in ", pattern);
    const auto end = std::min(pattern.find('/', from), pattern.size());
    pieces.push_back(parse_piece(pattern.substr(from, end - from), pattern));
    from = end + 1;
  }
  return pieces;
}

std::string joined(const std::vector<std::string>& segments, std::size_t from) {
  std::string out;
  for (std::size_t i = from; i < segments.size(); ++i) out += cat(i > from ? "/" : "", segments[i]);
  return out;
}

struct Known {
  const Route* route = nullptr;
  std::vector<Piece> pieces;
};

std::map<std::string, std::string> captured(const Known& known, const std::vector<std::string>& segments) {
  std::map<std::string, std::string> values;
  for (std::size_t i = 0; i < known.pieces.size(); ++i) {
    const auto& [kind, text] = known.pieces[i];
    if (kind == Kind::parameter) values.emplace(text, segments[i]);
    if (kind == Kind::rest) values.emplace(text, joined(segments, i));
  }
  return values;
}

}  // namespace

/// One place in the tree of patterns: the routes that end here and the ways on.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::unique_ptr<Node> rest;
  std::map<Method, Known> routes;

  Node& next(const Piece& piece) {
    auto& place = piece.kind == Kind::literal ? literals[piece.text] : piece.kind == Kind::parameter ? parameter : rest;
    if (!place) place = std::make_unique<Node>();
    return *place;
  }

  /// Every place where `segments` from `at` on can end, best first.
  void collect(const std::vector<std::string>& segments, std::size_t at, std::vector<const Node*>& ends) const {
    if (at == segments.size()) {
      if (!routes.empty()) ends.push_back(this);
      return;
    }
    if (const auto found = literals.find(segments[at]); found != literals.end()) {
      found->second->collect(segments, at + 1, ends);
    }
    if (segments[at].empty()) return;
    if (parameter) parameter->collect(segments, at + 1, ends);
    if (rest) ends.push_back(rest.get());
  }

  [[nodiscard]] const Known* known(Method method) const {
    const auto found = routes.find(method);
    if (found != routes.end()) return &found->second;
    return method == Method::head ? known(Method::get) : nullptr;
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Method method, std::string_view pattern, Handler handler, RouteOptions options) {
  auto pieces = parse_pattern(pattern);
  Node* node = root_.get();
  for (const auto& piece : pieces) node = &node->next(piece);
  routes_.push_back(
      std::make_unique<Route>(Route{method, std::string(pattern), std::move(handler), std::move(options)}));
  const bool is_new = node->routes.emplace(method, Known{routes_.back().get(), std::move(pieces)}).second;
  HEED_ASSERT(is_new, "two routes for ", core::word(method), " ", pattern);
}

Router::Found Router::find(Method method, const std::vector<std::string>& segments) const {
  std::vector<const Node*> ends;
  root_->collect(segments, 0, ends);
  for (const auto* end : ends) {
    if (const auto* known = end->known(method))
      return {.route = known->route, .parameters = captured(*known, segments)};
  }
  Found none;
  for (const auto candidate : core::all_of<Method>()) {
    const bool is_allowed =
        std::ranges::any_of(ends, [&](const auto* end) { return end->known(candidate) != nullptr; });
    if (is_allowed) none.allowed.push_back(candidate);
  }
  return none;
}

std::vector<const Route*> Router::routes() const {
  std::vector<const Route*> all;
  all.reserve(routes_.size());
  for (const auto& route : routes_) all.push_back(route.get());
  return all;
}

Response nothing_there(const Request& request, const std::vector<Method>& allowed) {
  if (allowed.empty()) return problem({Code::not_found, "There is nothing under this path."}, request.path);
  std::string list;
  for (const auto method : allowed) list += cat(list.empty() ? "" : ", ", core::word(method));
  const Error error{Code::unsupported, cat("This path takes ", list, ", not ", core::word(request.method), ".")};
  return problem(error, request.path, 405).with("Allow", list);
}

}  // namespace heed::http
