#include "app/cosigning.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "lib/tlog/proofs.h"
#include "lib/tlog/witness.h"

namespace heed::app {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds between_looks{1};
constexpr std::chrono::seconds longest_pause{60};
constexpr Duration patience{5'000};

asio::awaitable<void> pause(asio::steady_timer& timer, std::chrono::seconds span) {
  boost::system::error_code woken;
  timer.expires_after(span);
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

asio::awaitable<Result<std::optional<ports::StoredCheckpoint>>> last_checkpoint(desk::Journal& journal) {
  co_return co_await journal.ask([](ports::Store& store) { return store.last_checkpoint(); });
}

}  // namespace

Cosigning::Cosigning(asio::io_context& context, Doors doors, tlog::Policy policy)
    : context_(context), doors_(doors), policy_(std::move(policy)) {
  for (const auto& witness : policy_.witnesses) {
    if (witness.url.empty()) continue;
    asked_.push_back(std::make_unique<Asked>(Asked{witness, 0, 0, false, false, asio::steady_timer(context)}));
  }
}

void Cosigning::start() {
  was_signed_before_ = doors_.journal.was_signed();
  for (auto& asked : asked_) {
    ++running_;
    asio::co_spawn(context_, follow(*asked), asio::detached);
  }
}

asio::awaitable<void> Cosigning::stop() {
  is_stopping_ = true;
  for (auto& asked : asked_) asked->timer.cancel();
  asio::steady_timer turn(context_);
  while (running_ > 0) {
    turn.expires_after(std::chrono::milliseconds(5));
    co_await turn.async_wait(asio::use_awaitable);
  }
}

bool Cosigning::may_sign() const {
  if (std::ranges::any_of(asked_, [](const auto& asked) { return asked->knows_more; })) return false;
  if (!was_signed_before_ || asked_.empty()) return true;
  // Why not the quorum itself: a group is weighed by who signed, and here it only counts who was heard.
  const auto heard = std::ranges::count_if(asked_, [](const auto& asked) { return asked->is_asked; });
  return static_cast<std::size_t>(heard) * 2 > asked_.size();
}

asio::awaitable<void> Cosigning::follow(Asked& asked) {
  auto wait = between_looks;
  while (!is_stopping_) {
    const auto checkpoint = co_await last_checkpoint(doors_.journal);
    if (checkpoint && *checkpoint && (*checkpoint)->size > asked.shown) {
      const auto shown = co_await show(asked, **checkpoint);
      if (!shown && wait == between_looks)
        spdlog::warn("witness {}: {}", asked.witness.name, core::sentence(shown.error()));
      wait = shown ? between_looks : std::min(wait * 2, longest_pause);
    }
    if (!is_stopping_) co_await pause(asked.timer, wait);
  }
  --running_;
}

asio::awaitable<Result<std::string>> Cosigning::request_for(const Asked& asked,
                                                            const ports::StoredCheckpoint& checkpoint) {
  tlog::AddCheckpoint request{asked.has, {}, checkpoint.note};
  if (asked.has > 0 && asked.has < checkpoint.size) {
    const auto from = asked.has, to = checkpoint.size;
    CO_TRY(auto proof, co_await doors_.journal.ask([from, to](ports::Store& store) {
      return tlog::prove_consistency(from, to, [&](unsigned level, std::uint64_t first, std::size_t count) {
        return store.hashes(level, first, count);
      });
    }));
    request.proof = std::move(proof.path);
  }
  co_return tlog::to_text(request);
}

asio::awaitable<Result<void>> Cosigning::show(Asked& asked, ports::StoredCheckpoint checkpoint) {
  // Twice: the first answer may be what the witness saw last, and then the proof starts there.
  for (int attempt = 0; attempt < 2; ++attempt) {
    http_client::Call call;
    call.method = "POST";
    call.url = asked.witness.url + "/add-checkpoint";
    call.deadline = patience;
    call.reach = http_client::Reach::anywhere;
    call.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    CO_TRY(call.body, co_await request_for(asked, checkpoint));
    CO_TRY(const auto answer, co_await doors_.client.send(std::move(call)));
    CO_TRY(const auto reply,
           tlog::read_reply({static_cast<unsigned>(answer.status), answer.body}, checkpoint.note, asked.witness.key));
    if (const auto* seen = std::get_if<tlog::WitnessHas>(&reply)) {
      CO_TRY(note_size(asked, seen->size));
      if (seen->size > checkpoint.size) co_return Result<void>{};  // a newer checkpoint of ours, shown by now
      continue;
    }
    asked.is_asked = true;
    asked.has = asked.shown = checkpoint.size;
    auto line = merkle::to_text(std::get<tlog::Cosignature>(reply).line);
    const auto size = checkpoint.size;
    co_return co_await doors_.journal.ask(
        [size, line = std::move(line)](ports::Store& store) { return store.add_signatures(size, {line}); });
  }
  co_return fail(Code::unavailable, "it named twice a size that it has not seen");
}

Result<void> Cosigning::note_size(Asked& asked, std::uint64_t size) {
  asked.is_asked = true;
  asked.has = size;
  if (size <= doors_.journal.durable_size()) return {};
  asked.knows_more = true;
  spdlog::critical(
      "witness {} has seen {} entries of this log, and {} are here: this is an older copy of the record. "
      "Nothing is signed any more. Stop the hub and bring the newest copy back",
      asked.witness.name, size, doors_.journal.durable_size());
  return fail(Code::corrupt, cat("it has seen ", size, " entries, more than there are"));
}

}  // namespace heed::app
