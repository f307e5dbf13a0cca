#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "common/time/instant.h"

namespace sinergi::notifications {

// So many a minute, spread evenly, with up to a second's worth at once. One thread at a time.
class RateLimit {
 public:
  // `per_minute` is 1 or more.
  explicit RateLimit(std::int64_t per_minute)
      : gap_(std::chrono::microseconds(std::chrono::minutes(1)) /
             std::max<std::int64_t>(1, per_minute)),
        burst_(std::max<std::int64_t>(1, per_minute / 60)) {}

  // How many may go at `now`.
  std::int64_t Free(Instant now) const {
    const Instant full = now - gap_ * burst_;
    return next_ <= full ? burst_
                         : std::max<std::int64_t>(0, (now - next_) / gap_ + (next_ <= now));
  }

  // One goes.
  void Take(Instant now) { next_ = std::max(next_, now - gap_ * (burst_ - 1)) + gap_; }

  // When the next may go.
  Instant Next() const { return next_; }

 private:
  std::chrono::microseconds gap_;
  std::int64_t burst_;
  Instant next_{};  // from when on one may go
};

}  // namespace sinergi::notifications
