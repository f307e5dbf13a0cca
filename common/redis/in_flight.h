#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "common/redis/redis_reply.h"

namespace sinergi {

using SteadyTime = std::chrono::steady_clock::time_point;

// A command without an answer yet. Without `done` its time is over: its answer is only skipped.
struct WaitingCommand {
  RedisDone done;
  SteadyTime until;
};

// The commands that were sent, in the order in which their answers come. Used by one thread.
class InFlight {
 public:
  void Add(std::vector<WaitingCommand>& commands);

  enum class Came { kInTime, kLate, kUnasked };

  // Gives the answer to the oldest command.
  Came Answer(RedisReply reply);

  // How many there are whose time is over; tells them that no answer came.
  std::size_t CountOverdue(SteadyTime now) const;
  void Expire(SteadyTime now);

  // Tells all that no answer came.
  void FailAll();

  // When the next one's time is over.
  std::optional<SteadyTime> NextExpiry() const;

  std::size_t size() const { return commands_.size(); }

 private:
  std::deque<WaitingCommand> commands_;
  std::size_t expired_ = 0;  // how many at the front have no time left
};

}  // namespace sinergi
