#pragma once
// Names of things. A name is chosen by who makes the thing, or drawn at random by the hub; it never changes.

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.h"

namespace heed::core {

/// 1–160 of a–z, 0–9, '-', '_', '.', '/' and beginning with a letter or digit.
/// Why so narrow: names stand in URLs, files, CAP identifiers and signed notes without any escaping.
[[nodiscard]] Result<std::string> parse_name(std::string_view text);

/// The name of one kind of thing; names of different kinds do not mix.
template <class Kind>
struct Id {
  std::string text;

  Id() = default;
  explicit Id(std::string name) : text(std::move(name)) {}
  auto operator<=>(const Id&) const = default;
  [[nodiscard]] bool empty() const { return text.empty(); }
};

using ReportId = Id<struct ReportKind>;
using CaseId = Id<struct CaseKind>;
using TargetId = Id<struct TargetKind>;
using FacetId = Id<struct FacetKind>;
using WarningId = Id<struct WarningKind>;
using RecipientId = Id<struct RecipientKind>;
using DeliveryId = Id<struct DeliveryKind>;
using DisputeId = Id<struct DisputeKind>;
using MeasureId = Id<struct MeasureKind>;
using TaskId = Id<struct TaskKind>;
using QuestionId = Id<struct QuestionKind>;

}  // namespace heed::core

namespace heed {
using core::CaseId;
using core::DeliveryId;
using core::DisputeId;
using core::FacetId;
using core::Id;
using core::MeasureId;
using core::QuestionId;
using core::RecipientId;
using core::ReportId;
using core::TargetId;
using core::TaskId;
using core::WarningId;
}  // namespace heed

template <class Kind>
struct std::hash<heed::core::Id<Kind>> {
  std::size_t operator()(const heed::core::Id<Kind>& id) const noexcept { return std::hash<std::string>{}(id.text); }
};
