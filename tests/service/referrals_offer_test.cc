// One referral, several who are asked: the first that accepts has it, and everybody learns so.
#include "tests/service/referrals_both_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A clinic of Ciamis, one of Palopo and one of Pangkalpinang are asked.
class ReferralsOfferTest : public ReferralsBothTest {
 protected:
  void SetUp() override {
    ReferralsBothTest::SetUp();
    if (IsSkipped()) return;
    palopo_ = Register(kPalopo, "Klinik Palopo");
    near_ = Register(kPangkalpinang, "Klinik Pangkalpinang");
  }

  static Caller At(const std::string& facility, const std::string& office) {
    return {"clinician@" + facility, {"facility-officer"}, office, facility, {}};
  }
  Caller palopo() const { return At(palopo_, kPalopo); }
  Caller near() const { return At(near_, kPangkalpinang); }

  v1::CreateReferralRequest NewOffer() const {
    auto request = NewReferral();
    request.clear_receiver_facility_id();
    for (const std::string& id : {receiver_, palopo_, near_})
      request.add_candidate_facility_ids(id);
    return request;
  }

  std::string Offered() const {
    const auto made = Create(NewOffer());
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish) << made.error().cause();
    if (!made) return "";
    const std::string id = made->referral().referral_id();
    const auto sent = Send(About<v1::SendReferralRequest>(id));
    EXPECT_TRUE(sent) << sent.error().Text(Language::kEnglish) << sent.error().cause();
    return id;
  }

  Result<v1::AcceptReferralResponse> AcceptAs(const Caller& caller, const std::string& id) const {
    return Invoke<v1::AcceptReferralResponse>("AcceptReferral", caller,
                                              About<v1::AcceptReferralRequest>(id));
  }
  Result<v1::RejectReferralResponse> RejectAs(const Caller& caller, const std::string& id) const {
    return Invoke<v1::RejectReferralResponse>("RejectReferral", caller, Rejection(id));
  }

  std::map<std::string, std::string> Candidates(const std::string& id) const {
    v1::ListCandidatesRequest request;
    request.set_referral_id(id);
    const auto got = Invoke<v1::ListCandidatesResponse>("ListCandidates", agent(), request);
    std::map<std::string, std::string> states;
    if (!got) return states;
    for (const auto& each : got->candidates()) {
      const std::string state = v1::CandidateState_Name(each.state()).substr(16);
      const std::string& who = each.facility_id();
      states[who == receiver_ ? "ciamis" : who == palopo_ ? "palopo" : "near"] = state;
    }
    return states;
  }

  std::vector<std::string> Waiting(const Caller& caller) const {
    const auto got = Invoke<v1::ListWaitingReferralsResponse>("ListWaitingReferrals", caller,
                                                              v1::ListWaitingReferralsRequest());
    std::vector<std::string> ids;
    if (!got) return {ReasonOf(got)};
    for (const auto& each : got->referrals()) ids.push_back(each.referral_id());
    return ids;
  }

  std::string palopo_;
  std::string near_;
};

TEST_P(ReferralsOfferTest, TheFirstThatAcceptsIsTheReceiverAndTheOthersMissedIt) {
  const std::string id = Offered();
  const auto offered = Get(id, agent())->referral();
  EXPECT_EQ(offered.state(), v1::REFERRAL_STATE_SENT);
  EXPECT_EQ(offered.receiver_facility_id(), "");
  EXPECT_EQ(offered.offered_to(), 3);
  const auto taken = AcceptAs(palopo(), id);
  ASSERT_TRUE(taken) << taken.error().Text(Language::kEnglish) << taken.error().cause();
  EXPECT_EQ(taken->referral().receiver_facility_id(), palopo_);
  EXPECT_EQ(taken->referral().receiver_office(), kPalopo);
  EXPECT_EQ(ReasonOf(AcceptAs(near(), id)), "OFFER_TAKEN");
  EXPECT_EQ(ReasonOf(AcceptAs(clinician(), id)), "OFFER_TAKEN");
  EXPECT_THAT(Candidates(id), (std::map<std::string, std::string>{
                                  {"ciamis", "MISSED"}, {"palopo", "TOOK"}, {"near", "MISSED"}}));
  EXPECT_THAT(EventsOf(id), ElementsAre("ReferralCreated", "ReferralSent", "ReferralAccepted"));
}

TEST_P(ReferralsOfferTest, WhoIsAskedSeesNotWhoItIsAboutUntilTheyHaveTakenIt) {
  const std::string id = Offered();
  EXPECT_TRUE(Get(id, palopo()));
  EXPECT_EQ(ReasonOf(GetPerson(id, palopo())), "REFERRAL_NOT_FOUND");
  ASSERT_TRUE(AcceptAs(palopo(), id));
  EXPECT_EQ(ReasonOf(GetPerson(id, palopo())), "OK");
  EXPECT_EQ(ReasonOf(GetPerson(id, clinician())), "REFERRAL_NOT_FOUND");
}

