// Who reads a person without consent, in an emergency, and who is told of it.
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

class ReferralsBreakGlassTest : public ReferralsTest {
 protected:
  v1::BreakGlassRequest Emergency(const std::string& id) const {
    auto request = About<v1::BreakGlassRequest>(id);
    request.set_reason(v1::BREAK_GLASS_REASON_DANGER_TO_PERSON);
    request.set_justification("Tidak sadar, dibawa ambulans");
    return request;
  }

  Result<v1::BreakGlassResponse> Break(const v1::BreakGlassRequest& request,
                                       const Caller& caller) const {
    return Invoke<v1::BreakGlassResponse>("BreakGlass", caller, request);
  }
};

TEST_F(ReferralsBreakGlassTest, InAnEmergencyAnyoneWhoSeesTheReferralReadsAndEverybodyIsTold) {
  const std::string id = Accepted();
  ASSERT_TRUE(Revoke(id, agent()));
  const auto read = Break(Emergency(id), Officer(kBabel));
  ASSERT_TRUE(read) << read.error().Text(Language::kEnglish);
  EXPECT_EQ(read->person().name(), "Seseorang");
  EXPECT_EQ(EventsOf(id).back(), "GlassBroken");
  EXPECT_THAT(Texts(*sqlite_, "SELECT offices FROM outbox WHERE type LIKE '%GlassBroken'"),
              ElementsAre("BNNK-CIAMIS,BNNK-PANGKALPINANG,BNNP-BABEL,BNNP-JABAR"));
  EXPECT_EQ(Count("SELECT count(*) FROM evidence WHERE action = 'referrals.break_glass' AND "
                  "purpose = 'DANGER_TO_PERSON' AND caller = 'officer@BNNP-BABEL'"),
            1);
  EXPECT_EQ(Count("SELECT count(*) FROM break_glass"), 1);
  EXPECT_EQ(ReasonOf(GetPerson(id, agent())), "CONSENT_REVOKED") << "it opens the door once only";
}

TEST_F(ReferralsBreakGlassTest, ARepeatedEmergencyReadsAgainAndTellsNobodyAnew) {
  const auto emergency = Emergency(Sent());
  ASSERT_TRUE(Break(emergency, clinician()));
  const auto events = Count("SELECT count(*) FROM outbox");
  const auto again = Break(emergency, clinician());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->person().name(), "Seseorang");
  EXPECT_EQ(Count("SELECT count(*) FROM outbox"), events);
  EXPECT_EQ(Count("SELECT count(*) FROM break_glass"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM evidence WHERE action = 'referrals.break_glass'"), 2)
      << "each reading is";
}

TEST_F(ReferralsBreakGlassTest, OfAnEmergencyInADraftTheReceiversSideLearnsNothing) {
  const std::string id = Drafted();
  ASSERT_TRUE(Break(Emergency(id), Officer(kPangkalpinang)));
  EXPECT_THAT(Texts(*sqlite_, "SELECT offices FROM outbox WHERE type LIKE '%GlassBroken'"),
              ElementsAre("BNNK-PANGKALPINANG,BNNP-BABEL"));
}

TEST_F(ReferralsBreakGlassTest, AnEmergencyNeedsAReasonInCodeAndInWords) {
  auto request = Emergency(Sent());
  request.clear_reason();
  request.clear_justification();
  const auto refused = Break(request, clinician());
  ASSERT_FALSE(refused);
  EXPECT_THAT(Violations(refused.error()),
              ElementsAre("reason FIELD_REQUIRED", "justification FIELD_REQUIRED"));
  EXPECT_EQ(ReasonOf(Break(Emergency(Sent()), Officer(kPalopo))), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Break(Emergency(Sent()), agent())), "PERMISSION_MISSING");
}

}  // namespace
}  // namespace sinergi::referrals
