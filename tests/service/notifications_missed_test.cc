// What a subscriber is told of what failed, and of what it does not have.
#include <set>

#include "tests/service/notifications_replay_fixture.h"

namespace sinergi::notifications {
namespace {

using NotificationsMissedTest = NotificationsReplayTest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(NotificationsMissedTest, DeliveriesAreListedInPages) {
  const std::string id = Begin();
  receiver_.Set([](const auto&) { return WebhookReceiver::Answer{500}; });
  PublishMany(1, 4, kCiamis);
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->dead_count() == 4; }, std::chrono::minutes(2)));
  std::set<std::int64_t> numbers;
  std::string token;
  int pages = 0;
  do {
    const auto page = List(id, v1::DELIVERY_STATE_DEAD, 3, token);
    ASSERT_TRUE(page);
    for (const auto& one : page->deliveries()) numbers.insert(one.number());
    token = page->next_page_token();
    ++pages;
  } while (!token.empty());
  EXPECT_EQ(pages, 2);
  EXPECT_THAT(numbers, ElementsAre(1, 2, 3, 4));
}

TEST_F(NotificationsMissedTest, AWebhooksMissedEventsAreThoseThatWereNotDelivered) {
  const std::string id = BeginWithADeadLetter();
  EXPECT_THAT(MissedNumbers(id), ElementsAre(1));
  EXPECT_EQ(Missed(id)->events(0).state(), v1::DELIVERY_STATE_DEAD);
  v1::PauseSubscriptionRequest pause;
  pause.set_request_id(NewId());
  pause.set_subscription_id(id);
  ASSERT_TRUE(Invoke<v1::PauseSubscriptionResponse>("PauseSubscription", Of(kCiamis), pause));
  PublishMany(2, 4, kCiamis);
  AwaitJournal(4);
  ASSERT_TRUE(sinergi::testing::Eventually(
      [&] {
        return MissedNumbers(id) == std::vector<std::int64_t>{1, 2, 3, 4};
      },
      "all four"));
  const auto first = Missed(id, 0, 3);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->events_size(), 3);
  const auto second = Missed(id, 0, 3, first->next_page_token());
  ASSERT_TRUE(second);
  ASSERT_EQ(second->events_size(), 1);
  EXPECT_EQ(second->events(0).number(), 4);
}

TEST_F(NotificationsMissedTest, AnAcknowledgedPlaceIsWhereAStreamGoesOn) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 5, kCiamis);
  AwaitJournal(5);
  Subscriber stream = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(stream.Await(5));
  EXPECT_THAT(MissedNumbers(id), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_EQ(Acknowledge(id, stream.got[2].resume_token()), "3");
  EXPECT_EQ(Acknowledge(id, stream.got[0].resume_token()), "3") << "an earlier one changes nothing";
  EXPECT_THAT(MissedNumbers(id), ElementsAre(4, 5));
  EXPECT_THAT(MissedNumbers(id, 4), ElementsAre(5)) << "who keeps the place says it";
  Start();
  auto acknowledged = StreamOf(id);
  acknowledged.set_start(v1::STREAM_START_ACKNOWLEDGED);
  Subscriber again = Open(kCiamis, acknowledged);
  ASSERT_TRUE(again.Await(2));
  EXPECT_TRUE(again.HasNumbers(4, 5));
  EXPECT_EQ(Acknowledge(id, "no token"), "RESUME_TOKEN_INVALID");
  Subscriber from_the_first = Open(kCiamis, [&] {
    auto request = StreamOf(Subscribe(kCiamis));
    request.set_start(v1::STREAM_START_ACKNOWLEDGED);
    return request;
  }());
  ASSERT_TRUE(from_the_first.Ask());
  EXPECT_EQ(from_the_first.heartbeats.front().last_number(), 0);
}

TEST_F(NotificationsMissedTest, AnAcknowledgementOfAnEpochThatIsOverCountsNoMore) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 2, kCiamis);
  AwaitJournal(2);
  Subscriber stream = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(stream.Await(2));
  ASSERT_EQ(Acknowledge(id, stream.got[1].resume_token()), "2");
  EXPECT_THAT(MissedNumbers(id), IsEmpty());
  Filter(id, "revision > 0");
  EXPECT_EQ(Acknowledge(id, stream.got[1].resume_token()), "RESUME_TOKEN_OUT_OF_RANGE");
  EXPECT_THAT(MissedNumbers(id), ElementsAre(1, 2));
}

}  // namespace
}  // namespace sinergi::notifications