TEST_P(ReferralsOfferTest, WhoMissedItIsToldSoAndSeesItNoMore) {
  const std::string id = Offered();
  ASSERT_TRUE(AcceptAs(palopo(), id));
  EXPECT_EQ(ReasonOf(Get(id, clinician())), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Get(id, Officer(kCiamis))), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Get(id, Officer(kPangkalpinang))), "OK") << "it is the sender's as well";
  EXPECT_THAT(Texts(truth(), "SELECT offices FROM outbox WHERE type LIKE '%ReferralAccepted'"),
              ElementsAre("BNNK-CIAMIS,BNNK-PALOPO,BNNK-PANGKALPINANG,BNNP-BABEL"));
  ASSERT_TRUE(Invoke<v1::StartReferralResponse>("StartReferral", palopo(),
                                                About<v1::StartReferralRequest>(id)));
  EXPECT_THAT(Texts(truth(), "SELECT offices FROM outbox WHERE type LIKE '%ReferralStarted'"),
              ElementsAre("BNNK-PALOPO,BNNK-PANGKALPINANG,BNNP-BABEL"));
}

TEST_P(ReferralsOfferTest, WhoDeclinesLeavesItToTheOthersAndAfterTheLastItIsRejected) {
  const std::string id = Offered();
  ASSERT_TRUE(RejectAs(palopo(), id));
  EXPECT_EQ(Get(id, agent())->referral().state(), v1::REFERRAL_STATE_SENT);
  EXPECT_EQ(Get(id, agent())->referral().declined_by(), 1);
  EXPECT_EQ(ReasonOf(AcceptAs(palopo(), id)), "REFERRAL_NOT_FOUND");
  ASSERT_TRUE(RejectAs(near(), id));
  const auto last = RejectAs(clinician(), id);
  ASSERT_TRUE(last) << last.error().Text(Language::kEnglish);
  EXPECT_EQ(last->referral().state(), v1::REFERRAL_STATE_REJECTED);
  EXPECT_EQ(last->referral().rejection_reason(), v1::REJECTION_REASON_FULL);
  EXPECT_THAT(EventsOf(id), ElementsAre("ReferralCreated", "ReferralSent", "OfferDeclined",
                                        "OfferDeclined", "ReferralRejected"));
}

TEST_P(ReferralsOfferTest, WhoIsAskedLearnsNotWhoElseIsNorWhoDeclined) {
  const std::string id = Offered();
  ASSERT_TRUE(RejectAs(near(), id));
  const auto seen = Get(id, palopo());
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->SerializeAsString().find(receiver_), std::string::npos);
  EXPECT_THAT(Texts(truth(), "SELECT offices FROM outbox WHERE type LIKE '%OfferDeclined'"),
              ElementsAre(kPangkalpinang));
  v1::ListConsentsRequest consents;
  consents.set_referral_id(id);
  EXPECT_EQ(ReasonOf(Invoke<v1::ListConsentsResponse>("ListConsents", palopo(), consents)),
            "NOT_THE_SENDER");
}

TEST_P(ReferralsOfferTest, WhoComesTooLateToDeclineIsToldSo) {
  const std::string id = Offered();
  ASSERT_TRUE(AcceptAs(palopo(), id));
  EXPECT_EQ(ReasonOf(RejectAs(near(), id)), "OFFER_TAKEN");
}

TEST_P(ReferralsOfferTest, WhatIsWithdrawnIsToBeHadByNobody) {
  const std::string id = Offered();
  auto cancel = About<v1::CancelReferralRequest>(id);
  cancel.set_reason(v1::CANCELLATION_REASON_NO_LONGER_NEEDED);
  ASSERT_TRUE(Invoke<v1::CancelReferralResponse>("CancelReferral", agent(), cancel));
  EXPECT_EQ(ReasonOf(AcceptAs(palopo(), id)), "REFERRAL_STATE_WRONG");
  EXPECT_THAT(Waiting(palopo()), IsEmpty());
  EXPECT_EQ(Candidates(id).at("palopo"), "MISSED");
}

TEST_P(ReferralsOfferTest, ItWaitsForEachThatIsAskedUntilItIsTaken) {
  const std::string id = Offered();
  EXPECT_THAT(Waiting(palopo()), ElementsAre(id));
  EXPECT_THAT(Waiting(Officer(kCiamis)), ElementsAre(id));
  EXPECT_THAT(Waiting(agent()), IsEmpty()) << "the sender owes nothing";
  ASSERT_TRUE(RejectAs(clinician(), id));
  EXPECT_THAT(Waiting(Officer(kCiamis)), IsEmpty());
  ASSERT_TRUE(AcceptAs(palopo(), id));
  EXPECT_THAT(Waiting(palopo()), ElementsAre(id)) << "now it owes the beginning";
  EXPECT_THAT(Waiting(near()), IsEmpty());
}

