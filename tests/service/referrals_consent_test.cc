// Who may have a person's data, because somebody consented, and what happens when they no longer
// do.
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ReferralsConsentTest : public ReferralsTest {
 protected:
  v1::CreateReferralRequest WithoutConsent() const {
    auto request = NewReferral();
    request.clear_consent();
    return request;
  }

  std::string DraftedWithoutConsent() const {
    return Create(WithoutConsent())->referral().referral_id();
  }

  Result<v1::RecordConsentResponse> Record(const std::string& id, const Caller& caller,
                                           const v1::NewConsent& consent) const {
    auto request = About<v1::RecordConsentRequest>(id);
    *request.mutable_consent() = consent;
    return Invoke<v1::RecordConsentResponse>("RecordConsent", caller, request);
  }

  std::vector<std::string> Versions(const std::string& id, const Caller& caller, int size = 0,
                                    std::string* token = nullptr) const {
    v1::ListConsentsRequest request;
    request.set_referral_id(id);
    request.set_page_size(size);
    if (token != nullptr) request.set_page_token(*token);
    const auto listed = Invoke<v1::ListConsentsResponse>("ListConsents", caller, request);
    if (!listed) return {ReasonOf(listed)};
    if (token != nullptr) *token = listed->next_page_token();
    std::vector<std::string> versions;
    for (const v1::Consent& consent : listed->consents()) {
      versions.push_back(std::to_string(consent.version()) +
                         (consent.has_revoke_time() ? " revoked" : ""));
    }
    return versions;
  }
};

TEST_F(ReferralsConsentTest, NothingIsSentWithoutIt) {
  const std::string id = DraftedWithoutConsent();
  const auto send = About<v1::SendReferralRequest>(id);
  EXPECT_EQ(ReasonOf(Send(send)), "CONSENT_MISSING");
  EXPECT_FALSE(Get(id, agent())->referral().has_consent());
  ASSERT_TRUE(Record(id, agent(), Consented()));
  EXPECT_TRUE(Send(send)) << "the same request_id, now that there is one";
  EXPECT_THAT(EventsOf(id), ElementsAre("ReferralCreated", "ConsentRecorded", "ReferralSent"));
}

