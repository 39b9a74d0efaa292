#pragma once
// A witness at work, without the network: it decides, keeps, and only then answers.

#include <string>
#include <string_view>

#include "app/witness/notebook.h"

namespace heed::witness {

/// Requires: one thread asks it. That, and no wait between the question what was seen and the answer, is what keeps two
/// requests for one log apart.
class Cosigner {
 public:
  Cosigner(tlog::Witness witness, Notebook notebook) : witness_(std::move(witness)), notebook_(std::move(notebook)) {}

  /// The answer to POST add-checkpoint, as tlog::decide gives it; 500 when what was decided could not be kept.
  /// Guarantees: no cosignature leaves that would not survive a crash. What convicts a log is kept and logged.
  [[nodiscard]] tlog::WitnessAnswer add_checkpoint(std::string_view body, Instant now);
  /// What GET <hash>/checkpoint shows.
  [[nodiscard]] Result<std::string> note(std::string_view origin_hash) const { return notebook_.note(origin_hash); }

  /// Takes other logs in place of those that it had; after an error it has the same ones as before. What was seen of a
  /// log that goes and comes again is not forgotten. Errors: as Notebook::look_up.
  Result<void> watch(std::vector<tlog::WitnessedLog> logs);

  [[nodiscard]] const tlog::Witness& witness() const { return witness_; }
  [[nodiscard]] const Notebook& notebook() const { return notebook_; }

 private:
  void convict(std::string_view origin, std::string_view shown);

  tlog::Witness witness_;
  Notebook notebook_;
};

}  // namespace heed::witness
