// For every rule of a profile a message that breaks it and one that just does not.

#include "lib/cap/testing/sound.h"

namespace heed::cap::testing {

namespace {

const std::string category = "<category>Met</category>";
const std::string with_sender_name = expires + "<senderName>River desk</senderName>";
const std::string response = "<responseType>Avoid</responseType>";
const std::string instruction = "<instruction>Stay away from the river.</instruction>";
const std::string flood = "<event>Flood</event>";
const std::string earlier = "desk@example.org,river-6,2024-03-06T11:00:00-00:00";
const std::string canadian_events = "profile:CAP-CP:Event:0.4";
const std::string minor_change = "profile:CAP-CP:0.4:MinorChange";
const std::string australian_events = "urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0:AUeventLIST:1.0";
const std::string australian_events_online = "https://govshare.gov.au/xmlui/handle/10772/6495";

std::string whole() { return between("<info>", "</alert>"); }
std::string area() { return between("<area>", "</info>"); }

std::vector<Row> rows_of_ipaws() {
  return of(
      Profile::ipaws,
      {{"ipaws.code", {}, {code("IPAWSv1.0")}},
       {"ipaws.info", {{whole(), ""}}},
       {"ipaws.area", {{area(), ""}}},
       {"ipaws.expires", {{expires, ""}}},
       {"ipaws.eventCode", {event_code("SAME", "flood")}, {event_code("SAME", "FLW")}},
       {"ipaws.infos", {info_again("Met", "Fire")}},
       {"ipaws.geocode", {geocode("SAME", "6037")}, {geocode("SAME", "006037")}},
       {"ipaws.ignored", {}, {{"<effective>2024-03-06T12:00:00-00:00</effective>", ""}}},
       {"ipaws.org", {}, {parameter("EAS-ORG", "WXR")}},
       {"ipaws.text", {parameter("CMAMtext", std::string(91, 'x'))}, {parameter("CMAMtext", std::string(90, 'x'))}},
       {"ipaws.characters", {parameter("CMAMtext", "a|b")}, {parameter("CMAMtext", "a/b")}},
       {"ipaws.channel", {parameter("BLOCKCHANNEL", "TV")}, {parameter("BLOCKCHANNEL", "EAS")}},
       {"ipaws.utc", {}, {{sent, "<sent>2024-03-06T07:00:00-05:00</sent>"}}},
       {"ipaws.infos",
        {info_again("<effective>", "<eventCode><valueName>LOCAL</valueName><value>7</value></eventCode><effective>")},
        {{category, category + "<category>Geo</category>"},
         info_again(category, "<category>Geo</category>" + category)}},
       {"ipaws.location", {geocode("SAME", "6037")}, {}},
       {"ipaws.orgValue", {parameter("EAS-ORG", "NWS")}, {parameter("EAS-ORG", "CIV")}},
       {"ipaws.expiresUtc", {}, {{expires, "<expires>2024-03-07T07:00:00-05:00</expires>"}}},
       {"ipaws.description", {{"<description>" + description + "</description>", ""}}},
       {"ipaws.instruction", {{instruction, ""}}}});
}

std::vector<Row> rows_of_canada() {
  return of(
      Profile::cap_cp,
      {{"cap-cp.code", {}, {code("profile:CAP-CP:0.4")}},
       {"cap-cp.info",
        {{whole(), ""}},
        {{scope, "<scope>Restricted</scope><restriction>staff</restriction>"}, {whole(), ""}}},
       {"cap-cp.eventCode", {}, {event_code(canadian_events, "flood")}},
       {"cap-cp.eventCode",
        {event_code(canadian_events, "flood"), event_code(canadian_events, "rain")},
        {event_code(canadian_events, "flood"), event_code("profile:CAP-CP:Event:1.0", "flood")}},
       {"cap-cp.infos",
        {event_code(canadian_events, "flood"),
         info_again("<effective>", cat("<eventCode><valueName>", canadian_events,
                                       "</valueName><value>rain</value></eventCode><effective>"))}},
       {"cap-cp.geocode", {}, {geocode("profile:CAP-CP:Location:0.3", "35")}},
       {"cap-cp.languages", {}, {{">en<", ">en-CA<"}, info_again(">en<", ">fr-CA<")}},
       {"cap-cp.language", {{"<language>en</language>", ""}}},
       {"cap-cp.area", {{area(), ""}}},
       {"cap-cp.senderName", {}, {{expires, with_sender_name}}},
       {"cap-cp.responseType", {{response, ""}}},
       {"cap-cp.responseType", {{instruction, ""}}},
       {"cap-cp.minorChange", {parameter(minor_change, "text")}, {update(earlier), parameter(minor_change, "Text")}},
       {"cap-cp.minorChange", {update(earlier), parameter(minor_change, "large")}},
       {"cap-cp.minorChange", {update(earlier), parameter(minor_change, "text"), info_again(">en<", ">fr<")}},
       {"cap-cp.autoTranslated",
        {parameter("profile:CAP-CP:0.4:AutoTranslated", "perhaps")},
        {parameter("profile:CAP-CP:0.4:AutoTranslated", "Yes")}}});
}

std::vector<Row> rows_of_australia() {
  return of(Profile::cap_au,
            {{"cap-au.code", {}, {code("urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0")}},
             {"cap-au.eventCode", {}, {event_code(australian_events, "flood")}},
             {"cap-au.eventCode", {event_code("SAME", "FLW")}, {event_code(australian_events_online, "flood")}},
             {"cap-au.oneEvent",
              {event_code(australian_events, "flood"), event_code(australian_events_online, "rain")},
              {event_code(australian_events, "flood"), event_code(australian_events_online, "flood")}},
             {"cap-au.oneEvent",
              {event_code(australian_events, "flood"), event_code(australian_events, "rain")},
              {event_code(australian_events, "flood")}},
             {"cap-au.sender", {{"desk@example.org", "desk"}}},
             {"cap-au.effective", {{alert_type, "<msgType>Cancel</msgType>"}}},
             {"cap-au.geocode", {{"<geocode><valueName>ISO3166-2</valueName><value>XX-1</value></geocode>", ""}}},
             {"cap-au.info", {{whole(), ""}}, {{alert_type, "<msgType>Ack</msgType>"}, {whole(), ""}}},
             {"cap-au.area", {{area(), ""}}},
             {"cap-au.infos", {info_again("Met", "Fire")}, {info_again(">en<", ">fr<")}},
             {"cap-au.events", {info_again(flood, "<event>Rain</event>")}, {info_again(flood, flood)}},
             {"cap-au.test", {{"Actual", "Test"}}},
             {"cap-au.senderName", {}, {{expires, with_sender_name}}},
             {"cap-au.responseType", {{response, ""}}},
             {"cap-au.responseType", {{instruction, ""}}}});
}

std::vector<Row> rows_of_google() {
  return of(Profile::google,
            {{"google.expires", {{expires, ""}}},
             {"google.description", {{"<description>" + description + "</description>", ""}}},
             {"google.web", {{web, ""}}},
             {"google.area", {{area(), ""}}},
             {"google.order",
              {{expires, "<expires>2024-03-06T11:00:00-00:00</expires>"}},
              {{expires, "<expires>2024-03-06T12:00:00-00:00</expires>"}}},
             {"google.order",
              {{"<effective>2024-03-06T12:00:00-00:00</effective>", ""},
               {expires, "<expires>2024-03-06T11:59:59-00:00</expires>"}},
              {{"<effective>2024-03-06T12:00:00-00:00</effective>", ""},
               {expires, "<expires>2024-03-06T12:00:00-00:00</expires>"}}},
             {"google.headline",
              {{"The river rises<", std::string(141, 'x') + "<"}},
              {{"The river rises<", std::string(140, 'x') + "<"}}},
             {"google.info", {{whole(), ""}}},
             {"google.infos", {info_again("Met", "Fire")}, {info_again(">en<", ">fr<")}},
             {"google.events", {info_again(flood, "<event>Rain</event>")}, {info_again(">en<", ">fr<")}},
             {"google.unknown", {{">Expected<", ">Unknown<"}}},
             {"google.event",
              {{">Flood<", cat(">", std::string(35, 'x'), "<")}},
              {{">Flood<", cat(">", std::string(34, 'x'), "<")}}},
             {"google.areaDesc", {{"The valley", std::string(50, 'x')}}, {{"The valley", std::string(49, 'x')}}},
             {"google.senderName", {}, {{expires, with_sender_name}}},
             {"google.responseType", {{response, ""}}},
             {"google.responseType", {{instruction, ""}}},
             {"google.contact", {}, {{web, web + "<contact>desk@example.org</contact>"}}},
             {"google.sameText", {{"The river rises<", description + "<"}}},
             {"google.sameText", {{"Stay away from the river.", description}}},
             {"google.test", {{"Actual", "Test"}}}});
}

}  // namespace

std::vector<Row> rows_of_nations() { return joined({rows_of_ipaws(), rows_of_canada(), rows_of_australia()}); }

std::vector<Row> rows_of_publishers() {
  return joined(
      {of(Profile::meteoalarm,
          {{"meteoalarm.identifier", {}, {{"river-7", "2.49.0.0.276.0.DE.7"}}},
           {"meteoalarm.level", {}, {parameter("awareness_level", "2; yellow; Moderate")}},
           {"meteoalarm.type",
            {parameter("awareness_type", "Thunderstorm")},
            {parameter("awareness_type", "3; Thunderstorm")}},
           {"meteoalarm.green", {parameter("awareness_level", "1; green; Minor")}},
           {"meteoalarm.geocode",
            {{polygon, ""}, {circle, ""}},
            {{polygon, ""}, {circle, ""}, geocode("EMMA_ID", "DE001")}},
           {"meteoalarm.language", {info_again("Flood", "Rain")}, {info_again(">en<", ">de<")}},
           {"meteoalarm.expires", {}, {{expires, "<onset>2024-03-06T13:00:00-00:00</onset>" + expires}}}}),
       rows_of_google(),
       of(Profile::wmo,
          {{"wmo.identifier", {}, {{"river-7", "urn:oid:2.49.0.1.250.7"}}},
           {"wmo.sender", {{"desk@example.org", "desk"}}},
           {"wmo.expires", {{expires, ""}}},
           {"wmo.many", {set_polygon(many_points(101))}, {set_polygon(many_points(100))}},
           {"wmo.unknown", {{">Severe<", ">Unknown<"}}},
           {"wmo.area", {{area(), ""}}},
           {"wmo.event",
            {{">Flood<", cat(">", std::string(36, 'x'), "<")}},
            {{">Flood<", cat(">", std::string(35, 'x'), "<")}}},
           {"wmo.areaDesc", {{"The valley", std::string(51, 'x')}}, {{"The valley", std::string(50, 'x')}}}})});
}

}  // namespace heed::cap::testing
