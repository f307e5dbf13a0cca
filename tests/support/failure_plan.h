#pragma once

#include <cstdint>
#include <mutex>

#include "common/result/reasons.h"
#include "common/result/result.h"

namespace sinergi::testing {

enum class FailureMode {
  kBefore,  // the call has no effect
  kAfter,   // it has its effect and the caller is told UNAVAILABLE all the same
};

// Counts calls and says which one fails. Safe from any thread.
class FailurePlan {
 public:
  enum class Fate { kGoesOn, kFailsBefore, kFailsAfter };

  // The n-th call from now fails, once; 1 is the next one. Replaces what was planned.
  void FailCall(std::int64_t n, FailureMode mode) {
    const std::lock_guard lock(mutex_);
    failing_ = calls_ + n;
    mode_ = mode;
  }

  // How many calls there were.
  std::int64_t calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

  // Whether the planned failure has happened.
  bool failed() const {
    const std::lock_guard lock(mutex_);
    return failing_ > 0 && calls_ >= failing_;
  }

  // Counts one more call.
  Fate Next() {
    const std::lock_guard lock(mutex_);
    if (++calls_ != failing_) return Fate::kGoesOn;
    return mode_ == FailureMode::kBefore ? Fate::kFailsBefore : Fate::kFailsAfter;
  }

  static Error Failure() { return Error::Of(reasons::kUnavailable).Because("made to fail"); }

 private:
  mutable std::mutex mutex_;
  std::int64_t calls_ = 0;                   // guarded by mutex_
  std::int64_t failing_ = 0;                 // guarded by mutex_; 0: none
  FailureMode mode_ = FailureMode::kBefore;  // guarded by mutex_
};

}  // namespace sinergi::testing
