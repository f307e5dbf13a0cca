// Places: how many there are, who has one, who waits, and that no more are given than there are.
#include <random>
#include <thread>

#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

// A clinic that gives one outpatient at a time a place, unless a test says otherwise.
class ReferralsPlacesTest : public ReferralsTest {
 protected:
  void SetUp() override {
    ReferralsTest::SetUp();
    ASSERT_TRUE(SetPlaces(1, false));
  }

  static v1::OfferedService Outpatient(std::optional<int> places, bool keeps_list) {
    v1::OfferedService offered;
    offered.set_service(v1::FACILITY_SERVICE_OUTPATIENT);
    if (places) offered.set_places(*places);
    offered.set_keeps_waiting_list(keeps_list);
    return offered;
  }

  Result<v1::ChangeFacilityServicesResponse> SetServices(
      const Caller& caller, const std::vector<v1::OfferedService>& services,
      const std::string& etag = "") const {
    v1::ChangeFacilityServicesRequest request;
    request.set_request_id(NewId());
    request.set_facility_id(receiver_);
    request.set_etag(etag);
    for (const auto& offered : services) *request.add_services() = offered;
    return Invoke<v1::ChangeFacilityServicesResponse>("ChangeFacilityServices", caller, request);
  }
  Result<v1::ChangeFacilityServicesResponse> SetPlaces(std::optional<int> places,
                                                       bool keeps_list) const {
    return SetServices(clinician(), {Outpatient(places, keeps_list)});
  }

  // "OPEN 1/1", "FULL 0/1", "WAITING_LIST 0/1 +2"
  std::string Places() const {
    v1::GetFacilityPlacesRequest request;
    request.set_facility_id(receiver_);
    const auto got =
        Invoke<v1::GetFacilityPlacesResponse>("GetFacilityPlaces", clinician(), request);
    if (!got || got->places().empty()) return "none";
    const v1::FacilityPlaces& places = got->places(0);
    std::string text = v1::Availability_Name(places.availability()).substr(13);
    if (places.has_places()) {
      text += " " + std::to_string(places.free()) + "/" + std::to_string(places.places());
    }
    if (places.waiting() > 0) text += " +" + std::to_string(places.waiting());
    return text;
  }

  Result<v1::StartReferralResponse> Start(const std::string& id) const {
    return Invoke<v1::StartReferralResponse>("StartReferral", clinician(),
                                             About<v1::StartReferralRequest>(id));
  }

  v1::PlaceStatus PlaceOf(const std::string& id) const {
    const auto got = Get(id, clinician());
    return got ? got->referral().place() : v1::PLACE_STATUS_UNSPECIFIED;
  }
};

TEST_F(ReferralsPlacesTest, WhoIsAcceptedHasAPlaceUntilItIsOver) {
  EXPECT_EQ(Places(), "OPEN 1/1");
  const std::string id = Accepted();
  EXPECT_EQ(PlaceOf(id), v1::PLACE_STATUS_HELD);
  EXPECT_EQ(Places(), "FULL 0/1");
  ASSERT_TRUE(Start(id));
  EXPECT_EQ(Places(), "FULL 0/1");
  ASSERT_TRUE(Complete(Completion(id)));
  EXPECT_EQ(PlaceOf(id), v1::PLACE_STATUS_UNSPECIFIED);
  EXPECT_EQ(Places(), "OPEN 1/1");
}

TEST_F(ReferralsPlacesTest, APlaceIsFreeAgainWhenTheReceiverDeclinesAfterAll) {
  const std::string id = Accepted();
  ASSERT_TRUE(Reject(Rejection(id)));
  EXPECT_EQ(Places(), "OPEN 1/1");
}

