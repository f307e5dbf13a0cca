// The policy on risk levels: which screening means which, and where each goes, by the day.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "services/referrals/application/policies.h"
#include "services/referrals/application/routing_files.h"
#include "services/referrals/domain/route.h"

namespace sinergi::referrals {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

constexpr sys_days kIn2020{2020y / 11 / 18};
constexpr sys_days kIn2026{2026y / 3 / 4};

RoutingPolicy Official() {
  const char* const source = std::getenv("SINERGI_SOURCE");
  auto policies = LoadPolicies(std::filesystem::path(source) / "deploy/reference");
  EXPECT_TRUE(policies) << policies.error().Text(Language::kEnglish);
  return policies->routing;
}

// "SEDANG" and so on of one score, or none.
std::string LevelOf(AssistSubstance substance, int score, sys_days day = kIn2026) {
  const auto assessed = Official().Assess({{{substance, score}}, false, {}}, day);
  return assessed ? std::string(LevelName(assessed->level)) : "none";
}

TEST(AssistTest, HasItsOwnBandsForAlcohol) {
  EXPECT_EQ(LevelOf(AssistSubstance::kAlcohol, 0), "ringan");
  EXPECT_EQ(LevelOf(AssistSubstance::kAlcohol, 10), "ringan");
  EXPECT_EQ(LevelOf(AssistSubstance::kAlcohol, 11), "sedang");
  EXPECT_EQ(LevelOf(AssistSubstance::kAlcohol, 26), "sedang");
  EXPECT_EQ(LevelOf(AssistSubstance::kAlcohol, 27), "berat");
}

TEST(AssistTest, HasTheSameBandsForEveryOtherSubstance) {
  for (int number = 1; number <= kAssistSubstances; ++number) {
    const auto substance = static_cast<AssistSubstance>(number);
    if (substance == AssistSubstance::kAlcohol) continue;
    EXPECT_EQ(LevelOf(substance, 3), "ringan") << number;
    EXPECT_EQ(LevelOf(substance, 4), "sedang") << number;
    EXPECT_EQ(LevelOf(substance, 26), "sedang") << number;
    EXPECT_EQ(LevelOf(substance, 27), "berat") << number;
  }
}

TEST(AssistTest, TheLevelIsTheHighestOfAllSubstances) {
  const Screening screening{{{AssistSubstance::kTobacco, 2},
                             {AssistSubstance::kOpioids, 27},
                             {AssistSubstance::kAlcohol, 5}},
                            false,
                            {}};
  EXPECT_EQ(Official().Assess(screening, kIn2026)->level, RiskLevel::kBerat);
}

TEST(AssistTest, WithoutAScoreThereIsNoLevelHoweverTheyUse) {
  EXPECT_FALSE(Official().Assess({{}, true, UsagePattern::kTeraturPakai}, kIn2026));
}

TEST(AssistTest, BeforeTheFirstEditionThereIsNoLevel) {
  EXPECT_EQ(LevelOf(AssistSubstance::kOpioids, 30, sys_days{2019y / 12 / 31}), "none");
}

TEST(RoutingTest, In2020UnitsTookOnPeopleUpToSedang) {
  const auto routing = Official().Find(RiskLevel::kSedang, kIn2020);
  ASSERT_TRUE(routing);
  EXPECT_TRUE(routing->Names(FacilityKind::kIbmUnit, FacilityService::kBriefIntervention));
  EXPECT_EQ(routing->edition, sys_days{2020y / 1 / 1});
}

TEST(RoutingTest, Since2021UnitsTakeOnTheLightCasesOnly) {
  const RoutingPolicy policy = Official();
  const auto ringan = policy.Find(RiskLevel::kRingan, kIn2026);
  const auto sedang = policy.Find(RiskLevel::kSedang, kIn2026);
  const auto berat = policy.Find(RiskLevel::kBerat, kIn2026);
  EXPECT_TRUE(ringan->Names(FacilityKind::kIbmUnit, FacilityService::kBriefIntervention));
  EXPECT_FALSE(sedang->Names(FacilityKind::kIbmUnit, FacilityService::kBriefIntervention));
  EXPECT_TRUE(sedang->Names(FacilityKind::kKlinikPratama, FacilityService::kOutpatient));
  EXPECT_TRUE(berat->Names(FacilityKind::kBalaiBesarRehabilitasi, FacilityService::kInpatientLong));
}

TEST(RoutingTest, AnEditionTakesThePlaceOfTheOneBeforeFromItsFirstDayOn) {
  const RoutingPolicy policy = Official();
  EXPECT_EQ(policy.Find(RiskLevel::kSedang, sys_days{2021y / 3 / 25})->edition,
            sys_days{2020y / 1 / 1});
  EXPECT_EQ(policy.Find(RiskLevel::kSedang, sys_days{2021y / 3 / 26})->edition,
            sys_days{2021y / 3 / 26});
  EXPECT_FALSE(policy.Find(RiskLevel::kSedang, sys_days{2019y / 12 / 31}));
}

TEST(RoutingTest, WhatAnEditionDoesNotSayIsSilenceAndNoRefusal) {
  const RoutingPolicy policy = Official();
  EXPECT_TRUE(policy.Find(RiskLevel::kBerat, kIn2020)->IsSilent());
  const auto assessed = Assess(policy, {}, RiskLevel::kBerat, FacilityKind::kIpwlRumahSakit,
                               FacilityService::kInpatientLong, kIn2020);
  EXPECT_EQ(assessed->standing, PolicyStanding::kSilent);
}

TEST(AgeTest, IsCountedInWholeYears) {
  EXPECT_EQ(AgeOn(sys_days{2026y / 3 / 4}, sys_days{2008y / 3 / 4}), 18);
  EXPECT_EQ(AgeOn(sys_days{2026y / 3 / 3}, sys_days{2008y / 3 / 4}), 17);
  EXPECT_EQ(AgeOn(sys_days{2026y / 3 / 1}, sys_days{2008y / 2 / 29}), 18);
  EXPECT_EQ(AgeOn(sys_days{2026y / 2 / 28}, sys_days{2008y / 2 / 29}), 17);
}

// "file:line REASON"
std::vector<std::string> MistakesOf(const std::string& bands, const std::string& routes) {
  const auto read = ParseRoutingPolicy(bands, routes);
  std::vector<std::string> mistakes;
  if (read) return mistakes;
  for (const FieldViolation& violation : read.error().violations()) {
    mistakes.push_back(violation.field + " " + std::string(violation.rule->name));
  }
  return mistakes;
}

const std::string kBandHeader = "valid_from,substance,sedang_from,berat_from\n";
const std::string kRouteHeader = "valid_from,level,kind,service,rank\n";
const std::string kRoute = kRouteHeader + "2020-01-01,ringan,ibm-unit,brief-intervention,1\n";

std::string Bands() {
  std::string text = kBandHeader;
  for (int number = 1; number <= kAssistSubstances; ++number) {
    text += "2020-01-01," + std::string(SubstanceName(static_cast<AssistSubstance>(number))) +
            ",4,27\n";
  }
  return text;
}

TEST(RoutingFilesTest, EveryMistakeIsNamedByFileAndLine) {
  EXPECT_THAT(MistakesOf(Bands(), kRoute), ::testing::IsEmpty());
  EXPECT_THAT(MistakesOf(Bands() + "yesterday,coffee,0,40\n", kRoute),
              ::testing::ElementsAre(
                  "assist_bands.csv:12 FIELD_MALFORMED", "assist_bands.csv:12 FIELD_MALFORMED",
                  "assist_bands.csv:12 FIELD_MALFORMED", "assist_bands.csv:12 FIELD_MALFORMED"));
  EXPECT_THAT(MistakesOf(Bands() + "2020-01-01,alcohol,11,27\n", kRoute),
              ::testing::ElementsAre("assist_bands.csv:12 POLICY_TWICE"));
  EXPECT_THAT(MistakesOf(Bands(), kRoute + "2020-01-01,ringan,ibm-unit,brief-intervention,2\n"),
              ::testing::ElementsAre("routing.csv:3 POLICY_TWICE"));
  EXPECT_THAT(MistakesOf(Bands(), kRouteHeader + "2020,light,tent,tea,0\n").size(), 5);
}

TEST(RoutingFilesTest, BandsThatCrossAreRefused) {
  EXPECT_THAT(MistakesOf(Bands() + "2021-01-01,alcohol,27,27\n", kRoute),
              ::testing::Contains("assist_bands.csv:12 BANDS_CROSSED"));
}

TEST(RoutingFilesTest, AnEditionOfTheBandsHasEverySubstance) {
  EXPECT_EQ(MistakesOf(Bands() + "2021-01-01,alcohol,11,27\n", kRoute).size(),
            static_cast<std::size_t>(kAssistSubstances - 1));
}

TEST(RoutingFilesTest, AFileThatSaysNothingIsRefused) {
  EXPECT_THAT(MistakesOf(kBandHeader, kRouteHeader),
              ::testing::ElementsAre("assist_bands.csv POLICY_EMPTY"));
  EXPECT_THAT(MistakesOf(Bands(), kRouteHeader),
              ::testing::ElementsAre("routing.csv POLICY_EMPTY"));
}

}  // namespace
}  // namespace sinergi::referrals
