#pragma once

#include <optional>
#include <vector>

#include "services/notifications/application/subscription_operations.h"
#include "services/notifications/storage/delivery_lists.h"

namespace sinergi::notifications {

// What became of deliveries that did not go at once, for their subscriber. NOT_FOUND
// SUBSCRIPTION_NOT_FOUND for another's. Any thread.
class DeliveryHistory {
 public:
  using After = DeliveryLists::After;

  DeliveryHistory(Database& database, const SubscriptionOperations& subscriptions)
      : database_(database), subscriptions_(subscriptions) {}

  // At most `limit` after that place, the latest change first; of all states without one.
  Result<std::vector<DeliveryRow>> Page(const Caller& caller, SubscriptionId id,
                                        std::optional<DeliveryState> state, const After& after,
                                        std::int64_t limit, Deadline deadline) const;

  // In the order of their times.
  Result<std::vector<AttemptRow>> Attempts(const Caller& caller, SubscriptionId id,
                                           std::int64_t epoch, std::int64_t number,
                                           Deadline deadline) const;

 private:
  Database& database_;
  const SubscriptionOperations& subscriptions_;
};

}  // namespace sinergi::notifications
