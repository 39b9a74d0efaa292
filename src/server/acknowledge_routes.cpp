#include "adapters/format/public_page/acknowledge.h"
#include "operations/audit/prove_entry.h"
#include "operations/desk/links.h"
#include "server/reception.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

/// Whoever holds the link speaks for the recipient, with that weaker evidence.
commands::Caller caller_of(const delivery::Delivery& delivery) {
  return {{"link:" + delivery.planned.recipient.text, record::Role::recipient},
          delivery.planned.recipient,
          response::Evidence::signed_link,
          std::nullopt};
}

struct Shown {
  const delivery::Delivery& delivery;
  const warning::Drafted& drafted;
  const warning::Content& content;
  std::string name;
};

Result<Shown> find_shown(const desk::Desk& desk, std::string_view token) {
  TRY(const auto id, desk::open_token(desk.manner, token));
  TRY(const auto* delivery, delivery::find(desk.state.deliveries, id));
  const auto& planned = delivery->planned;
  const auto& drafted = desk.state.warnings.warnings.at(planned.warning).editions.at(planned.edition - 1).drafted;
  for (const auto& content : drafted.contents) {
    if (content.tier != planned.tier || content.language != planned.language) continue;
    const auto registered = desk.state.recipients.recipients.find(planned.recipient);
    return Shown{*delivery, drafted, content, registered ? registered->recipient.name : planned.recipient.text};
  }
  return fail(Code::not_found, "this message is no longer there");
}

public_page::AckForm form_of(const Shown& shown, const std::string& path, Instant now) {
  public_page::AckForm form;
  form.action = path;
  form.refuse_action = path + "/refuse";
  form.proofs = path + "/proof";
  form.recipient = shown.name;
  form.status = shown.drafted.status;
  form.language = shown.content.language;
  form.headline = shown.content.headline;
  form.text = shown.content.text;
  form.until = shown.drafted.valid.until;
  form.is_over = form.until <= now;
  return form;
}

std::string typed(const std::map<std::string, std::string>& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string{} : std::string(core::trimmed(found->second));
}

http::Response unknown_link(const Error& error) {
  const int status = http::status_of(error.code);
  return http::page(public_page::plain_page("This link cannot be used", error.detail), status);
}

/// Puts an error beside the field that it names.
void place_fault(public_page::AckForm& form, const Error& error) {
  const std::pair<std::string_view, public_page::Field*> places[] = {
      {"read_back.target", &form.target}, {"read_back.window", &form.window},
      {"read_back.action", &form.plan},   {"who", &form.who},
      {"capacity", &form.capacity},       {"reason", &form.reason}};
  for (const auto& [place, field] : places) {
    if (error.place == place) {
      field->fault = error.detail;
      return;
    }
  }
  form.target.fault = error.detail;
}

/// What was acknowledged already: a second person with the same link sees by whom.
std::optional<public_page::Receipt> receipt_of(const desk::Desk& desk, const Shown& shown, const std::string& proofs) {
  const auto found = desk.state.responses.acknowledgements.find(shown.delivery.planned.delivery);
  if (found == desk.state.responses.acknowledgements.end()) return std::nullopt;
  const auto& first = found->second.front();
  return public_page::Receipt{shown.name,     shown.drafted.status, shown.content.headline,
                              first.fact.who, first.fact.capacity,  first.fact.read_back,
                              first.entry.at, first.entry.index,    proofs};
}

asio::awaitable<http::Response> show(Reception& reception, http::Request request) {
  auto& desk = reception.desk;
  const auto settled = co_await desk.journal.settled();
  if (!settled) co_return http::problem(settled.error(), request.path);
  const auto shown = find_shown(desk, request.parameter("token"));
  if (!shown) co_return unknown_link(shown.error());
  if (const auto receipt = receipt_of(desk, *shown, request.path + "/proof"))
    co_return http::page(public_page::acknowledged_page(*receipt));
  co_return http::page(public_page::acknowledge_page(form_of(*shown, request.path, desk.clock.now())));
}

/// What a recipient may show of the record to others: its own delivery, the text that it got, its own answer.
Result<audit::Showing> showing_of(const desk::Desk& desk, const Shown& shown, std::string_view what) {
  const auto& planned = shown.delivery.planned;
  if (what == "told") {
    return audit::Showing{shown.delivery.entry.index,
                          {"kind", "at", "thread", "body.delivery", "body.warning", "body.edition", "body.recipient",
                           "body.tier", "body.language", "body.until"}};
  }
  if (what == "text") {
    const auto& edition = desk.state.warnings.warnings.at(planned.warning).editions.at(planned.edition - 1);
    const auto place = static_cast<std::size_t>(&shown.content - shown.drafted.contents.data());
    return audit::Showing{edition.entry.index,
                          {"kind", "at", "body.warning", "body.edition", cat("body.contents[", place, "]")}};
  }
  const auto found = desk.state.responses.acknowledgements.find(planned.delivery);
  if (what == "acknowledgement" && found != desk.state.responses.acknowledgements.end()) {
    return audit::Showing{found->second.front().entry.index, {"kind", "at", "thread", "body"}};
  }
  return fail(Code::not_found, "there is no such proof");
}

