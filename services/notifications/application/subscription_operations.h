#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/announcements/announcer.h"
#include "common/cache/cache.h"
#include "common/database/database.h"
#include "common/identity/caller.h"
#include "common/outbox/changes.h"
#include "common/time/clock.h"
#include "services/notifications/application/webhook_secrets.h"
#include "services/notifications/domain/subscription.h"
#include "services/notifications/storage/subscription_store.h"

namespace sinergi::notifications {

// Where a subscription's count begins: after what the service had received by a time, or there.
struct CountStart {
  enum class Kind {
    kUnchanged,  // where it began before; of a new subscription now
    kNow,
    kBeginning,  // of what is kept
    kTime,
  };
  Kind kind = Kind::kUnchanged;
  Instant time = {};  // of kTime
};

// What callers do with subscriptions. A caller sees those of the own office or agency only. Each
// change leaves evidence, and gives the first answer to its request. Any thread.
class SubscriptionOperations {
 public:
  // What subscriptions live in. References outlive the operations.
  struct Use {
    Database& database;
    Changes& changes;
    const Clock& clock;
    Cache& cache;
    Announcer& announcer;
    const WebhookSecrets& secrets;
  };
  explicit SubscriptionOperations(const Use& use);

  // The serialised answer to a request that made or changed this subscription.
  using Answer = std::function<std::string(const Subscription&)>;

  // Which subscription is changed, as who and at which etag; an empty one is not checked.
  struct Target {
    const Caller& caller;
    const ChangeRequest& request;
    Deadline deadline;
    SubscriptionId id;
    std::string etag;
  };

  // Begins what `wanted` says, with an id and a time of its own. PERMISSION_DENIED
  // OFFICE_NOT_YOURS, AGENCY_NOT_YOURS, EVENT_TYPE_NOT_YOURS.
  Result<std::string> Create(const Caller& caller, const ChangeRequest& request, Deadline deadline,
                             Subscription wanted, const CountStart& start, const Answer& answer);

  // What a change makes of a subscription; an error of it is the answer.
  using Edit = std::function<Result<Subscription>(const Subscription&)>;

  // Makes what `edit` makes of it, in a new epoch if it wants something else. NOT_FOUND
  // SUBSCRIPTION_NOT_FOUND; ABORTED ETAG_MISMATCH; PERMISSION_DENIED EVENT_TYPE_NOT_YOURS.
  Result<std::string> Update(const Target& target, const Edit& edit, const CountStart& start,
                             const Answer& answer);

  // Ends or takes up deliveries, or ends the subscription. `action` is the permission's name.
  // NOT_FOUND SUBSCRIPTION_NOT_FOUND; ABORTED ETAG_MISMATCH.
  Result<std::string> SetState(const Target& target, SubscriptionState state,
                               const std::string& action, const Answer& answer);

  // Makes what `edit` makes of it and, in the same transaction, what `also` writes. As Update;
  // `action` is the permission's name.
  using Also = std::function<Status(Transaction&, const Subscription&)>;
  Result<std::string> Change(const Target& target, const std::string& action, const Edit& edit,
                             const CountStart& start, const Answer& answer, const Also& also = {});

  // What the service itself makes of one, with evidence in its own name. Nothing when it was
  // deleted.
  Status ChangeByService(SubscriptionId id, const std::string& action,
                         const std::function<void(Subscription&)>& edit, Deadline deadline);

  // NOT_FOUND SUBSCRIPTION_NOT_FOUND, also for another's.
  Result<Subscription> Get(const Caller& caller, SubscriptionId id, Deadline deadline) const;

  // One page of the caller's, by creation, after the one with this time and id.
  Result<std::vector<Subscription>> List(const Caller& caller, Deadline deadline,
                                         Instant after_created, const std::string& after_id,
                                         std::int64_t limit) const;

  // Begins a new epoch of what an earlier release's matcher counted. Once, at the start.
  Status RenewMatchers(Deadline deadline);

 private:
  Result<std::optional<Subscription>> Find(SubscriptionId id, Deadline deadline) const;
  Result<std::int64_t> StartOf(Transaction& tx, const Subscription& before,
                               const CountStart& start) const;
  void Tell(const Subscription& before) const;

  const Use use_;
};

// What UpdateSubscription and its like compare.
std::string EtagOf(const Subscription& subscription);

}  // namespace sinergi::notifications
