#pragma once

#include <algorithm>
#include <chrono>

namespace sinergi {

// How long to wait before the next attempt: doubled after each failure, up to a limit.
class Backoff {
 public:
  Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
      : first_(std::min(first, longest)), longest_(longest), next_(first_) {}

  // The pause after one more failure.
  std::chrono::milliseconds Next() {
    const auto pause = next_;
    next_ = pause > longest_ / 2 ? longest_ : pause * 2;
    return pause;
  }

  // After a success.
  void Reset() { next_ = first_; }

 private:
  std::chrono::milliseconds first_;
  std::chrono::milliseconds longest_;
  std::chrono::milliseconds next_;
};

}  // namespace sinergi
