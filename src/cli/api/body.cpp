#include "cli/api/body.h"

#include <algorithm>
#include <charconv>

#include "lib/json/json.h"

namespace heed::api {
namespace {

using core::Array;
using core::Object;

Value* member(Value& owner, std::string_view name) {
  auto* members = std::get_if<Object>(&owner.data);
  if (members == nullptr) return nullptr;
  const auto found =
      std::find_if(members->begin(), members->end(), [&](const auto& each) { return each.first == name; });
  return found == members->end() ? nullptr : &found->second;
}

/// Sets body.a or body.a.b, and replaces what stood there.
void put(Value& body, std::string_view path, Value value) {
  const auto dot = path.find('.');
  const auto name = path.substr(0, dot);
  auto* found = member(body, name);
  if (found == nullptr) found = &body.set(std::string(name), {});
  if (dot == std::string_view::npos) {
    *found = std::move(value);
    return;
  }
  if (found->object() == nullptr) *found = Object{};
  put(*found, path.substr(dot + 1), std::move(value));
}

bool is_there(const Value& body, std::string_view path) {
  const auto dot = path.find('.');
  const auto* found = body.find(path.substr(0, dot));
  if (found == nullptr || found->is_null()) return false;
  return dot == std::string_view::npos || is_there(*found, path.substr(dot + 1));
}

/// One command line's way to its body.
struct Building {
  const CommandRow& row;
  const Given& given;
  const ReadText& read;

  [[nodiscard]] Result<Value> document(const std::string& text) const {
    if (!text.starts_with('@')) return json::parse(text);
    TRY(const auto content, read(text.substr(1)));
    auto parsed = json::parse(content);
    if (!parsed) return fail(core::within(text.substr(1), std::move(parsed).error()));
    return parsed;
  }

  [[nodiscard]] Result<Value> documents(const std::vector<std::string>& texts) const {
    Array all;
    for (const auto& text : texts) {
      TRY(auto one, document(text));
      if (const auto* several = one.array(); several != nullptr) {
        all.insert(all.end(), several->begin(), several->end());
      } else {
        all.push_back(std::move(one));
      }
    }
    return all;
  }

  [[nodiscard]] static Result<Value> number(const std::string& text) {
    std::int64_t number = 0;
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc{} && stop == end && number >= 0) return Value(number);
    return fail(Code::malformed, cat("a whole number is wanted, not \"", text, "\""));
  }

  [[nodiscard]] Result<Value> value(const Field& field, const std::vector<std::string>& texts) const {
    switch (field.form) {
      case Form::text: return Value(texts.front());
      case Form::number: return number(texts.front());
      case Form::flag: return Value(true);
      case Form::texts: return Value(Array(texts.begin(), texts.end()));
      case Form::documents: return documents(texts);
      case Form::group: return document(texts.front());
    }
    return Value{};
  }

  [[nodiscard]] Result<Value> whole() const {
    const auto found = given.find("--from");
    if (found == given.end() || found->second.empty()) return Value(Object{});
    TRY(const auto content, read(found->second.front()));
    auto body = json::parse(content);
    if (!body) return fail(core::within(found->second.front(), std::move(body).error()));
    if (body->object() != nullptr) return body;
    return fail(Code::malformed, cat("the body of a command is a group of fields, and this is ", body->form()),
                "--from");
  }

  /// A field of a group is missed when the group is there, or has to be.
  [[nodiscard]] bool is_missed(const std::vector<Field>& fields, const Field& field, const Value& body) const {
    if (!field.is_required || field.form == Form::group || is_there(body, field.path)) return false;
    const auto dot = field.path.rfind('.');
    if (dot == std::string::npos) return true;
    const auto owner = field.path.substr(0, dot);
    const auto is_owner = [&](const Field& each) { return each.path == owner && each.is_required; };
    return is_there(body, owner) || std::any_of(fields.begin(), fields.end(), is_owner);
  }
};

}  // namespace

Result<Value> build_body(const CommandRow& row, const Given& given, const ReadText& read) {
  const Building building{row, given, read};
  TRY(auto body, building.whole());
  const auto fields = row.fields();
  for (const auto& field : fields) {
    const auto name = option_name(row, field);
    const auto found = given.find(name);
    if (found == given.end() || found->second.empty()) continue;
    auto value = building.value(field, found->second);
    if (!value) return fail(core::within(name, std::move(value).error()));
    put(body, field.path, *std::move(value));
  }
  std::vector<std::string> missing;
  for (const auto& field : fields) {
    if (building.is_missed(fields, field, body)) missing.push_back(option_name(row, field));
  }
  if (missing.empty()) return body;
  return fail(Code::malformed,
              cat("\"heed ", row.path, "\" needs ", core::listed(missing), "; see \"heed ", row.path, " --help\""));
}

}  // namespace heed::api
