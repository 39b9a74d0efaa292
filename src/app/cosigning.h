#pragma once
// Witnesses: every checkpoint is shown to those whom the policy names, and what they sign is kept under it.

#include <memory>
#include <optional>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "adapters/http_client/client.h"
#include "lib/tlog/policy.h"
#include "operations/desk/journal.h"

namespace heed::app {

/// Warn first, cosign later: no warning ever waits for a witness. A witness that does not answer is asked again, at
/// longer and longer intervals; what it missed is made good with one proof.
///
/// A witness that has seen more of the log than there is proves that this is an older copy of it. Nothing is signed any
/// more then: a second history under the same key would make every proof worthless.
class Cosigning {
 public:
  struct Doors {
    desk::Journal& journal;
    http_client::Client& client;
  };
  /// Witnesses without a URL in the policy are not asked.
  Cosigning(boost::asio::io_context& context, Doors doors, tlog::Policy policy);

  /// Requires: the journal was resumed.
  void start();
  boost::asio::awaitable<void> stop();

  /// Whether checkpoints may be signed: once so many witnesses as the quorum needs have been asked since the start, and
  /// none of them knew more than we do. At once for a log that was never signed, and under a policy without witnesses.
  [[nodiscard]] bool may_sign() const;

 private:
  struct Asked {
    tlog::PolicyWitness witness;
    std::uint64_t has = 0;    ///< what it saw last, as far as we know
    std::uint64_t shown = 0;  ///< the checkpoint that it cosigned last
    bool is_asked = false;    ///< it has answered since the start
    bool knows_more = false;
    boost::asio::steady_timer timer;
  };

  boost::asio::awaitable<void> follow(Asked& asked);
  boost::asio::awaitable<Result<void>> show(Asked& asked, ports::StoredCheckpoint checkpoint);
  boost::asio::awaitable<Result<std::string>> request_for(const Asked& asked,
                                                          const ports::StoredCheckpoint& checkpoint);
  Result<void> note_size(Asked& asked, std::uint64_t size);

  boost::asio::io_context& context_;
  Doors doors_;
  tlog::Policy policy_;
  std::vector<std::unique_ptr<Asked>> asked_;
  bool is_stopping_ = false;
  bool was_signed_before_ = false;
  std::size_t running_ = 0;
};

}  // namespace heed::app
