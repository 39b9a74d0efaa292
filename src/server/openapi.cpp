#include "flow/audience/resolve.h"
#include "flow/record/authority.h"
#include "operations/commands/area_schema.h"
#include "server/reception.h"

namespace heed::server {
namespace {

using core::Array;
using core::Object;

Value reference(std::string_view name) { return Object{{"$ref", cat("#/components/", name)}}; }

Value problem_answers() { return Object{{"default", reference("responses/Problem")}}; }

Value answered(std::string_view description, Value schema) {
  Value answers = problem_answers();
  answers.set("200", Object{{"description", description},
                            {"content", Object{{"application/json", Object{{"schema", std::move(schema)}}}}}});
  return answers;
}

Value parameter(std::string_view in, std::string_view name, std::string_view description) {
  return Object{{"in", in},
                {"name", name},
                {"description", description},
                {"required", in == "path"},
                {"schema", Object{{"type", "string"}}}};
}

std::string roles_of(std::string_view command) {
  std::vector<std::string> roles;
  for (const auto role : all_of<record::Role>()) {
    if (role != record::Role::hub && record::may(role, command)) roles.emplace_back(word(role));
  }
  return core::listed(roles, "or");
}

/// Each command is a path of its own in the document, so that a client sees its fields; the router has them under one.
Value command_path(const commands::Command& command) {
  return Object{
      {"post",
       Object{{"operationId", command.name},
              {"tags", Array{"commands"}},
              {"summary", command.purpose},
              {"description", cat("For the role ", roles_of(command.name), ".")},
              {"parameters", Array{reference("parameters/IdempotencyKey")}},
              {"requestBody", Object{{"required", true},
                                     {"content", Object{{"application/json", Object{{"schema", command.schema()}}}}}}},
              {"responses", answered("Done, and durable.", reference("schemas/Done"))}}}};
}

struct Reading {
  std::string_view pattern;
  std::string_view name;
  std::string_view summary;
};

constexpr Reading readings[] = {
    {"/api/v1/me", "me", "Who is signed in."},
    {"/api/v1/cases", "list_cases", "Every case, one line each."},
    {"/api/v1/cases/{case}", "read_case", "Everything about one case, with its story from the record."},
    {"/api/v1/cases/{case}/review", "review_case", "Who knew what when; with as_of, as it was known then."},
    {"/api/v1/cases/{case}/deliveries", "list_case_deliveries",
     "Every delivery of a case, a page at a time: go on from `next`."},
    {"/api/v1/watch", "read_watch", "What is due and overdue, and the warnings that stand."},
    {"/api/v1/reports", "list_reports", "Reports; with stage, of one stage."},
    {"/api/v1/regimes", "list_regimes", "The regimes that a case may be opened under."},
    {"/api/v1/event-codes", "list_event_codes",
     "The lists of event codes that a draft may name: SAME, OET and others."},
    {"/api/v1/recipients", "list_recipients",
     "The register of recipients, a page at a time: go on from `next`. With the channels that this hub has."},
    {"/api/v1/recipients/stale", "list_stale_contacts",
     "Contacts that nobody has verified for so many days, or ever, a page at a time."},
    {"/api/v1/recipients/{recipient}", "read_recipient", "One recipient as it is registered, retired or not."},
    {"/api/v1/deliveries", "list_own_deliveries", "What the recipient who asks was told."},
    {"/api/v1/alerts", "list_alerts",
     "The alerts of others, newest first, with their standing and whom of ours they cover. Go on before `next`."},
    {"/api/v1/alerts/{digest}", "read_alert",
     "One of them, with what it refers to, who else warns of the same, and which of our places it covers."},
    {"/api/v1/alerts/{digest}/original", "read_original_alert", "Its bytes as they came, untouched."},
    {"/api/v1/feeds", "list_feeds",
     "The feeds that this hub listens to, how each goes, and who subscribes to its own."},
    {"/api/v1/record", "read_record", "The record's size and its last signed checkpoint."},
    {"/api/v1/record/{index}", "read_entry", "One entry, as it is kept."},
    {"/api/v1/record/{index}/fields", "list_entry_fields", "What can be shown of an entry, field by field."},
    {"/api/v1/record/{index}/proof", "prove_entry", "A C2SP tlog-proof that shows the fields named, and nothing else."},
    {"/api/v1/record/{index}/receipt", "print_receipt",
     "The receipt of a delivery or of its acknowledgement: one page of HTML to print."},
};

Value reading_path(const Reading& reading) {
  Array parameters;
  for (const auto* name : {"case", "index", "recipient", "digest"}) {
    if (reading.pattern.find(cat("{", name, "}")) != std::string_view::npos) {
      parameters.push_back(parameter("path", name, "its name or number"));
    }
  }
  if (reading.name == "review_case") parameters.push_back(parameter("query", "as_of", "a time, RFC 3339"));
  if (reading.name == "list_recipients" || reading.name == "list_stale_contacts" ||
      reading.name == "list_case_deliveries") {
    parameters.push_back(parameter("query", "from", "where to go on: `next` of the page before"));
    parameters.push_back(parameter("query", "limit", "at most so many on a page, up to 1,000"));
  }
  if (reading.name == "list_alerts") {
    parameters.push_back(
        parameter("query", "standing", "standing, replaced, cancelled, expired, waiting, answer or not_public"));
    parameters.push_back(
        parameter("query", "concerning", "true: only what covers recipients of this hub, or may cover them"));
    parameters.push_back(parameter("query", "before", "where to go on: `next` of the page before"));
    parameters.push_back(parameter("query", "limit", "at most so many on a page, up to 1,000"));
  }
  if (reading.name == "prove_entry") {
    parameters.push_back(parameter("query", "fields", "paths, with commas between them"));
    parameters.push_back(parameter("query", "about", "a recipient: of an entry about many, only what concerns it"));
    parameters.push_back(parameter("query", "under", "the size of a kept checkpoint; the newest when left out"));
  }
  if (reading.name == "print_receipt") {
    parameters.push_back(parameter("query", "delivery", "which one, where the entry is about many"));
  }
  if (reading.name == "list_stale_contacts") parameters.push_back(parameter("query", "days", "180 when left out"));
  if (reading.name == "list_reports") parameters.push_back(parameter("query", "stage", "received, routed or closed"));
  Object get{{"operationId", reading.name},
             {"tags", Array{"reading"}},
             {"summary", reading.summary},
             {"responses", answered(reading.summary, Object{{"type", "object"}})}};
  if (!parameters.empty()) get.emplace_back("parameters", std::move(parameters));
  return Object{{"get", std::move(get)}};
}

Value hear_path() {
  const Value bytes = Object{{"type", "string"}, {"description", "a CAP alert, a feed or an EDXL distribution"}};
  return Object{
      {"post", Object{{"operationId", "hear_alert"},
                      {"tags", Array{"commands"}},
                      {"summary", "Push alerts of others: kept as they came, and written down once."},
                      {"description", cat("For the role ", roles_of("hear_alert"), ".")},
                      {"requestBody", Object{{"required", true},
                                             {"content", Object{{"application/cap+xml", Object{{"schema", bytes}}}}}}},
                      {"responses", answered("What became of them.", Object{{"type", "object"}})}}}};
}

/// A question that needs a body; it changes nothing.
Value preview_path() {
  return Object{
      {"post",
       Object{{"operationId", "preview_audience"},
              {"tags", Array{"reading"}},
              {"summary", "Whom a reach would tell: how many, by channel, language, role, tier and sort."},
              {"requestBody", Object{{"required", true},
                                     {"content", Object{{"application/json",
                                                         Object{{"schema", core::schema<audience::Question>()}}}}}}},
              {"responses", answered("The counts.", Object{{"type", "object"}})}}}};
}

/// What anybody may read; the file that static servers have as /warnings.json.
Value public_path() {
  return Object{
      {"get", Object{{"operationId", "list_public_warnings"},
                     {"tags", Array{"public"}},
                     {"summary", "What the public was told and is in force, or has ended within 48 hours."},
                     {"security", Array{}},
                     {"responses", answered("The warnings, newest news first.", Object{{"type", "object"}})}}}};
}

/// The form of WebSub (W3C, section 5.1), and the answers of server/websub: sentences in plain text.
Value websub_path() {
  const auto text = [](std::string_view description) {
    return Object{{"type", "string"}, {"description", description}};
  };
  const Value lease = Object{
      {"type", "integer"}, {"minimum", 1}, {"description", "Left out: 10 days. Brought within an hour and 30 days."}};
  const Value form =
      Object{{"type", "object"},
             {"properties",
              Object{{"hub.mode", Object{{"type", "string"}, {"enum", Array{"subscribe", "unsubscribe"}}}},
                     {"hub.topic", text("The `self` address of a feed or of a file of warnings of this hub.")},
                     {"hub.callback", text("Where the hub posts what is new: http or https, without a fragment.")},
                     {"hub.lease_seconds", lease},
                     {"hub.secret", text("Under 200 bytes; what is sent is signed with it (X-Hub-Signature).")}}},
             {"required", Array{"hub.mode", "hub.topic", "hub.callback"}}};
  const auto sentence = [](std::string_view description) {
    return Object{{"description", description},
                  {"content", Object{{"text/plain", Object{{"schema", Object{{"type", "string"}}}}}}}};
  };
  return Object{
      {"post",
       Object{{"operationId", "subscribe"},
              {"tags", Array{"public"}},
              {"summary", "Subscribe to a feed of this hub, or end that (WebSub). Not there where [websub] is off."},
              {"security", Array{}},
              {"requestBody",
               Object{{"required", true},
                      {"content", Object{{"application/x-www-form-urlencoded", Object{{"schema", form}}}}}}},
              {"responses", Object{{"202", sentence("Taken; the callback is asked whether it wants this.")},
                                   {"400", sentence("A field is missing, stands twice or is not of its form.")},
                                   {"404", sentence("hub.topic is no feed of this hub.")},
                                   {"413", sentence("An address, the secret or the form is too long.")},
                                   {"415", sentence("The body is no form.")},
                                   {"422", sentence("The callback is not on the public Internet.")},
                                   {"429", sentence("Too many subscriptions or requests; see Retry-After.")},
                                   {"503", sentence("The hub is stopping; see Retry-After.")},
                                   {"default", reference("responses/Problem")}}}}}};
}

Value session_paths(std::string_view summary, Value body) {
  Object post{{"tags", Array{"session"}},
              {"summary", summary},
              {"security", Array{}},
              {"responses", answered(summary, Object{})}};
  if (!body.is_null()) {
    post.emplace_back(
        "requestBody",
        Object{{"required", true}, {"content", Object{{"application/json", Object{{"schema", std::move(body)}}}}}});
  }
  return Object{{"post", std::move(post)}};
}

Value components() {
  const Value text = Object{{"type", "string"}};
  const Value number = Object{{"type", "integer"}};
  return Object{{"securitySchemes",
                 Object{{"token", Object{{"type", "http"}, {"scheme", "bearer"}}},
                        {"session", Object{{"type", "apiKey"}, {"in", "cookie"}, {"name", Accounts::cookie_name}}}}},
                {"parameters", Object{{"IdempotencyKey",
                                       Object{{"in", "header"},
                                              {"name", "Idempotency-Key"},
                                              {"description",
                                               "A key of the caller's own, 1 to 255 bytes: the same command with the "
                                               "same key is answered again and not done again, for 24 hours."},
                                              {"schema", text}}}}},
                {"responses",
                 Object{{"Problem", Object{{"description", "What is wrong and what to do (RFC 9457)."},
                                           {"content", Object{{"application/problem+json",
                                                               Object{{"schema", reference("schemas/Problem")}}}}}}}}},
                {"schemas", Object{{"Problem", Object{{"type", "object"},
                                                      {"properties", Object{{"type", text},
                                                                            {"title", text},
                                                                            {"status", number},
                                                                            {"detail", text},
                                                                            {"instance", text},
                                                                            {"code", text},
                                                                            {"place", text}}},
                                                      {"required", Array{"title", "status", "detail", "code"}}}},
                                   {"Done", Object{{"type", "object"},
                                                   {"properties", Object{{"entry", number},
                                                                         {"name", text},
                                                                         {"is_repeat", Object{{"type", "boolean"}}},
                                                                         {"promise", text},
                                                                         {"due", text}}},
                                                   {"required", Array{"name"}}}}}}};
}

}  // namespace

Value openapi() {
  Object paths;
  for (const auto& command : commands::all()) {
    paths.emplace_back(cat("/api/v1/commands/", command.name), command_path(command));
  }
  for (const auto& reading : readings) {
    auto path = reading_path(reading);
    if (reading.name == "list_alerts") path.set("post", *hear_path().find("post"));
    paths.emplace_back(std::string(reading.pattern), std::move(path));
  }
  paths.emplace_back("/api/v1/audience/preview", preview_path());
  paths.emplace_back("/api/v1/public/warnings", public_path());
  paths.emplace_back("/websub", websub_path());
  const Value token = Object{
      {"type", "object"}, {"properties", Object{{"token", Object{{"type", "string"}}}}}, {"required", Array{"token"}}};
  paths.emplace_back("/api/v1/sign_in", session_paths("Open a session for a token.", token));
  paths.emplace_back("/api/v1/sign_out", session_paths("End the session.", {}));
  paths.emplace_back(
      "/api/v1/events",
      Object{{"get", Object{{"operationId", "follow_events"},
                            {"tags", Array{"reading"}},
                            {"summary", "Server-sent events: each entry once it is durable."},
                            {"responses", Object{{"200", Object{{"description", "A stream."},
                                                                {"content", Object{{"text/event-stream", Object{}}}}}},
                                                 {"default", reference("responses/Problem")}}}}}});
  return Object{{"openapi", "3.1.0"},
                {"info", Object{{"title", "Heed"},
                                {"version", "1"},
                                {"description",
                                 "From a threat report to a warning that is delivered, acknowledged, kept alive "
                                 "and provable. Commands have the same names and fields everywhere: here, on "
                                 "the command line, and in drills."}}},
                {"paths", std::move(paths)},
                {"components", components()},
                {"security", Array{Object{{"token", Array{}}}, Object{{"session", Array{}}}}}};
}

}  // namespace heed::server
