#pragma once
// The closed lists of words of CAP 1.2, each spelled as the standard spells it.

#include "core/words.h"

namespace heed::cap {

/// Whom the message binds. Only `actual` is to be acted on.
enum class Status { actual, exercise, system, test, draft };
constexpr auto words(Status) {
  return core::word_table<Status>({{Status::actual, "Actual"},
                                   {Status::exercise, "Exercise"},
                                   {Status::system, "System"},
                                   {Status::test, "Test"},
                                   {Status::draft, "Draft"}});
}

enum class MessageType { alert, update, cancel, ack, error };
constexpr auto words(MessageType) {
  return core::word_table<MessageType>({{MessageType::alert, "Alert"},
                                        {MessageType::update, "Update"},
                                        {MessageType::cancel, "Cancel"},
                                        {MessageType::ack, "Ack"},
                                        {MessageType::error, "Error"}});
}

/// Who may see it: anybody, those named by `restriction`, those listed in `addresses`.
enum class Scope { everybody, restricted, addressed };
constexpr auto words(Scope) {
  return core::word_table<Scope>(
      {{Scope::everybody, "Public"}, {Scope::restricted, "Restricted"}, {Scope::addressed, "Private"}});
}

enum class Category { geo, met, safety, security, rescue, fire, health, env, transport, infra, cbrne, other };
constexpr auto words(Category) {
  return core::word_table<Category>({{Category::geo, "Geo"},
                                     {Category::met, "Met"},
                                     {Category::safety, "Safety"},
                                     {Category::security, "Security"},
                                     {Category::rescue, "Rescue"},
                                     {Category::fire, "Fire"},
                                     {Category::health, "Health"},
                                     {Category::env, "Env"},
                                     {Category::transport, "Transport"},
                                     {Category::infra, "Infra"},
                                     {Category::cbrne, "CBRNE"},
                                     {Category::other, "Other"}});
}

enum class ResponseType { shelter, evacuate, prepare, execute, avoid, monitor, assess, all_clear, none };
constexpr auto words(ResponseType) {
  return core::word_table<ResponseType>({{ResponseType::shelter, "Shelter"},
                                         {ResponseType::evacuate, "Evacuate"},
                                         {ResponseType::prepare, "Prepare"},
                                         {ResponseType::execute, "Execute"},
                                         {ResponseType::avoid, "Avoid"},
                                         {ResponseType::monitor, "Monitor"},
                                         {ResponseType::assess, "Assess"},
                                         {ResponseType::all_clear, "AllClear"},
                                         {ResponseType::none, "None"}});
}

enum class Urgency { immediate, expected, future, past, unknown };
constexpr auto words(Urgency) {
  return core::word_table<Urgency>({{Urgency::immediate, "Immediate"},
                                    {Urgency::expected, "Expected"},
                                    {Urgency::future, "Future"},
                                    {Urgency::past, "Past"},
                                    {Urgency::unknown, "Unknown"}});
}

enum class Severity { extreme, severe, moderate, minor, unknown };
constexpr auto words(Severity) {
  return core::word_table<Severity>({{Severity::extreme, "Extreme"},
                                     {Severity::severe, "Severe"},
                                     {Severity::moderate, "Moderate"},
                                     {Severity::minor, "Minor"},
                                     {Severity::unknown, "Unknown"}});
}

enum class Certainty { observed, likely, possible, unlikely, unknown };
constexpr auto words(Certainty) {
  return core::word_table<Certainty>({{Certainty::observed, "Observed"},
                                      {Certainty::likely, "Likely"},
                                      {Certainty::possible, "Possible"},
                                      {Certainty::unlikely, "Unlikely"},
                                      {Certainty::unknown, "Unknown"}});
}

}  // namespace heed::cap
