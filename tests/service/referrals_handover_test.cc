// Another receiver when nobody answers, another sender when the person's case moves.
#include "tests/service/referrals_both_fixture.h"

namespace sinergi::referrals {
namespace {

using std::chrono::hours;
using ::testing::ElementsAre;

class ReferralsHandoverTest : public ReferralsBothTest {
 protected:
  void SetUp() override {
    ReferralsBothTest::SetUp();
    if (IsSkipped()) return;
    other_ = Register(kPalopo, "Klinik Palopo");
  }

  Caller palopo() const {
    return {"clinician@" + other_, {"facility-officer"}, kPalopo, other_, {}};
  }

  v1::CreateReferralRequest ToAll() const {
    auto request = NewReferral();
    for (const std::string& id : {sender_, receiver_, other_}) {
      request.mutable_consent()->add_facility_ids(id);
    }
    return request;
  }

  std::string SentWith(const v1::CreateReferralRequest& request) const {
    const auto made = Create(request);
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish) << made.error().cause();
    if (!made) return "";
    EXPECT_TRUE(Send(About<v1::SendReferralRequest>(made->referral().referral_id())));
    return made->referral().referral_id();
  }

  // Reminded of, overdue and escalated: urgent ones after 36 or 72 hours.
  void Escalate() {
    for (int i = 0; i < 4; ++i) {
      clock_.Advance(hours(36));
      EXPECT_TRUE(service_->FireDue());
    }
  }

  Result<v1::ReassignReferralResponse> Reassign(
      const Caller& caller, const std::string& id, const std::string& to,
      v1::RouteReason reason = v1::ROUTE_REASON_UNSPECIFIED) const {
    auto request = About<v1::ReassignReferralRequest>(id);
    request.set_route_reason(reason);
    request.set_receiver_facility_id(to);
    return Invoke<v1::ReassignReferralResponse>("ReassignReferral", caller, request);
  }

  Result<v1::TransferReferralResponse> Transfer(const Caller& caller, const std::string& id,
                                                const std::string& facility,
                                                const std::string& office = "") const {
    auto request = About<v1::TransferReferralRequest>(id);
    request.set_sender_facility_id(facility);
    request.set_sender_office(office);
    return Invoke<v1::TransferReferralResponse>("TransferReferral", caller, request);
  }

