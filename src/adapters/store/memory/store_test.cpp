#include "adapters/store/memory/store.h"

#include <doctest/doctest.h>

#include "ports/testing/store_contract.h"

namespace heed::memory {
namespace {

TEST_CASE("the_memory_store_keeps_the_contract_of_stores") {
  testing::run_store_contract([] { return std::make_unique<MemoryStore>(); });
}

}  // namespace
}  // namespace heed::memory
