#pragma once
// The pages behind an acknowledgement link: for one recipient, perhaps with a telephone at night.
//
// Trust: these pages show what the recipient's own tier was told, because that is what the recipient acknowledges. They
// are served only to who has the link, never published, and are no part of site().

#include <string>

#include "flow/response/entries.h"
#include "flow/warning/entries.h"

namespace heed::public_page {

/// What was typed into a field, and what is wrong with it; both empty at first.
struct Field {
  std::string value;
  std::string fault;
};

/// The form, at first or after an answer that could not be taken. Showing it changes nothing (GET); each of its two
/// forms is sent with POST as application/x-www-form-urlencoded.
struct AckForm {
  std::string action;         ///< where it is posted: target, window, action, who, capacity
  std::string refuse_action;  ///< where a refusal is posted: who, reason
  std::string proofs;         ///< below which the proof files are: told, text
  std::string recipient;      ///< the recipient's name
  warning::Status status = warning::Status::exercise;
  std::string language;
  std::string headline;
  std::string instruction;  ///< what to do; may be empty
  std::string text;         ///< the exact text of the recipient's tier
  Instant until;            ///< the end of the warning's window
  bool is_over = false;     ///< the window has ended by now
  Field target;
  Field window;
  Field plan;  ///< posted as "action"
  Field who;
  Field capacity;
  Field refused_by;  ///< posted as "who" of the refusal
  Field reason;
  std::string receipt{};  ///< where the receipt to print is; may be empty
};
[[nodiscard]] std::string acknowledge_page(const AckForm& form);
/// The script of the form: it posts to ".../seen" when somebody touches the page. Without it only that is missing.
[[nodiscard]] std::string_view acknowledge_script();

/// What is recorded, as a receipt.
struct Receipt {
  std::string recipient;
  warning::Status status = warning::Status::exercise;
  std::string headline;
  std::string who;
  std::string capacity;
  response::ReadBack read_back;
  Instant at;
  std::uint64_t entry = 0;
  std::string proofs;      ///< below which the proof files are: told, text, acknowledgement
  std::string receipt{};   ///< where the receipt to print is; may be empty
  std::string evidence{};  ///< how it is evidenced, as a sentence; may be empty
};
[[nodiscard]] std::string acknowledged_page(const Receipt& receipt);

/// The receipt of a refusal.
struct Refusal {
  std::string recipient;
  warning::Status status = warning::Status::exercise;
  std::string headline;
  std::string who;
  std::string reason;
  Instant at;
  std::uint64_t entry = 0;
};
[[nodiscard]] std::string refused_page(const Refusal& refusal);

/// A page with one sentence, in the same look: a link that is not known, a form that came too late.
[[nodiscard]] std::string plain_page(const std::string& title, const std::string& sentence);

}  // namespace heed::public_page
