#pragma once

#include <mutex>

#include "common/time/instant.h"

namespace sinergi {

// Where code asks for the time, so that a test can say what time it is. Safe from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant Now() const override {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
};

// Stands still until it is told to move.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}

  Instant Now() const override {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  void Advance(std::chrono::microseconds by) {
    const std::lock_guard lock(mutex_);
    now_ += by;
  }

 private:
  mutable std::mutex mutex_;
  Instant now_;  // guarded by mutex_
};

}  // namespace sinergi
