#pragma once

#include "common/events/embedded/bells.h"
#include "common/events/embedded/event_records.h"
#include "common/events/event_publisher.h"

namespace sinergi {

// Appends the good events of a call in one transaction and wakes the consumers.
class EmbeddedPublisher final : public EventPublisher {
 public:
  EmbeddedPublisher(Database& database, Bells& bells, std::size_t max_event_bytes)
      : records_(database), bells_(bells), max_event_bytes_(max_event_bytes) {}

  std::vector<Status> Publish(std::span<const Event> events) override;

 private:
  EventRecords records_;
  Bells& bells_;
  std::size_t max_event_bytes_;
};

}  // namespace sinergi
