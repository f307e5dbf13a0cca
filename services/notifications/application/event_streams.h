#pragma once

#include <memory>
#include <string>

#include "common/identity/caller.h"
#include "services/notifications/application/event_stream.h"
#include "services/notifications/application/subscription_operations.h"

namespace sinergi::notifications {

// Where a stream begins: after the token's place; without one at the first event that is kept, or
// at the first after this moment.
struct StreamStart {
  std::string resume_token;
  bool from_now = false;
  bool from_acknowledged = false;  // after the place that was acknowledged, if one was
};

// Opens streams for callers. Any thread.
class EventStreams {
 public:
  EventStreams(const EventSources& sources, const SubscriptionOperations& subscriptions);

  // NOT_FOUND SUBSCRIPTION_NOT_FOUND; INVALID_ARGUMENT RESUME_TOKEN_INVALID of field resume_token;
  // OUT_OF_RANGE RESUME_TOKEN_OUT_OF_RANGE with the oldest number to be had.
  Result<std::unique_ptr<EventStream>> Open(const Caller& caller, SubscriptionId id,
                                            const StreamStart& start, Deadline deadline) const;

  // The events from that number on of the epoch; 0 is the present one. NOT_FOUND
  // SUBSCRIPTION_NOT_FOUND; OUT_OF_RANGE RESUME_TOKEN_OUT_OF_RANGE with the oldest number to be
  // had.
  struct Stretch {
    std::unique_ptr<EventStream> events;
    std::int64_t last_number;  // of the subscription's latest event
  };
  Result<Stretch> OpenAt(const Caller& caller, SubscriptionId id, std::int64_t epoch,
                         std::int64_t from_number, Deadline deadline) const;

  // What a place gets that is of another life: OUT_OF_RANGE RESUME_TOKEN_OUT_OF_RANGE.
  Error NoLongerKept(const Subscription& subscription, Deadline deadline) const {
    return sources_.journal.NoLongerKept(subscription, deadline);
  }

 private:
  Result<Place> PlaceOf(const Subscription& subscription, const StreamStart& start,
                        Deadline deadline) const;
  Result<Place> PlaceOfToken(const Subscription& subscription, const std::string& token,
                             Deadline deadline) const;
  Result<Place> CheckedPlace(const Subscription& subscription, const Place& place,
                             Deadline deadline) const;

  const EventSources sources_;
  const SubscriptionOperations& subscriptions_;
};

}  // namespace sinergi::notifications
