#include <algorithm>
#include <optional>

#include <boost/asio/ip/address.hpp>

#include "adapters/format/public_page/subscribe.h"
#include "operations/enrol/enrol.h"
#include "server/reception.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

constexpr Duration day{86'400'000};
// Why wider than the dates: "until the ninth" is said in the time of a place that we need not look up. Somewhere on
// earth a day begins 14 hours before it does in UTC, and ends 12 hours after. Nobody may be missed by hours.
constexpr Duration earliest_begin{14 * 3'600'000};
constexpr Duration latest_end{12 * 3'600'000};

struct Enrolling {
  Reception& reception;
  enrol::Turnstile turnstile{};

  [[nodiscard]] public_page::House house() const {
    return {reception.desk.manner.publisher, reception.desk.manner.status};
  }
  [[nodiscard]] bool is_offered() const { return reception.desk.channels.contains("email"); }
};

/// The last address that proxies put into X-Forwarded-For. Why the last field of that name too: some proxies add a line
/// of their own below the client's.
std::string_view forwarded_for(const http::Request& request) {
  std::string_view last;
  for (const auto& [name, value] : request.headers.fields()) {
    if (!http::is_same_word(name, "X-Forwarded-For")) continue;
    const auto addresses = core::split(value, ',');
    last = addresses.empty() ? std::string_view{} : addresses.back();
  }
  return last;
}

