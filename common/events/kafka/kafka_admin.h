#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "common/events/kafka/kafka_connection.h"

namespace sinergi {

// A topic as it is in the cluster, or is to be made.
struct TopicState {
  int partitions = 0;
  int copies = 0;
  std::map<std::string, std::string> configs;  // Kafka's names and values
};

using TopicStates = std::map<std::string, TopicState>;

// What operators may ask of a cluster. UNAVAILABLE when no broker answers in time.
class KafkaAdmin {
 public:
  static Result<KafkaAdmin> Connect(const KafkaConnection& connection,
                                    std::chrono::milliseconds patience);

  // Makes those that are not there and gives their names. TOPIC_REFUSED for the first that Kafka
  // does not take; others may have been made.
  Result<std::vector<std::string>> Create(const TopicStates& topics);

  // Those of `names` that are there, with all their configs.
  Result<TopicStates> Describe(const std::vector<std::string>& names);

 private:
  KafkaAdmin(ClientHandle client, std::chrono::milliseconds patience)
      : client_(std::move(client)), patience_(patience) {}

  int PatienceMs() const { return static_cast<int>(patience_.count()); }
  Result<TopicStates> Partitions(const std::vector<std::string>& names);
  Status AddConfigs(TopicStates& topics);

  ClientHandle client_;
  std::chrono::milliseconds patience_;
};

}  // namespace sinergi
