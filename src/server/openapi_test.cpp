#include <set>

#include "adapters/store/memory/store.h"
#include "operations/testing/test_desk.h"
#include "server/reception.h"

namespace heed::server {
namespace {

/// Calls visit(text) for every "$ref" in the document.
void for_each_reference(const Value& value, const std::function<void(const std::string&)>& visit) {
  if (const auto* list = value.array()) {
    for (const auto& each : *list) for_each_reference(each, visit);
  }
  if (const auto* group = value.object()) {
    for (const auto& [name, each] : *group) {
      if (name == "$ref") visit(*each.text());
      for_each_reference(each, visit);
    }
  }
}

const Value* at(const Value& document, std::initializer_list<std::string_view> path) {
  const Value* value = &document;
  for (const auto step : path) value = value == nullptr ? nullptr : value->find(step);
  return value;
}

TEST_CASE("every_command_stands_in_the_document_with_its_fields_and_the_roles_that_may_give_it") {
  const auto document = openapi();
  for (const auto& command : commands::all()) {
    CAPTURE(command.name);
    const auto path = cat("/api/v1/commands/", command.name);
    const auto* post = at(document, {"paths", path, "post"});
    REQUIRE(post != nullptr);
    CHECK(*post->find("summary")->text() == command.purpose);
    CHECK(post->find("description")->text()->size() > std::string_view("For the role .").size());
    const auto* schema = at(*post, {"requestBody", "content", "application/json", "schema"});
    REQUIRE(schema != nullptr);
    CHECK(schema->find("properties") != nullptr);
  }
}

TEST_CASE("every_reference_in_the_document_leads_somewhere_and_every_operation_has_a_name_of_its_own") {
  const auto document = openapi();
  for_each_reference(document, [&](const std::string& reference) {
    CAPTURE(reference);
    const Value* value = &document;
    for (const auto step : core::split(reference.substr(2), '/'))
      value = value == nullptr ? nullptr : value->find(step);
    CHECK(value != nullptr);
  });
  std::set<std::string> names;
  for (const auto& [path, methods] : *document.find("paths")->object()) {
    for (const auto& [method, operation] : *methods.object()) {
      const auto* name = operation.find("operationId");
      if (name != nullptr) CHECK_MESSAGE(names.insert(*name->text()).second, *name->text());
    }
  }
}

TEST_CASE("the_document_and_the_routes_of_the_api_are_the_same") {
  memory::MemoryStore store;
  testing::TestDesk desk(store);
  auto accounts = testing::must(Accounts::of({}));
  const websub::Door door;
  Reception reception{desk.desk, accounts, {}, {}};
  reception.websub = &door;
  http::Router router;
  add_routes(router, reception);
  const auto document = openapi();
  std::set<std::string> described, routed;
  for (const auto& [path, methods] : *document.find("paths")->object()) {
    for (const auto& [method, operation] : *methods.object()) {
      if (!path.starts_with("/api/v1/commands/")) described.insert(cat(method, " ", path));
    }
  }
  for (const auto* route : router.routes()) {
    const bool is_for_programs = route->pattern.starts_with("/api/v1/") || route->pattern == "/websub";
    if (!is_for_programs || route->pattern.starts_with("/api/v1/commands/")) continue;
    std::string method(core::word(route->method));
    for (auto& letter : method) letter = static_cast<char>(letter - 'A' + 'a');
    routed.insert(cat(method, " ", route->pattern));
  }
  CHECK(described == routed);
}

TEST_CASE("a_subscription_is_a_form_with_the_fields_of_websub_and_needs_no_token") {
  const auto document = openapi();
  const auto* post = at(document, {"paths", "/websub", "post"});
  REQUIRE(post != nullptr);
  CHECK(post->find("security")->array()->empty());
  const auto* form = at(*post, {"requestBody", "content", "application/x-www-form-urlencoded", "schema"});
  REQUIRE(form != nullptr);
  CHECK(*form->find("required") == Value(core::Array{"hub.mode", "hub.topic", "hub.callback"}));
  std::set<std::string> fields, answers;
  for (const auto& [name, field] : *form->find("properties")->object()) fields.insert(name);
  for (const auto& [status, answer] : *post->find("responses")->object()) answers.insert(status);
  CHECK(fields == std::set<std::string>{"hub.mode", "hub.topic", "hub.callback", "hub.lease_seconds", "hub.secret"});
  CHECK(answers == std::set<std::string>{"202", "400", "404", "413", "415", "422", "429", "503", "default"});
}

}  // namespace
}  // namespace heed::server
