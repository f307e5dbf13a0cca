// On what ground people are referred: of their own will, by a minor's family, by a court.
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

class ReferralsBasisTest : public ReferralsTest {
 protected:
  v1::CreateReferralRequest Ordered() const {
    auto request = NewReferral();
    request.clear_consent();
    request.set_legal_basis(v1::LEGAL_BASIS_COURT);
    request.mutable_person()->set_legal_document("123/Pid.Sus/2026/PN Contoh, 3 Maret 2026");
    return request;
  }

  std::string SentWith(const v1::CreateReferralRequest& request) const {
    const auto made = Create(request);
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish);
    if (!made) return "";
    const auto sent = Send(About<v1::SendReferralRequest>(made->referral().referral_id()));
    EXPECT_TRUE(sent) << sent.error().Text(Language::kEnglish);
    return made->referral().referral_id();
  }
};

TEST_F(ReferralsBasisTest, WhoSaysNothingRefersOfTheirOwnWill) {
  EXPECT_EQ(Get(Drafted(), agent())->referral().legal_basis(), v1::LEGAL_BASIS_VOLUNTARY);
}

TEST_F(ReferralsBasisTest, ACourtsRulingNeedsNoConsentAndBothSidesReadThePerson) {
  const std::string id = SentWith(Ordered());
  const auto person = GetPerson(id, clinician());
  ASSERT_TRUE(person) << person.error().Text(Language::kEnglish);
  EXPECT_EQ(person->person().legal_document(), "123/Pid.Sus/2026/PN Contoh, 3 Maret 2026");
  EXPECT_TRUE(GetPerson(id, agent()));
  EXPECT_EQ(ReasonOf(GetPerson(id, Officer(kBabel))), "PERMISSION_MISSING");
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
  ASSERT_TRUE(Complete(Completion(id)));
  EXPECT_EQ(ReasonOf(GetPerson(id, clinician())), "CONSENT_NOT_FOR_YOU") << "it is over";
}

TEST_F(ReferralsBasisTest, ARulingIsNamed) {
  auto request = Ordered();
  request.mutable_person()->clear_legal_document();
  EXPECT_THAT(Violations(Create(request).error()),
              ElementsAre("person.legal_document FIELD_REQUIRED"));
}

TEST_F(ReferralsBasisTest, AMinorsFamilyConsentsForThem) {
  auto request = NewReferral();
  request.set_legal_basis(v1::LEGAL_BASIS_FAMILY_OF_MINOR);
  EXPECT_THAT(Violations(Create(request).error()), ElementsAre("legal_basis NOT_A_MINOR"));
  request.mutable_person()->set_birth_date("2000-01-01");
  EXPECT_THAT(Violations(Create(request).error()), ElementsAre("legal_basis NOT_A_MINOR"));
  request.mutable_person()->set_birth_date("2010-01-01");
  EXPECT_THAT(Violations(Create(request).error()),
              ElementsAre("consent.giver CONSENT_NEEDS_GUARDIAN"));
  request.mutable_consent()->set_giver(v1::CONSENT_GIVER_PARENT);
  EXPECT_EQ(Get(SentWith(request), clinician())->referral().legal_basis(),
            v1::LEGAL_BASIS_FAMILY_OF_MINOR);
}

TEST_F(ReferralsBasisTest, WithoutConsentOrRulingNothingIsSent) {
  auto request = NewReferral();
  request.clear_consent();
  const auto made = Create(request);
  ASSERT_TRUE(made);
  EXPECT_EQ(ReasonOf(Send(About<v1::SendReferralRequest>(made->referral().referral_id()))),
            "CONSENT_MISSING");
}

}  // namespace
}  // namespace sinergi::referrals
