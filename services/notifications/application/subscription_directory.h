#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "common/announcements/announcer.h"
#include "common/database/database.h"
#include "common/lifecycle/wake_up.h"
#include "services/notifications/application/wake_list.h"
#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// The channel on which changed subscriptions are announced.
inline constexpr std::string_view kSubscriptionsChannel = "subscriptions";

// All subscriptions as this process knows them, a moment after they changed: what lets open streams
// and deliveries follow a change without asking the database. Any thread.
class SubscriptionDirectory {
 public:
  SubscriptionDirectory(Database& database, Announcer& announcer,
                        std::chrono::milliseconds poll = std::chrono::seconds(1));

  // Follows the changes until `stop` is requested. Never ends on an error.
  void Run(std::stop_token stop);

  // Reads what changed and wakes who watches. For Run and for tests; one thread at a time.
  Status Poll();

  // Of state kDeleted if it was deleted while this process ran; nothing for what it does not know.
  std::shared_ptr<const Subscription> Find(SubscriptionId id) const;

  // All that it knows, the deleted too.
  std::vector<std::shared_ptr<const Subscription>> All() const;

  // Grows with every change that it has read.
  std::int64_t edition() const { return edition_; }

  // Calls `wake` after each change, as long as the answer is kept.
  WakeList::Wake Watch(std::function<void()> wake) { return watchers_.Add(std::move(wake)); }

 private:
  Database& database_;
  Announcer& announcer_;
  const std::chrono::milliseconds poll_;
  WakeUp wake_up_;
  WakeList watchers_;
  std::optional<Subscription> last_;  // that it read; of Poll's thread
  std::atomic<std::int64_t> edition_ = 0;
  mutable std::mutex mutex_;
  std::map<SubscriptionId, std::shared_ptr<const Subscription>> known_;  // guarded by mutex_
};

}  // namespace sinergi::notifications
