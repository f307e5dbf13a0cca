#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/events/kafka/kafka_events.h"

// What tests against a real broker need; SINERGI_TEST_KAFKA says where it is.
namespace sinergi::testing {

inline constexpr char kKafkaVariable[] = "SINERGI_TEST_KAFKA";

// "kafka://127.0.0.1:PORT"; empty when there is no broker.
std::string KafkaUrl();

// "host:port", for a client of the test's own.
std::string KafkaBrokers();

// A name that no other test, and no earlier run, has used: for topics and groups.
std::string UniqueName(const std::string& prefix);

std::unique_ptr<KafkaEvents> OpenKafka(KafkaEvents::Options options = {});

// Makes the topics, and the one for dead letters beside each.
void MakeTopics(KafkaEvents& kafka, const std::vector<std::string>& names, int partitions);

}  // namespace sinergi::testing
