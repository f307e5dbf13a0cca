// Where people go: what the policy of the day and the receiver's own conditions make of a referral,
// and what is suggested.
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

class ReferralsRoutingTest : public ReferralsTest {
 protected:
  void SetUp() override {
    ReferralsTest::SetUp();
    clinic_ = Enter("Klinik Pratama", v1::FACILITY_KIND_KLINIK_PRATAMA, "19.71",
                    v1::FACILITY_SERVICE_OUTPATIENT);
  }

  std::string Enter(const std::string& name, v1::FacilityKind kind, const std::string& area,
                    v1::FacilityService service, std::optional<int> places = {},
                    std::optional<int> min_age = {}) const {
    auto request = FacilityRequest(kPangkalpinang, name);
    request.set_kind(kind);
    request.set_area_code(area);
    request.clear_services();
    request.add_services()->set_service(service);
    if (places) request.mutable_services(0)->set_places(*places);
    if (min_age) request.mutable_services(0)->set_min_age(*min_age);
    const auto made = Register(request);
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish);
    return made ? made->facility().facility_id() : "";
  }

  static void Score(v1::Screening& screening, v1::AssistSubstance substance, int score) {
    auto* scored = screening.add_scores();
    scored->set_substance(substance);
    scored->set_score(score);
  }

  v1::CreateReferralRequest To(const std::string& receiver, int score) const {
    auto request = ReferralRequest(sender_, receiver);
    Score(*request.mutable_person()->mutable_screening(), v1::ASSIST_SUBSTANCE_AMPHETAMINES, score);
    return request;
  }

  // "Name 1" by rank, 0 for what the policy does not name.
  std::vector<std::string> Suggested(const v1::SuggestFacilitiesRequest& request) const {
    const auto got = Invoke<v1::SuggestFacilitiesResponse>("SuggestFacilities", agent(), request);
    EXPECT_TRUE(got) << got.error().Text(Language::kEnglish) << got.error().cause();
    std::vector<std::string> texts;
    if (!got) return texts;
    for (const auto& each : got->suggestions()) {
      texts.push_back(each.facility().name() + " " + std::to_string(each.rank()));
    }
    return texts;
  }

  static v1::SuggestFacilitiesRequest For(v1::RiskLevel level) {
    v1::SuggestFacilitiesRequest request;
    request.set_area_code(kAirMesuTimur);
    request.set_risk_level(level);
    return request;
  }

  std::string clinic_;
};

TEST_F(ReferralsRoutingTest, TheLevelAndThePolicyOfTheDayAreKeptOnTheReferral) {
  const auto made = Create(To(clinic_, 4));
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  const v1::Assessment assessment =
      Get(made->referral().referral_id(), agent())->referral().assessment();
  EXPECT_EQ(assessment.risk_level(), v1::RISK_LEVEL_SEDANG);
  EXPECT_EQ(assessment.bands_edition(), "2020-01-01");
  EXPECT_EQ(assessment.routing_edition(), "2021-03-26");
  EXPECT_EQ(assessment.standing(), v1::POLICY_STANDING_NAMED);
}

TEST_F(ReferralsRoutingTest, WhatTheScreeningFoundIsReadWithThePersonOnly) {
  auto request = To(clinic_, 4);
  Score(*request.mutable_person()->mutable_screening(), v1::ASSIST_SUBSTANCE_ALCOHOL, 9);
  request.mutable_person()->mutable_screening()->set_injected_recently(true);
  request.mutable_person()->mutable_screening()->set_usage_pattern(v1::USAGE_PATTERN_TERATUR_PAKAI);
  const auto made = Create(request);
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  const auto person = GetPerson(made->referral().referral_id(), agent());
  ASSERT_TRUE(person);
  EXPECT_EQ(person->person().screening().SerializeAsString(),
            request.person().screening().SerializeAsString());
}

TEST_F(ReferralsRoutingTest, ALevelGoesWhereThePolicySendsItUnlessTheSenderSaysWhyNot) {
  auto request = To(clinic_, 30);
  const auto refused = Create(request);
  EXPECT_EQ(ReasonOf(refused), "ROUTE_AGAINST_POLICY");
  EXPECT_EQ(refused.error().Variable("edition"), "2021-03-26");
  request.set_route_reason(v1::ROUTE_REASON_NO_OTHER_PLACE);
  const auto made = Create(request);
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  EXPECT_EQ(made->referral().route_reason(), v1::ROUTE_REASON_NO_OTHER_PLACE);
  EXPECT_EQ(made->referral().assessment().standing(), v1::POLICY_STANDING_NOT_NAMED);
}

