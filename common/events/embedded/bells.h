#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "common/lifecycle/wake_up.h"

namespace sinergi {

// One bell per consumer, all rung by every publishing. Safe from any thread.
class Bells {
 public:
  // A new bell; it is forgotten when its owner lets it go.
  std::shared_ptr<WakeUp> Hang() {
    auto bell = std::make_shared<WakeUp>();
    const std::lock_guard lock(mutex_);
    std::erase_if(bells_, [](const auto& hung) { return hung.expired(); });
    bells_.push_back(bell);
    return bell;
  }

  void RingAll() {
    const std::lock_guard lock(mutex_);
    for (const auto& hung : bells_) {
      if (const auto bell = hung.lock()) bell->Ring();
    }
  }

 private:
  std::mutex mutex_;
  std::vector<std::weak_ptr<WakeUp>> bells_;  // guarded by mutex_
};

}  // namespace sinergi
