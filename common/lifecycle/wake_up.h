#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace sinergi {

// A bell: a worker waits for it, anybody rings it. Rings while nobody waits are remembered as one.
class WakeUp {
 public:
  void Ring() {
    {
      const std::lock_guard lock(mutex_);
      rung_ = true;
    }
    bell_.notify_all();
  }

  // Returns after a ring, when `time` is over or when `stop` is requested.
  void WaitFor(std::stop_token stop, std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    bell_.wait_for(lock, std::move(stop), time, [this] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any bell_;
  bool rung_ = false;  // guarded by mutex_
};

}  // namespace sinergi
