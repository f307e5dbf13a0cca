// Brokers that are away or refuse: over librdkafka's imitation of a cluster.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "common/events/kafka/kafka_events.h"
#include "common/events/reasons.h"
#include "common/result/reasons.h"
#include "common/time/deadline.h"
#include "tests/support/event_reader.h"
#include "tests/support/eventually.h"
#include "tests/support/kafka_client.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Eventually;
using testing::kTopic;
using testing::Labels;
using testing::MakeEvent;
using testing::Reader;
using Names = std::vector<std::string>;

constexpr char kNobody[] = "kafka://127.0.0.1:1";

std::unique_ptr<KafkaEvents> Open(const std::string& url, milliseconds patience = seconds(4)) {
  KafkaEvents::Options options;
  options.publish_patience = patience;
  options.first_backoff = milliseconds(20);
  options.longest_backoff = milliseconds(200);
  auto opened = KafkaEvents::Open(url, options);
  return opened ? *std::move(opened) : nullptr;
}

std::vector<Event> Many(const std::string& subject, std::int64_t first, std::int64_t last,
                        std::size_t bytes = 0) {
  std::vector<Event> events;
  for (std::int64_t revision = first; revision <= last; ++revision) {
    events.push_back(MakeEvent(subject, revision));
    events.back().payload.assign(bytes, 'x');
  }
  return events;
}

bool AllOk(const std::vector<Status>& outcomes) {
  return std::all_of(outcomes.begin(), outcomes.end(),
                     [](const Status& outcome) { return static_cast<bool>(outcome); });
}

// The first time that each revision is there, in order; repeats are allowed between them.
Names FirstTimes(const Names& labels) {
  std::set<std::string> seen;
  Names first;
  for (const std::string& label : labels) {
    if (seen.insert(label).second) first.push_back(label);
  }
  return first;
}

class KafkaOutageTest : public ::testing::Test {
 protected:
  Names Written(std::size_t count, int wait_seconds = 10) const {
    return testing::SubjectsAndRevisions(
        testing::ReadRecords(cluster_.Brokers(), kTopic, count, wait_seconds));
  }

  testing::KafkaImitation cluster_{kTopic};
  std::unique_ptr<KafkaEvents> kafka_ = Open(cluster_.Url());
};

TEST_F(KafkaOutageTest, PublishGivesUpInTimeWhenNobodyAnswers) {
  const auto kafka = Open(kNobody, milliseconds(500));
  const auto publisher = kafka->Publisher();
  for (int i = 0; i < 8; ++i) {
    const Deadline soon = Deadline::In(seconds(3));
    const auto outcomes = publisher->Publish(Many("a", 1, 3));
    EXPECT_FALSE(soon.Passed());
    ASSERT_EQ(outcomes.size(), 3U);
    for (const Status& outcome : outcomes) {
      ASSERT_FALSE(outcome);
      EXPECT_EQ(outcome.error().code(), ErrorCode::kUnavailable);
    }
  }
}

TEST_F(KafkaOutageTest, AConsumerOfNobodyStopsSoon) {
  const auto kafka = Open(kNobody);
  Reader reader(kafka->Consumer("reader", {kTopic}));
  EXPECT_TRUE(reader.WaitFor(0).empty());
  const Deadline soon = Deadline::In(seconds(3));
  reader.Stop();
  EXPECT_FALSE(soon.Passed());
}

TEST_F(KafkaOutageTest, WhatWasGivenUpIsPublishedAfterwardsInOrder) {
  const auto publisher = kafka_->Publisher();
  ASSERT_TRUE(AllOk(publisher->Publish(Many("a", 1, 10))));
  cluster_.GoDown();
  EXPECT_FALSE(publisher->Publish(Many("a", 11, 30)).front());
  EXPECT_FALSE(publisher->Publish(Many("a", 11, 40)).front());
  cluster_.ComeUp();
  ASSERT_TRUE(Eventually([&] { return AllOk(publisher->Publish(Many("a", 11, 50))); },
                         "the broker takes events again"));
  EXPECT_EQ(FirstTimes(Written(50)), Labels(Many("a", 1, 50)));
}

TEST_F(KafkaOutageTest, AnInterruptionThatIsShortIsNotSeen) {
  const auto publisher = kafka_->Publisher();
  ASSERT_TRUE(AllOk(publisher->Publish(Many("a", 1, 1))));
  cluster_.GoDown();
  cluster_.ComeUp();
  EXPECT_TRUE(AllOk(publisher->Publish(Many("a", 2, 300))));
  EXPECT_EQ(FirstTimes(Written(300)), Labels(Many("a", 1, 300)));
}

