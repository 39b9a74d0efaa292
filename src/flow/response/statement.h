#pragma once
// What a recipient signs when it acknowledges with its own key.

#include "flow/response/rules.h"

namespace heed::response {

/// The type in the header of the JWS.
inline constexpr std::string_view statement_type = "heed-acknowledgement+jwt";

/// The payload: all texts. `aud` binds it to the log, `leaf` to the one entry that says what was told, `delivery` to
/// the one recipient among those whom that entry is about.
struct Said {
  std::string aud;       ///< the log's origin
  std::string leaf;      ///< base64url of the leaf hash
  std::string delivery;  ///< its name
  std::string who;
  std::string capacity;
  std::string target;
  std::string window;
  std::string action;
  HEED_FIELDS(Said, aud, leaf, delivery, who, capacity, target, window, action)
};

/// A statement that counts.
struct Checked {
  Said said;
  Signed signed_by;
};

/// Errors: malformed and invalid for a statement that does not read, was not signed with its key, or is about another
/// log or leaf; refused for a key that may not speak; conflict for a statement that is in the record already. The place
/// is "statement", and below it the piece.
[[nodiscard]] Result<Checked> check_statement(const Setting& setting, const SignedAnswer& answer,
                                              const delivery::Delivery& delivery);

}  // namespace heed::response
