#include "tests/support/redis_server.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>

namespace sinergi::testing {

std::optional<std::string> RedisServer() {
  const char* url = std::getenv("SINERGI_TEST_REDIS");
  if (url == nullptr || *url == '\0') return std::nullopt;
  return url;
}

RedisOptions PatientRedis() {
  RedisOptions options;
  const auto url = RedisUrl::Parse(RedisServer().value_or(""));
  if (!url) std::abort();
  options.url = *url;
  options.command_timeout = options.connect_timeout = std::chrono::seconds(20);
  return options;
}

std::string FreshRedisPrefix() {
  static std::atomic<int> count = 0;
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  return "test:" + std::to_string(getpid()) + ":" + std::to_string(now) + ":" +
         std::to_string(++count) + ":";
}

}  // namespace sinergi::testing
