#pragma once

#include <optional>
#include <string>

#include "common/redis/redis_options.h"

namespace sinergi::testing {

// The Redis that SINERGI_TEST_REDIS names, shared by all tests; none when it is not set.
std::optional<std::string> RedisServer();

// For that Redis, with so much patience that a busy machine is not taken for one that is away.
RedisOptions PatientRedis();

// Before all names of one test: no other test has the same.
std::string FreshRedisPrefix();

}  // namespace sinergi::testing