  std::string other_;
};

TEST_P(ReferralsHandoverTest, TheOfficeAboveGivesWhatNobodyAnsweredToAnotherReceiver) {
  const std::string id = SentWith(ToAll());
  Escalate();
  const auto given = Reassign(Officer("BNNP-JABAR"), id, other_);
  ASSERT_TRUE(given) << given.error().Text(Language::kEnglish) << given.error().cause();
  EXPECT_EQ(given->referral().state(), v1::REFERRAL_STATE_SENT);
  EXPECT_EQ(given->referral().receiver_facility_id(), other_);
  EXPECT_EQ(given->referral().due_goal(), v1::DUE_GOAL_ANSWER);
  EXPECT_GT(given->referral().due_time().seconds(), ToMicroseconds(clock_.Now()) / 1'000'000);
  EXPECT_EQ(ReasonOf(Get(id, clinician())), "REFERRAL_NOT_FOUND") << "it is theirs no more";
  EXPECT_THAT(Texts(truth(), "SELECT offices FROM outbox WHERE type LIKE '%ReferralReassigned'"),
              ElementsAre("BNNK-CIAMIS,BNNK-PALOPO,BNNK-PANGKALPINANG,BNNP-BABEL,BNNP-JABAR"));
  EXPECT_EQ(ReasonOf(Invoke<v1::AcceptReferralResponse>("AcceptReferral", palopo(),
                                                        About<v1::AcceptReferralRequest>(id))),
            "OK");
}

TEST_P(ReferralsHandoverTest, TheSenderMayGiveItToAnotherOneToo) {
  const std::string id = SentWith(ToAll());
  Escalate();
  EXPECT_EQ(ReasonOf(Reassign(agent(), id, other_)), "OK");
}

TEST_P(ReferralsHandoverTest, WhatThePolicySaysIsOfThePlaceThatHasItNow) {
  auto clinic = FacilityRequest(kCiamis, "Klinik Pratama");
  clinic.set_kind(v1::FACILITY_KIND_KLINIK_PRATAMA);
  auto request = ToAll();
  request.set_receiver_facility_id(Register(clinic)->facility().facility_id());
  request.mutable_consent()->add_facility_ids(request.receiver_facility_id());
  request.set_risk_level(v1::RISK_LEVEL_SEDANG);
  const std::string id = SentWith(request);
  EXPECT_EQ(Get(id, agent())->referral().assessment().standing(), v1::POLICY_STANDING_NAMED);
  Escalate();
  EXPECT_EQ(ReasonOf(Reassign(agent(), id, other_)), "ROUTE_AGAINST_POLICY");
  ASSERT_EQ(ReasonOf(Reassign(agent(), id, other_, v1::ROUTE_REASON_NO_OTHER_PLACE)), "OK");
  EXPECT_EQ(Get(id, agent())->referral().route_reason(), v1::ROUTE_REASON_NO_OTHER_PLACE);
  const v1::Assessment now = Get(id, agent())->referral().assessment();
  EXPECT_EQ(now.standing(), v1::POLICY_STANDING_NOT_NAMED) << "a puskesmas";
  EXPECT_EQ(now.risk_level(), v1::RISK_LEVEL_SEDANG);
  EXPECT_EQ(now.routing_edition(), "2021-03-26");
}

TEST_P(ReferralsHandoverTest, NobodyTakesItFromAReceiverWhoseTimeIsNotOver) {
  const std::string id = SentWith(ToAll());
  EXPECT_EQ(ReasonOf(Reassign(agent(), id, other_)), "NOT_ESCALATED");
  Escalate();
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
  EXPECT_EQ(ReasonOf(Reassign(agent(), id, other_)), "NOT_ESCALATED") << "it answered after all";
}

TEST_P(ReferralsHandoverTest, OnlyTheSenderAndTheOfficeAboveMay) {
  const std::string id = SentWith(ToAll());
  Escalate();
  EXPECT_EQ(ReasonOf(Reassign(clinician(), id, other_)), "NOT_ABOVE");
  EXPECT_EQ(ReasonOf(Reassign(Officer("BNNP-BABEL"), id, other_)), "NOT_ABOVE");
  EXPECT_EQ(ReasonOf(Reassign(Officer(kPalopo), id, other_)), "REFERRAL_NOT_FOUND");
}

TEST_P(ReferralsHandoverTest, TheNewReceiverIsOneThatTheConsentNamesAndThatTakesPeople) {
  const std::string id = SentWith(NewReferral());
  Escalate();
  EXPECT_EQ(ReasonOf(Reassign(agent(), id, other_)), "CONSENT_NOT_FOR_YOU");
  EXPECT_EQ(ReasonOf(Reassign(agent(), id, receiver_)), "RECEIVER_ALREADY");
  EXPECT_EQ(ReasonOf(Reassign(agent(), id, NewId())), "FACILITY_UNKNOWN");
}

TEST_P(ReferralsHandoverTest, WhatWasAcceptedAndNeverBegunLosesItsPlaceThere) {
  v1::ChangeFacilityServicesRequest places;
  places.set_request_id(NewId());
  places.set_facility_id(receiver_);
  places.add_services()->set_service(v1::FACILITY_SERVICE_OUTPATIENT);
  places.mutable_services(0)->set_places(1);
  ASSERT_TRUE(
      Invoke<v1::ChangeFacilityServicesResponse>("ChangeFacilityServices", clinician(), places));
  const std::string id = SentWith(ToAll());
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
  EXPECT_EQ(Count("SELECT CAST(sum(taken) AS BIGINT) FROM facility_services"), 1);
  Escalate();
  const auto given = Reassign(agent(), id, other_);
  ASSERT_TRUE(given) << given.error().Text(Language::kEnglish);
  EXPECT_EQ(given->referral().place(), v1::PLACE_STATUS_UNSPECIFIED);
  EXPECT_EQ(Count("SELECT CAST(sum(taken) AS BIGINT) FROM facility_services"), 0);
}

TEST_P(ReferralsHandoverTest, AnOfferThatNobodyTookIsGivenToOneAlone) {
  auto request = ToAll();
  const std::string third = Register(kPalopo, "Klinik ketiga");
  request.clear_receiver_facility_id();
  request.add_candidate_facility_ids(receiver_);
  request.add_candidate_facility_ids(third);
  request.mutable_consent()->add_facility_ids(third);
  const std::string id = SentWith(request);
  Escalate();
  const auto given = Reassign(Officer("BNNP-BABEL"), id, other_);
  ASSERT_TRUE(given) << given.error().Text(Language::kEnglish);
  EXPECT_EQ(given->referral().receiver_facility_id(), other_);
  EXPECT_EQ(ReasonOf(Get(id, clinician())), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Get(id, Officer(kCiamis))), "REFERRAL_NOT_FOUND") << "nor its office";
  EXPECT_EQ(Count("SELECT count(*) FROM referral_candidates WHERE state = 1"), 0);
}

