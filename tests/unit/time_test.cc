#include <gtest/gtest.h>

#include "common/time/clock.h"
#include "common/time/deadline.h"

namespace sinergi {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

TEST(InstantTest, IsWrittenAsRfc3339WithMicroseconds) {
  EXPECT_EQ(FormatRfc3339(FromMicroseconds(1'652'356'800'000'008)), "2022-05-12T12:00:00.000008Z");
}

TEST(InstantTest, BeforeTheEpochIsWrittenToo) {
  EXPECT_EQ(FormatRfc3339(FromMicroseconds(-1)), "1969-12-31T23:59:59.999999Z");
}

TEST(InstantTest, IsShownInTheZonesOfKeppres41Of1987) {
  const Instant noon = FromMicroseconds(1'652'356'800'000'000);
  EXPECT_EQ(FormatLocal(noon, TimeZone::kWib), "2022-05-12 19:00:00 WIB");
  EXPECT_EQ(FormatLocal(noon, TimeZone::kWita), "2022-05-12 20:00:00 WITA");
  EXPECT_EQ(FormatLocal(noon, TimeZone::kWit), "2022-05-12 21:00:00 WIT");
}

TEST(InstantTest, TheDayIsTheZonesAndNotGreenwichs) {
  using std::chrono::sys_days;
  const Instant evening = FromMicroseconds(1'652'306'400'000'000);  // 2022-05-11T22:00:00Z
  EXPECT_EQ(LocalDay(evening, TimeZone::kWib), sys_days(std::chrono::May / 12 / 2022));
  const Instant afternoon = evening - std::chrono::hours(6);
  EXPECT_EQ(LocalDay(afternoon, TimeZone::kWib), sys_days(std::chrono::May / 11 / 2022));
  EXPECT_EQ(LocalDay(afternoon, TimeZone::kWit), sys_days(std::chrono::May / 12 / 2022));
}

TEST(ManualClockTest, StandsStillUntilItIsMoved) {
  ManualClock clock(FromMicroseconds(100));
  EXPECT_EQ(clock.Now(), FromMicroseconds(100));
  clock.Advance(microseconds(5));
  EXPECT_EQ(clock.Now(), FromMicroseconds(105));
}

TEST(DeadlineTest, HasNothingLeftOnceItHasPassed) {
  const Deadline past = Deadline::At(Deadline::Clock::now() - milliseconds(1));
  EXPECT_TRUE(past.Passed());
  EXPECT_EQ(past.Left(), milliseconds(0));
  EXPECT_GT(Deadline::In(milliseconds(60'000)).Left(), milliseconds(50'000));
}

}  // namespace
}  // namespace sinergi