TEST_P(ReferralsOfferTest, WhereNoPlaceIsFreeItStaysToBeHad) {
  v1::ChangeFacilityServicesRequest full;
  full.set_request_id(NewId());
  full.set_facility_id(palopo_);
  full.add_services()->set_service(v1::FACILITY_SERVICE_OUTPATIENT);
  full.mutable_services(0)->set_places(0);
  ASSERT_TRUE(Invoke<v1::ChangeFacilityServicesResponse>("ChangeFacilityServices", palopo(), full));
  const std::string id = Offered();
  EXPECT_EQ(ReasonOf(AcceptAs(palopo(), id)), "FACILITY_FULL");
  EXPECT_EQ(ReasonOf(AcceptAs(near(), id)), "OK");
}

TEST_P(ReferralsOfferTest, NothingIsSentToSomebodyWhomTheConsentDoesNotName) {
  auto request = NewOffer();
  request.mutable_consent()->add_facility_ids(sender_);
  request.mutable_consent()->add_facility_ids(palopo_);
  const auto made = Create(request);
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  EXPECT_EQ(ReasonOf(Send(About<v1::SendReferralRequest>(made->referral().referral_id()))),
            "CONSENT_NOT_FOR_YOU");
}

TEST_P(ReferralsOfferTest, NobodyButTheAskedTakesOrSeesIt) {
  const std::string other = Register(kPalopo, "Klinik lain");
  const std::string id = Offered();
  EXPECT_EQ(ReasonOf(AcceptAs(At(other, kPalopo), id)), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(ReasonOf(AcceptAs(At(sender_, kPangkalpinang), id)), "NOT_THE_RECEIVER");
  v1::ListCandidatesRequest candidates;
  candidates.set_referral_id(id);
  EXPECT_EQ(ReasonOf(Invoke<v1::ListCandidatesResponse>("ListCandidates", palopo(), candidates)),
            "NOT_THE_SENDER");
}

TEST_P(ReferralsOfferTest, WhoIsAskedIsNamedOnceAndInsteadOfAReceiver) {
  auto request = NewOffer();
  request.set_receiver_facility_id(receiver_);
  request.add_candidate_facility_ids(palopo_);
  request.add_candidate_facility_ids(sender_);
  request.add_candidate_facility_ids("x");
  const auto refused = Create(request);
  ASSERT_FALSE(refused);
  EXPECT_THAT(Violations(refused.error()),
              ::testing::UnorderedElementsAre("candidate_facility_ids RECEIVER_OR_CANDIDATES",
                                              "candidate_facility_ids[3] CANDIDATE_TWICE",
                                              "candidate_facility_ids[4] SAME_FACILITY",
                                              "candidate_facility_ids[5] FIELD_MALFORMED"));
  request = NewOffer();
  request.mutable_candidate_facility_ids()->DeleteSubrange(1, 2);
  EXPECT_THAT(Violations(Create(request).error()),
              ElementsAre("candidate_facility_ids VALUE_OUT_OF_RANGE"));
}

TEST_P(ReferralsOfferTest, AnOfferThatNobodyAnswersIsRemindedOfAndEscalatedAboveItsSender) {
  const std::string id = Offered();
  const Instant sent = clock_.Now();
  const auto go = [&](std::chrono::hours later) {
    clock_.Advance(sent + later - clock_.Now() + std::chrono::milliseconds(1));
    const auto fired = service_->FireDue();
    ASSERT_TRUE(fired) << fired.error().cause();
    EXPECT_EQ(*fired, 1);
  };
  go(std::chrono::hours(18));
  EXPECT_THAT(Texts(truth(), "SELECT offices FROM outbox WHERE type LIKE '%ReferralReminded'"),
              ElementsAre("BNNK-CIAMIS,BNNK-PALOPO,BNNK-PANGKALPINANG"));
  go(std::chrono::hours(24));
  go(std::chrono::hours(36));
  EXPECT_TRUE(Get(id, Officer("BNNP-BABEL")));
  EXPECT_THAT(EventsOf(id), ElementsAre("ReferralCreated", "ReferralSent", "ReferralReminded",
                                        "ReferralOverdue", "ReferralEscalated"));
}

INSTANTIATE_TEST_SUITE_P(Every, ReferralsOfferTest, ::testing::Bool(), ReferralsBothTest::Name);

}  // namespace
}  // namespace sinergi::referrals
