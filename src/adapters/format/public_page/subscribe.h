#pragma once
// The pages on which people put themselves on the list of those who are told public warnings, and take themselves off.
//
// Trust: they are served by the hub, never published, and are no part of site(). None of them tells whether an address
// is registered to somebody who does not hold a link that was sent to it. Showing one changes nothing: each deed is a
// form sent with POST, because mail scanners open every link.

#include <string>

#include "adapters/format/public_page/acknowledge.h"

namespace heed::public_page {

/// What stands on every one of them.
struct House {
  std::string publisher;  ///< who answers for it, and keeps what is entered
  warning::Status status = warning::Status::exercise;
};

/// The form, at first or after an answer that could not be taken. It is posted to "/subscribe" as
/// application/x-www-form-urlencoded: address, language, place, from, until.
struct SubscribeForm {
  Field address;
  Field language;         ///< a tag
  Field place;            ///< "55.7558, 37.6173"
  Field from;             ///< "2027-03-01", the first day of a stay; empty with `until` for a place that is for good
  Field until;            ///< the last day
  std::string problem{};  ///< what is wrong besides the fields; may be empty
};
[[nodiscard]] std::string subscribe_page(const House& house, const SubscribeForm& form);
/// The tags that the form offers.
[[nodiscard]] std::vector<std::string_view> subscribe_languages();

/// "Look into your mail": the same for every address.
[[nodiscard]] std::string sent_page(const House& house, const std::string& address);

/// What is, or is about to be, registered.
struct Subscription {
  std::string address;
  std::string language;
  std::string place;
  std::string days;  ///< "1 March 2027 to 9 March 2027"; empty for a place that is for good
};
/// Asks for the one press of a button that registers; posted to `action` without fields.
[[nodiscard]] std::string confirm_page(const House& house, const Subscription& subscription, const std::string& action);
/// `told`: how many warnings are in force there and on their way.
[[nodiscard]] std::string confirmed_page(const House& house, const Subscription& subscription, std::size_t told);

/// Asks for the one press that ends a subscription; posted to `action`.
[[nodiscard]] std::string leave_page(const House& house, const std::string& action);
[[nodiscard]] std::string left_page(const House& house);

/// A link that is not known, too old or used up: what happened, and the way back to the form.
[[nodiscard]] std::string dead_link_page(const House& house, const std::string& title, const std::string& sentence);
/// This hub sends no mail.
[[nodiscard]] std::string not_offered_page(const House& house);

/// "/subscribe.js": fills in the device's position when somebody asks for it. The form works without.
[[nodiscard]] std::string_view subscribe_script();

}  // namespace heed::public_page
