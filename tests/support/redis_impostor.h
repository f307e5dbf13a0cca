#pragma once

#include <string>
#include <thread>

#include "common/redis/redis_options.h"

namespace sinergi::testing {

// Something that is no Redis: on a free loopback port it answers each connection's first bytes with
// one text, which may hold the answer to the first PING, and ends the connection after that when it
// is told to.
class RedisImpostor {
 public:
  RedisImpostor(std::string answer, bool ends);
  ~RedisImpostor();
  RedisImpostor(const RedisImpostor&) = delete;
  RedisImpostor& operator=(const RedisImpostor&) = delete;

  RedisOptions Options() const;

 private:
  void Serve(const std::stop_token& stop);

  const std::string answer_;
  const bool ends_;
  int listener_;
  int port_ = 0;
  std::jthread thread_;
};

}  // namespace sinergi::testing
