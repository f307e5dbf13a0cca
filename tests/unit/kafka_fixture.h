#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/event_reader.h"
#include "tests/support/eventually.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/kafka_client.h"

namespace sinergi {

// A topic and a group of the test's own on the broker that all tests share.
class KafkaTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (testing::KafkaUrl().empty()) GTEST_SKIP() << testing::kKafkaVariable << " is not set";
    kafka_ = Member("first");
  }

  void MakeTopic(int partitions) { testing::MakeTopics(*kafka_, {topic_}, partitions); }

  // Events as another process of this service sees them.
  static std::unique_ptr<KafkaEvents> Member(const std::string& client,
                                             Metrics* metrics = nullptr) {
    KafkaEvents::Options options;
    options.client = client;
    options.first_backoff = std::chrono::milliseconds(20);
    options.longest_backoff = std::chrono::milliseconds(200);
    options.metrics = metrics;
    return testing::OpenKafka(options);
  }

  Event MakeEvent(const std::string& subject, std::int64_t revision) const {
    return testing::MakeEvent(subject, revision, topic_);
  }

  void Publish(const std::vector<Event>& events) {
    for (const Status& outcome : kafka_->Publisher()->Publish(events)) {
      ASSERT_TRUE(outcome) << outcome.error().cause();
    }
  }

  // Revisions 1 to `revisions` of so many subjects.
  void PublishMany(int subjects, std::int64_t revisions) {
    std::vector<Event> events;
    for (std::int64_t revision = 1; revision <= revisions; ++revision) {
      for (int i = 0; i < subjects; ++i) {
        events.push_back(MakeEvent("referrals/" + std::to_string(i), revision));
      }
    }
    Publish(events);
  }

  std::unique_ptr<EventConsumer> Consumer(KafkaEvents& kafka) const {
    return kafka.Consumer(group_, {topic_});
  }
  std::unique_ptr<EventConsumer> Consumer() const { return Consumer(*kafka_); }

  std::optional<std::int64_t> Committed(std::int32_t partition = 0) const {
    return testing::CommittedOffset(testing::KafkaBrokers(), group_, topic_, partition);
  }

  std::vector<testing::PlainRecord> DeadLettersOf(std::size_t count) const {
    return testing::ReadRecords(testing::KafkaBrokers(), topic_ + ".dead", count);
  }

  const std::string topic_ = testing::UniqueName("sinergi.test.v1");
  const std::string group_ = testing::UniqueName("group");
  std::unique_ptr<KafkaEvents> kafka_;
};

}  // namespace sinergi
