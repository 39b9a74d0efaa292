#pragma once
// The receipt: one page for one recipient, to print and to keep. What was told, what was answered, how far it is
// proven.
//
// Trust: it shows what this recipient was given and nothing else; the caller sees to it. No script, no inline style.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/response/entries.h"
#include "flow/warning/entries.h"

namespace heed::receipt {

/// What was told, to whom, and how far it came.
struct Told {
  std::string recipient;  ///< its name
  std::string publisher;  ///< who sends
  warning::Status status = warning::Status::exercise;
  warning::Kind what = warning::Kind::alert;
  std::uint64_t edition = 0;
  std::string language;
  std::string headline;
  std::string text;  ///< the exact text of the recipient's tier
  Instant at;        ///< of the release
  Instant until;     ///< the end of the window
  std::string way;   ///< "by e-mail; the next machine took it": a sentence without its full stop
};

/// A witness that cosigned.
struct Witness {
  std::string name;
  Instant at;  ///< by its own clock
};

enum class Standing {
  promised,       ///< no checkpoint covers it yet
  signed_by_log,  ///< by the log alone; no witness is asked
  pending,        ///< witnesses are asked, and are not yet a quorum
  witnessed,      ///< a quorum cosigned
};

/// A time authority's word.
struct Stamped {
  std::string authority;
  Instant at;
  std::uint64_t size = 0;  ///< of the stamped checkpoint
};

/// Where it stands in the log.
struct Place {
  std::uint64_t entry = 0;
  std::string leaf;    ///< the leaf hash, base64url
  std::string origin;  ///< the log's name
  Standing standing = Standing::promised;
  std::string promise{};  ///< a JWS; while it is promised
  Instant due{};          ///< of the promise
  std::uint64_t size = 0;
  std::string root{};  ///< base64
  std::vector<Witness> witnesses{};
  std::optional<Stamped> stamped{};
};

struct Receipt {
  Told told;
  /// The first acknowledgement; none: nobody acknowledged.
  std::optional<response::Acknowledged> answer{};
  Instant answered_at{};
  std::uint64_t answered_in = 0;  ///< the entry
  std::string refused_by{};       ///< who declined it; empty: nobody
  bool is_answer_asked = true;
  Place place;
  std::string base_url;  ///< of the hub, without a slash at the end
  std::string proofs{};  ///< below which the proof files are; empty: none are offered here
  Instant made_at;
};

/// What the QR code carries: the page that checks it, with what it is to find there. At most about 300 bytes.
[[nodiscard]] std::string verify_link(const Receipt& receipt);

/// The page. Guarantees: printed on A4 it is one sheet; what is longer is cut, and says so.
[[nodiscard]] Result<std::string> page(const Receipt& receipt);

/// "/receipt.css".
[[nodiscard]] std::string_view stylesheet();

/// How an acknowledgement is evidenced, for people: a short name, and a sentence that never makes it look stronger.
[[nodiscard]] std::string_view evidence_name(response::Evidence evidence);
[[nodiscard]] std::string evidence_sentence(const response::Acknowledged& answer);

}  // namespace heed::receipt
