// All who are asked accept at once: one of them has it.
#include <latch>
#include <mutex>
#include <set>
#include <thread>

#include "tests/service/referrals_both_fixture.h"

namespace sinergi::referrals {
namespace {

class ReferralsOfferRaceTest : public ReferralsBothTest {};

// Fifty facilities with one place each, twenty calls of each.
TEST_P(ReferralsOfferRaceTest, OfAThousandAcceptancesAtTheSameMomentOneWins) {
  constexpr int kFacilities = 50;
  constexpr int kCalls = 20;
  auto request = NewReferral();
  request.clear_receiver_facility_id();
  std::vector<std::string> facilities;
  for (int i = 0; i < kFacilities; ++i) {
    auto made = FacilityRequest(kPalopo, "Klinik " + std::to_string(i));
    made.mutable_services(0)->set_places(1);
    const auto registered = Register(made);
    ASSERT_TRUE(registered);
    facilities.push_back(registered->facility().facility_id());
    request.add_candidate_facility_ids(facilities.back());
  }
  const auto made = Create(request);
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  const std::string id = made->referral().referral_id();
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(id)));
  std::latch all_there(kFacilities * kCalls);
  std::atomic<int> won = 0;
  std::atomic<int> lost = 0;
  std::mutex mutex;
  std::set<std::string> others;
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < kFacilities * kCalls; ++i) {
      callers.emplace_back([&, facility = facilities[static_cast<std::size_t>(i % kFacilities)]] {
        all_there.arrive_and_wait();
        const auto got = Invoke<v1::AcceptReferralResponse>(
            "AcceptReferral",
            Caller{"clinician@" + facility, {"facility-officer"}, kPalopo, facility, {}},
            About<v1::AcceptReferralRequest>(id));
        if (got) {
          ++won;
        } else if (got.error().code() == ErrorCode::kFailedPrecondition) {
          ++lost;
        } else {
          const std::lock_guard lock(mutex);
          others.insert(ReasonOf(got) + " " + got.error().cause());
        }
      });
    }
  }
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, kFacilities * kCalls - 1);
  EXPECT_THAT(others, ::testing::IsEmpty());
  EXPECT_EQ(Count("SELECT CAST(sum(taken) AS BIGINT) FROM facility_services"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM facility_services WHERE taken > places"), 0);
  EXPECT_EQ(Count("SELECT count(*) FROM outbox WHERE type LIKE '%ReferralAccepted'"), 1);
}

INSTANTIATE_TEST_SUITE_P(Every, ReferralsOfferRaceTest, ::testing::Bool(), ReferralsBothTest::Name);

}  // namespace
}  // namespace sinergi::referrals
