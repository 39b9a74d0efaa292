#pragma once
// From the bytes that a feed handed out to the alerts in them, read and judged. Nothing is decided or written here, so
// any thread may do it.

#include "flow/report/heard/normalise.h"
#include "lib/capfeed/document.h"
#include "lib/xmlsign/verify.h"
#include "ports/store.h"

namespace heed::hear {

/// Whose signatures count.
struct Trust {
  const xmlsign::Anchors* anchors = nullptr;
  const xmlsign::Senders* senders = nullptr;
};

/// One alert, and what is kept untouched for it: itself, and the document that it was taken out of where it could not
/// be taken out as it stood.
struct Alert {
  heard::Heard heard;
  std::vector<ports::StoredOriginal> originals;
};

/// What stands in a document and could not be used, and where.
struct Unusable {
  std::string item;  ///< its id or title; empty for a document that is one alert
  Error why;
};

struct Reading {
  capfeed::Kind kind = capfeed::Kind::empty;
  std::vector<Alert> alerts;
  std::vector<capfeed::Item> to_fetch;  ///< items that only name where their alert is
  std::vector<Unusable> unusable;
};

/// What came, from where, and when.
struct Received {
  std::string_view bytes;
  heard::Way way;
  Instant at;
  Trust trust{};
};

/// Reads an alert, a feed or a distribution. What a wrapping says of itself as a test counts for the alerts inside.
/// Errors: malformed, for what is none of these too; too_large (capfeed::read).
[[nodiscard]] Result<Reading> read(const Received& received);

/// Reads bytes that are to be one alert. Errors: malformed, too_large.
[[nodiscard]] Result<Alert> read_alert(const Received& received);

}  // namespace heed::hear
