// Answers of a time authority: no input may crash, and none but the real one is a time stamp of these bytes.

#include "lib/timestamp/timestamp.h"

#include <cstdint>
#include <cstdlib>

#include "lib/timestamp/testing/answers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace heed;
  const std::string_view answer(reinterpret_cast<const char*>(bytes), size);
  const auto said = timestamp::read(answer);
  const auto stamp = timestamp::verify(answer, {testing::stamped_data, testing::stamped_nonce, testing::root_pem});
  // What is signed cannot be made up; what stands around it may differ.
  if (stamp && (!said || stamp->serial != "02")) std::abort();
  return 0;
}
