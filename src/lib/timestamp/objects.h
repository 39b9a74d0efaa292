#pragma once
// Private to this folder: OpenSSL's objects, each with an owner.

#include <memory>

#include <openssl/bio.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

namespace heed::timestamp {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
template <class T, auto release>
using Owned = std::unique_ptr<T, Release<release>>;

struct FreeCertificates {
  void operator()(STACK_OF(X509) * certificates) const { sk_X509_pop_free(certificates, X509_free); }
};

using Certificates = std::unique_ptr<STACK_OF(X509), FreeCertificates>;
using Request = Owned<TS_REQ, TS_REQ_free>;
using Answer = Owned<TS_RESP, TS_RESP_free>;
using Imprint = Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;
using Algorithm = Owned<X509_ALGOR, X509_ALGOR_free>;
using Number = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using Checking = Owned<TS_VERIFY_CTX, TS_VERIFY_CTX_free>;
using Store = Owned<X509_STORE, X509_STORE_free>;
using Memory = Owned<BIO, BIO_free_all>;

/// A request for `data`; without a nonce where that is empty.
[[nodiscard]] Request make_request(std::string_view data, std::string_view nonce);

}  // namespace heed::timestamp
