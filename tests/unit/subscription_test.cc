#include "services/notifications/domain/subscription.h"

#include <gtest/gtest.h>

#include "services/notifications/domain/resume_point.h"

namespace sinergi::notifications {
namespace {

const std::string kSent = "id.go.bnn.sinergi.referrals.v1.ReferralSent";

class SubscriptionTest : public testing::Test {
 protected:
  SubscriptionTest() { subscription_.office = "BNNK-CIAMIS"; }

  void WantType(std::string_view pattern) {
    subscription_.event_types.push_back(EventPattern::Parse(pattern).value());
  }
  void WantArea(std::string_view code) {
    subscription_.areas.push_back(RegionCode::Parse(code).value());
  }

  bool Hears(const std::string& type, std::string_view region = "",
             const std::vector<std::string>& offices = {"BNNP-JABAR", "BNNK-CIAMIS"}) const {
    return Matches(subscription_, {type, offices, RegionCode::Parse(region)});
  }

  Subscription subscription_;
};

TEST_F(SubscriptionTest, HearsEverythingOfItsOfficeByDefault) {
  EXPECT_TRUE(Hears(kSent));
  EXPECT_TRUE(Hears("id.go.bnn.sinergi.meetings.v1.MeetingConcluded", "32.07"));
}

TEST_F(SubscriptionTest, HearsNothingThatDoesNotNameItsOffice) {
  EXPECT_FALSE(Hears(kSent, "32.07", {"BNNP-JABAR", "BNNK-CIAMIS-2"}));
  EXPECT_FALSE(Hears(kSent, "32.07", {}));
}

TEST_F(SubscriptionTest, HearsAnExactTypeOnly) {
  WantType(kSent);
  EXPECT_TRUE(Hears(kSent));
  EXPECT_FALSE(Hears(kSent + "Again"));
  EXPECT_FALSE(Hears("id.go.bnn.sinergi.referrals.v1.ReferralAccepted"));
}

TEST_F(SubscriptionTest, AWildcardHearsAllOfItsPackageAndNoOther) {
  WantType("id.go.bnn.sinergi.referrals.v1.*");
  EXPECT_TRUE(Hears(kSent));
  EXPECT_FALSE(Hears("id.go.bnn.sinergi.referrals.v1"));
  EXPECT_FALSE(Hears("id.go.bnn.sinergi.referrals.v1."));
  EXPECT_FALSE(Hears("id.go.bnn.sinergi.referrals.v10.ReferralSent"));
  EXPECT_FALSE(Hears("id.go.bnn.sinergi.meetings.v1.MeetingConcluded"));
}

TEST_F(SubscriptionTest, OneOfSeveralTypesIsEnough) {
  WantType("id.go.bnn.sinergi.meetings.v1.*");
  WantType(kSent);
  EXPECT_TRUE(Hears(kSent));
}

TEST_F(SubscriptionTest, HearsItsAreaAndWhatLiesInIt) {
  WantArea("32.07");
  EXPECT_TRUE(Hears(kSent, "32.07"));
  EXPECT_TRUE(Hears(kSent, "32.07.09.2005"));
  EXPECT_FALSE(Hears(kSent, "32"));
  EXPECT_FALSE(Hears(kSent, "32.06.02.2014"));
}

TEST_F(SubscriptionTest, WithAnAreaHearsNothingThatHappenedNowhere) {
  WantArea("32.07");
  EXPECT_FALSE(Hears(kSent, ""));
}

TEST_F(SubscriptionTest, HearsOfRevokedConsentWhicheverReferralEventsItWants) {
  const std::string revoked = "id.go.bnn.sinergi.referrals.v1.ConsentRevoked";
  WantType("id.go.bnn.sinergi.meetings.v1.*");
  EXPECT_FALSE(Hears(revoked)) << "it has nothing to let go of";
  WantType(kSent);
  EXPECT_TRUE(Hears(revoked));
  EXPECT_FALSE(Hears(revoked, "32.07", {"BNNP-JABAR"})) << "of its office only";
}

TEST_F(SubscriptionTest, AllConditionsMustHold) {
  WantArea("32.07");
  WantType(kSent);
  EXPECT_TRUE(Hears(kSent, "32.07"));
  EXPECT_FALSE(Hears("id.go.bnn.sinergi.referrals.v1.ReferralAccepted", "32.07"));
  EXPECT_FALSE(Hears(kSent, "32.07", {"BNNP-JABAR"}));
}

TEST(EventPatternTest, TakesFullTypesAndPackages) {
  for (const std::string& text : {kSent, std::string("id.go.bnn.*"), std::string("id.*")}) {
    const auto pattern = EventPattern::Parse(text);
    ASSERT_TRUE(pattern) << text;
    EXPECT_EQ(pattern->text(), text);
  }
}

TEST(EventPatternTest, RefusesWhatCanMatchNothing) {
  for (const char* text :
       {"", "*", ".*", "ReferralSent", "id..v1", ".id.v1", "id.v1.", "id.v1.**", "id.*.v1",
        "id.v1*", "id.v1.Referral Sent", "id.1v.X", "id,go.bnn", "id.v1.\xc3\xa9"}) {
    EXPECT_FALSE(EventPattern::Parse(text)) << text;
  }
  EXPECT_FALSE(EventPattern::Parse("id." + std::string(EventPattern::kMaxLength, 'x')));
}

const std::string kId = "0190aaaa-0000-7000-8000-000000000001";

TEST(ResumePointTest, IsReadAsItWasWritten) {
  const ResumePoint point{SubscriptionId::Parse(kId).value(), 2, {70, 3}, "0a1b2c3d4e5f"};
  EXPECT_EQ(point.Format(), "1|" + kId + "|2|3|70|0a1b2c3d4e5f");
  EXPECT_EQ(ResumePoint::Parse(point.Format()), point);
}

TEST(ResumePointTest, RefusesEveryOtherForm) {
  const std::string end = "|0a1b2c3d4e5f";
  for (const std::string& text :
       {std::string(), "2|" + kId + "|1|3|70" + end, "1|" + kId + "|0|3|70" + end,
        "1|" + kId + "|1|-3|70" + end, "1|" + kId + "|1|3|+70" + end, "1|" + kId + "|1|03|70" + end,
        "1|" + kId + "|1|3|99999999999999999999" + end, "1|" + kId + "|1|3" + end,
        "1|" + kId + "|1|3|70|", "1|" + kId + "|1|3|70|x|y", "1|x|1|3|70" + end, "1||1|3|70" + end,
        "1|" + kId + "|1| 3|70" + end}) {
    EXPECT_FALSE(ResumePoint::Parse(text)) << text;
  }
}

TEST_F(SubscriptionTest, NoFilterKeepsARevocationFromWhoWasTold) {
  subscription_.filter = *EventFilter::Parse("type = \"" + kSent + "\"");
  EXPECT_TRUE(Hears(kSent));
  EXPECT_FALSE(Hears("id.go.bnn.sinergi.referrals.v1.ReferralAccepted"));
  EXPECT_TRUE(Hears("id.go.bnn.sinergi.referrals.v1.ConsentRevoked"));
}

TEST_F(SubscriptionTest, AFilterAsksEveryAttribute) {
  const auto passes = [](const std::string& filter) {
    const EventTraits event{kSent,         {}, RegionCode::Parse("19.04.02"),          "/sinergi/x",
                            "referrals/1", 3,  FromMicroseconds(1'772'600'000'000'000)};
    return EventFilter::Parse(filter)->Passes(event);
  };
  EXPECT_TRUE(passes(""));
  EXPECT_TRUE(passes("source = \"/sinergi/x\" AND subject = \"referrals/1\" AND revision = 3"));
  EXPECT_TRUE(passes("area_code:19.04 AND time < 2027-01-01T00:00:00Z"));
  EXPECT_FALSE(passes("area_code:32"));
  EXPECT_FALSE(passes("time < 2026-01-01T00:00:00Z"));
  EXPECT_FALSE(passes("revision != 3"));
}

}  // namespace
}  // namespace sinergi::notifications