// More than one request's worth: the second must not be written when the first is refused.
TEST_F(KafkaOutageTest, NothingIsWrittenBehindWhatABrokerRefuses) {
  const auto publisher = kafka_->Publisher();
  const auto events = Many("a", 1, 3000, 1000);
  cluster_.RefuseNextRecords();
  const auto outcomes = publisher->Publish(events);
  ASSERT_EQ(outcomes.size(), events.size());
  ASSERT_FALSE(outcomes.front());
  for (const Status& outcome : outcomes) ASSERT_FALSE(outcome);
  EXPECT_EQ(Written(1, 2), Names());
  ASSERT_TRUE(AllOk(publisher->Publish(events)));
  EXPECT_EQ(Written(3000), Labels(events));
}

// Who of a request was too large shows when each is sent alone; here the first one ends the
// producer.
TEST_F(KafkaOutageTest, WhatWasNotSentAloneIsNotCalledTooLarge) {
  const auto publisher = kafka_->Publisher();
  const auto both = Many("a", 1, 2);
  cluster_.RefuseAsTooLargeAndThenTheNext();
  for (const Status& outcome : publisher->Publish(both)) {
    ASSERT_FALSE(outcome);
    EXPECT_FALSE(outcome.error().Is(reasons::kEventTooLarge));
  }
  ASSERT_TRUE(AllOk(publisher->Publish(both)));
  EXPECT_EQ(FirstTimes(Written(2)), Labels(both));
}

// A publisher sends on two connections; here one request of one of them is refused.
TEST_F(KafkaOutageTest, ARefusalHoldsUpTheSubjectsOfItsConnectionOnly) {
  const auto publisher = kafka_->Publisher();
  std::vector<Event> events;
  for (std::int64_t revision = 1; revision <= 3; ++revision) {
    for (const char c : std::string("abcdefghijklmnop")) {
      events.push_back(MakeEvent(std::string(1, c), revision));
    }
  }
  cluster_.RefuseNextRecords();
  const auto outcomes = publisher->Publish(events);
  std::set<std::string> fine;
  std::set<std::string> refused;
  std::vector<Event> again;
  for (std::size_t i = 0; i < events.size(); ++i) {
    (outcomes[i] ? fine : refused).insert(events[i].subject);
    if (!outcomes[i]) again.push_back(events[i]);
  }
  EXPECT_FALSE(fine.empty());
  EXPECT_FALSE(refused.empty());
  for (const std::string& subject : fine) EXPECT_FALSE(refused.contains(subject)) << subject;
  ASSERT_TRUE(AllOk(publisher->Publish(again)));
  std::map<std::string, Names> of_subject;
  for (const std::string& label : FirstTimes(Written(events.size()))) {
    of_subject[label.substr(0, 1)].push_back(label);
  }
  EXPECT_EQ(of_subject.size(), 16U);
  for (const auto& [subject, labels] : of_subject) {
    EXPECT_EQ(labels, Labels(Many(subject, 1, 3)));
  }
}

TEST_F(KafkaOutageTest, AConsumerGoesOnAfterTheBrokersCameBack) {
  const auto publisher = kafka_->Publisher();
  ASSERT_TRUE(AllOk(publisher->Publish(Many("a", 1, 1))));
  Reader reader(kafka_->Consumer("reader", {kTopic}));
  ASSERT_EQ(Labels(reader.WaitFor(1)), (Names{"a#1"}));
  cluster_.GoDown();
  EXPECT_FALSE(AllOk(publisher->Publish(Many("a", 2, 2))));
  cluster_.ComeUp();
  ASSERT_TRUE(Eventually([&] { return AllOk(publisher->Publish(Many("a", 2, 2))); },
                         "the broker takes events again"));
  EXPECT_EQ(FirstTimes(Labels(reader.WaitFor(2))), (Names{"a#1", "a#2"}));
}

TEST_F(KafkaOutageTest, AConsumerStopsSoonThoughItsBrokersAreAway) {
  ASSERT_TRUE(AllOk(kafka_->Publisher()->Publish(Many("a", 1, 1))));
  Reader reader(kafka_->Consumer("reader", {kTopic}));
  ASSERT_EQ(reader.WaitFor(1).size(), 1U);
  cluster_.GoDown();
  const Deadline soon = Deadline::In(seconds(15));
  reader.Stop();
  EXPECT_FALSE(soon.Passed());
}

}  // namespace
}  // namespace sinergi
