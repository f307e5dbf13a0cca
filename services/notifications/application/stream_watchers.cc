#include "services/notifications/application/stream_watchers.h"

#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "services/notifications/domain/match_index.h"

namespace sinergi::notifications {

using Wake = WakeList::Wake;

struct StreamWatchers::Members {
  struct Watched {
    std::int64_t epoch = 0;
    std::map<const std::function<void()>*, Wake::weak_type> streams;
  };

  void Leave(SubscriptionId id, const std::function<void()>* leaving);
  std::vector<Wake> ConcernedBy(const JournalEntries& entries);

  std::mutex mutex;
  MatchIndex index;                           // of what is watched; guarded by mutex
  std::map<SubscriptionId, Watched> watched;  // guarded by mutex
};

void StreamWatchers::Members::Leave(SubscriptionId id, const std::function<void()>* leaving) {
  const std::lock_guard lock(mutex);
  const auto found = watched.find(id);
  found->second.streams.erase(leaving);
  if (!found->second.streams.empty()) return;
  watched.erase(found);
  index.Remove(id);
}

std::vector<Wake> StreamWatchers::Members::ConcernedBy(const JournalEntries& entries) {
  std::vector<Wake> concerned;
  std::set<SubscriptionId> found;
  const std::lock_guard lock(mutex);
  for (const auto& entry : entries) {
    index.Match(entry->traits(), [&found](const Subscription& one) { found.insert(one.id); });
  }
  for (const SubscriptionId id : found) {
    for (const auto& [key, weak] : watched.at(id).streams) {
      if (auto wake = weak.lock()) concerned.push_back(std::move(wake));
    }
  }
  return concerned;
}

StreamWatchers::StreamWatchers() : members_(std::make_shared<Members>()) {}

Wake StreamWatchers::Add(const Subscription& subscription, std::function<void()> wake) {
  const SubscriptionId id = subscription.id;
  const auto leave = [members = members_, id](const std::function<void()>* leaving) {
    members->Leave(id, leaving);
    delete leaving;
  };
  Wake added(new std::function<void()>(std::move(wake)), leave);
  const std::lock_guard lock(members_->mutex);
  Members::Watched& watched = members_->watched[id];
  watched.streams.emplace(added.get(), added);
  if (subscription.epoch > watched.epoch) {
    watched.epoch = subscription.epoch;
    members_->index.Set(std::make_shared<const Subscription>(subscription));
  }
  return added;
}

bool StreamWatchers::empty() const {
  const std::lock_guard lock(members_->mutex);
  return members_->watched.empty();
}

// Calls without the lock: what is woken may leave at once.
void StreamWatchers::WakeFor(const JournalEntries& entries) {
  for (const Wake& wake : members_->ConcernedBy(entries)) (*wake)();
}

}  // namespace sinergi::notifications
