// The search for a place: outward from where somebody is, for whom they are, where there is room.
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

class ReferralsSearchTest : public ReferralsFixture {
 protected:
  struct Place {
    std::string name;
    std::string area;
    v1::FacilityKind kind = v1::FACILITY_KIND_IPWL_PUSKESMAS;
    v1::OfferedService offered = {};
  };

  std::string Enter(Place place) const {
    auto request = FacilityRequest(kPangkalpinang, place.name);
    request.set_area_code(place.area);
    request.set_kind(place.kind);
    request.clear_services();
    if (place.offered.service() == v1::FACILITY_SERVICE_UNSPECIFIED) {
      place.offered.set_service(v1::FACILITY_SERVICE_OUTPATIENT);
    }
    *request.add_services() = place.offered;
    const auto made = Register(request);
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish);
    return made ? made->facility().facility_id() : "";
  }

  static v1::SearchFacilitiesRequest From(const std::string& area) {
    v1::SearchFacilitiesRequest request;
    request.set_area_code(area);
    return request;
  }

  Result<v1::SearchFacilitiesResponse> Search(const v1::SearchFacilitiesRequest& request) const {
    return Invoke<v1::SearchFacilitiesResponse>("SearchFacilities", Officer(kCiamis), request);
  }

  // "Name VILLAGE"
  std::vector<std::string> Found(const v1::SearchFacilitiesRequest& request) const {
    std::vector<std::string> texts;
    const auto got = Search(request);
    EXPECT_TRUE(got) << got.error().Text(Language::kEnglish) << got.error().cause();
    if (!got) return texts;
    for (const auto& found : got->found()) {
      texts.push_back(found.facility().name() + " " +
                      v1::Nearness_Name(found.nearness()).substr(9));
    }
    return texts;
  }
};

TEST_F(ReferralsSearchTest, GoesOutwardFromTheVillageToTheNation) {
  Enter({"E elsewhere", "32.07"});
  Enter({"D province", "19.71"});
  Enter({"C regency", "19.04"});
  Enter({"B district", "19.04.02"});
  Enter({"A village", kAirMesuTimur});
  Enter({"C regency, another", "19.04.01"});
  EXPECT_THAT(Found(From(kAirMesuTimur)),
              ::testing::ElementsAre("A village VILLAGE", "B district DISTRICT",
                                     "C regency REGENCY", "C regency, another REGENCY",
                                     "D province PROVINCE", "E elsewhere NATION"));
  EXPECT_THAT(Found(From("19.04")),
              ::testing::ElementsAre("A village REGENCY", "B district REGENCY", "C regency REGENCY",
                                     "C regency, another REGENCY", "D province PROVINCE",
                                     "E elsewhere NATION"));
}

