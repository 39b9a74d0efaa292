#pragma once
// The site of a publisher that there is not.

#include "adapters/format/public_page/site.h"

namespace heed::public_page::testing {

inline const Site ruritania{"Warnings of the Embassy", "Embassy of Ruritania", "heed.example,2024",
                            "https://heed.example"};

}  // namespace heed::public_page::testing
