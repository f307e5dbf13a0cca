#pragma once

#include <string>
#include <vector>

#include "services/notifications/application/journal.h"
#include "services/notifications/application/subscription_operations.h"
#include "services/notifications/application/webhook_secrets.h"
#include "services/notifications/storage/delivery_lists.h"
#include "services/notifications/storage/delivery_store.h"

namespace sinergi::notifications {

// How a webhook's deliveries do.
struct WebhookHealth {
  Subscription subscription;
  std::optional<LineRow> line;   // none before the first turn
  std::int64_t last_number = 0;  // of the subscription's latest event
  std::int64_t waiting = 0;      // deliveries that wait for their next try, or behind one
  std::int64_t dead = 0;         // that were given up
};

// What callers do with the webhooks of their subscriptions. Any thread.
class WebhookOperations {
 public:
  using Target = SubscriptionOperations::Target;
  using Answer = SubscriptionOperations::Answer;

  WebhookOperations(Database& database, const Clock& clock, SubscriptionOperations& subscriptions,
                    const WebhookSecrets& secrets, const Journal& journal);

  // A webhook of the caller's, with its secrets. NOT_FOUND SUBSCRIPTION_NOT_FOUND;
  // FAILED_PRECONDITION NOT_A_WEBHOOK.
  struct Found {
    Subscription subscription;
    std::vector<WebhookSecret> secrets;
  };
  Result<Found> Find(const Caller& caller, SubscriptionId id, Deadline deadline) const;

  // The same, once evidence of it is kept: for who shows the secrets.
  Result<Found> Show(const Caller& caller, SubscriptionId id, Deadline deadline);

  // The endpoint at that URL has answered the challenge: deliveries begin, or begin again, at no
  // more than `rate` requests a minute. ABORTED ENDPOINT_CHANGED when the URL is another by now.
  Result<std::string> SetVerified(const Target& target, const std::string& url, std::int64_t rate,
                                  const Answer& answer);

  // A new secret; the one before signs beside it until `overlap` is over. FAILED_PRECONDITION
  // NOT_A_WEBHOOK.
  Result<std::string> RotateSecret(const Target& target, std::chrono::milliseconds overlap,
                                   const Answer& answer);

  // As Find.
  Result<WebhookHealth> Health(const Caller& caller, SubscriptionId id, Deadline deadline) const;

 private:
  Database& database_;
  const Clock& clock_;
  SubscriptionOperations& subscriptions_;
  const WebhookSecrets& secrets_;
  const Journal& journal_;
};

}  // namespace sinergi::notifications
