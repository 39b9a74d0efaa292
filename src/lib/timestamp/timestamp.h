#pragma once
// Time stamps of an authority (RFC 3161): its signed word that some bytes were there at a time. By OpenSSL.
//
// Trust: the time is the authority's word, as that of the hub is the hub's. It bounds from above when the bytes came
// into being, and holds against a hub that dates its entries as it likes.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"

namespace heed::timestamp {

inline constexpr std::size_t answer_bytes = 64UL << 10;  ///< the longest answer that is read; usual are one to six KiB
inline constexpr std::size_t nonce_bytes = 16;
inline constexpr std::size_t certificates_bytes = 1UL << 20;  ///< the largest file of certificates

inline constexpr std::string_view request_type = "application/timestamp-query";
inline constexpr std::string_view answer_type = "application/timestamp-reply";

/// A TimeStampReq (version 1) in DER: the SHA-256 of `data`, the nonce, and the wish for the authority's certificate.
/// Requires: `nonce` has nonce_bytes, fresh and random.
[[nodiscard]] std::string request(std::string_view data, std::string_view nonce);

struct Stamp {
  Instant at;             ///< by the authority's clock, in whole seconds
  std::string authority;  ///< the subject of the certificate that signed: "CN=Time,O=Ruritania"
  std::string serial;     ///< the authority's number for it, in hexadecimal digits
  bool operator==(const Stamp&) const = default;
};

/// What an answer has to be about, and whom the reader believes.
struct Expected {
  std::string_view data;
  std::string_view nonce;         ///< empty: an answer that was kept, whose nonce nobody remembers
  std::string_view certificates;  ///< PEM: the authority's own certificate, or those of who vouches for it
};

/// Whether the answer is a time stamp of exactly these bytes.
///
/// Checks: one TimeStampResp in DER and nothing behind it; granted; version; imprint; nonce; the signature; a
/// certificate for time stamping and nothing else, which one of `certificates` vouches for, valid at the stamped time
/// (not now: a certificate that has run out since does not undo what it signed).
/// Errors: too_large, malformed (not of that form; no certificate in the PEM), refused (the authority did not grant
/// it), invalid (it proves nothing about these bytes).
[[nodiscard]] Result<Stamp> verify(std::string_view answer, const Expected& expected);

/// Whether a text holds certificates: asked when a hub starts, not when the first answer comes.
[[nodiscard]] Result<void> check_certificates(std::string_view pem);

/// The same without belief: what an answer says of itself. For lists, never for proofs.
[[nodiscard]] Result<Stamp> read(std::string_view answer);

}  // namespace heed::timestamp