/// Who is counted: the connection's other end, or, where a proxy on this machine passes requests on, whom it names
/// last. Trust: earlier names are the client's own words. Of an IPv6 address the network counts, because one customer
/// has all addresses in it.
std::string client_of(const http::Request& request) {
  boost::system::error_code wrong;
  auto address = asio::ip::make_address(request.peer, wrong);
  if (wrong) return request.peer;
  if (address.is_loopback()) {
    const auto named = asio::ip::make_address(std::string(forwarded_for(request)), wrong);
    if (!wrong) address = named;
  }
  if (!address.is_v6() || address.to_v6().is_v4_mapped()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return asio::ip::address_v6(bytes).to_string();
}

std::string typed(const std::map<std::string, std::string>& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string{} : std::string(core::trimmed(found->second));
}

/// One number of a place as people copy it from a map: "55.7558", "55.7558°", "33.8688 S".
std::string plain_degrees(std::string_view text) {
  std::string number(core::trimmed(text));
  const auto side = number.empty() ? ' ' : number.back();
  const bool is_minus = side == 'S' || side == 's' || side == 'W' || side == 'w';
  if (is_minus || side == 'N' || side == 'n' || side == 'E' || side == 'e') number.pop_back();
  if (const auto sign = number.find("°"); sign != std::string::npos) number.erase(sign, std::string_view("°").size());
  number = core::trimmed(number);
  return is_minus ? cat("-", number) : number;
}

Result<area::Position> parse_place(std::string_view text) {
  if (text.empty()) return fail(Code::invalid, "Give the place.", "place");
  auto middle = text.find(',');
  if (middle == std::string_view::npos) middle = text.find(' ');
  if (middle == std::string_view::npos) middle = text.size() - 1;
  auto position =
      area::parse_position(cat(plain_degrees(text.substr(0, middle)), ",", plain_degrees(text.substr(middle + 1))));
  if (position) return position;
  const bool is_number = position.error().code == Code::invalid;
  return fail(Code::invalid,
              is_number ? cat("These numbers are no place: ", position.error().detail, ".")
                        : "Write the place as two numbers, latitude and longitude, such as 55.7558, 37.6173.",
              "place");
}

Result<Instant> parse_day(const std::string& text, std::string_view field) {
  if (text.size() == std::string_view("2027-03-09").size()) {
    if (auto midnight = core::parse_instant(text + "T00:00:00Z")) return midnight;
  }
  return fail(Code::invalid, "Write the day as 2027-03-09.", std::string(field));
}

/// Puts an error beside the field that it names; what names none stands above the form.
void place_fault(public_page::SubscribeForm& form, const Error& error) {
  const std::pair<std::string_view, public_page::Field*> places[] = {
      {"address", &form.address}, {"language", &form.language}, {"place", &form.place},
      {"from", &form.from},       {"until", &form.until},       {"stay", &form.until}};
  for (const auto& [place, field] : places) {
    if (error.place == place) {
      field->fault = error.detail;
      return;
    }
  }
  form.problem = error.detail;
}

/// The days of a stay; none when both are empty.
Result<std::optional<Interval>> read_days(const std::string& from, const std::string& until) {
  if (from.empty() && until.empty()) return std::optional<Interval>{};
  if (from.empty()) return fail(Code::invalid, "Give the first day too, or leave both days empty.", "from");
  if (until.empty()) return fail(Code::invalid, "Give the last day too, or leave both days empty.", "until");
  TRY(const auto first, parse_day(from, "from"));
  TRY(const auto last, parse_day(until, "until"));
  if (last < first) return fail(Code::invalid, "The last day is before the first.", "until");
  return std::optional(Interval{first - earliest_begin, last + day + latest_end});
}

/// What was typed as an enrolment; nothing when it cannot be one. Every fault is shown at once, beside its field.
std::optional<desk::Enrolment> read_enrolment(const desk::Desk& desk, public_page::SubscribeForm& form) {
  const auto address = enrol::check_address(desk, form.address.value);
  const auto place = parse_place(form.place.value);
  const auto days = read_days(form.from.value, form.until.value);
  if (!address) place_fault(form, address.error());
  if (!place) place_fault(form, place.error());
  if (!days) place_fault(form, days.error());
  if (!address || !place || !days) return std::nullopt;
  desk::Enrolment enrolment{form.address.value, form.language.value, {}, {}, {}};
  if (*days) {
    enrolment.stays = {{*place, **days}};
  } else {
    enrolment.places = {*place};
  }
  return enrolment;
}

std::string spoken_day(Instant midnight) {
  const auto spoken = core::spoken(midnight);
  return spoken.substr(0, spoken.find(','));
}

public_page::Subscription subscription_of(const std::string& address, const std::vector<std::string>& languages,
                                          const std::vector<area::Position>& places,
                                          const std::vector<audience::Stay>& stays) {
  public_page::Subscription shown;
  shown.address = address;
  if (!languages.empty()) shown.language = languages.front();
  if (!places.empty()) shown.place = area::spoken(places.front());
  if (!stays.empty()) {
    const auto& [position, during] = stays.front();
    shown.place = area::spoken(position);
    shown.days = cat(spoken_day(during.from + earliest_begin), " to ", spoken_day(during.until - latest_end - day));
  }
  return shown;
}

http::Response answer(std::string html, const Error& error) {
  auto response = http::page(std::move(html), http::status_of(error.code));
  if (error.code == Code::too_many) response.headers.emplace_back("Retry-After", "3600");
  if (error.code == Code::unavailable) response.headers.emplace_back("Retry-After", "300");
  return response;
}

/// The main part of the language that the browser asks for first, where it is one of the form's.
std::string preferred_language(const http::Request& request) {
  const auto wanted = request.headers.value("Accept-Language");
  auto tag = std::string(wanted.substr(0, wanted.find_first_of(",;-")));
  const auto known = public_page::subscribe_languages();
  return std::ranges::find(known, tag) == known.end() ? std::string("en") : tag;
}

http::Response show_form(const Enrolling& enrolling, const http::Request& request) {
  if (!enrolling.is_offered()) return http::page(public_page::not_offered_page(enrolling.house()), 404);
  public_page::SubscribeForm form;
  form.language.value = preferred_language(request);
  return http::page(public_page::subscribe_page(enrolling.house(), form));
}

asio::awaitable<http::Response> subscribe(Enrolling& enrolling, http::Request request) {
  const auto house = enrolling.house();
  if (!enrolling.is_offered()) co_return http::page(public_page::not_offered_page(house), 404);
  const auto fields = http::parse_form(request.body);
  if (!fields) co_return http::problem(fields.error(), request.path);
  public_page::SubscribeForm form;
  form.address.value = typed(*fields, "address");
  form.language.value = typed(*fields, "language");
  form.place.value = typed(*fields, "place");
  form.from.value = typed(*fields, "from");
  form.until.value = typed(*fields, "until");
  auto& desk = enrolling.reception.desk;
  const auto enrolment = read_enrolment(desk, form);
  if (!enrolment) co_return http::page(public_page::subscribe_page(house, form), http::status_of(Code::invalid));
  const auto outcome = co_await enrol::ask(desk, enrolling.turnstile, *enrolment, client_of(request));
  if (outcome) co_return http::page(public_page::sent_page(house, form.address.value));
  place_fault(form, outcome.error());
  co_return answer(public_page::subscribe_page(house, form), outcome.error());
}

/// A link that cannot be used: not known (404), or not any more (410).
http::Response dead_link(const Enrolling& enrolling, const Error& error) {
  const bool is_gone = error.code == Code::refused;
  const bool is_link = is_gone || error.code == Code::not_found;
  const auto* title = is_gone   ? "This link is no longer good"
                      : is_link ? "This link cannot be used"
                                : "This did not work";
  return http::page(public_page::dead_link_page(enrolling.house(), title, error.detail),
                    is_gone ? 410 : http::status_of(error.code));
}

http::Response show_confirm(const Enrolling& enrolling, const http::Request& request) {
  const auto& desk = enrolling.reception.desk;
  const auto enrolment = desk::open_enrolment(desk.manner, request.parameter("token"), desk.clock.now());
  if (!enrolment) return dead_link(enrolling, enrolment.error());
  const auto shown = subscription_of(enrolment->address, {enrolment->language}, enrolment->places, enrolment->stays);
  return http::page(public_page::confirm_page(enrolling.house(), shown, request.path));
}

asio::awaitable<http::Response> confirm(Enrolling& enrolling, http::Request request) {
  const auto done = co_await enrol::confirm(enrolling.reception.desk, request.parameter("token"));
  if (!done) co_return dead_link(enrolling, done.error());
  const auto& recipient = done->recipient;
  const auto address = recipient.contacts.empty() ? std::string() : recipient.contacts.front().address;
  const auto shown = subscription_of(address, recipient.languages, recipient.places, recipient.stays);
  co_return http::page(public_page::confirmed_page(enrolling.house(), shown, done->told));
}

asio::awaitable<http::Response> show_leave(Enrolling& enrolling, http::Request request) {
  auto& desk = enrolling.reception.desk;
  const auto recipient = desk::open_unsubscribe(desk.manner, request.parameter("token"));
  if (!recipient) co_return dead_link(enrolling, recipient.error());
  const auto settled = co_await desk.journal.settled();
  if (!settled) co_return dead_link(enrolling, settled.error());
  const bool is_gone = enrol::membership(desk, *recipient) == enrol::Membership::gone;
  co_return http::page(is_gone ? public_page::left_page(enrolling.house())
                               : public_page::leave_page(enrolling.house(), request.path));
}

asio::awaitable<http::Response> leave(Enrolling& enrolling, http::Request request) {
  auto& desk = enrolling.reception.desk;
  const auto recipient = desk::open_unsubscribe(desk.manner, request.parameter("token"));
  if (!recipient) co_return dead_link(enrolling, recipient.error());
  const auto left = co_await enrol::leave(desk, *recipient);
  if (!left) co_return dead_link(enrolling, left.error());
  co_return http::page(public_page::left_page(enrolling.house()));
}

asio::awaitable<http::Response> answered(http::Response response) { co_return response; }

}  // namespace