TEST_F(ReferralsSearchTest, GoesOnFromPageToPageWithoutGapOrRepeat) {
  for (int i = 0; i < 3; ++i) {
    Enter({"Near " + std::to_string(i), kAirMesuTimur});
    Enter({"Far " + std::to_string(i), "32.07"});
  }
  auto request = From(kAirMesuTimur);
  request.set_page_size(2);
  std::vector<std::string> names;
  do {
    const auto page = Search(request);
    ASSERT_TRUE(page) << page.error().Text(Language::kEnglish);
    for (const auto& found : page->found()) names.push_back(found.facility().name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names,
              ::testing::ElementsAre("Near 0", "Near 1", "Near 2", "Far 0", "Far 1", "Far 2"));
}

TEST_F(ReferralsSearchTest, APageOfOneSearchIsNoPageOfAnother) {
  for (int i = 0; i < 3; ++i) Enter({"Place " + std::to_string(i), kAirMesuTimur});
  auto request = From(kAirMesuTimur);
  request.set_page_size(1);
  request.set_page_token(Search(request)->next_page_token());
  request.set_age(20);
  const auto got = Search(request);
  ASSERT_FALSE(got);
  EXPECT_THAT(Violations(got.error()), ::testing::ElementsAre("page_token PAGE_TOKEN_INVALID"));
}

TEST_F(ReferralsSearchTest, NamesThoseOnlyThatAreForSuchAPerson) {
  v1::OfferedService grown_up;
  grown_up.set_service(v1::FACILITY_SERVICE_INPATIENT_LONG);
  grown_up.set_min_age(17);
  grown_up.set_max_age(45);
  grown_up.add_risk_levels(v1::RISK_LEVEL_BERAT);
  Enter({"Balai", "19.71", v1::FACILITY_KIND_BALAI_BESAR_REHABILITASI, grown_up});
  Enter({"Puskesmas", "19.71"});
  auto request = From(kAirMesuTimur);
  EXPECT_EQ(Found(request).size(), 2u);
  request.set_age(16);
  EXPECT_THAT(Found(request), ::testing::ElementsAre("Puskesmas PROVINCE"));
  request.set_age(17);
  EXPECT_EQ(Found(request).size(), 2u);
  request.set_age(45);
  EXPECT_EQ(Found(request).size(), 2u);
  request.set_age(46);
  EXPECT_THAT(Found(request), ::testing::ElementsAre("Puskesmas PROVINCE"));
  request.clear_age();
  request.set_risk_level(v1::RISK_LEVEL_SEDANG);
  EXPECT_THAT(Found(request), ::testing::ElementsAre("Puskesmas PROVINCE"));
  request.set_risk_level(v1::RISK_LEVEL_BERAT);
  request.set_kind(v1::FACILITY_KIND_BALAI_BESAR_REHABILITASI);
  EXPECT_THAT(Found(request), ::testing::ElementsAre("Balai PROVINCE"));
  request.set_service(v1::FACILITY_SERVICE_OUTPATIENT);
  EXPECT_THAT(Found(request), ::testing::IsEmpty());
}

TEST_F(ReferralsSearchTest, TellsHowFullAPlaceIsAndLeavesOutTheFull) {
  v1::OfferedService none;
  none.set_service(v1::FACILITY_SERVICE_OUTPATIENT);
  none.set_places(0);
  Enter({"Full", kAirMesuTimur, v1::FACILITY_KIND_KLINIK_UTAMA, none});
  none.set_keeps_waiting_list(true);
  Enter({"With a list", kAirMesuTimur, v1::FACILITY_KIND_KLINIK_UTAMA, none});
  none.set_places(2);
  Enter({"With places", kAirMesuTimur, v1::FACILITY_KIND_KLINIK_UTAMA, none});
  auto request = From(kAirMesuTimur);
  std::vector<v1::Availability> availability;
  const auto all = Search(request);
  ASSERT_TRUE(all);
  for (const auto& found : all->found()) {
    ASSERT_EQ(found.places_size(), 1);
    availability.push_back(found.places(0).availability());
  }
  EXPECT_THAT(availability,
              ::testing::ElementsAre(v1::AVAILABILITY_FULL, v1::AVAILABILITY_WAITING_LIST,
                                     v1::AVAILABILITY_OPEN));
  request.set_with_places(true);
  EXPECT_THAT(Found(request), ::testing::ElementsAre("With a list VILLAGE", "With places VILLAGE"));
}

TEST_F(ReferralsSearchTest, AClosedFacilityIsNotFoundAndTakesNothingNew) {
  const std::string sender = Register(kPangkalpinang, "Unit");
  const std::string id = Enter({"Klinik", "19.71"});
  const auto drafted = Invoke<v1::CreateReferralResponse>("CreateReferral", Agent(sender),
                                                          ReferralRequest(sender, id));
  ASSERT_TRUE(drafted);
  const std::string draft = drafted->referral().referral_id();
  v1::CloseFacilityRequest close;
  close.set_request_id(NewId());
  close.set_facility_id(id);
  const auto closed = Invoke<v1::CloseFacilityResponse>("CloseFacility", Clinician(id), close);
  ASSERT_TRUE(closed) << closed.error().Text(Language::kEnglish);
  EXPECT_EQ(closed->facility().state(), v1::FACILITY_STATE_CLOSED);
  EXPECT_THAT(Found(From("19.71")), ::testing::Not(::testing::Contains("Klinik REGENCY")));
  EXPECT_EQ(ReasonOf(Invoke<v1::CreateReferralResponse>("CreateReferral", Agent(sender),
                                                        ReferralRequest(sender, id))),
            "FACILITY_CLOSED");
  EXPECT_EQ(ReasonOf(Invoke<v1::SendReferralResponse>("SendReferral", Agent(sender),
                                                      About<v1::SendReferralRequest>(draft))),
            "FACILITY_CLOSED");
  close.set_request_id(NewId());
  EXPECT_EQ(ReasonOf(Invoke<v1::CloseFacilityResponse>("CloseFacility", Clinician(id), close)),
            "FACILITY_STATE_WRONG");
  v1::ReopenFacilityRequest reopen;
  reopen.set_request_id(NewId());
  reopen.set_facility_id(id);
  ASSERT_TRUE(Invoke<v1::ReopenFacilityResponse>("ReopenFacility", Clinician(id), reopen));
  EXPECT_TRUE(Invoke<v1::CreateReferralResponse>("CreateReferral", Agent(sender),
                                                 ReferralRequest(sender, id)));
  EXPECT_THAT(Texts(*sqlite_, "SELECT substr(type, 32) FROM outbox WHERE subject = 'facilities/" +
                                  id + "' ORDER BY revision"),
              ::testing::ElementsAre("FacilityRegistered", "FacilityClosed", "FacilityReopened"));
}

TEST_F(ReferralsSearchTest, WhoReadAFacilityBeforeAChangeReadsTheChangeAfterIt) {
  const std::string id = Enter({"Klinik", "19.71"});
  v1::GetFacilityRequest get;
  get.set_facility_id(id);
  ASSERT_TRUE(Invoke<v1::GetFacilityResponse>("GetFacility", Officer(kCiamis), get));
  v1::CloseFacilityRequest close;
  close.set_request_id(NewId());
  close.set_facility_id(id);
  ASSERT_TRUE(Invoke<v1::CloseFacilityResponse>("CloseFacility", Clinician(id), close));
  EXPECT_FALSE(cache_.Get("facility:" + id));
}

TEST_F(ReferralsSearchTest, WhatCannotBeLookedForIsRefusedByName) {
  v1::SearchFacilitiesRequest request = From("99.99");
  request.set_age(151);
  request.set_kind(static_cast<v1::FacilityKind>(70));
  const auto got = Search(request);
  ASSERT_FALSE(got);
  EXPECT_THAT(Violations(got.error()),
              ::testing::UnorderedElementsAre("area_code REGION_CODE_UNKNOWN", "kind VALUE_UNKNOWN",
                                              "age VALUE_OUT_OF_RANGE"));
}

}  // namespace
}  // namespace sinergi::referrals
