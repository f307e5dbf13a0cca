#include "common/events/kafka/kafka_admin.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "common/events/kafka/reasons.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

using OptionsHandle = KafkaOwner<rd_kafka_AdminOptions_t, &rd_kafka_AdminOptions_destroy>;
using NewTopicHandle = KafkaOwner<rd_kafka_NewTopic_t, &rd_kafka_NewTopic_destroy>;
using ResourceHandle = KafkaOwner<rd_kafka_ConfigResource_t, &rd_kafka_ConfigResource_destroy>;
using MetadataHandle = KafkaOwner<const rd_kafka_metadata_t, &rd_kafka_metadata_destroy>;

Error NoAnswer(const std::string& cause) {
  return Error::Of(reasons::kUnavailable).Because("Kafka: " + cause);
}

Error Refused(const std::string& topic, const std::string& problem) {
  return Error::Of(reasons::kTopicRefused, {{"topic", topic}, {"problem", problem}});
}

OptionsHandle OptionsFor(rd_kafka_t* client, rd_kafka_admin_op_t operation, int patience_ms) {
  OptionsHandle options(rd_kafka_AdminOptions_new(client, operation));
  std::array<char, 256> ignored{};
  rd_kafka_AdminOptions_set_request_timeout(options.get(), patience_ms, ignored.data(),
                                            ignored.size());
  return options;
}

// The answer to what was asked with `queue`, whose request times out by itself.
Result<EventHandle> AnswerOn(rd_kafka_queue_t* queue) {
  EventHandle event(rd_kafka_queue_poll(queue, -1));
  if (!event) return NoAnswer("no answer");
  if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return NoAnswer(rd_kafka_event_error_string(event.get()));
  }
  return event;
}

Result<NewTopicHandle> NewTopic(const std::string& name, const TopicState& wanted) {
  std::array<char, 256> problem{};
  NewTopicHandle topic(rd_kafka_NewTopic_new(name.c_str(), wanted.partitions, wanted.copies,
                                             problem.data(), problem.size()));
  if (!topic) return Refused(name, problem.data());
  for (const auto& [key, value] : wanted.configs) {
    rd_kafka_NewTopic_set_config(topic.get(), key.c_str(), value.c_str());
  }
  return topic;
}

template <class Handle>
auto Pointers(const std::vector<Handle>& handles) {
  std::vector<typename Handle::pointer> pointers;
  pointers.reserve(handles.size());
  for (const Handle& handle : handles) pointers.push_back(handle.get());
  return pointers;
}

}  // namespace

Result<KafkaAdmin> KafkaAdmin::Connect(const KafkaConnection& connection,
                                       std::chrono::milliseconds patience) {
  auto conf = MakeConf(connection, {});
  if (!conf) return conf.error();
  auto client = MakeClient(RD_KAFKA_PRODUCER, *std::move(conf));
  if (!client) return client.error();
  return KafkaAdmin(*std::move(client), patience);
}

Result<std::vector<std::string>> KafkaAdmin::Create(const TopicStates& topics) {
  std::vector<std::string> made;
  std::vector<NewTopicHandle> asked;
  for (const auto& [name, wanted] : topics) {
    auto topic = NewTopic(name, wanted);
    if (!topic) return topic.error();
    asked.push_back(*std::move(topic));
  }
  if (asked.empty()) return made;
  const QueueHandle queue(rd_kafka_queue_new(client_.get()));
  const auto options = OptionsFor(client_.get(), RD_KAFKA_ADMIN_OP_CREATETOPICS, PatienceMs());
  auto pointers = Pointers(asked);
  rd_kafka_CreateTopics(client_.get(), pointers.data(), pointers.size(), options.get(),
                        queue.get());
  const auto answer = AnswerOn(queue.get());
  if (!answer) return answer.error();
  std::size_t count = 0;
  const auto* const results = rd_kafka_CreateTopics_result_topics(
      rd_kafka_event_CreateTopics_result(answer->get()), &count);
  for (const auto* result : std::span(results, count)) {
    const auto failed = rd_kafka_topic_result_error(result);
    if (failed == RD_KAFKA_RESP_ERR_NO_ERROR) made.emplace_back(rd_kafka_topic_result_name(result));
    if (failed == RD_KAFKA_RESP_ERR_NO_ERROR || failed == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
      continue;
    }
    const char* const text = rd_kafka_topic_result_error_string(result);
    return Refused(rd_kafka_topic_result_name(result),
                   text != nullptr ? text : rd_kafka_err2str(failed));
  }
  return made;
}

Result<TopicStates> KafkaAdmin::Describe(const std::vector<std::string>& names) {
  auto topics = Partitions(names);
  if (!topics || topics->empty()) return topics;
  if (auto done = AddConfigs(*topics); !done) return done.error();
  return topics;
}

Result<TopicStates> KafkaAdmin::Partitions(const std::vector<std::string>& names) {
  const rd_kafka_metadata_t* found = nullptr;
  if (const auto failed = rd_kafka_metadata(client_.get(), 1, nullptr, &found, PatienceMs());
      failed != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return NoAnswer(rd_kafka_err2str(failed));
  }
  const MetadataHandle metadata(found);
  TopicStates topics;
  for (const auto& topic :
       std::span(metadata->topics, static_cast<std::size_t>(metadata->topic_cnt))) {
    if (std::find(names.begin(), names.end(), topic.topic) == names.end()) continue;
    const int copies = topic.partition_cnt > 0 ? topic.partitions[0].replica_cnt : 0;
    topics[topic.topic] = {topic.partition_cnt, copies, {}};
  }
  return topics;
}

Status KafkaAdmin::AddConfigs(TopicStates& topics) {
  std::vector<ResourceHandle> asked;
  for (const auto& [name, state] : topics) {
    asked.emplace_back(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, name.c_str()));
  }
  const QueueHandle queue(rd_kafka_queue_new(client_.get()));
  const auto options = OptionsFor(client_.get(), RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, PatienceMs());
  auto pointers = Pointers(asked);
  rd_kafka_DescribeConfigs(client_.get(), pointers.data(), pointers.size(), options.get(),
                           queue.get());
  const auto answer = AnswerOn(queue.get());
  if (!answer) return answer.error();
  std::size_t count = 0;
  const auto* const resources = rd_kafka_DescribeConfigs_result_resources(
      rd_kafka_event_DescribeConfigs_result(answer->get()), &count);
  for (const auto* resource : std::span(resources, count)) {
    if (rd_kafka_ConfigResource_error(resource) != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return NoAnswer(rd_kafka_ConfigResource_error_string(resource));
    }
    std::size_t entries = 0;
    const auto* const configs = rd_kafka_ConfigResource_configs(resource, &entries);
    TopicState& topic = topics[rd_kafka_ConfigResource_name(resource)];
    for (const auto* config : std::span(configs, entries)) {
      const char* const value = rd_kafka_ConfigEntry_value(config);
      topic.configs[rd_kafka_ConfigEntry_name(config)] = value != nullptr ? value : "";
    }
  }
  return Status::Ok();
}

}  // namespace sinergi
