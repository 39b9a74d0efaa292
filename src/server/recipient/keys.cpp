#include "server/recipient/keys.h"

#include "lib/json/json.h"
#include "server/recipient/shown.h"

namespace heed::recipient {

namespace asio = boost::asio;

namespace {

struct KeyBody {
  std::string public_key;
  std::string who;
  HEED_FIELDS(KeyBody, public_key, who)
};
struct SignedBody {
  std::string statement;
  HEED_FIELDS(SignedBody, statement)
};

template <class Body>
Result<Body> body_of(const http::Request& request) {
  TRY(const auto value, json::parse(request.body));
  return from_value<Body>(value);
}

asio::awaitable<http::Response> give(desk::Desk& desk, const Shown& shown, std::string command, Value body) {
  const auto caller = caller_of(shown.delivery);
  const auto done = co_await commands::execute(desk, caller, command, std::move(body));
  co_return done ? http::json(200, to_value(*done)) : http::problem(done.error(), {});
}

}  // namespace

commands::Caller caller_of(const delivery::Delivery& delivery) {
  return {{"link:" + delivery.planned.recipient.text, record::Role::recipient},
          delivery.planned.recipient,
          response::Evidence::signed_link,
          std::nullopt};
}

asio::awaitable<http::Response> register_key(desk::Desk& desk, http::Request request) {
  const auto shown = find_shown(desk, request.parameter("token"));
  if (!shown) co_return http::problem(shown.error(), {});
  auto body = body_of<KeyBody>(request);
  if (!body) co_return http::problem(body.error(), {});
  const response::RegisterKey command{shown->delivery.planned.recipient, std::move(body->public_key),
                                      std::move(body->who)};
  co_return co_await give(desk, *shown, "register_key", to_value(command));
}

asio::awaitable<http::Response> acknowledge_signed(desk::Desk& desk, http::Request request) {
  const auto shown = find_shown(desk, request.parameter("token"));
  if (!shown) co_return http::problem(shown.error(), {});
  auto body = body_of<SignedBody>(request);
  if (!body) co_return http::problem(body.error(), {});
  const response::AcknowledgeSigned command{shown->delivery.planned.delivery, std::move(body->statement)};
  co_return co_await give(desk, *shown, "acknowledge_signed", to_value(command));
}

}  // namespace heed::recipient
