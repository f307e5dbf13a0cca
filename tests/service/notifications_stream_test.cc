// Streams: every matching event, counted without gaps or repeats.
#include <atomic>

#include "tests/service/notifications_fixture.h"

namespace sinergi::notifications {
namespace {

using sinergi::testing::Eventually;
using ::testing::ElementsAre;

using NotificationsStreamTest = NotificationsTest;

TEST_F(NotificationsStreamTest, BeginsWithAHeartbeat) {
  Subscriber subscriber = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  ASSERT_TRUE(subscriber.Ask());
  ASSERT_EQ(subscriber.heartbeats.size(), 1u);
  EXPECT_EQ(subscriber.heartbeats[0].last_number(), 0);
  EXPECT_EQ(subscriber.heartbeats[0].epoch(), 1);
  EXPECT_FALSE(subscriber.heartbeats[0].resume_token().empty());
  EXPECT_EQ(subscriber.heartbeats[0].time().seconds(), 1'772'600'000);
}

TEST_F(NotificationsStreamTest, CountsItsEventsFromOneWithoutGaps) {
  Subscriber subscriber = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  for (int i = 0; i < 50; ++i) {
    PublishMany(10 * i, 10 * i + 4, kCiamis);
    PublishMany(10 * i + 5, 10 * i + 9, kPangkalpinang);
  }
  ASSERT_TRUE(subscriber.Await(250));
  EXPECT_TRUE(subscriber.HasNumbers(1, 250));
}

TEST_F(NotificationsStreamTest, BringsTheEventAsItWasPublished) {
  Subscriber subscriber = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  Event sent = Sent("referrals/1", {kPangkalpinang, kCiamis}, "32.07");
  sent.traceparent = TraceContext::New().ToString();
  Publish({sent});
  ASSERT_TRUE(subscriber.Await(1));
  const v1::CloudEvent& event = subscriber.got[0].event();
  EXPECT_EQ(event.id(), sent.id.ToString());
  EXPECT_EQ(event.source(), sent.source);
  EXPECT_EQ(event.type(), sent.type);
  EXPECT_EQ(event.subject(), "referrals/1");
  EXPECT_EQ(event.revision(), 1);
  EXPECT_EQ(event.region(), "32.07");
  EXPECT_THAT(event.offices(), ElementsAre(kPangkalpinang, kCiamis));
  EXPECT_EQ(event.time().seconds() * 1'000'000 + event.time().nanos() / 1000,
            ToMicroseconds(sent.time));
  EXPECT_EQ(event.traceparent(), sent.traceparent);
  EXPECT_EQ(event.data().type_url(), "type.googleapis.com/sinergi.referrals.v1.ReferralSent");
  EXPECT_EQ(event.data().value(), "payload of referrals/1");
}

TEST_F(NotificationsStreamTest, ARepeatedEventIsCountedOnce) {
  Subscriber subscriber = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  const Event sent = Sent("referrals/1", {kCiamis});
  Publish({sent, sent});
  Publish({sent});
  PublishMany(2, 2, kCiamis);
  ASSERT_TRUE(subscriber.Await(2));
  EXPECT_THAT(subscriber.Subjects(), ElementsAre("referrals/1", "referrals/2"));
}

TEST_F(NotificationsStreamTest, EachSubscriptionCountsItsOwn) {
  auto wish = Wish(kCiamis);
  wish.add_area_codes("32.07");
  Subscriber narrow = Open(kCiamis, StreamOf(Subscribe(wish)));
  Subscriber wide = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  for (int i = 0; i < 6; ++i) {
    Publish({Sent("referrals/" + std::to_string(i), {kCiamis}, i % 3 == 0 ? "32.07.09" : "32.06")});
  }
  ASSERT_TRUE(wide.Await(6));
  ASSERT_TRUE(narrow.Await(2));
  EXPECT_TRUE(wide.HasNumbers(1, 6));
  EXPECT_TRUE(narrow.HasNumbers(1, 2));
  EXPECT_THAT(narrow.Subjects(), ElementsAre("referrals/0", "referrals/3"));
}

TEST_F(NotificationsStreamTest, StreamsOfOneSubscriptionGiveTheSameBytes) {
  const std::string id = Subscribe(kCiamis);
  auto one = TryOpen(kCiamis, StreamOf(id));
  auto other = TryOpen(kCiamis, StreamOf(id));
  ASSERT_TRUE(one && other);
  ASSERT_TRUE((*one)->Next() && (*other)->Next());  // their heartbeats
  PublishMany(1, 3, kCiamis);
  const auto three_of = [](StreamSource& source) {
    std::vector<StreamMessage> messages;
    EXPECT_TRUE(Eventually(
        [&] {
          const auto more = source.Next();
          if (!more) return true;
          messages.insert(messages.end(), more->begin(), more->end());
          return messages.size() >= 3;
        },
        "three events"));
    return messages;
  };
  const auto of_one = three_of(**one);
  const auto of_other = three_of(**other);
  ASSERT_TRUE(of_one.size() == 3 && of_other.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(&of_one[i].bytes(), &of_other[i].bytes()) << i;
}

TEST_F(NotificationsStreamTest, AnEventWakesOnlyTheStreamsThatGiveIt) {
  std::atomic<int> concerned = 0, others = 0;
  const auto hears = TryOpen(kCiamis, StreamOf(Subscribe(kCiamis)), [&] { ++concerned; });
  const auto other =
      TryOpen(kPangkalpinang, StreamOf(Subscribe(kPangkalpinang)), [&] { ++others; });
  ASSERT_TRUE(hears && other);
  PublishMany(1, 1, kCiamis);
  EXPECT_TRUE(Eventually([&] { return concerned > 0; }, "a wake-up"));
  PublishMany(2, 2, kPangkalpinang);
  EXPECT_TRUE(Eventually([&] { return others > 0; }, "a wake-up"));
  EXPECT_EQ(concerned, 1);
  EXPECT_EQ(others, 1);
}

TEST_F(NotificationsStreamTest, BeginsAfterItsCreation) {
  PublishMany(1, 3, kCiamis);
  AwaitJournal(3);
  Subscriber subscriber = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  PublishMany(4, 5, kCiamis);
  ASSERT_TRUE(subscriber.Await(2));
  EXPECT_THAT(subscriber.Subjects(), ElementsAre("referrals/4", "referrals/5"));
  EXPECT_TRUE(subscriber.HasNumbers(1, 2));
}

TEST_F(NotificationsStreamTest, OneThatIsFarBehindMissesNothing) {
  RestartWithTail(4);
  const std::string id = Subscribe(kCiamis);
  Subscriber subscriber = Open(kCiamis, StreamOf(id));
  PublishMany(1, 300, kCiamis);
  PublishMany(301, 600, kPangkalpinang);
  PublishMany(601, 610, kCiamis);
  AwaitJournal(610);
  ASSERT_TRUE(subscriber.Await(310));
  EXPECT_TRUE(subscriber.HasNumbers(1, 310));
}

TEST_F(NotificationsStreamTest, AnEventReachesTheOfficeItNamesWhereverItHappened) {
  Subscriber subscriber = Open(kPangkalpinang, StreamOf(Subscribe(kPangkalpinang)));
  Publish({Sent("referrals/1", {kCiamis}, "19.71.01"),
           Sent("referrals/2", {kPangkalpinang}, "19.04.02.2020")});
  ASSERT_TRUE(subscriber.Await(1));
  EXPECT_THAT(subscriber.Subjects(), ElementsAre("referrals/2"));
}

TEST_F(NotificationsStreamTest, AWildcardBringsAllTypesOfItsPackage) {
  auto wish = Wish(kCiamis);
  wish.add_event_types(kPackage + "*");
  Subscriber subscriber = Open(kCiamis, StreamOf(Subscribe(wish)));
  std::vector<Event> events;
  for (const std::string& type :
       {kPackage + "ReferralSent", std::string("id.go.bnn.sinergi.referrals.v2.ReferralSent"),
        kPackage + "ReferralAccepted"}) {
    events.push_back(Sent("referrals/" + std::to_string(events.size()), {kCiamis}));
    events.back().type = type;
  }
  Publish(events);
  ASSERT_TRUE(subscriber.Await(2));
  EXPECT_THAT(subscriber.Subjects(), ElementsAre("referrals/0", "referrals/2"));
}

TEST_F(NotificationsStreamTest, AQuietStreamShowsThatItLives) {
  Subscriber subscriber = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  ASSERT_TRUE(subscriber.Ask());
  clock_.Advance(std::chrono::milliseconds(9999));
  ASSERT_TRUE(subscriber.Ask());
  EXPECT_EQ(subscriber.heartbeats.size(), 1u);
  clock_.Advance(std::chrono::milliseconds(1));
  ASSERT_TRUE(subscriber.Ask());
  ASSERT_TRUE(subscriber.Ask());
  EXPECT_EQ(subscriber.heartbeats.size(), 2u);
}

TEST_F(NotificationsStreamTest, AQuietStreamShowsThatItLivesThoughTheClockWasSetBack) {
  Subscriber subscriber = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  ASSERT_TRUE(subscriber.Ask());
  clock_.Advance(-std::chrono::hours(1));
  ASSERT_TRUE(subscriber.Ask());
  EXPECT_EQ(subscriber.heartbeats.size(), 2u);
}

TEST_F(NotificationsStreamTest, NewEventsWakeTheStream) {
  std::atomic<int> woken = 0;
  const auto source = TryOpen(kCiamis, StreamOf(Subscribe(kCiamis)), [&] { ++woken; });
  ASSERT_TRUE(source);
  PublishMany(1, 1, kCiamis);
  EXPECT_TRUE(Eventually([&] { return woken > 0; }, "a wake-up"));
}

TEST_F(NotificationsStreamTest, AThousandStreamsCostNoMoreQueriesThanOne) {
  const std::string id = Subscribe(kCiamis);
  std::vector<Subscriber> subscribers;
  for (int i = 0; i < 1000; ++i) {
    subscribers.push_back(Open(kCiamis, StreamOf(id)));
    ASSERT_TRUE(subscribers.back().Ask());
  }
  const std::int64_t before = database_->calls();
  PublishMany(1, 1, kCiamis);
  for (Subscriber& subscriber : subscribers) ASSERT_TRUE(subscriber.Await(1));
  EXPECT_LT(database_->calls() - before, 100);
}

}  // namespace
}  // namespace sinergi::notifications
