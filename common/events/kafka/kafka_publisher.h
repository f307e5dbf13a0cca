#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "common/events/event_publisher.h"
#include "common/events/kafka/kafka_sender.h"

namespace sinergi {

struct KafkaPublisherOptions {
  std::size_t max_event_bytes;
  std::chrono::milliseconds patience;
};

// Publishes as CloudEvents. A call takes at most `patience`, also when Kafka is away.
class KafkaPublisher final : public EventPublisher {
 public:
  KafkaPublisher(const KafkaConnection& connection, KafkaPublisherOptions options);

  std::vector<Status> Publish(std::span<const Event> events) override;

 private:
  using Places = std::span<const std::size_t>;

  // Sends the events at these places; their outcomes become what the brokers said.
  void Send(std::span<const Event> events, Places places, std::vector<Status>& outcomes,
            Deadline deadline);

  // Again those that failed. A topic may take less than this client sends at once: alone, each
  // event shows whether it is the one that is too large.
  void SendOneByOne(std::span<const Event> events, Places places, std::vector<Status>& outcomes,
                    Deadline deadline);

  Status OutcomeOf(const Event& event, const Delivery& delivery) const;

  const KafkaPublisherOptions options_;
  KafkaSender sender_;
};

}  // namespace sinergi
