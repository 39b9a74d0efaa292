#include "flow/record/batch.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace heed::record {
namespace {

const core::Array* batch_of(const Entry& entry) {
  const auto* each = entry.body.find(batch_field);
  return each == nullptr ? nullptr : each->array();
}

/// About the room that a value takes as JSON, and in memory: nothing that is read back may be beyond its limits.
std::size_t weight(const Value& value) {
  constexpr std::size_t of_a_value = 16;
  std::size_t sum = of_a_value;
  if (const auto* text = value.text()) sum += text->size();
  if (const auto* array = value.array()) {
    for (const auto& each : *array) sum += weight(each);
  }
  if (const auto* object = value.object()) {
    for (const auto& [name, member] : *object) sum += name.size() + weight(member);
  }
  return sum;
}

/// How many from the front make one batch.
std::size_t batch_size(std::span<const Draft> drafts) {
  std::size_t count = 0, sum = 0;
  while (count < std::min(batch_facts, drafts.size())) {
    sum += weight(drafts[count].body);
    if (sum > batch_weight && count > 0) break;
    ++count;
  }
  return count;
}

Draft batch(std::span<Draft> drafts) {
  core::Array each;
  each.reserve(drafts.size());
  for (auto& draft : drafts) each.push_back(std::move(draft.body));
  Value body;
  body.set(std::string(batch_field), Value(std::move(each)));
  return {drafts.front().kind, std::move(body)};
}

}  // namespace

Drafts batched(Drafts drafts) {
  std::vector<Drafts> by_kind;
  for (auto& draft : drafts) {
    auto of_kind = std::ranges::find(by_kind, draft.kind, [](const Drafts& each) { return each.front().kind; });
    if (of_kind == by_kind.end()) of_kind = by_kind.emplace(by_kind.end());
    of_kind->push_back(std::move(draft));
  }
  Drafts all;
  for (auto& of_kind : by_kind) {
    for (std::span<Draft> left(of_kind); !left.empty();) {
      const auto some = left.first(batch_size(left));
      left = left.subspan(some.size());
      all.push_back(some.size() == 1 ? std::move(some.front()) : batch(some));
    }
  }
  return all;
}

std::vector<const Value*> bodies(const Entry& entry) {
  const auto* each = batch_of(entry);
  if (each == nullptr) return {&entry.body};
  std::vector<const Value*> all;
  all.reserve(each->size());
  for (const auto& body : *each) all.push_back(&body);
  return all;
}

std::vector<Value*> bodies(Entry& entry) {
  auto* members = std::get_if<core::Object>(&entry.body.data);
  if (!is_batch(entry) || members == nullptr) return {&entry.body};
  const auto each = std::ranges::find(*members, batch_field, &core::Object::value_type::first);
  std::vector<Value*> all;
  for (auto& body : std::get<core::Array>(each->second.data)) all.push_back(&body);
  return all;
}

bool is_batch(const Entry& entry) { return batch_of(entry) != nullptr; }

std::string path_of(const Entry& entry, std::size_t fact) {
  return is_batch(entry) ? cat("body.", batch_field, "[", fact, "]") : std::string("body");
}

}  // namespace heed::record
