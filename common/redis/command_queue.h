#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "common/redis/event_bell.h"
#include "common/redis/in_flight.h"
#include "common/redis/redis_command.h"

namespace sinergi {

// What many threads hand to the I/O thread: commands, already as bytes, and work for later. Takes
// commands only while it is open. Any thread, unless it says otherwise.
class CommandQueue {
 public:
  CommandQueue(std::size_t most_waiting, std::size_t most_bytes)
      : most_waiting_(most_waiting), most_bytes_(most_bytes) {}

  // False, with `done` untouched, when the queue is closed or full.
  bool Push(RedisWords words, RedisDone& done, SteadyTime until);

  // Has the I/O thread run this at that time or soon after.
  void RunAt(SteadyTime time, std::function<void()> work);

  void Ring() { bell_.Ring(); }

  // The rest is for the I/O thread.
  void Open();
  void Close();

  // Moves all bytes and commands out, into empty ones.
  void Take(std::string& bytes, std::vector<WaitingCommand>& commands);

  // The work whose time has come.
  std::vector<std::function<void()>> TakeDue(SteadyTime now);

  // Waits for a ring, the socket or until a time, but not when there is something to take.
  // `in_flight` commands were taken and have no answer yet: they count as waiting too.
  EventBell::Woken Sleep(int socket, bool to_write, std::optional<SteadyTime> until,
                         std::size_t in_flight);

 private:
  const std::size_t most_waiting_;
  const std::size_t most_bytes_;
  EventBell bell_;
  std::mutex mutex_;
  bool open_ = false;                                      // guarded by mutex_
  bool asleep_ = false;                                    // guarded by mutex_
  std::string bytes_;                                      // guarded by mutex_
  std::vector<WaitingCommand> commands_;                   // guarded by mutex_
  std::size_t in_flight_ = 0;                              // guarded by mutex_
  std::multimap<SteadyTime, std::function<void()>> work_;  // guarded by mutex_
};

}  // namespace sinergi
