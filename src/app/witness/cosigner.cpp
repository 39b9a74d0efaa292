#include "app/witness/cosigner.h"

#include <spdlog/spdlog.h>

#include "core/text.h"

namespace heed::witness {

tlog::WitnessAnswer Cosigner::add_checkpoint(std::string_view body, Instant now) {
  const auto request = tlog::parse_add_checkpoint(body);
  if (!request) return tlog::answer_malformed(request.error());
  const auto origin = tlog::origin_of(*request);
  auto answer = tlog::decide(witness_, notebook_.last(origin), *request, now);
  if (answer.is_equivocation) convict(origin, request->checkpoint);
  if (!answer.keep) return answer;
  if (const auto kept = notebook_.keep(*answer.keep); !kept) {
    spdlog::critical("{}: what was seen cannot be kept: {}. Nothing is cosigned any more; start the witness anew",
                     origin, core::sentence(kept.error()));
    return {500, "the witness cannot keep what it saw\n"};
  }
  spdlog::info("{}: cosigned {} entries", origin, answer.keep->seen.size);
  return answer;
}

Result<void> Cosigner::watch(std::vector<tlog::WitnessedLog> logs) {
  TRY(notebook_.look_up(logs, witness_.key));
  witness_.logs = std::move(logs);
  return {};
}

void Cosigner::convict(std::string_view origin, std::string_view shown) {
  const auto size = notebook_.last(origin).value_or(tlog::Seen{}).size;
  const auto kept = notebook_.keep_evidence(origin, shown);
  spdlog::critical("{} has signed two different trees of {} entries: it has two histories. Both notes: {}", origin,
                   size, kept ? *kept : cat("not kept, ", core::sentence(kept.error())));
}

}  // namespace heed::witness
