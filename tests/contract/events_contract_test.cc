// What every EventPublisher with its EventConsumer promises, run for each implementation.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <latch>
#include <map>
#include <stdexcept>
#include <thread>

#include "common/events/reasons.h"
#include "common/time/deadline.h"
#include "tests/contract/event_bus.h"
#include "tests/support/event_reader.h"
#include "tests/support/eventually.h"

namespace sinergi {
namespace {

using testing::Eventually;
using testing::Labels;
using testing::Reader;
using testing::Refuse;
using Labels_ = std::vector<std::string>;

struct Implementation {
  const char* name;
  const char* needs;  // the variable that says where its server is; none for embedded
  std::unique_ptr<EventBus> (*make)();
};

class EventsContract : public ::testing::TestWithParam<Implementation> {
 protected:
  void SetUp() override {
    const char* const needs = GetParam().needs;
    if (needs != nullptr && std::getenv(needs) == nullptr) GTEST_SKIP() << needs << " is not set";
    bus_ = GetParam().make();
  }

  std::string topic() const { return bus_->Topic(); }
  std::string other_topic() const { return bus_->OtherTopic(); }

  Event MakeEvent(const std::string& subject, std::int64_t revision) const {
    return testing::MakeEvent(subject, revision, topic());
  }
  static Event MakeEvent(const std::string& subject, std::int64_t revision,
                         const std::string& topic) {
    return testing::MakeEvent(subject, revision, topic);
  }
  Event MakeTooLarge(const std::string& subject, std::int64_t revision) const {
    Event event = testing::MakeTooLarge(subject, revision);
    event.topic = topic();
    return event;
  }

  void Publish(const std::vector<Event>& events) {
    for (const Status& outcome : bus_->Publisher()->Publish(events)) ASSERT_TRUE(outcome);
  }
  void PublishOne(const std::string& subject, std::int64_t revision) {
    Publish({MakeEvent(subject, revision)});
  }
  std::unique_ptr<EventConsumer> Consumer(const std::string& name) {
    return bus_->Consumer(name, {topic()});
  }

