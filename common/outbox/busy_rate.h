#pragma once

#include <chrono>
#include <cstdint>

#include "common/time/deadline.h"

namespace sinergi {

// Whether more than one event comes in a millisecond, by the last tenth of a second or more: a
// single turn does not tell, because two commits often come at once when few do.
class BusyRate {
 public:
  using Time = Deadline::Clock::time_point;

  // Notes that a turn which began `now` found so many events. Times never go back.
  bool Note(Time now, std::int64_t events) {
    count_ += events;
    if (now - began_ < kStretch) return busy_;
    busy_ = count_ > (now - began_) / std::chrono::milliseconds(1);
    count_ = 0;
    began_ = now;
    return busy_;
  }

 private:
  static constexpr std::chrono::milliseconds kStretch{100};

  Time began_;
  std::int64_t count_ = 0;
  bool busy_ = false;
};

}  // namespace sinergi
