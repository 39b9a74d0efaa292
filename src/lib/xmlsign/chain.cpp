#include "lib/xmlsign/chain.h"

#include <ctime>

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "core/text.h"

namespace heed::xmlsign {

struct FreeStore {
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
};

struct Anchors::Kept {
  std::unique_ptr<X509_STORE, FreeStore> store;
};

Anchors::Anchors(std::unique_ptr<Kept> kept) : kept_(std::move(kept)) {}
Anchors::Anchors(Anchors&&) noexcept = default;
Anchors& Anchors::operator=(Anchors&&) noexcept = default;
Anchors::~Anchors() = default;

Result<Anchors> Anchors::read(std::string_view pem) {
  TRY(const auto certificates, keys::read_certificates_pem(pem, anchors_max));
  auto kept = std::make_unique<Kept>();
  kept->store.reset(X509_STORE_new());
  for (const auto& each : certificates) X509_STORE_add_cert(kept->store.get(), each.get());
  ERR_clear_error();
  return Anchors(std::move(kept));
}

namespace {

constexpr int depth_max = 8;
/// At least 112 bits everywhere in the chain: RSA of 2,048 bits, no SHA-1.
constexpr int security_level = 2;

struct FreeContext {
  void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
};
struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using Stack = std::unique_ptr<STACK_OF(X509), FreeStack>;

/// Nothing when an anchor vouches for it then, else why not.
struct Refusal {
  bool is_time = false;
  std::string reason{};
};

std::optional<Refusal> refusal_at(X509* signer, STACK_OF(X509) * others, X509_STORE* store, Instant at) {
  const std::unique_ptr<X509_STORE_CTX, FreeContext> context(X509_STORE_CTX_new());
  if (!context || X509_STORE_CTX_init(context.get(), store, signer, others) != 1) return Refusal{false, "no memory"};
  auto* parameters = X509_STORE_CTX_get0_param(context.get());
  // Why partial chains: an anchor may be the signer's own certificate, or one between it and a root.
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST);
  X509_VERIFY_PARAM_set_time(parameters, static_cast<std::time_t>(at.ms / 1000));
  X509_VERIFY_PARAM_set_depth(parameters, depth_max);
  X509_VERIFY_PARAM_set_auth_level(parameters, security_level);
  const bool is_good = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  if (is_good) return std::nullopt;
  const bool is_time = error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID;
  return Refusal{is_time, X509_verify_cert_error_string(error)};
}

}  // namespace

Standing standing_of(const std::vector<Certificate>& certificates, std::size_t place, const Question& question,
                     std::optional<Instant> sent) {
  auto* signer = certificates[place].get();
  constexpr std::uint32_t wanted = KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION;
  if ((X509_get_key_usage(signer) & wanted) == 0) return {ValidAt::never, "its certificate is not for signatures"};
  const Stack others(sk_X509_new_null());
  for (std::size_t i = 0; i < certificates.size(); ++i) {
    if (i != place) sk_X509_push(others.get(), certificates[i].get());
  }
  auto* store = question.anchors->kept().store.get();
  const auto at = question.at.value_or(question.now);
  const auto refusal = refusal_at(signer, others.get(), store, at);
  if (!refusal) return {question.at ? ValidAt::asked : ValidAt::now, {}};
  if (refusal->is_time && !question.at && sent && !refusal_at(signer, others.get(), store, *sent)) {
    return {ValidAt::sent, {}};
  }
  return {ValidAt::never, cat("no anchor vouches for its certificate (", refusal->reason, ")")};
}

bool is_valid_at(const x509_st* certificate, Instant at) {
  auto time = static_cast<std::time_t>(at.ms / 1000);
  return X509_cmp_time(X509_get0_notBefore(certificate), &time) < 0 &&
         X509_cmp_time(X509_get0_notAfter(certificate), &time) > 0;
}

}  // namespace heed::xmlsign
