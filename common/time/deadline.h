#pragma once

#include <algorithm>
#include <chrono>

namespace sinergi {

// Until when a caller waits. Measured on the steady clock: it is about waiting, not about dates.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  static Deadline In(std::chrono::milliseconds time) { return Deadline(Clock::now() + time); }
  static Deadline At(Clock::time_point at) { return Deadline(at); }

  Clock::time_point at() const { return at_; }
  bool Passed() const { return Clock::now() >= at_; }

  // What is left, never negative.
  std::chrono::milliseconds Left() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(at_ - Clock::now());
    return std::max(left, std::chrono::milliseconds(0));
  }

 private:
  explicit Deadline(Clock::time_point at) : at_(at) {}

  Clock::time_point at_;
};

}  // namespace sinergi
