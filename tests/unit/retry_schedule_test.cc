// When a webhook's delivery is tried again: the schedule, the breaker, the rate, and what waits.
#include "services/notifications/domain/retry_schedule.h"

#include <gtest/gtest.h>

#include <set>

#include "services/notifications/application/waiting_deliveries.h"
#include "services/notifications/domain/endpoint_breaker.h"
#include "services/notifications/domain/rate_limit.h"

namespace sinergi::notifications {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant kNow = FromMicroseconds(1'772'600'000'000'000);

TEST(RetryScheduleTest, WaitsAboutAsLongAsItSays) {
  const RetrySchedule schedule({seconds(10), minutes(5)});
  std::set<Instant> times;
  for (int i = 0; i < 100; ++i) {
    const auto next = schedule.NextTry(1, kNow, "event " + std::to_string(i), std::nullopt);
    ASSERT_TRUE(next);
    EXPECT_GE(*next - kNow, seconds(8));
    EXPECT_LE(*next - kNow, seconds(12));
    times.insert(*next);
  }
  EXPECT_GT(times.size(), 50u) << "what failed together is not tried together";
  EXPECT_GE(*schedule.NextTry(2, kNow, "event", std::nullopt) - kNow, minutes(4));
}

TEST(RetryScheduleTest, ARestartDoesNotDrawAgain) {
  const RetrySchedule schedule({seconds(10)});
  EXPECT_EQ(schedule.NextTry(1, kNow, "event", {}), schedule.NextTry(1, kNow, "event", {}));
}

TEST(RetryScheduleTest, EndsWithItsBudget) {
  const RetrySchedule schedule({seconds(1), seconds(1)});
  EXPECT_EQ(schedule.budget(), 3);
  EXPECT_TRUE(schedule.NextTry(2, kNow, "event", {}));
  EXPECT_FALSE(schedule.NextTry(3, kNow, "event", {}));
  EXPECT_FALSE(RetrySchedule({}).NextTry(1, kNow, "event", {}));
}

TEST(RetryScheduleTest, WaitsAsLongAsTheServerAsksWithinADay) {
  const RetrySchedule schedule({seconds(1)});
  EXPECT_EQ(schedule.NextTry(1, kNow, "event", minutes(7)), kNow + minutes(7));
  EXPECT_EQ(schedule.NextTry(1, kNow, "event", hours(1000)), kNow + hours(24));
}

TEST(EndpointBreakerTest, LeavesAnEndpointAloneAfterFiveFailures) {
  EndpointBreaker breaker;
  for (int i = 0; i < 4; ++i) breaker.Fail(kNow, {});
  EXPECT_TRUE(breaker.MayTry(kNow));
  EXPECT_FALSE(breaker.IsProbing());
  breaker.Fail(kNow, {});
  EXPECT_TRUE(breaker.IsProbing());
  EXPECT_FALSE(breaker.MayTry(kNow + seconds(4)));
  EXPECT_TRUE(breaker.MayTry(kNow + seconds(5)));
}

TEST(EndpointBreakerTest, ThePauseDoublesUpToTenMinutes) {
  EndpointBreaker breaker;
  for (int i = 0; i < 6; ++i) breaker.Fail(kNow, {});
  EXPECT_EQ(breaker.closed_until, kNow + seconds(10));
  for (int i = 0; i < 1000; ++i) breaker.Fail(kNow, {});
  EXPECT_EQ(breaker.closed_until, kNow + minutes(10));
}

TEST(EndpointBreakerTest, ASuccessForgetsEverything) {
  EndpointBreaker breaker;
  for (int i = 0; i < 9; ++i) breaker.Fail(kNow, {});
  EXPECT_EQ(breaker.failing_since, kNow);
  breaker.Succeed();
  EXPECT_EQ(breaker, EndpointBreaker());
}

TEST(EndpointBreakerTest, OneAnswerThatAsksForPatienceIsEnough) {
  EndpointBreaker breaker;
  breaker.Fail(kNow, seconds(90));
  EXPECT_FALSE(breaker.MayTry(kNow + seconds(89)));
  EXPECT_TRUE(breaker.MayTry(kNow + seconds(90)));
}

TEST(RateLimitTest, GivesASecondsWorthAtOnceAndThenOneAfterTheOther) {
  RateLimit limit(120);
  Instant now = kNow;
  EXPECT_EQ(limit.Free(now), 2);
  limit.Take(now);
  limit.Take(now);
  EXPECT_EQ(limit.Free(now), 0);
  EXPECT_EQ(limit.Next(), now + milliseconds(500));
  now += milliseconds(500);
  EXPECT_EQ(limit.Free(now), 1);
  limit.Take(now);
  EXPECT_EQ(limit.Free(now), 0);
  EXPECT_EQ(limit.Free(now + minutes(5)), 2) << "a long rest saves nothing up";
}

TEST(RateLimitTest, OverAMinuteItIsThatMany) {
  RateLimit limit(90);
  Instant now = kNow;
  std::int64_t taken = 0;
  for (; now < kNow + minutes(10); now += milliseconds(10)) {
    while (limit.Free(now) > 0) {
      limit.Take(now);
      ++taken;
    }
  }
  EXPECT_GE(taken, 880) << "it looks every ten milliseconds only";
  EXPECT_LE(taken, 902);
}

TEST(WaitingDeliveriesTest, TheFirstOfASubjectHoldsThoseBehindIt) {
  WaitingDeliveries waiting;
  waiting.Set("a", {5, 1}, kNow + seconds(9));
  waiting.Set("a", {7, 1}, kNow);
  EXPECT_EQ(waiting.NextTry(), kNow + seconds(9));
  waiting.Set("b", {8, 1}, kNow + seconds(3));
  EXPECT_EQ(waiting.NextTry(), kNow + seconds(3));
  waiting.Remove("a", {5, 1});
  EXPECT_EQ(waiting.NextTry(), kNow);
  waiting.Remove("a", {7, 1});
  waiting.Remove("b", {8, 1});
  EXPECT_TRUE(waiting.empty());
  EXPECT_FALSE(waiting.Holds("a"));
  EXPECT_EQ(waiting.NextTry(), Instant::max());
}

TEST(WaitingDeliveriesTest, AnEventMayWaitOnceForEachEpoch) {
  WaitingDeliveries waiting;
  waiting.Set("a", {5, 1}, kNow);
  waiting.Set("a", {5, 2}, kNow + seconds(1));
  waiting.Remove("a", {5, 1});
  EXPECT_EQ(waiting.NextTry(), kNow + seconds(1));
}

}  // namespace
}  // namespace sinergi::notifications
