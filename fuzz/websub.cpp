// Forms that strangers send to subscribe: no input may crash, and what is taken keeps to its bounds and can be put into
// the address that is asked next.

#include <cstdint>
#include <cstdlib>

#include "core/text.h"
#include "lib/websub/message.h"
#include "lib/websub/request.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace heed;
  const auto request = websub::read_request({reinterpret_cast<const char*>(bytes), size});
  if (!request) return 0;
  const bool is_bounded = request->callback.size() <= websub::url_bytes && request->topic.size() <= websub::url_bytes &&
                          request->secret.size() <= websub::secret_bytes && request->lease >= websub::lease_min &&
                          request->lease <= websub::lease_max;
  if (!is_bounded || !core::is_clean_utf8(request->callback) || request->callback.contains('#')) std::abort();
  const auto asked = websub::verification_url(*request, "challenge");
  if (!asked.starts_with(request->callback) || asked.contains('\n') || asked.contains(' ')) std::abort();
  return 0;
}
