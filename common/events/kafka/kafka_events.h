#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/events/event_consumer.h"
#include "common/events/event_limits.h"
#include "common/events/event_publisher.h"
#include "common/events/kafka/topic_table.h"
#include "common/telemetry/metrics.h"

namespace sinergi {

struct KafkaConnection;

// Events over one Kafka cluster. Nothing connects before it is used, and what it hands out goes on
// by itself when brokers were away.
class KafkaEvents {
 public:
  struct Options {
    // This process's name in the brokers' logs and in its consumer groups. Kept over restarts and
    // unique among running replicas: who comes back under it within six seconds keeps its
    // partitions, and of two at once the older one is shut out.
    std::string client = "sinergi";

    std::map<std::string, std::string> security;  // librdkafka's security.*, ssl.* and sasl.*
    Metrics* metrics = nullptr;                   // outlives what is handed out

    std::size_t max_event_bytes = kMaxEventBytes;
    std::chrono::milliseconds publish_patience{5000};
    std::chrono::milliseconds admin_patience{30'000};

    std::size_t batch = 500;                         // records per handler call, at most
    std::size_t batch_bytes = std::size_t{8} << 20;  // and about so many bytes
    std::chrono::milliseconds first_backoff{50};
    std::chrono::milliseconds longest_backoff{5000};
  };

  // Reads kafka://host:port,host:port. KAFKA_ADDRESS_MALFORMED or KAFKA_SETTING_REFUSED.
  static Result<std::unique_ptr<KafkaEvents>> Open(const std::string& url, Options options);
  ~KafkaEvents();

  std::unique_ptr<EventPublisher> Publisher();

  // A member of the group `name`.
  std::unique_ptr<EventConsumer> Consumer(std::string name, std::vector<std::string> topics);

  // Makes the topics that are missing, with so many copies of each, and gives their names. Those
  // that are there are compared and never changed: TOPICS_DIFFER says all that differs.
  // UNAVAILABLE when no broker answers in time.
  Result<std::vector<std::string>> PrepareTopics(const std::vector<KafkaTopic>& topics, int copies);

 private:
  KafkaEvents(std::unique_ptr<KafkaConnection> connection, Options options);

  const std::unique_ptr<KafkaConnection> connection_;
  const Options options_;
};

}  // namespace sinergi