asio::awaitable<http::Response> prove(Reception& reception, http::Request request) {
  auto& desk = reception.desk;
  const auto shown = find_shown(desk, request.parameter("token"));
  if (!shown) co_return unknown_link(shown.error());
  const auto showing = showing_of(desk, *shown, request.parameter("what"));
  if (!showing) co_return unknown_link(showing.error());
  const auto text =
      co_await desk.journal.ask([&showing](ports::Store& store) { return audit::prove_entry(store, *showing); });
  if (!text) co_return unknown_link(text.error());
  const auto name = cat(request.parameter("what"), "-entry-", showing->index, ".tlog-proof");
  co_return http::file(*text, "text/plain; charset=utf-8")
      .with("Content-Disposition", cat("attachment; filename=\"", name, "\""));
}

asio::awaitable<http::Response> acknowledge(Reception& reception, http::Request request) {
  auto& desk = reception.desk;
  const auto shown = find_shown(desk, request.parameter("token"));
  if (!shown) co_return unknown_link(shown.error());
  const auto fields = http::parse_form(request.body);
  if (!fields) co_return http::problem(fields.error(), request.path);
  const response::Acknowledge command{shown->delivery.planned.delivery,
                                      typed(*fields, "who"),
                                      typed(*fields, "capacity"),
                                      {typed(*fields, "target"), typed(*fields, "window"), typed(*fields, "action")}};
  auto form = form_of(*shown, request.path, desk.clock.now());
  const auto caller = caller_of(shown->delivery);
  const auto done = co_await commands::execute(desk, caller, "acknowledge", to_value(command));
  if (done) {
    co_return http::page(
        public_page::acknowledged_page({form.recipient, form.status, form.headline, command.who, command.capacity,
                                        command.read_back, desk.clock.now(), done->entry.value_or(0), form.proofs}));
  }
  form.target.value = command.read_back.target;
  form.window.value = command.read_back.window;
  form.plan.value = command.read_back.action;
  form.who.value = command.who;
  form.capacity.value = command.capacity;
  place_fault(form, done.error());
  co_return http::page(public_page::acknowledge_page(form), http::status_of(done.error().code));
}

asio::awaitable<http::Response> refuse(Reception& reception, http::Request request) {
  auto& desk = reception.desk;
  const auto shown = find_shown(desk, request.parameter("token"));
  if (!shown) co_return unknown_link(shown.error());
  const auto fields = http::parse_form(request.body);
  if (!fields) co_return http::problem(fields.error(), request.path);
  const response::Refuse command{shown->delivery.planned.delivery, typed(*fields, "who"), typed(*fields, "reason")};
  auto form = form_of(*shown, request.path.substr(0, request.path.rfind('/')), desk.clock.now());
  const auto caller = caller_of(shown->delivery);
  const auto done = co_await commands::execute(desk, caller, "refuse_warning", to_value(command));
  if (done) {
    co_return http::page(public_page::refused_page({form.recipient, form.status, form.headline, command.who,
                                                    command.reason, desk.clock.now(), done->entry.value_or(0)}));
  }
  form.refused_by.value = command.who;
  form.reason.value = command.reason;
  (done.error().place == "who" ? form.refused_by : form.reason).fault = done.error().detail;
  co_return http::page(public_page::acknowledge_page(form), http::status_of(done.error().code));
}

}  // namespace

void add_acknowledge_routes(http::Router& router, Reception& reception) {
  // Why GET changes nothing at all: mail scanners open every link before the recipient does.
  router.add(http::Method::get, "/a/{token}",
             [&reception](http::Request request) { return show(reception, std::move(request)); });
  router.add(http::Method::get, "/a/{token}/proof/{what}",
             [&reception](http::Request request) { return prove(reception, std::move(request)); });
  router.add(http::Method::post, "/a/{token}",
             [&reception](http::Request request) { return acknowledge(reception, std::move(request)); });
  router.add(http::Method::post, "/a/{token}/refuse",
             [&reception](http::Request request) { return refuse(reception, std::move(request)); });
}

}  // namespace heed::server