  std::unique_ptr<EventBus> bus_;
};

template <class OfKind>
std::unique_ptr<EventBus> Make() {
  return std::make_unique<OfKind>();
}

INSTANTIATE_TEST_SUITE_P(
    Every, EventsContract,
    ::testing::Values(Implementation{"Embedded", nullptr, &Make<EmbeddedEventBus>},
                      Implementation{"Kafka", testing::kKafkaVariable, &Make<KafkaEventBus>}),
    [](const auto& test) { return test.param.name; });

TEST_P(EventsContract, AllAttributesAndBinaryPayloadsSurvive) {
  Event event = MakeEvent("referrals/1", 3);
  event.region = "32.07";
  event.offices = {"BNNP-JABAR", "BNNK-CIAMIS"};
  event.dataschema = "sinergi.referrals.v1.ReferralSent";
  event.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  event.payload = std::string("\0\x01\xff\xfe caf\xc3\xa9\0", 11);
  Publish({event, MakeEvent("referrals/2", 1)});
  Reader reader(Consumer("reader"));
  auto events = reader.WaitFor(2);
  ASSERT_EQ(events.size(), 2U);
  if (events[0].subject != event.subject) std::swap(events[0], events[1]);
  EXPECT_EQ(events[0], event);
  EXPECT_TRUE(events[1].offices.empty());
  EXPECT_TRUE(events[1].payload.empty());
}

TEST_P(EventsContract, EachSubjectKeepsItsOrder) {
  for (std::int64_t revision = 1; revision <= 30; revision += 2) {
    Publish({MakeEvent("a", revision), MakeEvent("b", revision), MakeEvent("a", revision + 1),
             MakeEvent("b", revision + 1)});
  }
  Reader reader(Consumer("reader"));
  std::map<std::string, std::int64_t> last;
  for (const Event& event : reader.WaitFor(60)) {
    EXPECT_EQ(event.revision, ++last[event.subject]) << event.subject;
  }
  EXPECT_EQ(last, (std::map<std::string, std::int64_t>{{"a", 30}, {"b", 30}}));
}

TEST_P(EventsContract, ALateConsumerGetsEverything) {
  PublishOne("a", 1);
  Reader early(Consumer("early"));
  ASSERT_EQ(early.WaitFor(1).size(), 1U);
  PublishOne("a", 2);
  Reader late(Consumer("late"));
  EXPECT_EQ(Labels(late.WaitFor(2)), (Labels_{"a#1", "a#2"}));
}

TEST_P(EventsContract, ARunningConsumerGetsWhatIsPublishedLater) {
  Reader reader(Consumer("reader"));
  PublishOne("a", 1);
  ASSERT_EQ(Labels(reader.WaitFor(1)), (Labels_{"a#1"}));
  PublishOne("a", 2);
  EXPECT_EQ(Labels(reader.WaitFor(2)), (Labels_{"a#1", "a#2"}));
}

TEST_P(EventsContract, OnlyTheChosenTopicsAreRead) {
  Publish({MakeEvent("a", 1, other_topic()), MakeEvent("b", 1)});
  Reader one(Consumer("one"));
  EXPECT_EQ(Labels(one.WaitFor(1)), (Labels_{"b#1"}));
  Reader both(bus_->Consumer("both", {topic(), other_topic()}));
  EXPECT_EQ(both.WaitFor(2).size(), 2U);
}

TEST_P(EventsContract, ATopicThatIsAddedLaterIsReadFromItsOldest) {
  Publish({MakeEvent("a", 1, other_topic()), MakeEvent("b", 1)});
  {
    Reader reader(Consumer("reader"));
    ASSERT_EQ(reader.WaitFor(1).size(), 1U);
  }
  Reader reader(bus_->Consumer("reader", {topic(), other_topic()}));
  EXPECT_EQ(Labels(reader.WaitFor(1)), (Labels_{"a#1"}));
}

TEST_P(EventsContract, TwoConsumersAreIndependent) {
  Publish({MakeEvent("a", 1), MakeEvent("a", 2)});
  Reader failing(Consumer("failing"), [](auto) { return Refuse(); });
  Reader healthy(Consumer("healthy"));
  EXPECT_EQ(Labels(healthy.WaitFor(2)), (Labels_{"a#1", "a#2"}));
  EXPECT_GE(failing.WaitFor(4).size(), 4U);
  EXPECT_EQ(healthy.Stop().size(), 2U);
}

TEST_P(EventsContract, AfterAnErrorTheSameEventsComeAgainInTheSameOrder) {
  Publish({MakeEvent("a", 1), MakeEvent("b", 1), MakeEvent("a", 2)});
  std::vector<Labels_> attempts;
  std::atomic<std::size_t> handled = 0;
  Reader reader(Consumer("reader"), [&](std::span<const Event> events) {
    attempts.push_back(Labels(events));
    if (attempts.size() <= 3) return Refuse();
    handled += events.size();
    return Status::Ok();
  });
  ASSERT_TRUE(Eventually([&] { return handled == 3; }, "each event is handled once"));
  reader.Stop();
  for (std::size_t i = 1; i <= 3; ++i) {  // more may have come meanwhile, behind the same ones
    ASSERT_GE(attempts[i].size(), attempts[0].size());
    attempts[i].resize(attempts[0].size());
    EXPECT_EQ(attempts[i], attempts[0]);
  }
}

TEST_P(EventsContract, AnExceptionOfTheHandlerIsAnError) {
  PublishOne("a", 1);
  bool thrown = false;
  Reader reader(Consumer("reader"), [&thrown](auto) -> Status {
    if (!std::exchange(thrown, true)) throw std::runtime_error("the test throws");
    return Status::Ok();
  });
  EXPECT_EQ(Labels(reader.WaitFor(2)), (Labels_{"a#1", "a#1"}));
}

TEST_P(EventsContract, WhatWasHandledDoesNotComeAgain) {
  PublishOne("a", 1);
  {
    Reader reader(Consumer("reader"));
    ASSERT_EQ(reader.WaitFor(1).size(), 1U);
  }
  PublishOne("a", 2);
  Reader reader(Consumer("reader"));
  EXPECT_EQ(Labels(reader.WaitFor(1)), (Labels_{"a#2"}));
}

TEST_P(EventsContract, PlacesAndEventsSurviveARestart) {
  Publish({MakeEvent("a", 1), MakeEvent("a", 2)});
  {
    Reader reader(Consumer("reader"));
    ASSERT_EQ(reader.WaitFor(2).size(), 2U);
  }
  bus_->Reopen();
  PublishOne("a", 3);
  Reader reader(Consumer("reader"));
  EXPECT_EQ(Labels(reader.WaitFor(1)), (Labels_{"a#3"}));
  Reader late(Consumer("late"));
  EXPECT_EQ(late.WaitFor(3).size(), 3U);
}

TEST_P(EventsContract, WhoStopsInsideAFailureGetsTheSameEventsAgain) {
  Publish({MakeEvent("a", 1), MakeEvent("a", 2)});
  {
    std::latch entered(1);
    std::latch stopped(1);
    std::atomic<int> calls = 0;
    Reader reader(Consumer("reader"), [&](auto) {
      if (++calls == 1) entered.count_down();
      stopped.wait();
      return Refuse();
    });
    entered.wait();
    reader.RequestStop();
    stopped.count_down();
    reader.Stop();
    EXPECT_EQ(calls, 1);
  }
  Reader reader(Consumer("reader"));
  EXPECT_EQ(Labels(reader.WaitFor(2)), (Labels_{"a#1", "a#2"}));
}

TEST_P(EventsContract, AnEventThatIsTooLargeFailsAloneWithTheLaterOnesOfItsSubject) {
  const auto outcomes = bus_->Publisher()->Publish(
      std::vector{MakeEvent("a", 1), MakeTooLarge("a", 2), MakeEvent("b", 1), MakeEvent("a", 3)});
  ASSERT_EQ(outcomes.size(), 4U);
  EXPECT_TRUE(outcomes[0] && outcomes[2]);
  ASSERT_FALSE(outcomes[1] || outcomes[3]);
  EXPECT_TRUE(outcomes[1].error().Is(reasons::kEventTooLarge));
  EXPECT_TRUE(outcomes[3].error().Is(reasons::kEventHeldBack));
  PublishOne("end", 1);
  Reader reader(Consumer("reader"));
  auto labels = Labels(reader.WaitFor(3));
  std::sort(labels.begin(), labels.end());
  EXPECT_EQ(labels, (Labels_{"a#1", "b#1", "end#1"}));
}

TEST_P(EventsContract, WhatWasHeldBackMayBePublishedAfterwards) {
  const std::vector<Event> events{MakeTooLarge("a", 1), MakeEvent("a", 2)};
  const auto outcomes = bus_->Publisher()->Publish(events);
  ASSERT_FALSE(outcomes.at(0) || outcomes.at(1));
  EXPECT_FALSE(IsRetryable(outcomes[0].error().code()));
  EXPECT_TRUE(IsRetryable(outcomes[1].error().code()));
  EXPECT_TRUE(bus_->Publisher()->Publish({&events[1], 1}).at(0));
}

TEST_P(EventsContract, PublishingNothingGivesNothing) {
  EXPECT_TRUE(bus_->Publisher()->Publish({}).empty());
}

TEST_P(EventsContract, AnIdleConsumerStopsSoon) {
  Reader reader(Consumer("reader"));
  PublishOne("a", 1);
  ASSERT_EQ(reader.WaitFor(1).size(), 1U);
  const Deadline soon = Deadline::In(std::chrono::seconds(5));
  reader.Stop();
  EXPECT_FALSE(soon.Passed());
}

TEST_P(EventsContract, ManyPublishingsBesideARunningConsumerLoseNothing) {
  constexpr int kPublishers = 2;
  constexpr std::int64_t kCalls = 60;
  constexpr std::int64_t kPerCall = 25;
  Reader reader(Consumer("reader"));
  std::vector<std::jthread> threads;
  for (int p = 0; p < kPublishers; ++p) {
    threads.emplace_back([this, subject = "referrals/" + std::to_string(p)] {
      const auto publisher = bus_->Publisher();
      for (std::int64_t call = 0; call < kCalls; ++call) {
        std::vector<Event> events;
        for (std::int64_t i = 1; i <= kPerCall; ++i) {
          events.push_back(MakeEvent(subject, call * kPerCall + i));
        }
        for (const Status& outcome : publisher->Publish(events)) EXPECT_TRUE(outcome);
      }
    });
  }
  threads.clear();
  constexpr std::size_t kAll = kPublishers * kCalls * kPerCall;
  const auto events = reader.WaitFor(kAll);
  std::map<std::string, std::int64_t> last;
  for (const Event& event : events) ASSERT_EQ(event.revision, ++last[event.subject]);
  EXPECT_EQ(reader.Stop().size(), kAll) << "and nothing came twice";
}

}  // namespace
}  // namespace sinergi
