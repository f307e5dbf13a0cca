#include "common/offices/offices.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "common/regions/day.h"

namespace sinergi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kOffices =
    "code,name,parent,zone\n"
    "BNN,Badan Narkotika Nasional,,WIB\n"
    "BNNP-BABEL,BNN Provinsi Kepulauan Bangka Belitung,BNN,WIB\n"
    "BNNK-PANGKALPINANG,BNN Kota Pangkalpinang,BNNP-BABEL,WIB\n";
const std::string kJurisdictions =
    "office,region,valid_from,valid_to\n"
    "BNNP-BABEL,19,2010-01-01,\n"
    "BNNK-PANGKALPINANG,19.71,2010-01-01,2030-01-01\n"
    "BNNK-PANGKALPINANG,19.04.02.2020,2022-05-11,\n";

RegionCode Code(std::string_view text) { return RegionCode::Parse(text).value(); }
std::chrono::sys_days Day(std::string_view text) { return ParseDay(text).value(); }

Offices Small() {
  Result<Offices> offices = Offices::Parse(kOffices, kJurisdictions);
  EXPECT_TRUE(offices) << offices.error().Text(Language::kEnglish);
  return *std::move(offices);
}

// Each mistake as "file:line REASON", when these rows are added.
std::vector<std::string> Mistakes(const std::string& offices, const std::string& jurisdictions) {
  const auto parsed = Offices::Parse(kOffices + offices, kJurisdictions + jurisdictions);
  std::vector<std::string> mistakes;
  if (parsed) return mistakes;
  for (const FieldViolation& violation : parsed.error().violations()) {
    mistakes.push_back(violation.field + " " + std::string(violation.rule->name));
  }
  return mistakes;
}

TEST(OfficesTest, FindsAnOfficeByItsCode) {
  const Offices offices = Small();
  const Office* const office = offices.Find("BNNK-PANGKALPINANG");
  ASSERT_NE(office, nullptr);
  EXPECT_EQ(office->name, "BNN Kota Pangkalpinang");
  EXPECT_EQ(office->parent, "BNNP-BABEL");
  EXPECT_EQ(offices.Find("BNNK-X"), nullptr);
}

TEST(OfficesTest, ListsAllByCode) {
  const Offices offices = Small();
  ASSERT_EQ(offices.All().size(), 3u);
  EXPECT_EQ(offices.All().front()->code, "BNN");
  EXPECT_EQ(offices.All().back()->code, "BNNP-BABEL");
}

TEST(OfficesTest, TheNearestOfficeComesFirst) {
  EXPECT_THAT(Small().Serving(Code("19.04.02.2020"), Day("2022-05-11")),
              ElementsAre("BNNK-PANGKALPINANG", "BNNP-BABEL"));
}

TEST(OfficesTest, AVillageOfAnotherRegencyMayBeServedAndItsNeighbourNot) {
  EXPECT_THAT(Small().Serving(Code("19.04.02.2004"), Day("2022-05-11")), ElementsAre("BNNP-BABEL"));
}

TEST(OfficesTest, ServesFromTheFirstDayUntilBeforeTheLast) {
  const Offices offices = Small();
  EXPECT_THAT(offices.Serving(Code("19.04.02.2020"), Day("2022-05-10")), ElementsAre("BNNP-BABEL"));
  EXPECT_EQ(offices.Serving(Code("19.71"), Day("2029-12-31")).size(), 2u);
  EXPECT_THAT(offices.Serving(Code("19.71"), Day("2030-01-01")), ElementsAre("BNNP-BABEL"));
}

TEST(OfficesTest, NobodyServesAnAreaWithoutARow) {
  EXPECT_THAT(Small().Serving(Code("11.01"), Day("2022-05-11")), IsEmpty());
}

TEST(OfficesTest, AnOfficeWithARowForTheVillageAndItsProvinceIsNamedOnce) {
  const auto offices =
      Offices::Parse(kOffices, kJurisdictions + "BNNP-BABEL,19.04.02.2020,2010-01-01,\n");
  ASSERT_TRUE(offices);
  EXPECT_THAT(offices->Serving(Code("19.04.02.2020"), Day("2022-05-11")),
              ElementsAre("BNNK-PANGKALPINANG", "BNNP-BABEL"));
}

TEST(OfficesTest, TellsAllJurisdictionsOfAnOffice) {
  const auto rows = Small().JurisdictionsOf("BNNK-PANGKALPINANG");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].region, Code("19.04.02.2020"));
  EXPECT_EQ(rows[1].valid_to, Day("2030-01-01"));
}

