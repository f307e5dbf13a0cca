#include "tests/bench/arrivals.h"

namespace sinergi::bench {

void Arrivals::Answered(const std::string& subject, Clock::time_point at, bool counts) {
  const std::lock_guard lock(mutex_);
  One& one = by_subject_[subject];
  one.answered = at;
  one.counts = counts;
  Settle(one);
}

void Arrivals::Arrived(const std::string& subject, Clock::time_point at,
                       Clock::duration since_begun) {
  const std::lock_guard lock(mutex_);
  One& one = by_subject_[subject];
  one.arrived = at;
  one.since_begun = since_begun;
  Settle(one);
}

void Arrivals::Settle(const One& one) {
  if (!one.IsComplete()) return;
  ++complete_;
  settled_.notify_all();
}

bool Arrivals::WaitFor(std::size_t changes, std::chrono::seconds time) {
  std::unique_lock lock(mutex_);
  return settled_.wait_for(lock, time, [&] { return complete_ >= changes; });
}

Durations Arrivals::from_answer() {
  const std::lock_guard lock(mutex_);
  Durations durations;
  for (const auto& [subject, one] : by_subject_) {
    if (one.counts && one.IsComplete()) durations.Add(one.arrived - one.answered);
  }
  return durations;
}

Durations Arrivals::from_begin() {
  const std::lock_guard lock(mutex_);
  Durations durations;
  for (const auto& [subject, one] : by_subject_) {
    if (one.counts && one.IsComplete()) durations.Add(one.since_begun);
  }
  return durations;
}

}  // namespace sinergi::bench
