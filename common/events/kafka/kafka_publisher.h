#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "common/events/event_publisher.h"
#include "common/events/kafka/publishing_lane.h"
#include "common/lifecycle/background_thread.h"

namespace sinergi {

struct KafkaPublisherOptions {
  std::size_t max_event_bytes;
  std::chrono::milliseconds patience;
};

// Publishes as CloudEvents. A call takes at most `patience`, also when Kafka is away.
//
// A broker serves one request of a connection after the other, and a client makes one for each
// partition. So a call's events go out on two lanes at the same time, each with a connection of its
// own; those of one subject always on the same.
class KafkaPublisher final : public EventPublisher {
 public:
  KafkaPublisher(const KafkaConnection& connection, KafkaPublisherOptions options);

  std::vector<Status> Publish(std::span<const Event> events) override;

 private:
  const KafkaPublisherOptions options_;
  PublishingLane first_;
  PublishingLane second_;
  BackgroundThread beside_{"kafka-lane"};  // on which the second lane publishes
};

}  // namespace sinergi
