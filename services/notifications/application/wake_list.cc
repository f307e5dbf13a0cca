#include "services/notifications/application/wake_list.h"

#include <vector>

namespace sinergi::notifications {

struct WakeList::Members {
  std::mutex mutex;
  std::map<const std::function<void()>*, Wake::weak_type> all;  // guarded by mutex
};

WakeList::WakeList() : members_(std::make_shared<Members>()) {}

WakeList::Wake WakeList::Add(std::function<void()> wake) {
  const auto leave = [members = members_](const std::function<void()>* leaving) {
    {
      const std::lock_guard lock(members->mutex);
      members->all.erase(leaving);
    }
    delete leaving;
  };
  Wake added(new std::function<void()>(std::move(wake)), leave);
  const std::lock_guard lock(members_->mutex);
  members_->all.emplace(added.get(), added);
  return added;
}

// Calls without the lock: what is woken may leave at once.
void WakeList::WakeAll() {
  std::vector<Wake> awake;
  {
    const std::lock_guard lock(members_->mutex);
    awake.reserve(members_->all.size());
    for (const auto& [key, weak] : members_->all) {
      if (auto wake = weak.lock()) awake.push_back(std::move(wake));
    }
  }
  for (const Wake& wake : awake) (*wake)();
}

}  // namespace sinergi::notifications
