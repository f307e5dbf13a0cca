#include "services/notifications/application/delivery_history.h"

namespace sinergi::notifications {

Result<std::vector<DeliveryRow>> DeliveryHistory::Page(const Caller& caller, SubscriptionId id,
                                                       std::optional<DeliveryState> state,
                                                       const After& after, std::int64_t limit,
                                                       Deadline deadline) const {
  const auto subscription = subscriptions_.Get(caller, id, deadline);
  if (!subscription) return subscription.error();
  return DeliveryLists::Page(database_, deadline, id, state, after, limit);
}

Result<std::vector<AttemptRow>> DeliveryHistory::Attempts(const Caller& caller, SubscriptionId id,
                                                          std::int64_t epoch, std::int64_t number,
                                                          Deadline deadline) const {
  const auto subscription = subscriptions_.Get(caller, id, deadline);
  if (!subscription) return subscription.error();
  return DeliveryLists::Attempts(database_, deadline, id, epoch, number);
}

}  // namespace sinergi::notifications
