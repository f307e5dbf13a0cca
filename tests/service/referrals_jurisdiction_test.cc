// Who is told of a referral while jurisdictions change.
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

// BNNP-BABEL serves the village until the day after the referral is sent.
class JurisdictionEndsTest : public ReferralsTest {
 protected:
  void SetUp() override {
    jurisdictions_ =
        "office,region,valid_from,valid_to\n"
        "BNNP-BABEL,19,2010-01-01,2026-03-05\n";
    ReferralsTest::SetUp();
  }
};

TEST_F(JurisdictionEndsTest, WhoWasToldOfTheSendingIsToldOfTheRest) {
  const std::string id = Sent();
  clock_.Advance(std::chrono::hours(24 * 7));
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
  EXPECT_THAT(Texts(*sqlite_,
                    "SELECT offices FROM outbox WHERE type LIKE '%ReferralSent' "
                    "OR type LIKE '%ReferralAccepted' ORDER BY revision"),
              ElementsAre("BNNK-CIAMIS,BNNK-PANGKALPINANG,BNNP-BABEL",
                          "BNNK-CIAMIS,BNNK-PANGKALPINANG,BNNP-BABEL"));
}

}  // namespace
}  // namespace sinergi::referrals
