#include "common/regions/region_code.h"

#include <gtest/gtest.h>

#include "common/regions/day.h"
#include "common/regions/folded_name.h"
#include "common/regions/regions.h"

namespace sinergi {
namespace {

RegionCode Code(std::string_view text) { return RegionCode::Parse(text).value(); }

TEST(RegionCodeTest, PrintsBackWhatItRead) {
  for (const char* text : {"19", "19.04", "19.04.02", "19.04.02.2020", "00", "99.99.99.9999"}) {
    EXPECT_EQ(Code(text).ToString(), text);
  }
}

TEST(RegionCodeTest, KnowsItsLevel) {
  EXPECT_EQ(Code("19").level(), RegionLevel::kProvince);
  EXPECT_EQ(Code("19.04").level(), RegionLevel::kRegency);
  EXPECT_EQ(Code("19.04.02").level(), RegionLevel::kDistrict);
  EXPECT_EQ(Code("19.04.02.2020").level(), RegionLevel::kVillage);
}

TEST(RegionCodeTest, RefusesEveryOtherForm) {
  for (const char* text : {"", "1", "190", "1904", "19.4", "19.04.", "19.04.2", "19.04.02.202",
                           "19.04.02.20200", " 19", "19 ", "19,04", "1a", "-1", "+9",
                           "19.04.022020", "1904.02.2020.", "19.04.02.2O20", "19-04-02-2020"}) {
    EXPECT_FALSE(RegionCode::Parse(text)) << text;
  }
}

TEST(RegionCodeTest, RefusesAMissingDot) { EXPECT_FALSE(RegionCode::Parse("1904022020")); }

TEST(RegionCodeTest, ParentsLeadToTheProvinceAndEndThere) {
  EXPECT_EQ(Code("19.04.02.2020").Parent(), Code("19.04.02"));
  EXPECT_EQ(Code("19.04.02").Parent(), Code("19.04"));
  EXPECT_EQ(Code("19.04").Parent(), Code("19"));
  EXPECT_EQ(Code("19").Parent(), std::nullopt);
}

TEST(RegionCodeTest, LiesWithinItselfAndWhatIsAbove) {
  for (const char* above : {"19.04.02.2020", "19.04.02", "19.04", "19"}) {
    EXPECT_TRUE(Code("19.04.02.2020").IsWithin(Code(above))) << above;
  }
}

TEST(RegionCodeTest, DoesNotLieWithinWhatIsBesideOrBelow) {
  EXPECT_FALSE(Code("19").IsWithin(Code("19.04")));
  EXPECT_FALSE(Code("19.00").IsWithin(Code("19.00.00")));
  EXPECT_FALSE(Code("19.05").IsWithin(Code("19.04")));
  EXPECT_FALSE(Code("20").IsWithin(Code("19")));
}

TEST(RegionCodeTest, SortsEveryAreaDirectlyBeforeWhatLiesInIt) {
  const std::vector<const char*> sorted{
      "19",       "19.00",         "19.00.00",      "19.00.00.0000", "19.04",
      "19.04.02", "19.04.02.2004", "19.04.02.2020", "19.04.03",      "19.71",
      "20"};
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    EXPECT_LT(Code(sorted[i - 1]), Code(sorted[i])) << sorted[i];
  }
}

TEST(RegionCodeTest, IsTheSameAfterPacking) {
  for (const char* text : {"00", "19.04.02", "99.99.99.9999"}) {
    EXPECT_TRUE(RegionCode::IsPacked(Code(text).packed()));
    EXPECT_EQ(RegionCode::FromPacked(Code(text).packed()), Code(text));
  }
}

TEST(RegionCodeTest, TellsNumbersThatNoCodeHas) {
  for (const std::uint64_t number : {19'040'220'204u, 19'040'000'000u, 19'040'200'001u}) {
    EXPECT_FALSE(RegionCode::IsPacked(number)) << number;
  }
  EXPECT_FALSE(RegionCode::IsPacked(100'000'000'000));
}

TEST(RegionCodeTest, TheZoneIsOfTheProvinceByKeppres41Of1987) {
  for (const char* text : {"11", "19.04.02.2020", "21", "31", "32.07", "36", "61", "62"}) {
    EXPECT_EQ(Regions::ZoneOf(Code(text)), TimeZone::kWib) << text;
  }
  for (const char* text : {"51", "53", "63", "64", "65", "71", "73.73", "76"}) {
    EXPECT_EQ(Regions::ZoneOf(Code(text)), TimeZone::kWita) << text;
  }
  for (const char* text : {"81", "82", "91.03", "92", "93", "94", "95", "96"}) {
    EXPECT_EQ(Regions::ZoneOf(Code(text)), TimeZone::kWit) << text;
  }
}

TEST(FoldNameTest, LeavesOutCaseSpacesAndPunctuation) {
  EXPECT_EQ(FoldName("Kota Pangkal Pinang"), FoldName("kota pangkalpinang"));
  EXPECT_EQ(FoldName("S. \"Rejo\" (II)/2-*,"), "srejoii2");
}

TEST(FoldNameTest, LeavesOutEveryKindOfApostrophe) {
  for (const char* name : {"Udek Du\u2019en", "Udek Du'en", "Udek Du\u02BCen", "Udek Du\u2018en"}) {
    EXPECT_EQ(FoldName(name), "udekduen") << name;
  }
}

TEST(FoldNameTest, KeepsOtherLetters) {
  EXPECT_EQ(FoldName("\u00C9a"),
            "\u00C9"
            "a");
}

TEST(DayTest, PrintsBackWhatItRead) {
  for (const char* text : {"2022-05-11", "2024-02-29", "1969-12-31", "0001-01-01"}) {
    ASSERT_TRUE(ParseDay(text)) << text;
    EXPECT_EQ(FormatDay(*ParseDay(text)), text);
  }
}

TEST(DayTest, RefusesDaysThatDoNotExistAndOtherForms) {
  for (const char* text : {"", "2023-02-29", "2023-13-01", "2023-00-01", "2023-1-1", "11-05-2022",
                           "2022/05/11", "2022-05-11 ", "2022-05-1a", "-022-05-11"}) {
    EXPECT_FALSE(ParseDay(text)) << text;
  }
}

}  // namespace
}  // namespace sinergi
