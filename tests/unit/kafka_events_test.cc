// What Kafka does beyond the contract of the seam: tests/contract/events_contract_test.cc has that.
#include <algorithm>
#include <random>

#include "common/events/reasons.h"
#include "tests/unit/kafka_fixture.h"

namespace sinergi {
namespace {

using testing::Eventually;
using testing::KafkaBrokers;
using testing::Labels;
using testing::PlainRecord;
using testing::Reader;
using testing::Refuse;
using Names = std::vector<std::string>;

class KafkaEventsTest : public KafkaTest {
 protected:
  // Bytes that no compression makes smaller.
  Event MakeLarge(const std::string& subject, std::int64_t revision, std::size_t bytes) const {
    Event event = MakeEvent(subject, revision);
    std::mt19937 random(static_cast<unsigned>(revision));
    while (event.payload.size() < bytes) event.payload += static_cast<char>(random());
    return event;
  }

  PlainRecord Unreadable(const std::string& value) const {
    return {topic_, 0, 0, "some key", {{"ce_id", "not a UUID"}, {"shoe", "\xff"}}, value};
  }
};

TEST_F(KafkaEventsTest, ARecordIsWhatAnotherProgramExpects) {
  MakeTopic(3);
  Event event = MakeEvent("referrals/1", 3);
  event.region = "32.07";
  event.payload = std::string("\0\x01", 2);
  Publish({event});
  const auto records = testing::ReadRecords(KafkaBrokers(), topic_, 1);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].key, "referrals/1");
  EXPECT_EQ(records[0].value, event.payload);
  const std::vector<std::pair<std::string, std::string>> expected{
      {"ce_specversion", "1.0"},
      {"ce_id", event.id.ToString()},
      {"ce_source", event.source},
      {"ce_type", event.type},
      {"ce_subject", "referrals/1"},
      {"ce_time", "2025-12-29T09:20:00.000001Z"},
      {"ce_partitionkey", "referrals/1"},
      {"ce_revision", "3"},
      {"ce_region", "32.07"},
      {"content-type", "application/protobuf"}};
  EXPECT_EQ(records[0].headers, expected);
}

TEST_F(KafkaEventsTest, ASubjectStaysInOnePartition) {
  MakeTopic(6);
  PublishMany(20, 3);
  std::map<std::string, std::set<std::int32_t>> partitions;
  std::set<std::int32_t> used;
  for (const PlainRecord& record : testing::ReadRecords(KafkaBrokers(), topic_, 60)) {
    partitions[record.key].insert(record.partition);
    used.insert(record.partition);
  }
  ASSERT_EQ(partitions.size(), 20U);
  for (const auto& [subject, of] : partitions) EXPECT_EQ(of.size(), 1U) << subject;
  EXPECT_GT(used.size(), 3U);
}

