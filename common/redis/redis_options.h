#pragma once

#include <chrono>
#include <cstddef>

#include "common/redis/redis_url.h"

namespace sinergi {

struct RedisOptions {
  RedisUrl url;
  std::chrono::milliseconds command_timeout{20};    // a later answer counts as none
  std::chrono::milliseconds connect_timeout{500};   // also for the first answer on a connection
  std::chrono::milliseconds first_backoff{100};     // the pause after the breaker opened, then
  std::chrono::milliseconds longest_backoff{1000};  // doubled up to this one
  int most_failures = 8;              // commands in a row without an answer that open the breaker
  std::size_t most_waiting = 16'384;  // commands without an answer yet
  std::size_t most_unsent_bytes = std::size_t{16} << 20;  // of commands not yet sent
};

}  // namespace sinergi
