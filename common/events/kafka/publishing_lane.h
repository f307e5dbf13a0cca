#pragma once

#include <span>
#include <vector>

#include "common/events/event.h"
#include "common/events/kafka/kafka_sender.h"
#include "common/result/result.h"

namespace sinergi {

// One of the ways on which a publisher sends, with a producer of its own. Used by one thread at a
// time.
class PublishingLane {
 public:
  using Places = std::span<const std::size_t>;

  PublishingLane(const KafkaConnection& connection, std::size_t max_record_bytes)
      : sender_(connection, max_record_bytes) {}

  // Publishes the events at these places; writes their outcomes and touches no others. A topic may
  // take less than this client sends at once: then those that failed go again, one by one, so that
  // each shows whether it is the one that is too large.
  void Publish(std::span<const Event> events, Places places, std::span<Status> outcomes,
               Deadline deadline);

 private:
  void Send(std::span<const Event> events, Places places, std::span<Status> outcomes,
            Deadline deadline);
  void SendOneByOne(std::span<const Event> events, Places places, std::span<Status> outcomes,
                    Deadline deadline);
  Status OutcomeOf(const Event& event, const Delivery& delivery) const;

  KafkaSender sender_;
};

}  // namespace sinergi
