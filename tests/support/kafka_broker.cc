#include "tests/support/kafka_broker.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <utility>

#include "common/ids/uuid.h"
#include "common/time/clock.h"

namespace sinergi::testing {

std::string KafkaUrl() {
  const char* const url = std::getenv(kKafkaVariable);
  return url == nullptr ? "" : url;
}

std::string KafkaBrokers() { return KafkaUrl().substr(std::string("kafka://").size()); }

std::string UniqueName(const std::string& prefix) {
  return prefix + "-" + Uuid::Make(SystemClock().Now()).ToString();
}

std::unique_ptr<KafkaEvents> OpenKafka(KafkaEvents::Options options) {
  auto opened = KafkaEvents::Open(KafkaUrl(), std::move(options));
  if (!opened) ADD_FAILURE() << opened.error().Text(Language::kEnglish);
  return opened ? *std::move(opened) : nullptr;
}

void MakeTopics(KafkaEvents& kafka, const std::vector<std::string>& names, int partitions) {
  std::vector<KafkaTopic> topics;
  for (const std::string& name : names) {
    topics.push_back({name, partitions, std::chrono::hours(-1), "delete", 1'200'000});
    topics.push_back({name + ".dead", 1, std::chrono::hours(-1), "delete", 1'400'000});
  }
  const auto made = kafka.PrepareTopics(topics, 1);
  if (!made) ADD_FAILURE() << made.error().Text(Language::kEnglish) << " " << made.error().cause();
}

}  // namespace sinergi::testing
