#include "common/events/kafka/kafka_topics.h"

#include "common/events/kafka/reasons.h"
#include "common/logging/log.h"

namespace sinergi {
namespace {

constexpr int kCopiesOfACluster = 3;

void Compare(std::string& found, const std::string& what, const std::string& is,
             const std::string& wanted) {
  if (is == wanted) return;
  found += (found.empty() ? "" : ", ") + what + " is " + is + ", wanted " + wanted;
}

std::vector<std::string> NamesOf(const TopicStates& topics) {
  std::vector<std::string> names;
  for (const auto& [name, state] : topics) names.push_back(name);
  return names;
}

}  // namespace

TopicState WantedState(const KafkaTopic& topic, int copies) {
  const auto retention = std::chrono::milliseconds(topic.retention).count();
  return {topic.partitions,
          copies,
          {{"retention.ms", topic.retention.count() < 0 ? "-1" : std::to_string(retention)},
           {"cleanup.policy", topic.cleanup},
           {"max.message.bytes", std::to_string(topic.max_message_bytes)},
           {"min.insync.replicas", copies >= kCopiesOfACluster ? "2" : "1"}}};
}

std::string DifferencesOf(const std::string& name, const TopicState& is, const TopicState& wanted) {
  std::string found;
  Compare(found, "partitions", std::to_string(is.partitions), std::to_string(wanted.partitions));
  Compare(found, "copies", std::to_string(is.copies), std::to_string(wanted.copies));
  for (const auto& [config, value] : wanted.configs) {
    const auto there = is.configs.find(config);
    Compare(found, config, there == is.configs.end() ? "unknown" : there->second, value);
  }
  return found.empty() ? found : name + ": " + found;
}

Result<std::vector<std::string>> PrepareTopics(KafkaAdmin& admin,
                                               const std::vector<KafkaTopic>& topics, int copies) {
  TopicStates wanted;
  for (const KafkaTopic& topic : topics) wanted[topic.name] = WantedState(topic, copies);
  auto made = admin.Create(wanted);
  if (!made) return made.error();
  for (const std::string& name : *made) {
    Log(LogLevel::kInfo, "Made a topic",
        {{"topic", name}, {"partitions", std::int64_t{wanted[name].partitions}}});
    wanted.erase(name);
  }
  const auto there = admin.Describe(NamesOf(wanted));
  if (!there) return there.error();
  std::string differences;
  for (const auto& [name, state] : *there) {
    const std::string found = DifferencesOf(name, state, wanted[name]);
    if (!found.empty()) differences += (differences.empty() ? "" : "; ") + found;
  }
  if (differences.empty()) return made;
  return Error::Of(reasons::kTopicsDiffer, {{"differences", differences}});
}

}  // namespace sinergi