TEST_F(ReferralsPlacesTest, APlaceIsFreeAgainWhenTheSenderWithdraws) {
  const std::string id = Accepted();
  auto cancel = About<v1::CancelReferralRequest>(id);
  cancel.set_reason(v1::CANCELLATION_REASON_NO_LONGER_NEEDED);
  ASSERT_TRUE(Invoke<v1::CancelReferralResponse>("CancelReferral", agent(), cancel));
  EXPECT_EQ(Places(), "FULL 0/1");  // asked to, and not confirmed
  ASSERT_TRUE(Invoke<v1::ConfirmCancellationResponse>("ConfirmCancellation", clinician(),
                                                      About<v1::ConfirmCancellationRequest>(id)));
  EXPECT_EQ(Places(), "OPEN 1/1");
}

TEST_F(ReferralsPlacesTest, NobodyIsAcceptedWhereNoPlaceIsFreeAndNobodyMayWait) {
  Accepted();
  const std::string second = Sent();
  const auto refused = Accept(About<v1::AcceptReferralRequest>(second));
  EXPECT_EQ(ReasonOf(refused), "FACILITY_FULL");
  EXPECT_EQ(refused.error().Variable("facility"), "Klinik Pratama Ciamis");
  EXPECT_EQ(Get(second, clinician())->referral().state(), v1::REFERRAL_STATE_SENT);
  EXPECT_EQ(Places(), "FULL 0/1");
}

TEST_F(ReferralsPlacesTest, WhoWaitsGetsTheNextPlaceBeforeWhoComesLater) {
  ASSERT_TRUE(SetPlaces(1, true));
  const std::string first = Accepted();
  const std::string second = Accepted();
  EXPECT_EQ(PlaceOf(second), v1::PLACE_STATUS_WAITING);
  EXPECT_EQ(Places(), "WAITING_LIST 0/1 +1");
  EXPECT_EQ(ReasonOf(Start(second)), "FACILITY_FULL");
  ASSERT_TRUE(Complete(Completion(first)));
  EXPECT_EQ(Places(), "WAITING_LIST 1/1 +1");
  const std::string third = Accepted();
  EXPECT_EQ(PlaceOf(third), v1::PLACE_STATUS_WAITING);
  ASSERT_TRUE(Start(second));
  EXPECT_EQ(PlaceOf(second), v1::PLACE_STATUS_HELD);
  EXPECT_EQ(Places(), "WAITING_LIST 0/1 +1");
}

TEST_F(ReferralsPlacesTest, WhoLeavesTheListWaitsForNothing) {
  ASSERT_TRUE(SetPlaces(1, true));
  Accepted();
  const std::string second = Accepted();
  ASSERT_TRUE(Reject(Rejection(second)));
  EXPECT_EQ(Places(), "WAITING_LIST 0/1");
}

TEST_F(ReferralsPlacesTest, WithoutALimitEverybodyIsAcceptedAndCountedOnceThereIsOne) {
  ASSERT_TRUE(SetPlaces(std::nullopt, false));
  const std::string id = Accepted();
  Accepted();
  EXPECT_EQ(PlaceOf(id), v1::PLACE_STATUS_HELD);
  EXPECT_EQ(Places(), "OPEN");
  ASSERT_TRUE(SetPlaces(3, false));
  EXPECT_EQ(Places(), "OPEN 1/3");
}

TEST_F(ReferralsPlacesTest, FewerPlacesThanAreTakenMeanNoneFreeUntilEnoughHaveLeft) {
  ASSERT_TRUE(SetPlaces(2, false));
  const std::string first = Accepted();
  const std::string second = Accepted();
  ASSERT_TRUE(SetPlaces(1, false));
  EXPECT_EQ(Places(), "FULL 0/1");
  ASSERT_TRUE(Complete(Completion(first)));
  EXPECT_EQ(Places(), "FULL 0/1");
  ASSERT_TRUE(Complete(Completion(second)));
  EXPECT_EQ(Places(), "OPEN 1/1");
}