TEST_P(ReferralsHandoverTest, AnotherSenderLearnsTheOutcomeFromNowOn) {
  const std::string id = SentWith(ToAll());
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
  const auto handed = Transfer(agent(), id, other_);
  ASSERT_TRUE(handed) << handed.error().Text(Language::kEnglish);
  EXPECT_EQ(handed->referral().sender_facility_id(), other_);
  EXPECT_EQ(handed->referral().sender_office(), kPalopo);
  EXPECT_EQ(handed->referral().state(), v1::REFERRAL_STATE_ACCEPTED);
  EXPECT_EQ(ReasonOf(Get(id, agent())), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Get(id, Officer(kPangkalpinang))), "OK") << "it serves the person's area";
  ASSERT_TRUE(Complete(Completion(id)));
  EXPECT_EQ(Get(id, palopo())->referral().state(), v1::REFERRAL_STATE_COMPLETED);
  EXPECT_THAT(EventsOf(id), ElementsAre("ReferralCreated", "ReferralSent", "ReferralAccepted",
                                        "ReferralTransferred", "ReferralCompleted"));
}

TEST_P(ReferralsHandoverTest, ADraftIsNobodyElsesAndNobodyReadsItThatWay) {
  auto request = ToAll();
  request.clear_consent();
  const auto made = Create(request);
  ASSERT_TRUE(made);
  EXPECT_EQ(ReasonOf(Transfer(agent(), made->referral().referral_id(), other_)),
            "REFERRAL_STATE_WRONG");
}

TEST_P(ReferralsHandoverTest, NobodySendsToThemselvesByAHandover) {
  const std::string id = SentWith(ToAll());
  EXPECT_THAT(Violations(Transfer(agent(), id, receiver_).error()),
              ElementsAre("sender_facility_id SAME_FACILITY"));
  Escalate();
  EXPECT_THAT(Violations(Reassign(agent(), id, sender_).error()),
              ElementsAre("receiver_facility_id SAME_FACILITY"));
}

// Whoever is the sender then, it is told and escalated.
TEST_P(ReferralsHandoverTest, AnOfferThatChangesItsSenderIsEscalatedAllTheSame) {
  auto request = ToAll();
  const std::string third = Register(kPalopo, "Klinik ketiga");
  request.clear_receiver_facility_id();
  request.add_candidate_facility_ids(receiver_);
  request.add_candidate_facility_ids(third);
  request.mutable_consent()->add_facility_ids(third);
  request.set_area_code("32.07.03.2008");
  const std::string id = SentWith(request);
  ASSERT_TRUE(Transfer(agent(), id, other_));
  Escalate();
  EXPECT_EQ(EventsOf(id).back(), "ReferralEscalated");
}

TEST_P(ReferralsHandoverTest, AnOfficeCanBeTheSenderToo) {
  const std::string id = SentWith(ToAll());
  const auto handed = Transfer(agent(), id, "", kPalopo);
  ASSERT_TRUE(handed) << handed.error().Text(Language::kEnglish);
  EXPECT_EQ(handed->referral().sender_facility_id(), "");
  EXPECT_EQ(ReasonOf(Get(id, Officer(kPalopo))), "OK");
}

TEST_P(ReferralsHandoverTest, OnlyTheSenderHandsItOverAndOnlyUntilItIsOver) {
  const std::string id = SentWith(ToAll());
  EXPECT_EQ(ReasonOf(Transfer(clinician(), id, other_)), "NOT_THE_SENDER");
  EXPECT_EQ(ReasonOf(Transfer(agent(), id, NewId())), "FACILITY_UNKNOWN");
  EXPECT_THAT(Violations(Transfer(agent(), id, other_, kPalopo).error()),
              ElementsAre("sender_office FACILITY_OR_OFFICE"));
  EXPECT_THAT(Violations(Transfer(agent(), id, "", "BNNK-ATLANTIS").error()),
              ElementsAre("sender_office OFFICE_UNKNOWN"));
  ASSERT_TRUE(Reject(Rejection(id)));
  EXPECT_EQ(ReasonOf(Transfer(agent(), id, other_)), "REFERRAL_OVER");
}

INSTANTIATE_TEST_SUITE_P(Every, ReferralsHandoverTest, ::testing::Bool(), ReferralsBothTest::Name);

}  // namespace
}  // namespace sinergi::referrals
