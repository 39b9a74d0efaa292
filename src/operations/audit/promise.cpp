#include "operations/audit/promise.h"

#include "core/codec.h"
#include "lib/digest/base64.h"
#include "lib/json/json.h"
#include "operations/desk/sealing/sealer.h"

namespace heed::audit {

std::string promise(const Promised& promised, const ports::Keys& keys) {
  const Value header = core::Object{{"alg", "EdDSA"},
                                    {"kid", sealing::issuer_kid({keys.issuer.name(), keys.issuer.public_key()})},
                                    {"typ", promise_type}};
  const Value payload = core::Object{{"due", to_value(promised.due)},
                                     {"index", promised.index},
                                     {"iss", keys.log.name()},
                                     {"leaf", digest::to_base64url(promised.leaf)},
                                     {"v", 1}};
  auto jws = cat(digest::to_base64url(json::write(header)), ".", digest::to_base64url(json::write(payload)));
  const auto signature = keys.issuer.sign(jws);
  return cat(jws, ".", digest::to_base64url(signature));
}

}  // namespace heed::audit
