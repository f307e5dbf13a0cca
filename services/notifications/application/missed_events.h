#pragma once

#include <string>
#include <vector>

#include "services/notifications/application/event_streams.h"
#include "services/notifications/storage/delivery_lists.h"

namespace sinergi::notifications {

// One event that a subscriber does not have, as far as the service knows.
struct MissedEvent {
  std::int64_t number = 0;
  std::string event_id = {};
  std::string type = {};
  std::string subject = {};
  std::optional<DeliveryState> state = {};  // of one that failed
};

// What subscribers have said that they have, and what they do not have. Any thread.
class MissedEvents {
 public:
  MissedEvents(Database& database, const Clock& clock, const SubscriptionOperations& subscriptions,
               const EventStreams& streams, const ResumeTokens& tokens);

  // At most `limit` with greater numbers, in their order: of a webhook those not delivered, of a
  // stream those after the acknowledged place. With `after_number` above 0 all after it. As
  // EventStreams::OpenAt.
  struct Page {
    std::int64_t epoch = 1;
    std::vector<MissedEvent> events;
  };
  Result<Page> List(const Caller& caller, SubscriptionId id, std::int64_t after_number,
                    std::int64_t beyond, std::size_t limit, Deadline deadline) const;

  // Keeps the token's place unless a later one is kept; gives the one that is. NOT_FOUND
  // SUBSCRIPTION_NOT_FOUND; INVALID_ARGUMENT RESUME_TOKEN_INVALID of field resume_token;
  // OUT_OF_RANGE RESUME_TOKEN_OUT_OF_RANGE.
  struct Acknowledged {
    std::int64_t epoch;
    std::int64_t number;
  };
  Result<Acknowledged> Acknowledge(const Caller& caller, SubscriptionId id,
                                   const std::string& token, Deadline deadline);

 private:
  Result<std::int64_t> KnownNumber(const Subscription& subscription, Deadline deadline) const;

  Database& database_;
  const Clock& clock_;
  const SubscriptionOperations& subscriptions_;
  const EventStreams& streams_;
  const ResumeTokens& tokens_;
};

}  // namespace sinergi::notifications
