#include "common/redis/command_queue.h"

#include <algorithm>
#include <utility>

namespace sinergi {

bool CommandQueue::Push(RedisWords words, RedisDone& done, SteadyTime until) {
  const std::size_t most = CommandBytes(words);
  bool asleep = false;
  {
    const std::lock_guard lock(mutex_);
    if (!open_ || commands_.size() + in_flight_ >= most_waiting_) return false;
    if (bytes_.size() + most > most_bytes_) return false;
    AppendCommand(bytes_, words);
    commands_.push_back({std::move(done), until});
    asleep = std::exchange(asleep_, false);
  }
  if (asleep) bell_.Ring();
  return true;
}

void CommandQueue::RunAt(SteadyTime time, std::function<void()> work) {
  bool asleep = false;
  {
    const std::lock_guard lock(mutex_);
    work_.emplace(time, std::move(work));
    asleep = std::exchange(asleep_, false);
  }
  if (asleep) bell_.Ring();
}

void CommandQueue::Open() {
  const std::lock_guard lock(mutex_);
  open_ = true;
}

void CommandQueue::Close() {
  const std::lock_guard lock(mutex_);
  open_ = false;
}

void CommandQueue::Take(std::string& bytes, std::vector<WaitingCommand>& commands) {
  const std::lock_guard lock(mutex_);
  bytes.swap(bytes_);
  commands.swap(commands_);
  in_flight_ += commands.size();
}

std::vector<std::function<void()>> CommandQueue::TakeDue(SteadyTime now) {
  std::vector<std::function<void()>> due;
  const std::lock_guard lock(mutex_);
  const auto end = work_.upper_bound(now);
  for (auto work = work_.begin(); work != end; ++work) due.push_back(std::move(work->second));
  work_.erase(work_.begin(), end);
  return due;
}

EventBell::Woken CommandQueue::Sleep(int socket, bool to_write, std::optional<SteadyTime> until,
                                     std::size_t in_flight) {
  {
    const std::lock_guard lock(mutex_);
    in_flight_ = in_flight;
    asleep_ = commands_.empty();
    if (!work_.empty()) until = std::min(until.value_or(SteadyTime::max()), work_.begin()->first);
    if (!asleep_) until = SteadyTime::min();
  }
  std::optional<std::chrono::milliseconds> time;
  if (until) {
    const auto now = std::chrono::steady_clock::now();
    time = *until <= now ? std::chrono::milliseconds(0)
                         : std::chrono::ceil<std::chrono::milliseconds>(*until - now);
  }
  const EventBell::Woken woken = bell_.Wait(socket, to_write, time);
  const std::lock_guard lock(mutex_);
  asleep_ = false;
  return woken;
}

}  // namespace sinergi
