#pragma once
// Links by which people put themselves on the list and take themselves off, without an account.
//
// What is asked for on the public page is kept nowhere until it is confirmed: it travels in the link itself. So the hub
// holds nothing about people who never confirm, and a crash or a second node loses nothing.
//
// Why sealed, and not only signed: links end up in the logs of mail servers, scanners, proxies and in the history of
// browsers, and this one would say who will be where, and when. Sealed, it shows its length and nothing else.

#include "operations/desk/desk.h"

namespace heed::desk {

/// The role of recipients that registered themselves.
inline constexpr std::string_view subscriber_role = "subscriber";
/// How long a link that confirms is good for. Longer than a night and a lost connection, shorter than a mailbox's
/// change of hands.
inline constexpr Duration enrolment_valid{24 * 3'600'000};

/// What somebody asks for, before it is confirmed.
struct Enrolment {
  std::string address;  ///< e-mail
  std::string language;
  std::vector<area::Position> places;
  std::vector<audience::Stay> stays;
  Instant asked_at;
  HEED_FIELDS(Enrolment, address, language, places, stays, asked_at)
};

/// "https://…/subscribe/TOKEN". The token is the enrolment under XSalsa20-Poly1305, with a key of its own that derives
/// from the hub's link key. Trust: only the hub makes it, only the hub reads it; whoever holds it can confirm it.
[[nodiscard]] std::string confirm_url(const Manner& manner, ports::Random& random, const Enrolment& enrolment);

/// The enrolment in a token. Errors: not_found when this hub did not make it, refused when it is too old.
[[nodiscard]] Result<Enrolment> open_enrolment(const Manner& manner, std::string_view token, Instant now);

/// The name under which an address is registered: "subscriber-" and 96 bits of an HMAC under the link key. The same for
/// each enrolment of one mailbox, whatever its capitals, so that a later one replaces the earlier; and without the key
/// nobody can find out whether an address has a name in the record.
[[nodiscard]] RecipientId subscriber_id(const Manner& manner, std::string_view address);
[[nodiscard]] bool is_subscriber(const audience::Recipient& recipient);

/// "https://…/unsubscribe/TOKEN", in every mail to a subscriber (RFC 8058). Trust: the token names the recipient and
/// carries 128 bits of an HMAC under the link key. It is the same in every mail and does not expire: somebody who wants
/// to leave may take the first mail that comes to hand.
[[nodiscard]] std::string unsubscribe_url(const Manner& manner, const RecipientId& recipient);

/// The recipient that a token names, or not_found. Compares in constant time.
[[nodiscard]] Result<RecipientId> open_unsubscribe(const Manner& manner, std::string_view token);

}  // namespace heed::desk
