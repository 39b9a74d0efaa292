#include "app/drill/paths.h"

#include <charconv>
#include <functional>

namespace heed::drill {
namespace {

/// Steps between slashes; a slash within brackets belongs to its step.
Result<std::vector<std::string>> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  std::string step;
  int depth = 0;
  for (const char c : path) {
    if (c == '[') ++depth;
    if (c == ']') --depth;
    if (c == '/' && depth == 0) {
      steps.push_back(std::exchange(step, {}));
    } else {
      step += c;
    }
  }
  steps.push_back(std::move(step));
  for (const auto& each : steps) {
    if (each.empty()) return fail(Code::malformed, cat("the path \"", path, "\" has an empty step"), "path");
  }
  if (depth != 0) return fail(Code::malformed, cat("a bracket in \"", path, "\" is not closed"), "path");
  return steps;
}

template <class Map>
Value list_of(const Map& map) {
  core::Array items;
  for (const auto& [id, value] : map) items.push_back(to_value(value));
  return items;
}

template <class Map>
Value flat_list_of(const Map& map) {
  core::Array items;
  for (const auto& [id, values] : map) {
    for (const auto& value : values) items.push_back(to_value(value));
  }
  return items;
}

Value registered(const audience::Registry& registry) {
  core::Object by_name;
  registry.for_each([&](audience::Number, const audience::Registration& each) {
    by_name.emplace_back(each.recipient.recipient.text, to_value(each));
  });
  return by_name;
}

using Root = std::function<Value(const flow::State&)>;

const std::map<std::string_view, Root>& roots() {
  static const std::map<std::string_view, Root> all = {
      {"reports", [](const auto& s) { return to_value(s.reports.reports); }},
      {"cases", [](const auto& s) { return to_value(s.cases.cases); }},
      {"decisions", [](const auto& s) { return to_value(s.decisions.by_target); }},
      {"warnings", [](const auto& s) { return to_value(s.warnings.warnings); }},
      {"recipients", [](const auto& s) { return registered(s.recipients.recipients); }},
      {"deliveries", [](const auto& s) { return list_of(s.deliveries.deliveries); }},
      {"acknowledgements", [](const auto& s) { return flat_list_of(s.responses.acknowledgements); }},
      {"rejections", [](const auto& s) { return flat_list_of(s.responses.rejections); }},
      {"briefings", [](const auto& s) { return flat_list_of(s.responses.briefings); }},
      {"disputes", [](const auto& s) { return to_value(s.responses.disputes); }},
      {"questions", [](const auto& s) { return to_value(s.responses.questions); }},
      {"measures", [](const auto& s) { return to_value(s.responses.measures); }},
      {"tasks", [](const auto& s) { return list_of(s.responses.tasks); }},
      {"alarms", [](const auto& s) { return list_of(s.watch.alarms); }},
      {"claims",
       [](const auto& s) {
         core::Object by_case;
         for (const auto& [id, of] : s.cases.cases) by_case.emplace_back(id.text, to_value(of.claims));
         return Value(std::move(by_case));
       }},
  };
  return all;
}

std::string as_text(const Value& value) {
  if (const auto* text = value.text()) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value.data)) return cat(*number);
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag ? "true" : "false";
  return {};
}

const Value* element(const core::Array& list, std::string_view step) {
  if (step.front() == '[' && step.back() == ']') {
    const auto equals = step.find('=');
    if (equals == std::string_view::npos) return nullptr;
    const auto field = step.substr(1, equals - 1);
    const auto wanted = step.substr(equals + 1, step.size() - equals - 2);
    for (const auto& each : list) {
      const auto* value = nested(each, field);
      if (value != nullptr && as_text(*value) == wanted) return &each;
    }
    return nullptr;
  }
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), number);
  if (error != std::errc{} || end != step.data() + step.size() || number >= list.size()) return nullptr;
  return &list[number];
}

}  // namespace

const Value* nested(const Value& group, std::string_view path) {
  const Value* at = &group;
  while (at != nullptr && !path.empty()) {
    const auto dot = path.find('.');
    at = at->find(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  }
  return at;
}

Result<std::optional<Value>> find_path(const desk::Desk& desk, std::string_view path) {
  TRY(const auto steps, steps_of(path));
  const auto root = roots().find(steps.front());
  if (root == roots().end()) {
    std::vector<std::string> known;
    for (const auto& [name, make] : roots()) known.emplace_back(name);
    return fail(Code::malformed,
                cat("a path begins with ", core::listed(known, "or"), ", not with \"", steps.front(), "\""), "path");
  }
  const Value whole = root->second(desk.state);
  const Value* at = &whole;
  for (std::size_t i = 1; i < steps.size() && at != nullptr; ++i) {
    at = at->array() != nullptr ? element(*at->array(), steps[i]) : at->find(steps[i]);
  }
  if (at == nullptr) return std::optional<Value>{};
  return std::optional(*at);
}

}  // namespace heed::drill
