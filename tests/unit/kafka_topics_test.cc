// The table of topics, the addresses of brokers, and what a cluster is made to have.
#include "common/events/kafka/kafka_topics.h"

#include <fstream>
#include <sstream>

#include "common/csv/reasons.h"
#include "common/events/kafka/kafka_connection.h"
#include "common/events/kafka/reasons.h"
#include "common/time/deadline.h"
#include "tests/unit/kafka_fixture.h"

namespace sinergi {
namespace {

constexpr char kHead[] = "topic,partitions,retention_days,cleanup,max_message_bytes\n";

std::string ProblemOf(const std::string& rows) {
  const auto table = ParseTopicTable(kHead + rows);
  if (table) return "none";
  EXPECT_TRUE(table.error().Is(reasons::kTopicTableInvalid));
  return std::string(table.error().Variable("line")) + ": " +
         std::string(table.error().Variable("problem"));
}

TEST(TopicTableTest, SaysHowEachTopicHasToBe) {
  const auto table =
      ParseTopicTable(kHead + std::string("a.v1,12,90,delete,1200000\nb,1,forever,compact,1024\n"));
  ASSERT_TRUE(table);
  ASSERT_EQ(table->size(), 2U);
  EXPECT_EQ((*table)[0].name, "a.v1");
  EXPECT_EQ((*table)[0].partitions, 12);
  EXPECT_EQ((*table)[0].retention, std::chrono::days(90));
  EXPECT_EQ((*table)[0].max_message_bytes, 1'200'000);
  EXPECT_EQ((*table)[1].retention.count(), -1);
  EXPECT_EQ((*table)[1].cleanup, "compact");
}

TEST(TopicTableTest, NamesTheLineThatCannotBeUsed) {
  EXPECT_EQ(ProblemOf("a b,1,1,delete,1024\n"), "2: the topic's name is not one that Kafka allows");
  EXPECT_EQ(ProblemOf("a,1,1,delete,1024\nb,0,1,delete,1024\n"),
            "3: partitions must be a number from 1 to 10000");
  EXPECT_EQ(ProblemOf("a,1,0,delete,1024\n"),
            "2: retention_days must be a number from 1 to 36500, or forever");
  EXPECT_EQ(ProblemOf("a,1,1,shred,1024\n"), "2: cleanup must be delete or compact");
  EXPECT_EQ(ProblemOf("a,1,1,delete,10\n"),
            "2: max_message_bytes must be a number from 1024 to 100000000");
  EXPECT_EQ(ProblemOf("a,1,1,delete,1024\na,1,1,delete,1024\n"), "3: the topic is there already");
  EXPECT_TRUE(ParseTopicTable("topic\n").error().Is(reasons::kCsvMalformed));
}

TEST(TopicTableTest, TheOneThatIsShippedHasDeadLettersForEachTopic) {
  const char* const source = std::getenv("SINERGI_SOURCE");
  ASSERT_NE(source, nullptr);
  std::ifstream file(std::string(source) + "/deploy/kafka/topics.csv");
  std::stringstream text;
  text << file.rdbuf();
  const auto table = ParseTopicTable(text.str());
  ASSERT_TRUE(table) << table.error().Text(Language::kEnglish);
  std::set<std::string> names;
  for (const KafkaTopic& topic : *table) names.insert(topic.name);
  EXPECT_TRUE(names.contains("sinergi.referrals.v1"));
  for (const KafkaTopic& topic : *table) {
    const bool dead = topic.name.ends_with(".dead");
    EXPECT_TRUE(dead || names.contains(topic.name + ".dead")) << topic.name;
    EXPECT_GT(topic.max_message_bytes, static_cast<std::int64_t>(kMaxEventBytes)) << topic.name;
  }
}

TEST(KafkaAddressTest, IsAListOfHostsWithPorts) {
  EXPECT_EQ(*BrokersOf("kafka://a:9092"), "a:9092");
  EXPECT_EQ(*BrokersOf("kafka://a.b:1,[::1]:65535/"), "a.b:1,[::1]:65535");
  for (const char* url :
       {"", "kafka://", "kafka://a", "kafka://a:0", "kafka://a:65536", "kafka://:1", "kafka://a:1,",
        "kafka://a:1,b", "redis://a:1", "kafka://a:1/topic", "kafka://user@a:1", "kafka://a:1?x"}) {
    const auto brokers = BrokersOf(url);
    ASSERT_FALSE(brokers) << url;
    EXPECT_TRUE(brokers.error().Is(reasons::kKafkaAddressMalformed)) << url;
  }
}

TEST(KafkaAddressTest, OnlySettingsOfSecurityAreTaken) {
  KafkaEvents::Options options;
  options.security = {{"acks", "0"}};
  auto opened = KafkaEvents::Open("kafka://a:1", options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().Variable("setting"), "acks");
  options.security = {{"security.protocol", "carrier pigeon"}};
  EXPECT_FALSE(KafkaEvents::Open("kafka://a:1", options));
  options.security = {{"security.protocol", "sasl_plaintext"}, {"sasl.mechanism", "PLAIN"}};
  EXPECT_TRUE(KafkaEvents::Open("kafka://a:1", options));
}

TEST(KafkaTopicsTest, AClusterNeedsTwoCopiesBeforeAnEventCounts) {
  EXPECT_EQ(WantedState({"a", 1, std::chrono::days(2)}, 3).configs.at("min.insync.replicas"), "2");
  EXPECT_EQ(WantedState({"a", 1, std::chrono::days(2)}, 1).configs.at("min.insync.replicas"), "1");
  EXPECT_EQ(WantedState({"a", 1, std::chrono::days(2)}, 1).configs.at("retention.ms"), "172800000");
}

using KafkaTopicsOnBrokerTest = KafkaTest;

TEST_F(KafkaTopicsOnBrokerTest, WhatIsMissingIsMadeOnce) {
  const std::vector<KafkaTopic> topics{
      {topic_, 3, std::chrono::days(7), "delete", 5'000},
      {topic_ + ".dead", 1, std::chrono::hours(-1), "compact", 6'000}};
  const auto made = kafka_->PrepareTopics(topics, 1);
  ASSERT_TRUE(made) << made.error().cause();
  EXPECT_EQ(*made, (std::vector<std::string>{topic_, topic_ + ".dead"}));
  const auto again = kafka_->PrepareTopics(topics, 1);
  ASSERT_TRUE(again) << again.error().Text(Language::kEnglish);
  EXPECT_TRUE(again->empty());
}

TEST_F(KafkaTopicsOnBrokerTest, WhatDiffersIsSaidAndNotChanged) {
  MakeTopic(3);
  const KafkaTopic other{topic_, 4, std::chrono::days(7), "compact", 1'200'000};
  for (int i = 0; i < 2; ++i) {
    const auto prepared = kafka_->PrepareTopics({other}, 1);
    ASSERT_FALSE(prepared);
    ASSERT_TRUE(prepared.error().Is(reasons::kTopicsDiffer));
    EXPECT_EQ(prepared.error().Variable("differences"),
              topic_ + ": partitions is 3, wanted 4, cleanup.policy is delete, wanted compact, " +
                  "retention.ms is -1, wanted 604800000");
  }
}

TEST_F(KafkaTopicsOnBrokerTest, MoreCopiesThanBrokersAreRefused) {
  const auto prepared =
      kafka_->PrepareTopics({{topic_, 1, std::chrono::hours(-1), "delete", 5'000}}, 3);
  ASSERT_FALSE(prepared);
  EXPECT_TRUE(prepared.error().Is(reasons::kTopicRefused));
  EXPECT_EQ(prepared.error().Variable("topic"), topic_);
}

TEST(KafkaTopicsAwayTest, WithoutABrokerItIsUnavailableInTime) {
  KafkaEvents::Options options;
  options.admin_patience = std::chrono::milliseconds(1500);
  const auto opened = KafkaEvents::Open("kafka://127.0.0.1:1", options);
  ASSERT_TRUE(opened);
  const Deadline soon = Deadline::In(std::chrono::seconds(10));
  const auto prepared =
      (*opened)->PrepareTopics({{"a", 1, std::chrono::hours(-1), "delete", 5'000}}, 1);
  ASSERT_FALSE(prepared);
  EXPECT_EQ(prepared.error().code(), ErrorCode::kUnavailable);
  EXPECT_FALSE(soon.Passed());
}

}  // namespace
}  // namespace sinergi
