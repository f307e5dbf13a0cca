// An event wakes the streams whose subscriptions match it, each once, and no other.
#include "services/notifications/application/stream_watchers.h"

#include <gtest/gtest.h>

namespace sinergi::notifications {
namespace {

class StreamWatchersTest : public ::testing::Test {
 protected:
  static Subscription Of(const std::string& id_end, const std::string& office) {
    Subscription one;
    one.id = SubscriptionId::Parse("0191d3a0-0000-7000-8000-0000000000" + id_end).value();
    one.office = office;
    return one;
  }

  WakeList::Wake Watch(const Subscription& subscription, const std::string& name) {
    return watchers_.Add(subscription, [this, name] { woken_ += name; });
  }

  // Whom an event of the office wakes.
  std::string WokenBy(const std::string& office, int entries = 1) {
    JournalEntry entry{1, {}, {}};
    entry.event.type = "id.go.bnn.sinergi.referrals.v1.ReferralSent";
    entry.event.offices = {office};
    woken_.clear();
    watchers_.WakeFor(JournalEntries(static_cast<std::size_t>(entries),
                                     std::make_shared<const JournalEntry>(entry)));
    return woken_;
  }

  StreamWatchers watchers_;
  std::string woken_;
};

TEST_F(StreamWatchersTest, WakesWhoseSubscriptionMatches) {
  const auto one = Watch(Of("01", "A"), "1");
  const auto two = Watch(Of("02", "B"), "2");
  EXPECT_EQ(WokenBy("A"), "1");
  EXPECT_EQ(WokenBy("B"), "2");
  EXPECT_EQ(WokenBy("C"), "");
}

TEST_F(StreamWatchersTest, WakesEachStreamOfASubscriptionOnceForManyEvents) {
  const auto one = Watch(Of("01", "A"), "x");
  const auto two = Watch(Of("01", "A"), "x");
  EXPECT_EQ(WokenBy("A", 100), "xx");
}

TEST_F(StreamWatchersTest, WakesNobodyWhoLeft) {
  auto one = Watch(Of("01", "A"), "1");
  const auto two = Watch(Of("01", "A"), "2");
  one.reset();
  EXPECT_EQ(WokenBy("A"), "2");
}

TEST_F(StreamWatchersTest, WhoComesAfterAllLeftIsWoken) {
  Watch(Of("01", "A"), "1").reset();
  EXPECT_EQ(WokenBy("A"), "");
  const auto again = Watch(Of("01", "A"), "2");
  EXPECT_EQ(WokenBy("A"), "2");
}

TEST_F(StreamWatchersTest, TheLatestEpochDecides) {
  Subscription renewed = Of("01", "B");
  renewed.epoch = 2;
  const auto later = Watch(renewed, "2");
  const auto earlier = Watch(Of("01", "A"), "1");
  EXPECT_EQ(WokenBy("A"), "");
  EXPECT_EQ(WokenBy("B").find('2') != std::string::npos, true);
}

}  // namespace
}  // namespace sinergi::notifications
