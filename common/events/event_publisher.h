#pragma once

#include <span>
#include <vector>

#include "common/events/event.h"
#include "common/result/result.h"

namespace sinergi {

// Where events go. Only the outbox relay (and a subscriber's own channel) holds one.
class EventPublisher {
 public:
  virtual ~EventPublisher() = default;

  // Publishes in this order per subject and waits. One Status per event, in the same order: OK
  // means that it is durable. After a failure of one event, later ones of its subject fail as well;
  // those of other subjects are not touched. UNAVAILABLE may be tried again; INVALID_ARGUMENT never
  // will succeed (an event that is too large). Called by one thread at a time.
  virtual std::vector<Status> Publish(std::span<const Event> events) = 0;
};

}  // namespace sinergi
