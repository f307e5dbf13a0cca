#include "common/regions/regions.h"

#include <gmock/gmock.h>

#include "common/regions/reasons.h"
#include "tests/unit/region_fixture.h"

namespace sinergi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RegionsTest : public RegionFilesTest {
 protected:
  static std::vector<std::string> CodesOf(const std::vector<Region>& found) {
    std::vector<std::string> codes;
    for (const Region& region : found) codes.push_back(region.code.ToString());
    return codes;
  }

  std::vector<std::string> Search(std::string_view prefix, std::optional<RegionLevel> level = {},
                                  std::string_view within = "", std::size_t limit = 10) const {
    return CodesOf(regions.Search(prefix, level, RegionCode::Parse(within), limit));
  }

  std::vector<std::string> Children(std::string_view parent, std::string_view after = "",
                                    std::size_t limit = 10) const {
    return CodesOf(regions.Children(RegionCode::Parse(parent), RegionCode::Parse(after), limit));
  }

  const Regions regions = Load(Pack(SmallCountry{}, "regions.bin"));
};

TEST_F(RegionsTest, FindsAnAreaByItsCode) {
  const auto found = regions.Find(Code("19.04.02.2020"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "Air Mesu Timur");
  EXPECT_FALSE(found->valid_from);
  EXPECT_FALSE(found->valid_to);
}

TEST_F(RegionsTest, DoesNotFindACodeThatIsNotThere) {
  for (const char* code : {"11", "19.05", "19.04.02.2005", "99.99.99.9999"}) {
    EXPECT_FALSE(regions.Find(Code(code))) << code;
  }
}

TEST_F(RegionsTest, CountsByLevel) {
  EXPECT_EQ(regions.Size(), 14u);
  EXPECT_EQ(regions.Count(RegionLevel::kProvince), 2u);
  EXPECT_EQ(regions.Count(RegionLevel::kVillage), 6u);
}

TEST_F(RegionsTest, ResolvesTextToAnArea) {
  const auto found = regions.Resolve("32.07.09.2005");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "Winduraja");
}

TEST_F(RegionsTest, SaysThatACodeIsMalformed) {
  const auto found = regions.Resolve("32.07.9");
  ASSERT_FALSE(found);
  EXPECT_TRUE(found.error().Is(reasons::kRegionCodeMalformed));
  EXPECT_EQ(found.error().code(), ErrorCode::kInvalidArgument);
}

TEST_F(RegionsTest, NamesTheNearestAreaAroundAnUnknownCode) {
  const auto found = regions.Resolve("19.04.09.2020");
  ASSERT_FALSE(found);
  EXPECT_TRUE(found.error().Is(reasons::kRegionCodeUnknown));
  EXPECT_EQ(found.error().Variable("nearest"), "19.04");
  EXPECT_EQ(found.error().Variable("nearest_name"), "Kabupaten Bangka Tengah");
}

TEST_F(RegionsTest, AroundAnUnknownProvinceIsIndonesia) {
  const auto found = regions.Resolve("99.01");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().Variable("nearest"), "");
  EXPECT_EQ(found.error().Variable("nearest_name"), "Indonesia");
}

TEST_F(RegionsTest, AncestryLeadsFromTheProvinceToTheArea) {
  EXPECT_THAT(CodesOf(regions.Ancestry(Code("19.04.02.2020"))),
              ElementsAre("19", "19.04", "19.04.02", "19.04.02.2020"));
}

TEST_F(RegionsTest, ChildrenAreWhatLiesDirectlyInAnArea) {
  EXPECT_THAT(Children(""), ElementsAre("19", "32"));
  EXPECT_THAT(Children("19"), ElementsAre("19.04", "19.71"));
  EXPECT_THAT(Children("32.07.02"), ElementsAre("32.07.02.2013", "32.07.02.2014"));
  EXPECT_THAT(Children("19.71"), IsEmpty());
  EXPECT_THAT(Children("19.04.02.2004"), IsEmpty());
}

TEST_F(RegionsTest, ChildrenComeInPages) {
  EXPECT_THAT(Children("19", "", 1), ElementsAre("19.04"));
  EXPECT_THAT(Children("19", "19.04", 1), ElementsAre("19.71"));
  EXPECT_THAT(Children("19", "19.71"), IsEmpty());
  EXPECT_THAT(Children("", "19"), ElementsAre("32"));
  EXPECT_THAT(Children("19", "", 0), IsEmpty());
}

TEST_F(RegionsTest, ChildrenAfterACodeOfAnotherLevelAreStillTheAreasChildren) {
  EXPECT_THAT(Children("19", "19.04.02.2004"), ElementsAre("19.71"));
  EXPECT_THAT(Children("32", "19"), ElementsAre("32.07"));
}

TEST_F(RegionsTest, SearchIsByNameAndThenCode) {
  EXPECT_THAT(Search("Air Mesu"), ElementsAre("19.04.02.2004", "32.07.09.2006", "19.04.02.2020"));
}

TEST_F(RegionsTest, SearchTakesNoNoteOfCaseSpacesAndPunctuation) {
  EXPECT_THAT(Search("KUJANG"), ElementsAre("32.07.02.2013", "32.07.02.2014"));
  EXPECT_THAT(Search("kota pangkalpinang"), ElementsAre("19.71"));
}

TEST_F(RegionsTest, SearchIsNarrowedByLevelAndArea) {
  EXPECT_THAT(Search("k", RegionLevel::kRegency), ElementsAre("19.04", "32.07", "19.71"));
  EXPECT_THAT(Search("air", {}, "32"), ElementsAre("32.07.09.2006"));
  EXPECT_THAT(Search("k", RegionLevel::kRegency, "19"), ElementsAre("19.04", "19.71"));
  EXPECT_THAT(Search("", {}, "32.07.02"),
              ElementsAre("32.07.02", "32.07.02.2013", "32.07.02.2014"));
}

TEST_F(RegionsTest, SearchKeepsToItsLimit) {
  EXPECT_THAT(Search("air", {}, "", 1), ElementsAre("19.04.02.2004"));
  EXPECT_THAT(Search("", {}, "32.07.02", 1), ElementsAre("32.07.02"));
  EXPECT_THAT(Search("air", {}, "", 0), IsEmpty());
}

TEST_F(RegionsTest, SearchFindsNothingThatIsNotThere) {
  EXPECT_THAT(Search("Jakarta"), IsEmpty());
  EXPECT_THAT(Search("Winduraja Baru"), IsEmpty());
  EXPECT_THAT(Search("air", {}, "99"), IsEmpty());
}

}  // namespace
}  // namespace sinergi
