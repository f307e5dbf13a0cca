#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// Which page of an owner's subscriptions, by creation: what comes after the given one.
struct SubscriptionQuery {
  std::string office;
  std::string agency;
  Instant after_created;
  std::string after_id;
  std::int64_t limit = 0;
};

// Rows of subscriptions. Those that were deleted are shown by ChangedAfter alone.
class SubscriptionStore {
 public:
  // Locks the subscriptions' head and gives the version for what is now changed.
  static Result<std::int64_t> NextVersion(Transaction& tx);

  static void Insert(Transaction& tx, const Subscription& subscription);
  // Everything but id, owner and creation.
  static void Update(Transaction& tx, const Subscription& subscription);

  static Result<std::optional<Subscription>> Find(Database& database, Deadline deadline,
                                                  SubscriptionId id);
  static Result<std::optional<Subscription>> FindForUpdate(Transaction& tx, SubscriptionId id);
  static Result<std::vector<Subscription>> List(Database& database, Deadline deadline,
                                                const SubscriptionQuery& query);
  // Those whose count began before this journal position.
  static Result<std::vector<Subscription>> StartedBefore(Transaction& tx, std::int64_t position);
  // At most `limit` that changed after `last`, in the order of their changes; from the first for
  // none.
  static Result<std::vector<Subscription>> ChangedAfter(Database& database, Deadline deadline,
                                                        const Subscription* last,
                                                        std::int64_t limit);
  // Those that an earlier release's matcher counted.
  static Result<std::vector<Subscription>> OfEarlierMatchers(Transaction& tx);
};

}  // namespace sinergi::notifications