TEST_F(ReferralsConsentTest, IsRecordedWithWhatWasSaid) {
  auto consent = Consented();
  consent.set_giver(v1::CONSENT_GIVER_GUARDIAN);
  consent.set_form(v1::CONSENT_FORM_RECORDED);
  consent.add_offices(kBabel);
  consent.add_facility_ids(receiver_);
  consent.mutable_expire_time()->set_seconds(1'772'700'000);
  const auto recorded = Record(DraftedWithoutConsent(), agent(), consent);
  ASSERT_TRUE(recorded);
  const v1::Consent& told = recorded->referral().consent();
  EXPECT_EQ(told.version(), 1);
  EXPECT_EQ(told.giver(), v1::CONSENT_GIVER_GUARDIAN);
  EXPECT_EQ(told.form(), v1::CONSENT_FORM_RECORDED);
  EXPECT_THAT(told.offices(), ElementsAre(kBabel));
  EXPECT_THAT(told.facility_ids(), ElementsAre(receiver_));
  EXPECT_EQ(told.expire_time().seconds(), 1'772'700'000);
  EXPECT_EQ(told.give_time().seconds(), 1'772'600'000);
}

TEST_F(ReferralsConsentTest, HoldsForBothSidesAndAYearUnlessMoreIsSaid) {
  const auto made = Create(NewReferral());
  const v1::Consent& told = made->referral().consent();
  EXPECT_THAT(told.facility_ids(), ElementsAre(sender_, receiver_));
  EXPECT_EQ(told.expire_time().seconds() - told.give_time().seconds(), 365 * 24 * 3600);
  const std::string id = made->referral().referral_id();
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(id)));
  EXPECT_TRUE(GetPerson(id, clinician()));
  clock_.Advance(std::chrono::hours(365 * 24));
  EXPECT_EQ(ReasonOf(GetPerson(id, clinician())), "CONSENT_EXPIRED");
  EXPECT_EQ(ReasonOf(GetPerson(id, agent())), "CONSENT_EXPIRED");
  EXPECT_EQ(ReasonOf(Accept(About<v1::AcceptReferralRequest>(id))), "CONSENT_EXPIRED");
  ASSERT_TRUE(Record(id, agent(), Consented()));
  EXPECT_TRUE(GetPerson(id, clinician()));
}

TEST_F(ReferralsConsentTest, WhoWroteADraftReadsItBeforeThereIsOne) {
  const std::string id = DraftedWithoutConsent();
  EXPECT_TRUE(GetPerson(id, agent()));
  ASSERT_TRUE(Record(id, agent(), Consented()));
  ASSERT_TRUE(Revoke(id, agent()));
  EXPECT_EQ(ReasonOf(GetPerson(id, agent())), "CONSENT_REVOKED");
}

TEST_F(ReferralsConsentTest, RevokingEndsEveryReadingAtOnce) {
  const std::string id = Accepted();
  ASSERT_TRUE(GetPerson(id, clinician()));
  const auto revoked = Revoke(id, clinician());
  ASSERT_TRUE(revoked);
  EXPECT_TRUE(revoked->referral().consent().has_revoke_time());
  for (const Caller& caller : {agent(), clinician()}) {
    EXPECT_EQ(ReasonOf(GetPerson(id, caller)), "CONSENT_REVOKED");
    EXPECT_TRUE(Get(id, caller)->referral().consent().has_revoke_time()) << "also from the cache";
  }
  EXPECT_EQ(ReasonOf(Revoke(id, agent())), "NO_CONSENT_TO_REVOKE");
  EXPECT_TRUE(Complete(Completion(id))) << "the sender learns the outcome all the same";
  EXPECT_EQ(Count("SELECT count(*) FROM evidence WHERE action = 'consents.revoke' "
                  "AND purpose = 'WITHDRAWN'"),
            1);
}

TEST_F(ReferralsConsentTest, RevokingTellsEverybodyWhoWasTold) {
  const std::string id = Accepted();
  ASSERT_TRUE(Revoke(id, agent()));
  EXPECT_THAT(Texts(*sqlite_, "SELECT offices FROM outbox WHERE type LIKE '%ConsentRevoked'"),
              ElementsAre("BNNK-CIAMIS,BNNK-PANGKALPINANG,BNNP-BABEL"));
}

TEST_F(ReferralsConsentTest, EveryVersionIsKept) {
  const std::string id = Drafted();
  ASSERT_TRUE(Revoke(id, agent()));
  ASSERT_TRUE(Record(id, agent(), Consented()));
  ASSERT_TRUE(Record(id, agent(), Consented()));
  EXPECT_THAT(Versions(id, agent()), ElementsAre("3", "2", "1 revoked"));
  std::string token;
  EXPECT_THAT(Versions(id, agent(), 2, &token), ElementsAre("3", "2"));
  ASSERT_NE(token, "");
  EXPECT_THAT(Versions(id, agent(), 2, &token), ElementsAre("1 revoked"));
  EXPECT_EQ(token, "");
  EXPECT_THAT(Versions(id, Officer(kPalopo)), ElementsAre("REFERRAL_NOT_FOUND"));
  EXPECT_THAT(Versions(DraftedWithoutConsent(), agent()), ElementsAre());
}

TEST_F(ReferralsConsentTest, OnlyTheTwoSidesRecordAndRevoke) {
  const std::string id = Sent();
  const auto before = RowsOfAllTables();
  EXPECT_EQ(ReasonOf(Record(id, Officer(kBabel), Consented())), "NOT_A_PARTY");
  EXPECT_EQ(ReasonOf(Revoke(id, Officer(kBabel))), "NOT_A_PARTY");
  EXPECT_EQ(ReasonOf(Record(id, Officer(kPalopo), Consented())), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(RowsOfAllTables(), before);
}

TEST_F(ReferralsConsentTest, WhomItDoesNotNameMayNotRead) {
  const std::string id = Drafted();
  auto consent = Consented();
  consent.add_facility_ids(receiver_);
  ASSERT_TRUE(Record(id, agent(), consent));
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(id)));
  EXPECT_TRUE(GetPerson(id, clinician()));
  EXPECT_EQ(ReasonOf(GetPerson(id, agent())), "CONSENT_NOT_FOR_YOU");
  consent.clear_facility_ids();
  consent.add_offices(kBabel);
  ASSERT_TRUE(Record(id, agent(), consent));
  Caller serving = Officer(kBabel);
  serving.roles = {"ibm-agent"};
  EXPECT_TRUE(GetPerson(id, serving)) << "an office that is named and sees the referral";
  EXPECT_EQ(ReasonOf(GetPerson(id, clinician())), "CONSENT_NOT_FOR_YOU");
}

TEST_F(ReferralsConsentTest, TheReceiverReadsWhileTheReferralIsWithIt) {
  const std::string completed = Accepted();
  ASSERT_TRUE(GetPerson(completed, clinician()));
  ASSERT_TRUE(Complete(Completion(completed)));
  EXPECT_EQ(ReasonOf(GetPerson(completed, clinician())), "CONSENT_NOT_FOR_YOU");
  EXPECT_TRUE(GetPerson(completed, agent())) << "the sender learns what came of it";
  const std::string rejected = Sent();
  ASSERT_TRUE(Reject(Rejection(rejected)));
  EXPECT_EQ(ReasonOf(GetPerson(rejected, clinician())), "CONSENT_NOT_FOR_YOU");
}

