#include "core/assert.h"
#include "lib/digest/sha256.h"
#include "lib/timestamp/objects.h"
#include "lib/timestamp/timestamp.h"

namespace heed::timestamp {
namespace {

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Imprint imprint_of(std::string_view data) {
  Algorithm sha256(X509_ALGOR_new());
  X509_ALGOR_set0(sha256.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
  auto hash = digest::sha256(data);
  Imprint imprint(TS_MSG_IMPRINT_new());
  TS_MSG_IMPRINT_set_algo(imprint.get(), sha256.get());
  TS_MSG_IMPRINT_set_msg(imprint.get(), bytes_of(hash), static_cast<int>(hash.size()));
  return imprint;
}

}  // namespace

Request make_request(std::string_view data, std::string_view nonce) {
  Request request(TS_REQ_new());
  HEED_ASSERT(request != nullptr);
  TS_REQ_set_version(request.get(), 1);
  TS_REQ_set_msg_imprint(request.get(), imprint_of(data).get());
  if (!nonce.empty()) {
    std::string positive(nonce);
    // Why: a number with its highest bit set is written with a zero in front, and one that begins with zeros without
    // them; some authorities then give back another one.
    positive.front() = static_cast<char>((static_cast<unsigned char>(positive.front()) & 0x7FU) | 0x40U);
    std::unique_ptr<BIGNUM, Release<BN_free>> number(
        BN_bin2bn(bytes_of(positive), static_cast<int>(positive.size()), nullptr));
    TS_REQ_set_nonce(request.get(), Number(BN_to_ASN1_INTEGER(number.get(), nullptr)).get());
  }
  TS_REQ_set_cert_req(request.get(), 1);
  return request;
}

std::string request(std::string_view data, std::string_view nonce) {
  HEED_ASSERT(nonce.size() == nonce_bytes);
  const auto made = make_request(data, nonce);
  std::string der(static_cast<std::size_t>(i2d_TS_REQ(made.get(), nullptr)), '\0');
  auto* out = bytes_of(der);
  i2d_TS_REQ(made.get(), &out);
  return der;
}

}  // namespace heed::timestamp
