#pragma once

#include <string>
#include <vector>

#include "common/events/kafka/kafka_admin.h"
#include "common/events/kafka/topic_table.h"

namespace sinergi {

// A topic of the table as the cluster has to have it. With three copies or more, two of them must
// take an event before it counts as published.
TopicState WantedState(const KafkaTopic& topic, int copies);

// What differs, as "sinergi.a.v1: partitions is 3, wanted 12; …"; empty when nothing does.
std::string DifferencesOf(const std::string& name, const TopicState& is, const TopicState& wanted);

// Makes the topics that are missing and compares the others; nothing there is changed. Gives the
// names of those it made. TOPICS_DIFFER with everything that differs, TOPIC_REFUSED, UNAVAILABLE.
Result<std::vector<std::string>> PrepareTopics(KafkaAdmin& admin,
                                               const std::vector<KafkaTopic>& topics, int copies);

}  // namespace sinergi