TEST_F(KafkaEventsTest, ATopicThatTakesLessThanABatchStillGetsAllThatFits) {
  ASSERT_TRUE(kafka_->PrepareTopics({{topic_, 1, std::chrono::hours(-1), "delete", 20'000}}, 1));
  std::vector<Event> events;
  for (int i = 1; i <= 40; ++i) events.push_back(MakeLarge("a", i, 2'000));
  events.push_back(MakeLarge("b", 1, 60'000));
  events.push_back(MakeEvent("b", 2));
  events.push_back(MakeEvent("c", 1));
  const auto outcomes = kafka_->Publisher()->Publish(events);
  for (std::size_t i = 0; i < 40; ++i) ASSERT_TRUE(outcomes[i]) << i;
  ASSERT_FALSE(outcomes[40] || outcomes[41]);
  EXPECT_TRUE(outcomes[40].error().Is(reasons::kEventTooLarge));
  EXPECT_TRUE(outcomes[41].error().Is(reasons::kEventHeldBack));
  EXPECT_TRUE(outcomes[42]);
  const auto there =
      testing::SubjectsAndRevisions(testing::ReadRecords(KafkaBrokers(), topic_, 41));
  ASSERT_EQ(there.size(), 41U);
  const auto c = std::find(there.begin(), there.end(), "c#1");
  ASSERT_NE(c, there.end());
  auto of_a = there;
  of_a.erase(of_a.begin() + (c - there.begin()));
  EXPECT_EQ(of_a.front(), "a#1");
  EXPECT_EQ(of_a.back(), "a#40");
}

TEST_F(KafkaEventsTest, AnOffsetIsStoredOnlyAfterItsEffect) {
  MakeTopic(1);
  Publish({MakeEvent("a", 1), MakeEvent("a", 2)});
  {
    Reader failing(Consumer(), [](auto) { return Refuse(); });
    ASSERT_GE(failing.WaitFor(4).size(), 4U);
  }
  EXPECT_EQ(Committed(), std::nullopt);
  {
    Reader reader(Consumer());
    EXPECT_EQ(Labels(reader.WaitFor(2)), (Names{"a#1", "a#2"}));
  }
  EXPECT_EQ(Committed(), 2);
}

TEST_F(KafkaEventsTest, ARunningConsumerCommitsWithinSeconds) {
  MakeTopic(1);
  Publish({MakeEvent("a", 1)});
  Reader reader(Consumer());
  ASSERT_EQ(reader.WaitFor(1).size(), 1U);
  EXPECT_TRUE(Eventually([&] { return Committed() == 1; }, "the offset is committed"));
}

TEST_F(KafkaEventsTest, ARecordThatIsNoEventGoesToTheDeadLettersAndStopsNothing) {
  MakeTopic(1);
  Metrics metrics;
  const auto kafka = Member("first", &metrics);
  Publish({MakeEvent("a", 1)});
  ASSERT_TRUE(testing::WriteRecord(KafkaBrokers(), Unreadable("who knows")));
  Publish({MakeEvent("a", 2)});
  Reader reader(Consumer(*kafka));
  EXPECT_EQ(Labels(reader.WaitFor(2)), (Names{"a#1", "a#2"}));
  const auto dead = DeadLettersOf(1);
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].key, "some key");
  EXPECT_EQ(dead[0].value, "who knows");
  EXPECT_EQ(dead[0].Header("shoe"), "\xff");
  EXPECT_EQ(dead[0].Header("dead_consumer"), group_);
  EXPECT_NE(dead[0].Header("dead_reason").find("ce_specversion is missing"), std::string::npos);
  EXPECT_EQ(dead[0].Header("dead_attempts"), "1");
  EXPECT_EQ(dead[0].Header("dead_topic"), topic_);
  EXPECT_EQ(dead[0].Header("dead_partition"), "0");
  EXPECT_EQ(dead[0].Header("dead_offset"), "1");
  reader.Stop();
  EXPECT_EQ(Committed(), 3);
  EXPECT_NE(metrics.Text().find("sinergi_consumer_unreadable_total{consumer=\"" + group_ + "\"} 1"),
            std::string::npos)
      << metrics.Text();
}

TEST_F(KafkaEventsTest, WithoutDeadLettersNothingIsSkipped) {
  ASSERT_TRUE(kafka_->PrepareTopics({{topic_, 1, std::chrono::hours(-1), "delete", 20'000}}, 1));
  ASSERT_TRUE(testing::WriteRecord(KafkaBrokers(), Unreadable("who knows")));
  Publish({MakeEvent("a", 1)});
  KafkaEvents::Options options;
  options.publish_patience = std::chrono::milliseconds(300);
  const auto kafka = testing::OpenKafka(options);
  {
    Reader reader(Consumer(*kafka));
    ASSERT_EQ(Labels(reader.WaitFor(1)), (Names{"a#1"}));
  }
  EXPECT_EQ(Committed(), std::nullopt);
  ASSERT_TRUE(
      kafka_->PrepareTopics({{topic_ + ".dead", 1, std::chrono::hours(-1), "delete", 20'000}}, 1));
  Reader reader(Consumer(*kafka));
  EXPECT_EQ(DeadLettersOf(1).size(), 1U);
}

TEST_F(KafkaEventsTest, ADeadLetterThatIsTooLargeGoesWithoutItsValue) {
  MakeTopic(1);
  ASSERT_TRUE(kafka_->PrepareTopics(
      {{topic_ + ".small.dead", 1, std::chrono::hours(-1), "delete", 2'000}}, 1));
  Event event = MakeLarge("a", 1, 5'000);
  event.topic = topic_ + ".small";
  ASSERT_TRUE(kafka_->Consumer("inbox", {topic_})->SetAside(event, "of no use", 5));
  const auto dead = testing::ReadRecords(KafkaBrokers(), topic_ + ".small.dead", 1);
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].value, "");
  EXPECT_EQ(dead[0].Header("dead_value_bytes"), "5000");
  EXPECT_EQ(dead[0].Header("dead_attempts"), "5");
  EXPECT_EQ(dead[0].Header("dead_consumer"), "inbox");
  EXPECT_EQ(dead[0].Header("dead_reason"), "of no use");
  EXPECT_EQ(dead[0].Header("ce_id"), event.id.ToString());
}

TEST_F(KafkaEventsTest, ShowsHowFarItIsBehind) {
  MakeTopic(1);
  Metrics metrics;
  const auto kafka = Member("first", &metrics);
  PublishMany(1, 7);
  Reader failing(Consumer(*kafka), [](auto) { return Refuse(); });
  EXPECT_TRUE(Eventually(
      [&] {
        return metrics.Text().find("partition=\"0\",topic=\"" + topic_ + "\"} 7") !=
               std::string::npos;
      },
      "the lag of the partition is 7"))
      << metrics.Text();
}

}  // namespace
}  // namespace sinergi