TEST_F(ReferralsRoutingTest, WhoIsNotForTheReceiverIsNotSentThereUnlessTheSenderSaysWhy) {
  const std::string grown_ups = Enter("Klinik dewasa", v1::FACILITY_KIND_KLINIK_PRATAMA, "19.71",
                                      v1::FACILITY_SERVICE_OUTPATIENT, {}, 17);
  auto request = To(grown_ups, 5);
  request.mutable_person()->set_birth_date("2009-03-05");  // 16 years old tomorrow 17
  request.mutable_consent()->set_giver(v1::CONSENT_GIVER_PARENT);
  EXPECT_EQ(ReasonOf(Create(request)), "RECEIVER_NOT_FOR_PERSON");
  request.set_route_reason(v1::ROUTE_REASON_CLINICAL_DECISION);
  EXPECT_EQ(ReasonOf(Create(request)), "OK");
}

TEST_F(ReferralsRoutingTest, WithoutALevelNothingIsHeldAgainstAPlace) {
  const auto made = Create(NewReferral());
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->referral().has_assessment());
}

TEST_F(ReferralsRoutingTest, ThePlaceThatThePolicyNamesComesFirstThenOthersThatGiveTheSame) {
  Enter("Puskesmas", v1::FACILITY_KIND_IPWL_PUSKESMAS, kAirMesuTimur,
        v1::FACILITY_SERVICE_OUTPATIENT);
  Enter("Klinik Pratama lain", v1::FACILITY_KIND_KLINIK_PRATAMA, "32.07",
        v1::FACILITY_SERVICE_OUTPATIENT);
  Enter("Penuh", v1::FACILITY_KIND_KLINIK_PRATAMA, kAirMesuTimur, v1::FACILITY_SERVICE_OUTPATIENT,
        0);
  EXPECT_THAT(Suggested(For(v1::RISK_LEVEL_SEDANG)),
              ::testing::ElementsAre("Klinik Pratama 1", "Klinik Pratama lain 1", "Puskesmas 0",
                                     "Unit IBM Air Mesu Timur 0", "Klinik Pratama Ciamis 0"));
}

TEST_F(ReferralsRoutingTest, WhereOneCanBeginNowComesBeforeWhereOneWaits) {
  auto near = FacilityRequest(kPangkalpinang, "Near with a list");
  near.set_kind(v1::FACILITY_KIND_KLINIK_PRATAMA);
  near.clear_services();
  near.add_services()->set_service(v1::FACILITY_SERVICE_OUTPATIENT);
  near.mutable_services(0)->set_places(0);
  near.mutable_services(0)->set_keeps_waiting_list(true);
  ASSERT_TRUE(Register(near));
  EXPECT_THAT(Suggested(For(v1::RISK_LEVEL_SEDANG)).at(0), "Klinik Pratama 1");
  EXPECT_THAT(Suggested(For(v1::RISK_LEVEL_SEDANG)).at(1), "Near with a list 1");
}

TEST_F(ReferralsRoutingTest, ASuggestionTakesTheScoresOrTheLevel) {
  auto request = For(v1::RISK_LEVEL_UNSPECIFIED);
  const auto refused = Invoke<v1::SuggestFacilitiesResponse>("SuggestFacilities", agent(), request);
  ASSERT_FALSE(refused);
  EXPECT_THAT(Violations(refused.error()), ::testing::ElementsAre("risk_level LEVEL_UNKNOWN"));
  Score(*request.mutable_screening(), v1::ASSIST_SUBSTANCE_CANNABIS, 3);
  const auto got = Invoke<v1::SuggestFacilitiesResponse>("SuggestFacilities", agent(), request);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->risk_level(), v1::RISK_LEVEL_RINGAN);
  EXPECT_EQ(got->bands_edition(), "2020-01-01");
}

TEST_F(ReferralsRoutingTest, AScoreThatCannotBeIsRefusedByName) {
  auto request = To(clinic_, 40);
  Score(*request.mutable_person()->mutable_screening(), v1::ASSIST_SUBSTANCE_AMPHETAMINES, 1);
  request.set_route_reason(static_cast<v1::RouteReason>(70));
  const auto refused = Create(request);
  ASSERT_FALSE(refused);
  EXPECT_THAT(Violations(refused.error()),
              ::testing::UnorderedElementsAre("person.screening.scores[0].score VALUE_OUT_OF_RANGE",
                                              "person.screening.scores[1].substance SCORE_TWICE",
                                              "route_reason VALUE_UNKNOWN"));
}

}  // namespace
}  // namespace sinergi::referrals
