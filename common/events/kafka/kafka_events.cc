#include "common/events/kafka/kafka_events.h"

#include <algorithm>
#include <utility>

#include "common/events/kafka/kafka_connection.h"
#include "common/events/kafka/kafka_consumer.h"
#include "common/events/kafka/kafka_publisher.h"
#include "common/events/kafka/kafka_topics.h"

namespace sinergi {

KafkaEvents::KafkaEvents(std::unique_ptr<KafkaConnection> connection, Options options)
    : connection_(std::move(connection)), options_(std::move(options)) {}

KafkaEvents::~KafkaEvents() = default;

Result<std::unique_ptr<KafkaEvents>> KafkaEvents::Open(const std::string& url, Options options) {
  auto brokers = BrokersOf(url);
  if (!brokers) return brokers.error();
  auto connection = std::make_unique<KafkaConnection>(
      KafkaConnection{*std::move(brokers), options.client, options.security});
  if (auto conf = MakeConf(*connection, {}); !conf) return conf.error();
  return std::unique_ptr<KafkaEvents>(new KafkaEvents(std::move(connection), std::move(options)));
}

std::unique_ptr<EventPublisher> KafkaEvents::Publisher() {
  return std::make_unique<KafkaPublisher>(
      *connection_, KafkaPublisherOptions{options_.max_event_bytes, options_.publish_patience});
}

std::unique_ptr<EventConsumer> KafkaEvents::Consumer(std::string name,
                                                     std::vector<std::string> topics) {
  std::sort(topics.begin(), topics.end());
  topics.erase(std::unique(topics.begin(), topics.end()), topics.end());
  return std::make_unique<KafkaConsumer>(
      *connection_, GroupOptions{std::move(name), options_.client, std::move(topics)},
      KafkaConsumerOptions{options_.batch, options_.batch_bytes, options_.first_backoff,
                           options_.longest_backoff, options_.publish_patience, options_.metrics});
}

Result<std::vector<std::string>> KafkaEvents::PrepareTopics(const std::vector<KafkaTopic>& topics,
                                                            int copies) {
  auto admin = KafkaAdmin::Connect(*connection_, options_.admin_patience);
  if (!admin) return admin.error();
  return sinergi::PrepareTopics(*admin, topics, copies);
}

}  // namespace sinergi
