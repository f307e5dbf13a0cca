// A stretch of numbers, fetched: what a subscriber does who sees a gap.
#include "services/notifications/domain/reasons.h"
#include "tests/service/notifications_fixture.h"

namespace sinergi::notifications {
namespace {

using ::testing::ElementsAre;

class NotificationsFetchTest : public NotificationsTest {
 protected:
  static v1::FetchEventsRequest Stretch(const std::string& id, std::int64_t from, std::int64_t to) {
    v1::FetchEventsRequest request;
    request.set_subscription_id(id);
    request.set_from_number(from);
    request.set_to_number(to);
    return request;
  }

  Result<v1::FetchEventsResponse> Fetch(const v1::FetchEventsRequest& request,
                                        const std::string& office = kCiamis) const {
    return Invoke<v1::FetchEventsResponse>("FetchEvents", Of(office), request);
  }

  // "3 referrals/x", one each, and the last number behind them.
  static std::vector<std::string> Shown(const Result<v1::FetchEventsResponse>& fetched) {
    if (!fetched) return {std::string(fetched.error().reason().name)};
    std::vector<std::string> shown;
    for (const auto& one : fetched->notifications()) {
      shown.push_back(std::to_string(one.number()) + " " + one.event().subject());
    }
    shown.push_back("of " + std::to_string(fetched->last_number()));
    return shown;
  }

  // But for its token, which is another each time that it is sealed.
  static std::string Told(v1::Notification notification) {
    EXPECT_NE(notification.resume_token(), "");
    notification.clear_resume_token();
    return notification.SerializeAsString();
  }

  // What a stream shows of the same numbers.
  std::vector<std::string> Streamed(const std::string& id, std::size_t count) const {
    Subscriber subscriber = Open(kCiamis, StreamOf(id));
    EXPECT_TRUE(subscriber.Await(count));
    std::vector<std::string> messages;
    for (const auto& one : subscriber.got) messages.push_back(Told(one));
    return messages;
  }
};

TEST_F(NotificationsFetchTest, EveryStretchIsWhatTheStreamShowsOfIt) {
  const std::string id = Subscribe(kCiamis);
  for (int i = 0; i < 5; ++i) {
    PublishMany(2 * i + 1, 2 * i + 1, kCiamis);
    PublishMany(2 * i + 2, 2 * i + 2, kPangkalpinang);
  }
  AwaitJournal(10);
  const auto streamed = Streamed(id, 5);
  for (std::int64_t from = 1; from <= 5; ++from) {
    for (std::int64_t to = from; to <= 6; ++to) {
      const auto fetched = Fetch(Stretch(id, from, to));
      ASSERT_TRUE(fetched) << fetched.error().Text(Language::kEnglish);
      EXPECT_EQ(fetched->last_number(), 5);
      ASSERT_EQ(fetched->notifications_size(), std::min<std::int64_t>(to, 5) - from + 1);
      for (int i = 0; i < fetched->notifications_size(); ++i) {
        EXPECT_EQ(Told(fetched->notifications(i)),
                  streamed[static_cast<std::size_t>(from - 1 + i)]);
      }
    }
  }
  EXPECT_THAT(Shown(Fetch(Stretch(id, 9, 12))), ElementsAre("of 5")) << "not there yet";
  const auto second = Fetch(Stretch(id, 2, 2));
  Subscriber rest = Open(kCiamis, StreamOf(id, second->notifications(0).resume_token()));
  ASSERT_TRUE(rest.Await(3));
  EXPECT_TRUE(rest.HasNumbers(3, 5)) << "a stream goes on from what was fetched";
}

TEST_F(NotificationsFetchTest, ALongStretchIsFoundAndItsPlaceIsKept) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 2500, kCiamis);
  AwaitJournal(2500);
  RestartWithTail(10);
  for (int i = 0; i < 2; ++i) {
    const auto fetched = Fetch(Stretch(id, 1501, 2500));
    ASSERT_TRUE(fetched) << fetched.error().Text(Language::kEnglish);
    ASSERT_EQ(fetched->notifications_size(), 1000);
    EXPECT_EQ(fetched->notifications(0).number(), 1501);
    EXPECT_EQ(fetched->notifications(999).number(), 2500);
  }
  EXPECT_GE(CountRows("SELECT count(*) FROM checkpoints WHERE number = 1500"), 1);
  const auto again = Fetch(Stretch(id, 1601, 1602));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->notifications(0).number(), 1601) << "from the place that was kept";
}

TEST_F(NotificationsFetchTest, WhatIsNoLongerKeptIsSaidWithTheOldestThatIs) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 5, kCiamis);
  AwaitJournal(5);
  PruneAll();
  PublishMany(6, 8, kCiamis);
  AwaitJournal(8);
  const auto refused = Fetch(Stretch(id, 5, 8));
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().Is(reasons::kResumeTokenOutOfRange));
  EXPECT_EQ(refused.error().Variable("oldest"), "6");
  const auto kept = Fetch(Stretch(id, 6, 8));
  ASSERT_TRUE(kept) << kept.error().Text(Language::kEnglish);
  EXPECT_EQ(kept->notifications_size(), 3);
  EXPECT_EQ(kept->notifications(0).number(), 6);
}

TEST_F(NotificationsFetchTest, WhoAsksForTooMuchOrForAnothersIsRefused) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 1, kCiamis);
  AwaitJournal(1);
  EXPECT_THAT(Shown(Fetch(Stretch(id, 1, 1), kPangkalpinang)),
              ElementsAre("SUBSCRIPTION_NOT_FOUND"));
  for (const auto& [from, to] :
       {std::pair<std::int64_t, std::int64_t>{0, 1},
        {-1, 1},
        {2, 1},
        {1, 1001},
        {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()}}) {
    EXPECT_THAT(Shown(Fetch(Stretch(id, from, to))), ElementsAre("VALUE_OUT_OF_RANGE"))
        << from << " " << to;
  }
  auto other_life = Stretch(id, 1, 1);
  other_life.set_epoch(2);
  EXPECT_THAT(Shown(Fetch(other_life)), ElementsAre("RESUME_TOKEN_OUT_OF_RANGE"));
  other_life.set_epoch(1);
  EXPECT_TRUE(Fetch(other_life));
}

}  // namespace
}  // namespace sinergi::notifications
