// Where streams go on: resume tokens, and what happens when the past is no longer kept.
#include "services/notifications/domain/reasons.h"
#include "services/notifications/domain/resume_point.h"
#include "tests/service/notifications_fixture.h"

namespace sinergi::notifications {
namespace {

using sinergi::testing::Eventually;

class NotificationsResumeTest : public NotificationsTest {
 protected:
  std::string TokenOf(const ResumePoint& point) const {
    return sealer_.Seal("resume", point.Format());
  }
};

TEST_F(NotificationsResumeTest, EveryTokenContinuesWithExactlyTheRest) {
  const std::string id = Subscribe(kCiamis);
  Subscriber whole = Open(kCiamis, StreamOf(id));
  for (int i = 1; i <= 10; ++i) {
    PublishMany(2 * i, 2 * i, kCiamis);
    PublishMany(2 * i + 1, 2 * i + 1, kPangkalpinang);
  }
  ASSERT_TRUE(whole.Await(10));
  for (const bool remembered : {true, false}) {
    if (!remembered) RestartWithTail(1);
    for (std::size_t i = 0; i < 9; ++i) {
      Subscriber rest = Open(kCiamis, StreamOf(id, whole.got[i].resume_token()));
      ASSERT_TRUE(rest.Await(9 - i));
      EXPECT_EQ(rest.heartbeats[0].last_number(), static_cast<std::int64_t>(i) + 1);
      EXPECT_TRUE(rest.HasNumbers(static_cast<std::int64_t>(i) + 2, 10));
      EXPECT_EQ(rest.got.front().event().id(), whole.got[i + 1].event().id());
    }
  }
}

TEST_F(NotificationsResumeTest, NowSkipsWhatWasBeforeButCountsIt) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 3, kCiamis);
  AwaitJournal(3);
  auto request = StreamOf(id);
  request.set_start(v1::STREAM_START_NOW);
  Subscriber subscriber = Open(kCiamis, request);
  PublishMany(4, 5, kCiamis);
  ASSERT_TRUE(subscriber.Await(2));
  EXPECT_EQ(subscriber.heartbeats[0].last_number(), 3);
  EXPECT_TRUE(subscriber.HasNumbers(4, 5));
}

TEST_F(NotificationsResumeTest, ALongPastIsCountedOnce) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 700, kCiamis);
  PublishMany(701, 1400, kPangkalpinang);
  AwaitJournal(1400);
  auto request = StreamOf(id);
  request.set_start(v1::STREAM_START_NOW);
  for (int i = 0; i < 2; ++i) {
    Subscriber subscriber = Open(kCiamis, request);
    ASSERT_TRUE(subscriber.Ask());
    EXPECT_EQ(subscriber.heartbeats[0].last_number(), 700);
    EXPECT_EQ(CountRows("SELECT count(*) FROM checkpoints"), 1);
  }
}

TEST_F(NotificationsResumeTest, AHeartbeatsTokenLiesBehindWhatDidNotMatch) {
  const std::string id = Subscribe(kCiamis);
  Subscriber subscriber = Open(kCiamis, StreamOf(id));
  PublishMany(1, 3, kPangkalpinang);
  PublishMany(4, 4, kCiamis);
  ASSERT_TRUE(subscriber.Await(1));
  PublishMany(5, 9, kPangkalpinang);
  AwaitJournal(9);
  ASSERT_TRUE(Eventually(
      [&] {
        clock_.Advance(std::chrono::seconds(10));
        EXPECT_TRUE(subscriber.Ask());
        const auto opened = sealer_.Open("resume", subscriber.heartbeats.back().resume_token());
        return ResumePoint::Parse(*opened)->place == Place{9, 1};
      },
      "a token after position 9"));
}

TEST_F(NotificationsResumeTest, ATokenIsOfOneSubscription) {
  const std::string id = Subscribe(kCiamis);
  Subscriber other = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  ASSERT_TRUE(other.Ask());
  const ResumePoint malformed{SubscriptionId::Parse(id).value(), 0, {0, 0}, "x"};
  for (const std::string& token : {std::string("garbage"), other.heartbeats[0].resume_token(),
                                   TokenOf(malformed), sealer_.Seal("page", malformed.Format())}) {
    const auto refused = TryOpen(kCiamis, StreamOf(id, token));
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().Is(reasons::kResumeTokenInvalid));
    EXPECT_EQ(refused.error().violations().front().field, "resume_token");
  }
}

