#include "services/notifications/storage/subscription_record.h"

#include <gtest/gtest.h>

namespace sinergi::notifications {
namespace {

Subscription Wanted() {
  Subscription subscription;
  subscription.id = SubscriptionId::Parse("0191d3a0-0000-7000-8000-000000000001").value();
  subscription.display_name = "Air Mesu Timur: 7:rujukan";
  subscription.office = "BNNK-PANGKALPINANG";
  subscription.event_types = {EventPattern::Parse("id.go.bnn.sinergi.referrals.v1.*").value(),
                              EventPattern::Parse("id.go.bnn.sinergi.meetings.v1.*").value()};
  subscription.areas = {RegionCode::Parse("19.04.02.2020").value(),
                        RegionCode::Parse("32.07").value()};
  subscription.offices = {"BNNK-CIAMIS", "BNNP-JABAR"};
  subscription.subject = "referrals/1";
  subscription.filter = *EventFilter::Parse("revision > 1 AND type = \"a.b\"");
  subscription.state = SubscriptionState::kPaused;
  subscription.version = 7;
  subscription.updated = FromMicroseconds(1'772'600'000'000'002);
  subscription.epoch = 3;
  subscription.starts_at = 41;
  subscription.created = FromMicroseconds(1'772'600'000'000'001);
  return subscription;
}

TEST(SubscriptionRecordTest, GivesBackWhatWasPacked) {
  EXPECT_EQ(UnpackSubscription(PackSubscription(Wanted())), Wanted());
  Subscription all = Wanted();
  all.event_types.clear();
  all.areas.clear();
  EXPECT_EQ(UnpackSubscription(PackSubscription(all)), all);
}

TEST(SubscriptionRecordTest, TakesNothingThatIsShortenedOrLonger) {
  const std::string bytes = PackSubscription(Wanted());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(UnpackSubscription(bytes.substr(0, size))) << size;
  }
  EXPECT_FALSE(UnpackSubscription(bytes + "0:"));
}

TEST(SubscriptionRecordTest, TakesNothingWithOneByteChangedIntoNonsense) {
  std::string bytes = PackSubscription(Wanted());
  for (char& byte : bytes) {
    const char before = byte;
    byte = '\x01';
    const auto unpacked = UnpackSubscription(bytes);
    EXPECT_TRUE(!unpacked || unpacked != Wanted());
    byte = before;
  }
}

}  // namespace
}  // namespace sinergi::notifications
