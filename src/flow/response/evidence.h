#pragma once
// How it is known that a recipient itself answered; and the keys with which it can sign what it says.

#include "flow/record/entry.h"

namespace heed::response {

/// How strong the evidence is that an identified person acknowledged. Kinds are never shown as equal.
enum class Evidence {
  own_key,      ///< signed with a key that the recipient registered before it was told
  api_token,    ///< the recipient's own system, with its token
  signed_link,  ///< somebody who had the link that was sent to the contact
  heard,        ///< an officer heard it, by telephone or in person, and wrote it down
};
constexpr auto words(Evidence) {
  return core::word_table<Evidence>({{Evidence::own_key, "own_key"},
                                     {Evidence::api_token, "api_token"},
                                     {Evidence::signed_link, "signed_link"},
                                     {Evidence::heard, "heard"}});
}

/// The public key of a recipient, from now on. Why the evidence of the registration is kept: a key that came through a
/// link says no more about its owner than the link did.
struct KeyRegistered {
  static constexpr std::string_view kind = "response.key_registered";
  RecipientId recipient;
  std::string key;         ///< its name: the JWK thumbprint, RFC 7638
  std::string public_key;  ///< Ed25519, 32 bytes, base64url
  std::string who;         ///< who says that it is the recipient's
  Evidence evidence = Evidence::heard;
  HEED_FIELDS(KeyRegistered, recipient, key, public_key, who, evidence)
};

/// Nothing that is signed with it counts from now on. What it signed before stays.
struct KeyWithdrawn {
  static constexpr std::string_view kind = "response.key_withdrawn";
  RecipientId recipient;
  std::string key;
  std::string reason;
  HEED_FIELDS(KeyWithdrawn, recipient, key, reason)
};

/// The recipient's own signature over what it was told, and since when its key was known.
struct Signed {
  std::string key;
  std::uint64_t registered = 0;  ///< the entry that registered the key
  Instant registered_at;
  Evidence registered_by = Evidence::heard;  ///< how the registration is evidenced
  std::string statement;                     ///< the compact JWS, as it came
  HEED_FIELDS(Signed, key, registered, registered_at, registered_by, statement)
};

}  // namespace heed::response