TEST_F(NotificationsResumeTest, ATokenOfAnotherLifeIsOutOfRange) {
  const std::string id = Subscribe(kCiamis);
  Subscriber subscriber = Open(kCiamis, StreamOf(id));
  PublishMany(1, 2, kCiamis);
  ASSERT_TRUE(subscriber.Await(2));
  const auto given = sealer_.Open("resume", subscriber.got[0].resume_token());
  ResumePoint of_restored_database = *ResumePoint::Parse(*given);
  ResumePoint of_next_epoch = of_restored_database;
  ResumePoint of_the_future = of_restored_database;
  of_restored_database.database_epoch = "0123456789ab";
  of_next_epoch.epoch = 2;
  of_the_future.place = {1000, 1000};
  for (const ResumePoint& point : {of_restored_database, of_next_epoch, of_the_future}) {
    const auto refused = TryOpen(kCiamis, StreamOf(id, TokenOf(point)));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::kOutOfRange);
    EXPECT_TRUE(refused.error().Is(reasons::kResumeTokenOutOfRange));
    EXPECT_EQ(refused.error().Variable("oldest"), "1");
  }
}

TEST_F(NotificationsResumeTest, NumbersStayTrueWhenTheOldestAreNoLongerKept) {
  const std::string id = Subscribe(kCiamis);
  Subscriber whole = Open(kCiamis, StreamOf(id));
  PublishMany(1, 5, kCiamis);
  ASSERT_TRUE(whole.Await(5));
  PruneAll();
  PublishMany(6, 8, kCiamis);
  AwaitJournal(8);
  EXPECT_EQ(CountRows("SELECT count(*) FROM journal"), 3);
  RestartWithTail(1);
  Subscriber kept = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(kept.Await(3));
  EXPECT_TRUE(kept.HasNumbers(6, 8));
  Subscriber rest = Open(kCiamis, StreamOf(id, whole.got[4].resume_token()));
  ASSERT_TRUE(rest.Await(3));
  EXPECT_TRUE(rest.HasNumbers(6, 8));
  const auto refused = TryOpen(kCiamis, StreamOf(id, whole.got[3].resume_token()));
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().Is(reasons::kResumeTokenOutOfRange));
  EXPECT_EQ(refused.error().Variable("oldest"), "6");
}

TEST_F(NotificationsResumeTest, WhoBeganInTheMiddleKeepsItsNumbersToo) {
  PublishMany(1, 3, kCiamis);
  AwaitJournal(3);
  const std::string id = Subscribe(kCiamis);
  PublishMany(4, 5, kCiamis);
  AwaitJournal(5);
  PruneAll();
  PublishMany(6, 7, kCiamis);
  Subscriber kept = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(kept.Await(2));
  EXPECT_TRUE(kept.HasNumbers(3, 4));
}

TEST_F(NotificationsResumeTest, OneThatFallsBehindWhatIsKeptIsTold) {
  RestartWithTail(1);
  Subscriber subscriber = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  ASSERT_TRUE(subscriber.Ask());
  Subscriber other = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  PublishMany(1, 5, kCiamis);
  ASSERT_TRUE(other.Await(5));
  PruneAll();
  const Status asked = subscriber.Ask();
  ASSERT_FALSE(asked);
  EXPECT_TRUE(asked.error().Is(reasons::kResumeTokenOutOfRange));
  EXPECT_EQ(asked.error().Variable("oldest"), "6");
}

// Its replica has just started and has read nothing of the journal yet.
TEST_F(NotificationsResumeTest, AtAReplicaThatIsBehindNothingComesTwiceOrUnderAnotherNumber) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 5, kCiamis);
  std::string token;
  {
    Subscriber first = Open(kCiamis, StreamOf(id));
    ASSERT_TRUE(first.Await(5));
    token = first.got[2].resume_token();
  }
  workers_.reset();
  service_ = *Make();
  Subscriber second = Open(kCiamis, StreamOf(id, token));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(second.Ask());
  EXPECT_TRUE(second.got.empty());
  EXPECT_EQ(second.heartbeats.back().last_number(), 3);
  workers_.emplace();
  service_->StartWorkers(*workers_);
  EXPECT_TRUE(second.Await(2));
  EXPECT_TRUE(second.HasNumbers(4, 5));
}

}  // namespace
}  // namespace sinergi::notifications