TEST_F(ReferralsPlacesTest, AServiceInUseCannotBeLeftOut) {
  const std::string id = Accepted();
  v1::OfferedService aftercare;
  aftercare.set_service(v1::FACILITY_SERVICE_AFTERCARE);
  EXPECT_EQ(ReasonOf(SetServices(clinician(), {aftercare})), "PLACES_IN_USE");
  ASSERT_TRUE(Complete(Completion(id)));
  ASSERT_TRUE(SetServices(clinician(), {aftercare}));
  EXPECT_EQ(ReasonOf(Create(NewReferral())), "SERVICE_NOT_OFFERED");
}

TEST_F(ReferralsPlacesTest, WhatIsOfferedIsChangedByItsOwnPeopleAndTheirOfficeOnly) {
  const std::vector<v1::OfferedService> services{Outpatient(3, false)};
  EXPECT_TRUE(SetServices(Officer(kCiamis), services));
  Caller other = Officer(kCiamis);
  other.deputy = "pencegahan";
  EXPECT_EQ(ReasonOf(SetServices(other, services)), "DEPUTY_NOT_YOURS");
  EXPECT_EQ(ReasonOf(SetServices(Officer(kPalopo), services)), "FACILITY_NOT_YOURS");
  EXPECT_EQ(ReasonOf(SetServices(Clinician(sender_), services)), "FACILITY_NOT_YOURS");
  EXPECT_EQ(ReasonOf(SetServices(clinician(), services, "v1")), "ETAG_MISMATCH");
}

// Random steps of random people: there are never more taken than there are, and the counts are
// those of the referrals.
TEST_F(ReferralsPlacesTest, TheCountsAreThoseOfTheReferralsWhateverHappens) {
  std::mt19937 random(7);
  std::vector<std::string> ids;
  for (int step = 0; step < 600; ++step) {
    if (ids.size() < 4 || random() % 6 == 0) ids.push_back(Sent());
    const std::string& id = ids[random() % ids.size()];
    switch (random() % 6) {
      case 0:
        (void)Accept(About<v1::AcceptReferralRequest>(id));
        break;
      case 1:
        (void)Reject(Rejection(id));
        break;
      case 2:
        (void)Start(id);
        break;
      case 3:
        (void)Complete(Completion(id));
        break;
      case 4:
        (void)SetPlaces(static_cast<int>(random() % 4), random() % 2 == 0);
        break;
      default:
        (void)Accept(About<v1::AcceptReferralRequest>(id));
        break;
    }
    const std::string of = "FROM facility_services WHERE service = 3 AND facility_id = '";
    ASSERT_EQ(Count("SELECT taken " + of + receiver_ + "'"),
              Count("SELECT count(*) FROM referrals WHERE place = 1"));
    ASSERT_EQ(Count("SELECT waiting " + of + receiver_ + "'"),
              Count("SELECT count(*) FROM referrals WHERE place = 2"));
  }
  EXPECT_GT(Count("SELECT count(*) FROM referrals WHERE state = 5"), 5);
}

TEST_F(ReferralsPlacesTest, OfManyAcceptedAtTheSameMomentAsManyHaveAPlaceAsThereAre) {
  ASSERT_TRUE(SetPlaces(3, false));
  std::vector<std::string> ids;
  for (int i = 0; i < 12; ++i) ids.push_back(Sent());
  std::atomic<int> accepted = 0;
  std::atomic<int> full = 0;
  {
    std::vector<std::jthread> callers;
    for (const std::string& id : ids) {
      callers.emplace_back([&, id] {
        const auto got = Accept(About<v1::AcceptReferralRequest>(id));
        if (got) ++accepted;
        if (ReasonOf(got) == "FACILITY_FULL") ++full;
      });
    }
  }
  EXPECT_EQ(accepted, 3);
  EXPECT_EQ(full, 9);
  EXPECT_EQ(Places(), "FULL 0/3");
}

}  // namespace
}  // namespace sinergi::referrals
