#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace sinergi::bench {

// How long each of many things took. One thread at a time.
class Durations {
 public:
  using Clock = std::chrono::steady_clock;

  void Add(Clock::duration one) { all_.push_back(one); }
  void Add(const Durations& others);
  std::size_t size() const { return all_.size(); }

  // Prints <prefix>p50_ms, p90_ms, p99_ms and max_ms. At least one was added.
  void Print(const std::string& prefix);

 private:
  std::vector<Clock::duration> all_;
};

}  // namespace sinergi::bench
