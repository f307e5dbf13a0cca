#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// A secret of a webhook as it lies in the database: nobody can read it without the service's key.
struct SealedSecret {
  Instant created;
  std::string sealed;
  std::optional<Instant> expires;  // none for the newest
};

// Rows of webhooks' secrets.
class WebhookSecretStore {
 public:
  static void Insert(Transaction& tx, SubscriptionId subscription, const SealedSecret& secret);
  // Those without an end get this one.
  static void Expire(Transaction& tx, SubscriptionId subscription, Instant at);
  static void DeleteExpired(Transaction& tx, SubscriptionId subscription, Instant now);

  // Those that still hold at `now`, the newest first.
  static Result<std::vector<SealedSecret>> Find(Database& database, Deadline deadline,
                                                SubscriptionId subscription, Instant now);
};

}  // namespace sinergi::notifications