TEST(OfficesTest, ReportsEveryMistakeOfBothFilesAtOnce) {
  EXPECT_THAT(
      Mistakes("bnnk,,BNN,WIB\nBNNK-A,A,BNNP-X,UTC\nBNN,Lagi,,WIB\n",
               "BNNK-X,1971,11-05-2022,x\nBNN,19,2022-05-11,2022-05-11\n"),
      ElementsAre("offices.csv:5 FIELD_MALFORMED", "offices.csv:5 FIELD_MALFORMED",
                  "offices.csv:6 FIELD_MALFORMED", "offices.csv:7 OFFICE_DUPLICATE",
                  "offices.csv:6 OFFICE_UNKNOWN", "jurisdictions.csv:5 OFFICE_UNKNOWN",
                  "jurisdictions.csv:5 FIELD_MALFORMED", "jurisdictions.csv:5 FIELD_MALFORMED",
                  "jurisdictions.csv:5 FIELD_MALFORMED", "jurisdictions.csv:6 JURISDICTION_EMPTY"));
}

TEST(OfficesTest, RefusesACycleOnce) {
  EXPECT_THAT(Mistakes("B,b,C,WIB\nC,c,D,WIB\nD,d,B,WIB\nE,e,B,WIB\nF,f,F,WIB\n", ""),
              ElementsAre("offices.csv:5 OFFICE_CYCLE", "offices.csv:9 OFFICE_CYCLE"));
}

TEST(OfficesTest, RefusesTwoRowsForTheSameDay) {
  EXPECT_THAT(Mistakes("", "BNNP-BABEL,19,2020-01-01,2021-01-01\nBNNP-BABEL,19,2022-01-01,\n"),
              ElementsAre("jurisdictions.csv:5 JURISDICTION_DUPLICATE",
                          "jurisdictions.csv:6 JURISDICTION_DUPLICATE"));
}

TEST(OfficesTest, MayServeAnAreaAgainAfterAPause) {
  EXPECT_THAT(Mistakes("", "BNNK-PANGKALPINANG,19.71,2030-01-01,\n"), IsEmpty());
}

TEST(OfficesTest, AnUnreadableOfficesFileIsOneMistake) {
  const auto parsed = Offices::Parse("code\n", kJurisdictions);
  ASSERT_FALSE(parsed);
  ASSERT_EQ(parsed.error().violations().size(), 1u);
  EXPECT_EQ(parsed.error().violations()[0].field, "offices.csv:1");
}

class ReferenceOfficesTest : public testing::Test {
 protected:
  static std::string Read(const std::string& name) {
    const char* const source = std::getenv("SINERGI_SOURCE");
    if (source == nullptr) return "SINERGI_SOURCE is not set: run this test with ctest.";
    std::ifstream file(std::string(source) + "/deploy/reference/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const Result<Offices> offices = Offices::Parse(Read("offices.csv"), Read("jurisdictions.csv"));
};

TEST_F(ReferenceOfficesTest, AreReadWithoutMistake) {
  ASSERT_TRUE(offices) << offices.error().Text(Language::kEnglish);
  EXPECT_EQ(offices->All().size(), 8u);
}

TEST_F(ReferenceOfficesTest, ServeThePlacesOfTheSourcesOnTheirDays) {
  ASSERT_TRUE(offices) << offices.error().Text(Language::kEnglish);
  EXPECT_THAT(offices->Serving(Code("19.04.02.2020"), Day("2022-05-11")),
              ElementsAre("BNNK-PANGKALPINANG", "BNNP-BABEL"));
  EXPECT_THAT(offices->Serving(Code("73.73"), Day("2019-04-25")),
              ElementsAre("BNNK-PALOPO", "BNNP-SULSEL"));
  EXPECT_THAT(offices->Serving(Code("32.07.09.2005"), Day("2020-11-18")),
              ElementsAre("BNNK-CIAMIS", "BNNP-JABAR"));
  EXPECT_THAT(offices->Serving(Code("51.71"), Day("2022-05-11")), ElementsAre("BNNP-BALI"));
}

TEST_F(ReferenceOfficesTest, TheNationalOfficeIsNobodysNearest) {
  ASSERT_TRUE(offices) << offices.error().Text(Language::kEnglish);
  EXPECT_THAT(offices->JurisdictionsOf("BNN"), IsEmpty());
}

}  // namespace
}  // namespace sinergi
