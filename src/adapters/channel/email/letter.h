#pragma once
// An Internet message (RFC 5322) put together by hand. Pure; the channel sends it.

#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"

namespace heed::email {

inline constexpr std::size_t address_bytes = 254;  ///< RFC 5321, section 4.5.3.1.3, without the angle brackets

struct Letter {
  std::string from_name;     ///< may be empty
  std::string from_address;  ///< also gives the domain of the Message-ID
  std::string to;
  std::string subject;          ///< one line
  std::string text;             ///< UTF-8
  std::string ack_url;          ///< put below the text where the text does not have it; may be empty
  std::string unsubscribe_url;  ///< http or https; put at the end of the text and into the header; may be empty
  std::string language;         ///< BCP 47; may be empty
  std::string status;           ///< "actual" | "exercise" | "test"
  std::string key;              ///< gives the Message-ID
  Instant at;                   ///< the Date
};

/// Whether mail can be addressed to it: local part "@" domain, printable ASCII, no quotes, blanks or brackets.
/// Errors: malformed, with a sentence that says what to change.
[[nodiscard]] Result<void> check_mail_address(std::string_view address);

/// The message with CRLF line ends, ready for DATA but for the dots.
///
/// Guarantees: no field of the letter can add, end or change a header: control characters (CR and LF above all) in a
/// header field are refused as malformed, not stripped, because who put them there meant harm. No line is longer than
/// 998 bytes, none of the text longer than 76 (RFC 2045, section 6.7), words outside ASCII are encoded by RFC 2047. The
/// same key gives the same Message-ID, different keys different ones. Auto-Submitted keeps vacation answers away (RFC
/// 3834). A status other than "actual" stands at the front of the subject (DE-13).
/// An unsubscribe_url stands in List-Unsubscribe, with List-Unsubscribe-Post beside it: a mail program ends the
/// subscription by one POST, without opening a page (RFC 2369, section 3.2; RFC 8058).
[[nodiscard]] Result<std::string> write_letter(const Letter& letter);

}  // namespace heed::email
