#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/cache/cache.h"
#include "common/database/database.h"
#include "common/identity/caller.h"
#include "common/outbox/changes.h"
#include "common/time/clock.h"
#include "services/notifications/domain/subscription.h"
#include "services/notifications/storage/subscription_store.h"

namespace sinergi::notifications {

// What callers do with subscriptions. A caller sees those of the own office only. Any thread.
class SubscriptionOperations {
 public:
  SubscriptionOperations(Database& database, Changes& changes, const Clock& clock, Cache& cache);

  // The serialised answer to a request that made this subscription.
  using Answer = std::function<std::string(const Subscription&)>;

  // Begins what `wanted` says, with an id, a time and the journal's end of its own. Gives the first
  // answer to this request. PERMISSION_DENIED OFFICE_NOT_YOURS.
  Result<std::string> Create(const Caller& caller, const ChangeRequest& request, Deadline deadline,
                             Subscription wanted, const Answer& answer);

  // NOT_FOUND SUBSCRIPTION_NOT_FOUND, also for another office's.
  Result<Subscription> Get(const Caller& caller, SubscriptionId id, Deadline deadline) const;

  // One page of the caller's office's, by creation, after the one with this time and id.
  Result<std::vector<Subscription>> List(const Caller& caller, Deadline deadline,
                                         Instant after_created, const std::string& after_id,
                                         std::int64_t limit) const;

 private:
  Result<std::optional<Subscription>> Find(SubscriptionId id, Deadline deadline) const;

  Database& database_;
  Changes& changes_;
  const Clock& clock_;
  Cache& cache_;
};

}  // namespace sinergi::notifications
