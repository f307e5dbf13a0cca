#pragma once

#include <optional>
#include <vector>

#include "common/database/database.h"
#include "services/notifications/storage/delivery_rows.h"

namespace sinergi::notifications {

// What of a subscription's deliveries is shown to its subscriber: of an event that is withheld, or
// no longer kept, neither type nor subject.
class DeliveryLists {
 public:
  // How many, of every line or of one.
  struct Counts {
    std::int64_t waiting = 0;
    std::int64_t dead = 0;
  };
  static Result<Counts> CountByState(Database& database, Deadline deadline,
                                     SubscriptionId subscription);
  static Result<Counts> CountByState(Database& database, Deadline deadline, const LineKey& key);

  // Where a page goes on: after this change, of this row.
  struct After {
    Instant changed = Instant::max();
    std::string line = {};
    std::int64_t epoch = 0;
    std::int64_t number = 0;
  };
  // At most `limit`, the latest change first; of all states without one.
  static Result<std::vector<DeliveryRow>> Page(Database& database, Deadline deadline,
                                               SubscriptionId subscription,
                                               std::optional<DeliveryState> state,
                                               const After& after, std::int64_t limit);

  // Of the subscription's own line in that epoch: what waits or was given up and no replay
  // delivered, after that number, at most `limit`, by number.
  static Result<std::vector<DeliveryRow>> Undelivered(Database& database, Deadline deadline,
                                                      const Subscription& subscription,
                                                      std::int64_t after_number,
                                                      std::int64_t limit);

  static Result<std::vector<AttemptRow>> Attempts(Database& database, Deadline deadline,
                                                  SubscriptionId subscription, std::int64_t epoch,
                                                  std::int64_t number);
};

}  // namespace sinergi::notifications
