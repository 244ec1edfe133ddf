// For every test. See src/core/precompiled.hpp.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/test_loop.hpp"
#include "http/precompiled.hpp"
#include "identity/accounts.hpp"
#include "identity/credentials.hpp"
