#pragma once
// Private to this folder: what its tools share.

#include "cli/api/hub.h"
#include "cli/program.h"
#include "core/value.h"

namespace heed::heard {

inline constexpr std::size_t screen_letters = 80;

/// The text, or its beginning with an ellipsis: `most` letters.
[[nodiscard]] std::string cut(std::string text, std::size_t most);
/// At least `width` letters, with blanks behind.
[[nodiscard]] std::string padded(std::string text, std::size_t width);
/// "2026-11-23 18:00Z" for an instant at a path; empty where there is none.
[[nodiscard]] std::string minute(const Value& value, std::string_view path);
/// Whether there is true at a path.
[[nodiscard]] bool is_set(const Value& value, std::string_view path);
/// Whether it may warn anybody. A Cancel and an answer do not, so until when they hold says nothing.
[[nodiscard]] bool warns(const Value& alert);
/// "1 alert", "2 alerts".
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view one);
/// 0 where there is no number at that path.
[[nodiscard]] std::uint64_t number(const Value& value, std::string_view path);
/// The list at a path, or nothing in it.
[[nodiscard]] const core::Array& list(const Value& value, std::string_view path);

/// Called with each page of the alerts, newest first; gives whether the next one is wanted.
using TakePage = std::function<bool(const core::Array& alerts)>;
/// Which alerts are wanted.
struct Wanted {
  std::string standing{};      ///< empty: all
  bool is_concerning = false;  ///< only what covers our recipients, or may
};
/// Gives how many there are in all. Errors: of the hub; internal, when it speaks another language.
[[nodiscard]] Result<std::uint64_t> for_each_page(const api::Wire& wire, const api::Access& access,
                                                  const Wanted& wanted, const TakePage& take);

/// The digest that begins with what was typed. A whole one is taken as it is. Errors: not_found; conflict, when several
/// alerts begin so; malformed, when it is too short to mean one.
[[nodiscard]] Result<std::string> digest_of(const api::Wire& wire, const api::Access& access, const std::string& typed);

[[nodiscard]] cli::Tool list_tool(const api::Wire& wire);
[[nodiscard]] cli::Tool feeds_tool(const api::Wire& wire);
[[nodiscard]] cli::Tool show_tool(const api::Wire& wire);
[[nodiscard]] cli::Tool original_tool(const api::Wire& wire);
[[nodiscard]] cli::Tool hear_tool(const api::Wire& wire);

}  // namespace heed::heard
