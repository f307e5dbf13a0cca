// The letter of referral: what it says, for whom, and that each one is recorded.
#include "services/referrals/api/letter_html.h"
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class ReferralsLetterTest : public ReferralsTest {
 protected:
  Result<v1::GetReferralLetterResponse> Letter(const std::string& id, const Caller& caller,
                                               const std::string& language = "") const {
    v1::GetReferralLetterRequest request;
    request.set_referral_id(id);
    request.set_language(language);
    return Invoke<v1::GetReferralLetterResponse>("GetReferralLetter", caller, request);
  }

  std::string SentWith(const v1::CreateReferralRequest& request) const {
    const auto made = Create(request);
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish);
    if (!made) return "";
    EXPECT_TRUE(Send(About<v1::SendReferralRequest>(made->referral().referral_id())));
    return made->referral().referral_id();
  }
};

TEST_F(ReferralsLetterTest, SaysWhoSendsWhomToWhomAndWhatFor) {
  auto request = NewReferral();
  request.mutable_person()->set_nik("9904021205950001");
  request.mutable_person()->set_birth_date("1995-05-12");
  request.mutable_person()->set_note("Bersedia rawat jalan.");
  request.set_risk_level(v1::RISK_LEVEL_SEDANG);
  request.set_route_reason(v1::ROUTE_REASON_PERSONS_WISH);
  const std::string id = SentWith(request);
  const auto letter = Letter(id, agent());
  ASSERT_TRUE(letter) << letter.error().Text(Language::kEnglish);
  for (const std::string& text :
       {std::string("SURAT RUJUKAN"), Get(id, agent())->referral().reference(),
        std::string("Unit IBM Air Mesu Timur"), std::string("Klinik Pratama Ciamis"),
        std::string("BNN Kota Pangkalpinang"), std::string("Seseorang"),
        std::string("9904021205950001"), std::string("1995-05-12"), std::string("rawat jalan"),
        std::string("sedang"), std::string("Bersedia rawat jalan."), std::string("2026-03-04")}) {
    EXPECT_THAT(letter->html(), HasSubstr(text));
  }
  EXPECT_THAT(letter->html(), Not(HasSubstr("http")));
  EXPECT_THAT(Letter(id, agent(), "en")->html(), HasSubstr("LETTER OF REFERRAL"));
}

TEST_F(ReferralsLetterTest, WhatPeopleWriteIsTextAndNothingElse) {
  auto request = NewReferral();
  request.mutable_person()->set_name("<script>alert(\"x\")</script>");
  request.mutable_person()->set_note("a & b 'c'");
  const auto letter = Letter(SentWith(request), agent());
  ASSERT_TRUE(letter);
  EXPECT_THAT(letter->html(), Not(HasSubstr("<script")));
  EXPECT_THAT(letter->html(), HasSubstr("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"));
  EXPECT_THAT(letter->html(), HasSubstr("a &amp; b &#39;c&#39;"));
}

TEST_F(ReferralsLetterTest, IsForWhoMayReadThePersonAndRecordedAsSuch) {
  const std::string id = Sent();
  EXPECT_TRUE(Letter(id, clinician()));
  EXPECT_EQ(ReasonOf(Letter(id, Officer(kBabel))), "PERMISSION_MISSING");
  EXPECT_EQ(ReasonOf(Letter(id, Clinician(sender_))), "OK");
  EXPECT_THAT(
      Texts(*sqlite_,
            "SELECT caller || ' ' || purpose FROM evidence WHERE action = "
            "'referrals.read_person' ORDER BY id"),
      ElementsAre("clinician@" + receiver_ + " LETTER", "clinician@" + sender_ + " LETTER"));
  ASSERT_TRUE(Revoke(id, agent()));
  EXPECT_EQ(ReasonOf(Letter(id, clinician())), "CONSENT_REVOKED");
}

TEST_F(ReferralsLetterTest, IsInALanguageThatItKnows) {
  EXPECT_THAT(Violations(Letter(Sent(), agent(), "nl").error()),
              ElementsAre("language FIELD_MALFORMED"));
}

}  // namespace
}  // namespace sinergi::referrals
