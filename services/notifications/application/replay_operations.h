#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "services/notifications/application/journal.h"
#include "services/notifications/application/subscription_operations.h"
#include "services/notifications/storage/delivery_lists.h"
#include "services/notifications/storage/replay_store.h"

namespace sinergi::notifications {

// Which events are posted again; all conditions that are given must hold.
struct ReplayWish {
  std::int64_t from_number = 0;  // 0 for the first that is kept
  std::int64_t to_number = 0;    // 0 for the latest
  std::optional<Instant> from;   // received then or later
  std::optional<Instant> before;
  EventFilter filter = {};
  std::vector<std::string> event_ids = {};  // empty for all
  bool dead_letters_only = false;           // of every epoch
};

// A replay and how it does.
struct ReplayState {
  ReplayRow row;
  DeliveryLists::Counts counts;
};

// What callers post again. Any thread.
class ReplayOperations {
 public:
  using Target = SubscriptionOperations::Target;

  // The serialised answer to a request that began this replay.
  using Answer = std::function<std::string(const ReplayRow&)>;

  ReplayOperations(Database& database, const Clock& clock, SubscriptionOperations& subscriptions,
                   const Journal& journal);

  // FAILED_PRECONDITION NOT_A_WEBHOOK, ENDPOINT_UNVERIFIED; OUT_OF_RANGE RESUME_TOKEN_OUT_OF_RANGE
  // when its first number is no longer kept; NOT_FOUND SUBSCRIPTION_NOT_FOUND.
  Result<std::string> Begin(const Target& target, const ReplayWish& wish, const Answer& answer);

  // NOT_FOUND SUBSCRIPTION_NOT_FOUND, REPLAY_NOT_FOUND.
  Result<ReplayState> Get(const Caller& caller, SubscriptionId id, const std::string& replay,
                          Deadline deadline) const;

 private:
  struct Stretch {
    Place after;
    Place until;
  };
  Result<Stretch> StretchOf(const Subscription& subscription, const ReplayWish& wish,
                            Deadline deadline) const;

  Database& database_;
  const Clock& clock_;
  SubscriptionOperations& subscriptions_;
  const Journal& journal_;
};

}  // namespace sinergi::notifications
