#pragma once
// The same for tests of libraries and rules.

#include <doctest/doctest.h>

#include "plain_pch.h"
