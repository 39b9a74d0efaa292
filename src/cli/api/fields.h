#pragma once
// The fields of a command, as options show them, read off the command's own struct: they cannot drift apart.

#include <string>
#include <type_traits>
#include <vector>

#include "core/codec.h"
#include "lib/area/area.h"

namespace heed::api {

/// How a field is given: as it is, as a number, several texts, JSON objects; `group` has fields of its own beside it.
enum class Form { text, number, flag, texts, documents, group };

struct Field {
  std::string path;  ///< "title", or "valid.from" for a field of a group
  Form form = Form::text;
  bool is_required = false;  ///< of its owner, when that is there
  std::string meaning{};     ///< "a name", "one of A or B": what may stand there
};

namespace fields_detail {

template <class T>
struct ElementOf {
  using Type = void;
};
template <class T>
struct ElementOf<std::vector<T>> {
  using Type = T;
};
template <class T>
struct InnerOf {
  using Type = T;
};
template <class T>
struct InnerOf<std::optional<T>> {
  using Type = T;
};

/// What may stand in a text of this type; empty where the type is no single text.
template <class T>
[[nodiscard]] std::string meaning_of() {
  if constexpr (core::Worded<T>) {
    std::vector<std::string> known;
    for (const auto& [value, name] : words(T{})) known.emplace_back(name);
    return core::listed(known, "or");
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "a text";
  } else if constexpr (std::is_same_v<T, Instant>) {
    return "a time, as 2024-03-06T12:00:00Z";
  } else if constexpr (std::is_same_v<T, Duration>) {
    return "a span, as 48h";
  } else if constexpr (std::is_same_v<T, area::Position>) {
    return "\"lat,lon\"";
  } else if constexpr (requires(T name) { std::hash<T>{}(name), name.text; }) {
    return "a name";
  } else {
    return {};
  }
}

template <class T>
void add(std::vector<Field>& fields, std::string path, bool is_required);

template <class T>
void add_group(std::vector<Field>& fields, const std::string& path) {
  if constexpr (std::is_same_v<T, Interval>) {
    add<Instant>(fields, path + ".from", true);
    add<Instant>(fields, path + ".until", true);
  } else if constexpr (std::is_same_v<T, area::Area>) {
    fields.push_back({path + ".polygons", Form::texts, false, "\"lat,lon lat,lon …\""});
    fields.push_back({path + ".circles", Form::texts, false, "\"lat,lon km\""});
  } else {
    const T empty{};
    core::for_each_field(empty, [&]<class Member>(std::string_view name, const Member&) {
      add<Member>(fields, cat(path, ".", name), !core::codec_detail::MayBeAbsent<Member>::value);
    });
  }
}

template <class T>
void add(std::vector<Field>& fields, std::string path, bool is_required) {
  using Inner = typename InnerOf<T>::Type;
  using Element = typename ElementOf<Inner>::Type;
  if constexpr (std::is_same_v<Inner, bool>) {
    fields.push_back({std::move(path), Form::flag, false});
  } else if constexpr (std::is_integral_v<Inner>) {
    fields.push_back({std::move(path), Form::number, is_required, "a whole number"});
  } else if constexpr (!std::is_void_v<Element>) {
    const auto element = meaning_of<std::conditional_t<std::is_void_v<Element>, int, Element>>();
    const auto form = element.empty() ? Form::documents : Form::texts;
    fields.push_back({std::move(path), form, is_required, element.empty() ? "JSON or @FILE.json" : element});
  } else if (auto meaning = meaning_of<Inner>(); !meaning.empty()) {
    fields.push_back({std::move(path), Form::text, is_required, std::move(meaning)});
  } else if constexpr (std::is_same_v<Inner, Interval> || core::Fielded<Inner>) {
    fields.push_back({path, Form::group, is_required, "the whole group as JSON or @FILE.json"});
    add_group<Inner>(fields, path);
  }
}

}  // namespace fields_detail

/// The fields of a command's struct, in their order; a group stands before its own fields.
template <core::Fielded Body>
[[nodiscard]] std::vector<Field> fields_of() {
  std::vector<Field> fields;
  const Body empty{};
  core::for_each_field(empty, [&]<class Member>(std::string_view name, const Member&) {
    fields_detail::add<Member>(fields, std::string(name), !core::codec_detail::MayBeAbsent<Member>::value);
  });
  return fields;
}

}  // namespace heed::api
