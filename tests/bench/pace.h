#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace sinergi::bench {

// An even pace that does not wait for anybody: who is late goes on at once until it has caught up.
class Pace {
 public:
  explicit Pace(double per_second) : step_(1.0 / per_second) {}

  // Waits for the turn of number `n`, counted from 0; the first call begins the count.
  void WaitFor(std::int64_t n) {
    if (n == 0) began_ = std::chrono::steady_clock::now();
    const auto due = began_ + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                  step_ * static_cast<double>(n));
    std::unique_lock lock(mutex_);
    while (nobody_rings_.wait_until(lock, due) != std::cv_status::timeout) continue;
  }

 private:
  const std::chrono::duration<double> step_;
  std::chrono::steady_clock::time_point began_;
  std::mutex mutex_;
  std::condition_variable nobody_rings_;
};

}  // namespace sinergi::bench
