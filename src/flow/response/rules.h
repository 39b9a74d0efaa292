#pragma once
// Taking in what the warned say: an acknowledgement with read-back, a refusal, a rejection, a dispute, a measure.

#include "flow/delivery/rules.h"
#include "flow/response/commands.h"
#include "flow/response/state.h"
#include "flow/warning/rules.h"

namespace heed::response {

/// All that the rules of this stage may look at.
struct Setting {
  const warning::Setting& before;
  const audience::State& recipients;
  const delivery::State& deliveries;
  const State& responses;
  Duration follow_up;  ///< the regime's time for tasks that open by themselves
};

inline constexpr std::size_t keys_max = 8;  ///< of one recipient at one time

/// Who speaks, and how strongly it is evidenced that it is the recipient. `recipient` is set when the speaker is one:
/// it may speak only for itself.
struct Speaker {
  Evidence evidence = Evidence::heard;
  std::optional<RecipientId> recipient;
};

/// Refuses an acknowledgement without a read-back of target, window and action (DE-7). A late one is kept and said to
/// be late.
[[nodiscard]] Result<record::Drafts> acknowledge(const Setting& setting, const Acknowledge& command,
                                                 const Speaker& speaker, const record::Moment& moment);
/// An acknowledgement that the recipient signed, with what the log holds of the delivery that it is about.
struct SignedAnswer {
  AcknowledgeSigned command;
  std::string origin;  ///< the log's name
  std::string leaf;    ///< the leaf hash of the entry that planned the delivery, 32 bytes
};
/// Whoever hands it in: the signature says whose it is. Refuses a statement about another leaf or log, one that is kept
/// already, and a key that is not this recipient's, was withdrawn, or was registered after the recipient was told.
[[nodiscard]] Result<record::Drafts> acknowledge_signed(const Setting& setting, const SignedAnswer& answer,
                                                        const Speaker& speaker, const record::Moment& moment);
/// Refuses a key that is not sound, that is registered already or was withdrawn, and more than `keys_max` at one time.
[[nodiscard]] Result<record::Drafts> register_key(const Setting& setting, const RegisterKey& command,
                                                  const Speaker& speaker);
[[nodiscard]] Result<record::Drafts> withdraw_key(const Setting& setting, const WithdrawKey& command,
                                                  const Speaker& speaker);
/// Somebody has it open: evidence that it was seen, never that it was understood. Nothing when more is known already.
[[nodiscard]] Result<record::Drafts> see(const Setting& setting, const See& command, const Speaker& speaker);
/// The next contact is due at once, and a follow-up task stands.
[[nodiscard]] Result<record::Drafts> refuse(const Setting& setting, const Refuse& command,
                                            const record::Moment& moment);
/// A rejection is a standing fact about the warning, and opens a follow-up task.
[[nodiscard]] Result<record::Drafts> reject(const Setting& setting, const Reject& command,
                                            const record::Moment& moment);
[[nodiscard]] Result<record::Drafts> contest(const Setting& setting, const Contest& command,
                                             const record::Moment& moment);
/// Guarantees: the answer carries what the record shows that this recipient was given (RA-1).
[[nodiscard]] Result<record::Drafts> answer_dispute(const Setting& setting, const AnswerDispute& command);
[[nodiscard]] Result<record::Drafts> ask(const Setting& setting, const Ask& command);
[[nodiscard]] Result<record::Drafts> answer_question(const Setting& setting, const AnswerQuestion& command);
[[nodiscard]] Result<record::Drafts> report_measure(const Setting& setting, const ReportMeasure& command,
                                                    const record::Moment& moment);
/// Refuses without a reason; while the threat is open the case's owner gets a task (FT-5).
[[nodiscard]] Result<record::Drafts> lift_measure(const Setting& setting, const LiftMeasure& command,
                                                  const record::Moment& moment);
[[nodiscard]] Result<record::Drafts> brief(const Setting& setting, const Brief& command);
[[nodiscard]] Result<record::Drafts> open_task(const Setting& setting, const OpenTask& command);
[[nodiscard]] Result<record::Drafts> complete_task(const Setting& setting, const CompleteTask& command);

/// The delivery, unless the speaker is another recipient.
[[nodiscard]] Result<const delivery::Delivery*> find_own(const Setting& setting, const DeliveryId& id,
                                                         const Speaker& speaker);

/// What a recipient was given of a warning, edition by edition.
[[nodiscard]] std::vector<Given> given(const Setting& setting, const WarningId& warning, const RecipientId& recipient);

}  // namespace heed::response
