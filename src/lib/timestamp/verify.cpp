#include <chrono>
#include <ctime>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "core/text.h"
#include "lib/timestamp/objects.h"
#include "lib/timestamp/timestamp.h"

namespace heed::timestamp {
namespace {

/// OpenSSL's newest reason, and its list of errors emptied.
std::string last_reason() {
  const auto* reason = ERR_reason_error_string(ERR_peek_last_error());
  std::string text = reason == nullptr ? "no reason given" : reason;
  ERR_clear_error();
  return text;
}

std::unexpected<Error> proves_nothing(std::string_view why) {
  return fail(Code::invalid, cat("this time stamp proves nothing about these bytes: ", why));
}

Result<Answer> parse(std::string_view answer) {
  if (answer.size() > answer_bytes) {
    return fail(Code::too_large, cat("a time stamp has at most ", answer_bytes, " bytes"));
  }
  const auto* begin = reinterpret_cast<const unsigned char*>(answer.data());
  const auto* at = begin;
  Answer parsed(d2i_TS_RESP(nullptr, &at, static_cast<long>(answer.size())));
  const bool is_whole = parsed != nullptr && at == begin + answer.size();
  ERR_clear_error();
  if (!is_whole) return fail(Code::malformed, "this is no answer of a time-stamping authority (RFC 3161)");
  const auto status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(parsed.get())));
  if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) {
    return fail(Code::refused, cat("the authority did not grant the time stamp (status ", status, ")"));
  }
  if (TS_RESP_get_tst_info(parsed.get()) == nullptr || TS_RESP_get_token(parsed.get()) == nullptr) {
    return fail(Code::malformed, "the authority granted a time stamp, and sent none");
  }
  return parsed;
}

Result<Certificates> read_certificates(std::string_view pem) {
  if (pem.size() > certificates_bytes) {
    return fail(Code::too_large, cat("a file of certificates has at most ", certificates_bytes, " bytes"));
  }
  const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Certificates certificates(sk_X509_new_null());
  while (auto* certificate = PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)) {
    sk_X509_push(certificates.get(), certificate);
  }
  ERR_clear_error();
  if (sk_X509_num(certificates.get()) > 0) return certificates;
  return fail(Code::malformed, "there is no certificate in this PEM text");
}

Result<Instant> time_of(TS_TST_INFO* info) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &parts) != 1) {
    ERR_clear_error();
    return fail(Code::malformed, "the stamped time is none");
  }
  using namespace std::chrono;
  const auto day = year{parts.tm_year + 1900} / (parts.tm_mon + 1) / parts.tm_mday;
  const auto at = sys_days{day} + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
  return Instant{duration_cast<milliseconds>(at.time_since_epoch()).count()};
}

std::string one_line(const X509_NAME* name) {
  const Memory memory(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(memory.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* begin = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &begin);
  std::string text(begin, static_cast<std::size_t>(size));
  return core::is_clean_utf8(text) ? text : "a name that is not clean text";
}

/// The subject of the certificate that signed; it may stand in the answer or among `more`.
std::string authority_of(PKCS7* token, STACK_OF(X509) * more) {
  struct FreeList {
    void operator()(STACK_OF(X509) * list) const { sk_X509_free(list); }
  };
  const std::unique_ptr<STACK_OF(X509), FreeList> signers(PKCS7_get0_signers(token, more, 0));
  ERR_clear_error();
  if (signers == nullptr || sk_X509_num(signers.get()) < 1) return "an authority that does not name itself";
  return one_line(X509_get_subject_name(sk_X509_value(signers.get(), 0)));
}

Result<Stamp> described(TS_RESP* answer, STACK_OF(X509) * more) {
  auto* info = TS_RESP_get_tst_info(answer);
  TRY(const auto at, time_of(info));
  const std::unique_ptr<BIGNUM, Release<BN_free>> serial(ASN1_INTEGER_to_BN(TS_TST_INFO_get_serial(info), nullptr));
  char* digits = BN_bn2hex(serial.get());
  Stamp stamp{at, authority_of(TS_RESP_get_token(answer), more), digits == nullptr ? "" : digits};
  OPENSSL_free(digits);
  return stamp;
}

/// Whom to believe, at the stamped time.
Store store_of(STACK_OF(X509) * certificates, Instant at) {
  Store store(X509_STORE_new());
  for (int i = 0; i < sk_X509_num(certificates); ++i) X509_STORE_add_cert(store.get(), sk_X509_value(certificates, i));
  // Why: the file may hold the authority's own certificate instead of the one above it.
  X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), static_cast<std::time_t>(at.ms / 1000));
  return store;
}

}  // namespace

Result<void> check_certificates(std::string_view pem) {
  TRY(read_certificates(pem));
  return {};
}

Result<Stamp> read(std::string_view answer) {
  TRY(const auto parsed, parse(answer));
  return described(parsed.get(), nullptr);
}

Result<Stamp> verify(std::string_view answer, const Expected& expected) {
  TRY(const auto parsed, parse(answer));
  TRY(auto certificates, read_certificates(expected.certificates));
  TRY(auto stamp, described(parsed.get(), certificates.get()));
  const auto request = make_request(expected.data, expected.nonce);
  const Checking checking(TS_REQ_to_TS_VERIFY_CTX(request.get(), nullptr));
  if (checking == nullptr) return fail(Code::internal, cat("OpenSSL: ", last_reason()));
  TS_VERIFY_CTX_add_flags(checking.get(), TS_VFY_SIGNATURE);
  // Both belong to the check from here on.
  TS_VERIFY_CTX_set_store(checking.get(), store_of(certificates.get(), stamp.at).release());
  TS_VERIFY_CTX_set_certs(checking.get(), certificates.release());
  ERR_clear_error();
  const bool holds = TS_RESP_verify_response(checking.get(), parsed.get()) == 1;
  const auto reason = last_reason();
  if (!holds) return proves_nothing(reason);
  return stamp;
}

}  // namespace heed::timestamp
