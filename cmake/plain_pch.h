#pragma once
// What nearly every source file of the libraries and rules includes. A quarter to a third of their build went into
// reading it again.

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/codec.h"