void add_enrol_routes(http::Router& router, Reception& reception) {
  const auto enrolling = std::make_shared<Enrolling>(Enrolling{reception});
  constexpr auto get = http::Method::get, post = http::Method::post;
  // Why so small: no form of these pages comes near it, and nobody who posts one is known.
  const http::RouteOptions small{.body_limit = 8UL << 10};
  router.add(get, "/subscribe", [enrolling](http::Request r) { return answered(show_form(*enrolling, r)); });
  router.add(get, "/subscribe.js", [](http::Request request) {
    return answered(http::conditional(
        request, http::file(std::string(public_page::subscribe_script()), "text/javascript; charset=utf-8")));
  });
  router.add(post, "/subscribe", [enrolling](http::Request r) { return subscribe(*enrolling, std::move(r)); }, small);
  // Why GET changes nothing at all: mail scanners open every link before the recipient does.
  router.add(get, "/subscribe/{token}", [enrolling](http::Request r) { return answered(show_confirm(*enrolling, r)); });
  router.add(
      post, "/subscribe/{token}", [enrolling](http::Request r) { return confirm(*enrolling, std::move(r)); }, small);
  router.add(get, "/unsubscribe/{token}",
             [enrolling](http::Request r) { return show_leave(*enrolling, std::move(r)); });
  router.add(
      post, "/unsubscribe/{token}", [enrolling](http::Request r) { return leave(*enrolling, std::move(r)); }, small);
}

}  // namespace heed::server
