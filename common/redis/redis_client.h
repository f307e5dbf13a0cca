#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string_view>

#include "common/redis/redis_options.h"
#include "common/redis/redis_reply.h"
#include "common/telemetry/metrics.h"

namespace sinergi {

enum class RedisChange {
  kLost,   // the connection ended: what was sent last may have happened or not
  kReady,  // commands are taken from now on, on a new connection or after the breaker closed
};
using RedisWatcher = std::function<void(RedisChange)>;

class RedisLoop;

// The process's one connection to Redis, shared by all of its threads: the commands that wait at
// the same time go out together, in the order in which they came. It connects by itself, again and
// again with growing pauses. While Redis is away or too slow every command is refused at once, so
// that it costs nothing. Safe from any thread.
class RedisClient {
 public:
  RedisClient(RedisOptions options, Metrics& metrics);

  // Everything that waits hears that no answer came. Blocks while it connects, in the worst case
  // as long as the resolver and twice the connect timeout take.
  ~RedisClient();

  // Sends one command: its name and arguments, any bytes. True: `done` is taken and hears exactly
  // once, on the I/O thread, what Redis answered or that no answer came in time. False: refused,
  // `done` is left as it was. Commands of one thread are carried out in their order.
  [[nodiscard]] bool Send(std::initializer_list<std::string_view> words, RedisDone& done);

  // The same for whom the outcome does not matter.
  void Send(std::initializer_list<std::string_view> words);

  // From now on `watcher` hears every change on the I/O thread, before any later answer; kReady
  // at once when it is so already. It stays until the client ends.
  void Watch(RedisWatcher watcher);

  // Runs it on the I/O thread after that time; not at all once the client ends.
  void Later(std::chrono::milliseconds time, std::function<void()> work);

 private:
  const std::chrono::milliseconds command_timeout_;
  std::unique_ptr<RedisLoop> loop_;
};

}  // namespace sinergi
