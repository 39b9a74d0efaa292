#include "adapters/format/public_page/acknowledge.h"
#include "adapters/format/receipt/receipt.h"
#include "server/reception.h"
#include "server/recipient/keys.h"
#include "server/recipient/receipt.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

using recipient::caller_of;
using recipient::find_shown;
using recipient::Shown;

public_page::AckForm form_of(const Shown& shown, const std::string& path, Instant now) {
  public_page::AckForm form;
  form.action = path;
  form.refuse_action = path + "/refuse";
  form.proofs = path + "/proof";
  form.receipt = path + "/receipt";
  form.recipient = shown.name;
  form.status = shown.edition.drafted.status;
  form.language = shown.content.language;
  form.headline = shown.content.headline;
  form.text = shown.content.text;
  form.until = shown.edition.drafted.valid.until;
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

std::string evidence_of(const response::Acknowledged& answer) {
  return cat(receipt::evidence_name(answer.evidence), ". ", receipt::evidence_sentence(answer));
}

/// What was acknowledged already: a second person with the same link sees by whom.
std::optional<public_page::Receipt> receipt_of(const desk::Desk& desk, const Shown& shown, const std::string& path) {
  const auto* first = recipient::acknowledgement_of(desk, shown.delivery.planned.delivery);
  if (first == nullptr) return std::nullopt;
  return public_page::Receipt{shown.name,        shown.edition.drafted.status, shown.content.headline,
                              first->fact.who,   first->fact.capacity,         first->fact.read_back,
                              first->entry.at,   first->entry.index,           path + "/proof",
                              path + "/receipt", evidence_of(first->fact)};
}

asio::awaitable<http::Response> show(Reception& reception, http::Request request) {
  auto& desk = reception.desk;
  const auto settled = co_await desk.journal.settled();
  if (!settled) co_return http::problem(settled.error(), request.path);
  const auto shown = find_shown(desk, request.parameter("token"));
  if (!shown) co_return unknown_link(shown.error());
  if (const auto receipt = receipt_of(desk, *shown, request.path))
    co_return http::page(public_page::acknowledged_page(*receipt));
  co_return http::page(public_page::acknowledge_page(form_of(*shown, request.path, desk.clock.now())));
}

asio::awaitable<http::Response> prove(Reception& reception, http::Request request) {
  auto& desk = reception.desk;
  const auto shown = find_shown(desk, request.parameter("token"));
  if (!shown) co_return unknown_link(shown.error());
  const auto showing = recipient::showing_of(desk, *shown, request.parameter("what"));
  if (!showing) co_return unknown_link(showing.error());
  const auto text =
      co_await desk.journal.ask([&showing](ports::Store& store) { return audit::prove_entry(store, *showing); });
  if (!text) co_return unknown_link(text.error());
  const auto name = cat(request.parameter("what"), "-entry-", showing->index, ".tlog-proof");
  co_return http::file(*text, "text/plain; charset=utf-8")
      .with("Content-Disposition", cat("attachment; filename=\"", name, "\""));
}

asio::awaitable<http::Response> show_receipt(Reception& reception, http::Request request) {
  auto& desk = reception.desk;
  const auto shown = find_shown(desk, request.parameter("token"));
  if (!shown) co_return unknown_link(shown.error());
  auto proofs = request.path.substr(0, request.path.rfind('/')) + "/proof";
  recipient::Asked asked{shown->delivery.planned.delivery, std::move(proofs)};
  auto page = co_await recipient::receipt_page(desk, reception.assurance, std::move(asked));
  if (!page) co_return unknown_link(page.error());
  co_return *std::move(page);
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
    response::Acknowledged said;
    said.evidence = caller.evidence;
    co_return http::page(public_page::acknowledged_page(
        {form.recipient, form.status, form.headline, command.who, command.capacity, command.read_back, desk.clock.now(),
         done->entry.value_or(0), form.proofs, form.receipt, evidence_of(said)}));
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

/// Posted by the page when somebody touches it: what scanners, which open every link, do not do.
asio::awaitable<http::Response> see(Reception& reception, http::Request request) {
  auto& desk = reception.desk;
  const auto shown = find_shown(desk, request.parameter("token"));
  if (!shown) co_return http::problem(shown.error(), request.path);
  const response::See command{shown->delivery.planned.delivery};
  const auto done = co_await commands::execute(desk, caller_of(shown->delivery), "see_warning", to_value(command));
  if (!done) co_return http::problem(done.error(), request.path);
  co_return http::Response{.status = 204};
}

}  // namespace

void add_acknowledge_routes(http::Router& router, Reception& reception) {
  // Why GET changes nothing at all: mail scanners open every link before the recipient does.
  router.add(http::Method::get, "/a/{token}",
             [&reception](http::Request request) { return show(reception, std::move(request)); });
  router.add(http::Method::get, "/acknowledge.js", [](http::Request request) -> asio::awaitable<http::Response> {
    co_return http::conditional(
        request, http::file(std::string(public_page::acknowledge_script()), "text/javascript; charset=utf-8"));
  });
  router.add(http::Method::get, "/a/{token}/proof/{what}",
             [&reception](http::Request request) { return prove(reception, std::move(request)); });
  router.add(http::Method::post, "/a/{token}",
             [&reception](http::Request request) { return acknowledge(reception, std::move(request)); });
  router.add(http::Method::get, "/a/{token}/receipt",
             [&reception](http::Request request) { return show_receipt(reception, std::move(request)); });
  router.add(http::Method::post, "/a/{token}/key", [&reception](http::Request request) {
    return recipient::register_key(reception.desk, std::move(request));
  });
  router.add(http::Method::post, "/a/{token}/signed", [&reception](http::Request request) {
    return recipient::acknowledge_signed(reception.desk, std::move(request));
  });
  router.add(http::Method::post, "/a/{token}/seen",
             [&reception](http::Request request) { return see(reception, std::move(request)); });
  router.add(http::Method::post, "/a/{token}/refuse",
             [&reception](http::Request request) { return refuse(reception, std::move(request)); });
}

}  // namespace heed::server
