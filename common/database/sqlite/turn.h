#pragma once

#include <condition_variable>
#include <mutex>

#include "common/time/deadline.h"

namespace sinergi {

// One thread at a time has it; the others wait, each until its deadline. In place of
// std::timed_mutex, whose timed lock the thread sanitizer does not know.
class Turn {
 public:
  // Whether the turn was had in time. Gives it back at its end.
  class Taken {
   public:
    explicit Taken(Turn* of) : of_(of) {}
    ~Taken() {
      if (of_ != nullptr) of_->GiveBack();
    }
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;

    explicit operator bool() const { return of_ != nullptr; }

   private:
    Turn* const of_;
  };

  Taken Take(Deadline deadline) {
    std::unique_lock lock(mutex_);
    const bool mine = given_back_.wait_until(lock, deadline.at(), [this] { return !taken_; });
    if (mine) taken_ = true;
    return Taken(mine ? this : nullptr);
  }

 private:
  void GiveBack() {
    {
      const std::lock_guard lock(mutex_);
      taken_ = false;
    }
    given_back_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable given_back_;
  bool taken_ = false;  // guarded by mutex_
};

}  // namespace sinergi