TEST_F(ReferralsConsentTest, APartyIsRegistered) {
  auto consent = Consented();
  consent.add_facility_ids(receiver_);
  consent.add_facility_ids(NewId());
  const auto refused = Record(DraftedWithoutConsent(), agent(), consent);
  ASSERT_FALSE(refused);
  EXPECT_THAT(Violations(refused.error()),
              ElementsAre("consent.facility_ids CONSENT_PARTY_UNKNOWN"));
}

TEST_F(ReferralsConsentTest, AMinorsIsAGuardians) {
  auto request = NewReferral();
  request.mutable_person()->set_birth_date("2009-03-05");  // 16 years old
  const auto refused = Create(request);
  ASSERT_FALSE(refused);
  EXPECT_THAT(Violations(refused.error()), ElementsAre("consent.giver CONSENT_NEEDS_GUARDIAN"));
  EXPECT_THAT(refused.error().Text(Language::kEnglish), ::testing::Not(HasSubstr("2009")));
  request.clear_consent();
  const std::string id = Create(request)->referral().referral_id();
  const auto own = Record(id, agent(), Consented());
  ASSERT_FALSE(own);
  EXPECT_THAT(Violations(own.error()), ElementsAre("consent.giver CONSENT_NEEDS_GUARDIAN"));
  auto parents = Consented();
  parents.set_giver(v1::CONSENT_GIVER_PARENT);
  EXPECT_TRUE(Record(id, agent(), parents));
}

TEST_F(ReferralsConsentTest, BadTermsAreNamedOneByOne) {
  auto request = NewReferral();
  v1::NewConsent& consent = *request.mutable_consent();
  consent.Clear();
  consent.set_purpose(static_cast<v1::ConsentPurpose>(9));
  consent.add_facility_ids("nowhere");
  consent.add_offices("BNNK-ATLANTIS");
  consent.mutable_expire_time()->set_nanos(-1);
  const auto before = RowsOfAllTables();
  const auto refused = Create(request);
  ASSERT_FALSE(refused);
  EXPECT_THAT(Violations(refused.error()),
              ElementsAre("consent.purpose VALUE_UNKNOWN", "consent.giver FIELD_REQUIRED",
                          "consent.form FIELD_REQUIRED", "consent.facility_ids[0] FIELD_MALFORMED",
                          "consent.offices[0] CONSENT_PARTY_UNKNOWN",
                          "consent.expire_time FIELD_MALFORMED"));
  EXPECT_EQ(RowsOfAllTables(), before);
}

TEST_F(ReferralsConsentTest, ItEndsLaterThanNowAndNotTooLate) {
  const std::string id = DraftedWithoutConsent();
  const auto before = RowsOfAllTables();
  for (const std::int64_t end : {0, 366 * 24 * 3600}) {  // from now, in seconds
    auto request = NewReferral();
    request.mutable_consent()->mutable_expire_time()->set_seconds(1'772'600'000 + end);
    const auto with_referral = Create(request);
    const auto by_itself = Record(id, agent(), request.consent());
    ASSERT_FALSE(with_referral);
    ASSERT_FALSE(by_itself);
    const auto named = ElementsAre("consent.expire_time VALUE_OUT_OF_RANGE");
    EXPECT_THAT(Violations(with_referral.error()), named);
    EXPECT_THAT(Violations(by_itself.error()), named);
  }
  EXPECT_EQ(RowsOfAllTables(), before);
}

TEST_F(ReferralsConsentTest, ARepeatAfterItEndedGetsTheFirstAnswer) {
  auto request = NewReferral();
  request.mutable_consent()->mutable_expire_time()->set_seconds(1'772'600'000 + 60);
  const auto made = Create(request);
  ASSERT_TRUE(made);
  auto record = About<v1::RecordConsentRequest>(made->referral().referral_id());
  *record.mutable_consent() = request.consent();
  const auto recorded = Invoke<v1::RecordConsentResponse>("RecordConsent", agent(), record);
  ASSERT_TRUE(recorded);
  clock_.Advance(std::chrono::minutes(2));
  EXPECT_EQ(Create(request)->SerializeAsString(), made->SerializeAsString());
  EXPECT_EQ(
      Invoke<v1::RecordConsentResponse>("RecordConsent", agent(), record)->SerializeAsString(),
      recorded->SerializeAsString());
}

}  // namespace
}  // namespace sinergi::referrals
