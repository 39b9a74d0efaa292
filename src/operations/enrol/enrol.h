#pragma once
// How people put themselves on the list of those who are told public warnings, and take themselves off (PU-3).
//
// ask -> a mail with a link; nothing is written down. confirm -> registered, with a contact that is proven to work
// (DE-8), and told at once what is in force there. leave -> told nothing any more.

#include <map>
#include <memory>

#include "operations/desk/enrolment.h"

namespace heed::enrol {

/// How often each of many may do something within a span, counted in memory. A restart forgets it.
class Allowance {
 public:
  Allowance(std::size_t times, Duration within) : times_(times), within_(within) {}

  /// Takes one, or says no. Guarantees: at most `keys_max` keys are kept; when so many ask at one time, it begins anew,
  /// because who has so many keys is not held by counting them, and others must not be locked out.
  [[nodiscard]] bool take(const std::string& key, Instant now);
  /// Takes back one that was of no use to anybody.
  void give_back(const std::string& key);

  static constexpr std::size_t keys_max = 50'000;

 private:
  struct Taken {
    Instant since;
    std::size_t times = 0;
  };
  std::size_t times_;
  Duration within_;
  std::map<std::string, Taken, std::less<>> taken_;
};

/// Mails that one client can have sent within an hour. Why as many as ten: the guests of a hotel have one address.
inline constexpr std::size_t asks_by_client = 10;
/// Mails that one mailbox can be sent within an hour, whoever asks: the page must not become a way to flood somebody.
inline constexpr std::size_t asks_for_address = 3;
/// Confirmation mails on the wire at one time. Warnings use the same relay and must not queue behind them.
inline constexpr std::size_t asks_at_once = 4;
/// Days of a stay, and how far ahead it may begin.
inline constexpr Duration stay_max{366 * 86'400'000LL};

/// What holds back who asks too often.
struct Turnstile {
  Allowance by_client{asks_by_client, Duration{3'600'000}};
  Allowance by_address{asks_for_address, Duration{3'600'000}};
  /// Mails on the wire. Why shared: a coroutine that waits for the relay may end after everything else at a stop.
  std::shared_ptr<std::size_t> on_the_wire = std::make_shared<std::size_t>(0);
};

/// Whether mail can be sent to this address at all. Errors: invalid, with the place "address"; unsupported.
[[nodiscard]] Result<void> check_address(const desk::Desk& desk, std::string_view address);

/// Sends the mail with the link that confirms. Writes nothing down.
///
/// Errors, with the field as their place ("address", "language", "place", "stay"): malformed, invalid. Without one:
/// unsupported when this hub has no mail, too_many when the client asked too often or too many ask at once, unavailable
/// when the relay did not take it now.
/// Trust: the answer is the same whether the address is registered or not. When the mailbox was sent enough within the
/// hour, nothing is sent and the answer is still the same: it does not tell that somebody else asked for it.
boost::asio::awaitable<Result<void>> ask(desk::Desk& desk, Turnstile& turnstile, desk::Enrolment enrolment,
                                         std::string client);

/// What came of a link that was confirmed.
struct Enrolled {
  audience::Recipient recipient;
  std::size_t told = 0;  ///< warnings in force there, which are delivered now
};
/// Registers who holds the link. A link does this once: when it was used already, or a later one was, the answer is
/// what is registered now, and nothing is written.
/// Errors: those of open_enrolment; refused when they have left since the link was made.
boost::asio::awaitable<Result<Enrolled>> confirm(desk::Desk& desk, std::string token);

/// Whether a recipient is registered by itself now.
enum class Membership { subscribed, gone };
[[nodiscard]] Membership membership(const desk::Desk& desk, const RecipientId& recipient);

/// Retires the recipient and stops what was still queued for it. Done already: nothing is written.
boost::asio::awaitable<Result<void>> leave(desk::Desk& desk, RecipientId recipient);

}  // namespace heed::enrol
