// The directory: who enters what into it.
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ReferralsFacilityTest = ReferralsTest;

TEST_F(ReferralsFacilityTest, AFacilityIsEnteredByThePeopleOfItsDeputyOnly) {
  for (const char* deputy : {"", "pencegahan", "dayamas"}) {
    Caller other = Officer(kCiamis);
    other.deputy = deputy;
    EXPECT_EQ(ReasonOf(Invoke<v1::RegisterFacilityResponse>(
                  "RegisterFacility", other, FacilityRequest(kCiamis, "Rumah Damping"))),
              "DEPUTY_NOT_YOURS")
        << deputy;
  }
}

TEST_F(ReferralsFacilityTest, AFacilityIsEnteredByItsOwnOfficeUnderANameOfItsOwn) {
  const auto request = FacilityRequest(kCiamis, "Rumah Damping");
  EXPECT_EQ(
      ReasonOf(Invoke<v1::RegisterFacilityResponse>("RegisterFacility", Officer(kPalopo), request)),
      "FACILITY_OFFICE_NOT_YOURS");
  ASSERT_TRUE(Register(request));
  EXPECT_EQ(ReasonOf(Register(FacilityRequest(kCiamis, "Rumah Damping"))), "FACILITY_NAME_TAKEN");
  EXPECT_TRUE(Register(FacilityRequest(kPangkalpinang, "Rumah Damping")));
}

}  // namespace
}  // namespace sinergi::referrals
