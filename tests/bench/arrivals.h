#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <unordered_map>

#include "tests/bench/durations.h"

namespace sinergi::bench {

// When each change was answered and when its event arrived; either may come first. Any thread.
class Arrivals {
 public:
  using Clock = Durations::Clock;

  // `counts` says whether the change is measured or a warm-up.
  void Answered(const std::string& subject, Clock::time_point at, bool counts);

  // `since_begun` is the time from the change's own time, which was taken before its commit.
  void Arrived(const std::string& subject, Clock::time_point at, Clock::duration since_begun);

  // Waits until the events of so many changes have arrived; false when the time is over.
  bool WaitFor(std::size_t changes, std::chrono::seconds time);

  // Of changes that count: from the answer to the arrival, and from the change's own time to it.
  Durations from_answer();
  Durations from_begin();

 private:
  struct One {
    Clock::time_point answered;
    Clock::time_point arrived;
    Clock::duration since_begun{};
    bool counts = false;

    bool IsComplete() const {
      return answered != Clock::time_point() && arrived != Clock::time_point();
    }
  };

  void Settle(const One& one);

  std::mutex mutex_;
  std::condition_variable settled_;
  std::unordered_map<std::string, One> by_subject_;  // guarded by mutex_
  std::size_t complete_ = 0;                         // guarded by mutex_
};

}  // namespace sinergi::bench
