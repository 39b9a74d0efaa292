#include "lib/cap/message/grammar.h"

namespace heed::message {
namespace {

using enum Occurs;
constexpr auto every(Occurs occurs) { return std::array{occurs, occurs, occurs}; }

using View = std::string_view;
constexpr std::array<View, 5> statuses = {"Actual", "Exercise", "System", "Test", "Draft"};
constexpr std::array<View, 5> types = {"Alert", "Update", "Cancel", "Ack", "Error"};
constexpr std::array<View, 3> scopes = {"Public", "Restricted", "Private"};
constexpr std::array<View, 12> categories = {"Geo",    "Met", "Safety",    "Security", "Rescue", "Fire",
                                             "Health", "Env", "Transport", "Infra",    "Other",  "CBRNE"};
constexpr std::array<View, 9> responses = {"Shelter", "Evacuate", "Prepare", "Execute", "Monitor",
                                           "Assess",  "None",     "Avoid",   "AllClear"};
constexpr std::array<View, 5> urgencies = {"Immediate", "Expected", "Future", "Past", "Unknown"};
constexpr std::array<View, 5> severities = {"Extreme", "Severe", "Moderate", "Minor", "Unknown"};
constexpr std::array<View, 5> certainties = {"Observed", "Likely", "Possible", "Unlikely", "Unknown"};
constexpr std::array<View, 5> certainties_1_0 = {"Very Likely", "Likely", "Possible", "Unlikely", "Unknown"};

/// The first `count` words.
constexpr Words first(Words words, std::size_t count) { return words.first(count); }
constexpr std::array<Words, 3> always(Words words) { return {words, words, words}; }

constexpr std::array alert = {
    Row{Name::identifier, "identifier", Content::text, every(once)},
    Row{Name::sender, "sender", Content::text, every(once)},
    Row{Name::sent, "sent", Content::time, every(once)},
    Row{Name::status, "status", Content::list, every(once), always(statuses)},
    Row{Name::type, "msgType", Content::list, every(once), always(types)},
    Row{Name::password, "password", Content::text, {maybe, never, never}},
    Row{Name::source, "source", Content::text, every(maybe)},
    Row{Name::scope, "scope", Content::list, {maybe, once, once}, always(scopes)},
    Row{Name::restriction, "restriction", Content::text, every(maybe)},
    Row{Name::addresses, "addresses", Content::text, every(maybe)},
    Row{Name::code, "code", Content::text, every(any)},
    Row{Name::note, "note", Content::text, every(maybe)},
    Row{Name::references, "references", Content::text, every(maybe)},
    Row{Name::incidents, "incidents", Content::text, every(maybe)},
    Row{Name::info, "info", Content::info, every(any)},
};

constexpr std::array info = {
    Row{Name::language, "language", Content::language, every(maybe)},
    Row{Name::category, "category", Content::list, {any, some, some}, {first(categories, 11), categories, categories}},
    Row{Name::event, "event", Content::text, every(once)},
    Row{Name::response_type,
        "responseType",
        Content::list,
        {never, any, any},
        {Words{}, first(responses, 7), responses}},
    Row{Name::urgency, "urgency", Content::list, every(once), always(urgencies)},
    Row{Name::severity, "severity", Content::list, every(once), always(severities)},
    Row{Name::certainty, "certainty", Content::list, every(once), {certainties_1_0, certainties, certainties}},
    Row{Name::audience, "audience", Content::text, every(maybe)},
    Row{Name::event_code, "eventCode", Content::pair, every(any)},
    Row{Name::effective, "effective", Content::time, every(maybe)},
    Row{Name::onset, "onset", Content::time, every(maybe)},
    Row{Name::expires, "expires", Content::time, every(maybe)},
    Row{Name::sender_name, "senderName", Content::text, every(maybe)},
    Row{Name::headline, "headline", Content::text, every(maybe)},
    Row{Name::description, "description", Content::text, every(maybe)},
    Row{Name::instruction, "instruction", Content::text, every(maybe)},
    Row{Name::web, "web", Content::uri, every(maybe)},
    Row{Name::contact, "contact", Content::text, every(maybe)},
    Row{Name::parameter, "parameter", Content::pair, every(any)},
    Row{Name::resource, "resource", Content::resource, every(any)},
    Row{Name::area, "area", Content::area, every(any)},
};

constexpr std::array resource = {
    Row{Name::resource_desc, "resourceDesc", Content::text, every(once)},
    Row{Name::mime_type, "mimeType", Content::text, {maybe, maybe, once}},
    Row{Name::size, "size", Content::integer, every(maybe)},
    Row{Name::uri, "uri", Content::uri, every(maybe)},
    Row{Name::deref_uri, "derefUri", Content::text, {never, maybe, maybe}},
    Row{Name::digest, "digest", Content::text, every(maybe)},
};

constexpr std::array area = {
    Row{Name::area_desc, "areaDesc", Content::text, every(once)},
    Row{Name::polygon, "polygon", Content::text, every(any)},
    Row{Name::circle, "circle", Content::text, every(any)},
    Row{Name::geocode, "geocode", Content::pair, every(any)},
    Row{Name::altitude, "altitude", Content::decimal, every(maybe)},
    Row{Name::ceiling, "ceiling", Content::decimal, every(maybe)},
};

constexpr std::array pair = {
    Row{Name::value_name, "valueName", Content::text, every(once)},
    Row{Name::value, "value", Content::text, every(once)},
};

}  // namespace

std::span<const Row> rows_of_alert() { return alert; }
std::span<const Row> rows_of_info() { return info; }
std::span<const Row> rows_of_resource() { return resource; }
std::span<const Row> rows_of_area() { return area; }
std::span<const Row> rows_of_pair() { return pair; }

}  // namespace heed::message
