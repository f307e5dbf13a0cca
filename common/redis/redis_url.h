#pragma once

#include <string>
#include <string_view>

#include "common/result/result.h"

namespace sinergi {

// Where a Redis is and as whom to enter: redis://[[user]:password@]host[:port][/database].
// User and password may hold %XX; a host with colons stands in brackets: redis://[::1]:6379.
struct RedisUrl {
  std::string host;
  int port = 6379;
  std::string user;      // empty: the default user
  std::string password;  // empty: enter without one
  int database = 0;

  // INVALID_ARGUMENT REDIS_URL_MALFORMED, which never repeats the text.
  static Result<RedisUrl> Parse(std::string_view text);

  bool operator==(const RedisUrl&) const = default;
};

}  // namespace sinergi
