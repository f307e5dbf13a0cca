#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// Which page of an office's subscriptions, by creation: what comes after the given one.
struct SubscriptionQuery {
  std::string office;
  Instant after_created;
  std::string after_id;
  std::int64_t limit = 0;
};

// Rows of subscriptions.
class SubscriptionStore {
 public:
  static void Insert(Transaction& tx, const Subscription& subscription);
  static Result<std::optional<Subscription>> Find(Database& database, Deadline deadline,
                                                  SubscriptionId id);
  static Result<std::vector<Subscription>> List(Database& database, Deadline deadline,
                                                const SubscriptionQuery& query);
  // Those whose count began before this journal position.
  static Result<std::vector<Subscription>> StartedBefore(Transaction& tx, std::int64_t position);
};

}  // namespace sinergi::notifications
