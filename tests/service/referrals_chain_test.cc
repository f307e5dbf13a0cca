// A referral that takes the place of another, or goes on from one.
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

class ReferralsChainTest : public ReferralsTest {
 protected:
  Result<v1::CreateReferralResponse> Replace(const std::string& former) const {
    auto request = NewReferral();
    request.set_replaces_referral_id(former);
    return Create(request);
  }
};

TEST_F(ReferralsChainTest, WhatCameToNothingIsReplacedByANewOneThatSaysSo) {
  const std::string former = Sent();
  ASSERT_TRUE(Reject(Rejection(former)));
  const auto made = Replace(former);
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  EXPECT_EQ(Get(made->referral().referral_id(), agent())->referral().replaces_referral_id(),
            former);
  EXPECT_EQ(Get(former, agent())->referral().state(), v1::REFERRAL_STATE_REJECTED)
      << "nothing is revived";
}

TEST_F(ReferralsChainTest, WhatIsOnItsWayOrDoneIsNotReplaced) {
  const std::string accepted = Accepted();
  EXPECT_EQ(ReasonOf(Replace(accepted)), "REPLACED_NOT_ENDED");
  ASSERT_TRUE(Complete(Completion(accepted)));
  const auto before = RowsOfAllTables();
  EXPECT_EQ(ReasonOf(Replace(accepted)), "REPLACED_NOT_ENDED");
  EXPECT_EQ(RowsOfAllTables(), before);
}

TEST_F(ReferralsChainTest, WhatOneMayNotSeeIsNotThereToGoOnFrom) {
  const std::string theirs = Sent();
  const std::string other = Register(kPalopo, "Unit IBM lain");
  auto request = ReferralRequest(other, receiver_);
  request.set_part_of_referral_id(theirs);
  EXPECT_EQ(ReasonOf(Invoke<v1::CreateReferralResponse>("CreateReferral", Agent(other), request)),
            "REFERRAL_NOT_FOUND");
  request.clear_part_of_referral_id();
  request.set_replaces_referral_id(theirs);
  EXPECT_EQ(ReasonOf(Invoke<v1::CreateReferralResponse>("CreateReferral", Agent(other), request)),
            "REFERRAL_NOT_FOUND");
  request.set_replaces_referral_id("RJ-1");
  EXPECT_THAT(
      Violations(
          Invoke<v1::CreateReferralResponse>("CreateReferral", Agent(other), request).error()),
      ElementsAre("replaces_referral_id FIELD_MALFORMED"));
}

TEST_F(ReferralsChainTest, WhoIsOnTheirWayIsSentOnByTheReceiverWithoutAnotherReason) {
  auto request = NewReferral();
  request.mutable_person()->set_nik("9901014507850001");
  const std::string first = Create(request)->referral().referral_id();
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(first)));
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(first)));
  auto onward = ReferralRequest(receiver_, Register(kCiamis, "Balai Rehabilitasi"));
  onward.mutable_person()->set_nik("9901014507850001");
  onward.set_part_of_referral_id(first);
  const auto made = Invoke<v1::CreateReferralResponse>("CreateReferral", clinician(), onward);
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  const auto sent = Invoke<v1::SendReferralResponse>(
      "SendReferral", clinician(), About<v1::SendReferralRequest>(made->referral().referral_id()));
  ASSERT_TRUE(sent) << sent.error().Text(Language::kEnglish);
  EXPECT_EQ(sent->referral().part_of_referral_id(), first);
  ASSERT_TRUE(Complete(Completion(first)));
  request.set_request_id(NewId());
  const std::string third = Create(request)->referral().referral_id();
  EXPECT_EQ(ReasonOf(Send(About<v1::SendReferralRequest>(third))), "PERSON_HAS_ANOTHER_REFERRAL")
      << "the one that they were sent on by is not over";
}

TEST_F(ReferralsChainTest, OnlyASideOfAReferralGoesOnFromIt) {
  const std::string theirs = Sent();
  auto request = NewReferral();
  request.clear_sender_facility_id();
  request.set_part_of_referral_id(theirs);
  const auto made = Invoke<v1::CreateReferralResponse>("CreateReferral", Officer(kBabel), request);
  EXPECT_EQ(ReasonOf(made), "NOT_A_PARTY") << "it serves the area, and sees it";
}

}  // namespace
}  // namespace sinergi::referrals
