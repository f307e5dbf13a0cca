#include <gmock/gmock.h>

#include "common/csv/reasons.h"
#include "common/regions/attribution.h"
#include "common/regions/packer.h"
#include "common/regions/reasons.h"
#include "common/result/reasons.h"
#include "tests/unit/region_fixture.h"

namespace sinergi {
namespace {

using testing::ElementsAre;

class RegionPackerTest : public RegionFilesTest {
 protected:
  // Each mistake as "file:line REASON".
  std::vector<std::string> Mistakes(const SmallCountry& country) const {
    const Status packed = PackRegions(country.Csv(), {}, Path("regions.bin"));
    if (packed) return {};
    std::vector<std::string> mistakes;
    for (const FieldViolation& violation : packed.error().violations()) {
      mistakes.push_back(violation.field + " " + std::string(violation.rule->name));
    }
    return mistakes;
  }

  // The country after a decree: Kujang is gone, Golat is new, Winduraja has another name.
  SmallCountry AfterTheDecree() const {
    SmallCountry country;
    country.villages =
        "code,district_code,name\n"
        "19.04.02.2004,19.04.02,Air Mesu\n"
        "32.07.09.2004,32.07.09,Golat\n"
        "32.07.09.2005,32.07.09,Winduraja Raya\n";
    return country;
  }

  std::filesystem::path PackTheDecree() const {
    return Pack(AfterTheDecree(), "after.bin",
                PackedBefore{Pack(SmallCountry{}, "before.bin"), Day("2025-04-25")});
  }
};

TEST_F(RegionPackerTest, TheSameDataGivesTheSameBytes) {
  EXPECT_EQ(Read(Pack(SmallCountry{}, "a.bin")), Read(Pack(SmallCountry{}, "b.bin")));
}

TEST_F(RegionPackerTest, LeavesNothingButTheFileBehind) {
  Pack(SmallCountry{}, "regions.bin");
  const std::filesystem::directory_iterator files(Path(""));
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST_F(RegionPackerTest, ReportsEveryMistakeAtOnce) {
  SmallCountry country;
  country.provinces += "19,Bangka\n4,Mars\n";
  country.regencies += "44.01,44,Kabupaten Tanpa Provinsi\n19.05,32,Kabupaten Salah\n19.06,19,\n";
  country.villages += "32.07.09,32.07,Kawali\n32.07.09.2005,32.07.09,Winduraja\n";
  EXPECT_THAT(
      Mistakes(country),
      ElementsAre("provinces.csv:4 REGION_CODE_DUPLICATE", "provinces.csv:5 FIELD_MALFORMED",
                  "regencies.csv:5 REGION_PARENT_MISSING",
                  "regencies.csv:6 REGION_PARENT_CONTRADICTS", "regencies.csv:7 FIELD_REQUIRED",
                  "villages.csv:8 FIELD_MALFORMED", "villages.csv:9 REGION_CODE_DUPLICATE"));
  EXPECT_FALSE(std::filesystem::exists(Path("regions.bin")));
}

TEST_F(RegionPackerTest, AnUnreadableFileIsOneMistakeAndNotOneForEachChild) {
  SmallCountry country;
  country.regencies = "code,name\n";
  EXPECT_THAT(Mistakes(country), ElementsAre("regencies.csv:1 CSV_MALFORMED"));
}

TEST_F(RegionPackerTest, TakesANameUpToItsLimit) {
  SmallCountry country;
  country.provinces = "code,name\n19," + std::string(255, 'x') + "\n32,Jawa Barat\n";
  EXPECT_EQ(Load(Pack(country, "regions.bin")).Find(Code("19"))->name.size(), 255u);
  country.provinces.insert(country.provinces.find('x'), "x");
  EXPECT_THAT(Mistakes(country), ElementsAre("provinces.csv:2 FIELD_TOO_LONG"));
}

TEST_F(RegionPackerTest, TheFirstPackHasNoDates) {
  const Regions regions = Load(Pack(SmallCountry{}, "regions.bin"));
  for (std::size_t number = 0; number < regions.Size(); ++number) {
    EXPECT_FALSE(regions.At(number).valid_from || regions.At(number).valid_to);
  }
}

TEST_F(RegionPackerTest, ACodeThatIsGoneEndsOnTheDayOfTheDecree) {
  const Regions regions = Load(PackTheDecree());
  EXPECT_EQ(regions.Find(Code("32.07.02.2013"))->valid_to, Day("2025-04-25"));
  EXPECT_TRUE(regions.ResolveValid("32.07.02.2013", Day("2025-04-24")));
  const auto ended = regions.ResolveValid("32.07.02.2013", Day("2025-04-25"));
  ASSERT_FALSE(ended);
  EXPECT_TRUE(ended.error().Is(reasons::kRegionCodeEnded));
  EXPECT_EQ(ended.error().Variable("ended"), "2025-04-25");
}

TEST_F(RegionPackerTest, ANewCodeBeginsOnTheDayOfTheDecree) {
  const Regions regions = Load(PackTheDecree());
  EXPECT_EQ(regions.Find(Code("32.07.09.2004"))->valid_from, Day("2025-04-25"));
  EXPECT_TRUE(regions.ResolveValid("32.07.09.2004", Day("2025-04-25")));
  const auto early = regions.ResolveValid("32.07.09.2004", Day("2025-04-24"));
  ASSERT_FALSE(early);
  EXPECT_TRUE(early.error().Is(reasons::kRegionCodeNotBegun));
}

TEST_F(RegionPackerTest, ACodeThatStaysHasTheNewNameAndNoDates) {
  const auto stays = Load(PackTheDecree()).Find(Code("32.07.09.2005"));
  ASSERT_TRUE(stays);
  EXPECT_FALSE(stays->valid_from || stays->valid_to);
}

TEST_F(RegionPackerTest, ARenamedAreaIsFoundByItsNewName) {
  const Regions regions = Load(PackTheDecree());
  EXPECT_EQ(regions.Search("Winduraja Raya", {}, {}, 10).size(), 1u);
}

TEST_F(RegionPackerTest, AnEndedCodeThatReturnsIsOpenAgain) {
  const auto again =
      Pack(SmallCountry{}, "again.bin", PackedBefore{PackTheDecree(), Day("2027-01-01")});
  const Regions regions = Load(again);
  EXPECT_FALSE(regions.Find(Code("32.07.02.2013"))->valid_to);
  EXPECT_EQ(regions.Find(Code("32.07.09.2004"))->valid_to, Day("2027-01-01"));
}

TEST_F(RegionPackerTest, AnEndedCodeKeepsItsFirstEnd) {
  const auto later =
      Pack(AfterTheDecree(), "later.bin", PackedBefore{PackTheDecree(), Day("2027-01-01")});
  EXPECT_EQ(Load(later).Find(Code("32.07.02.2013"))->valid_to, Day("2025-04-25"));
}

TEST_F(RegionPackerTest, RefusesToEndACodeBeforeItBegins) {
  const PackedBefore before{PackTheDecree(), Day("2025-04-25")};
  const Status packed = PackRegions(SmallCountry{}.Csv(), before, Path("early.bin"));
  ASSERT_FALSE(packed);
  EXPECT_TRUE(packed.error().Is(reasons::kRegionsEffectiveTooEarly));
  EXPECT_EQ(packed.error().Variable("code"), "32.07.09.2004");
}

TEST_F(RegionPackerTest, SaysThatThePreviousFileIsMissing) {
  const PackedBefore before{Path("none.bin"), Day("2025-04-25")};
  const Status packed = PackRegions(SmallCountry{}.Csv(), before, Path("regions.bin"));
  ASSERT_FALSE(packed);
  EXPECT_TRUE(packed.error().Is(reasons::kRegionsFileMissing));
}

TEST_F(RegionPackerTest, SaysThatTheFileCannotBeWritten) {
  const Status packed = PackRegions(SmallCountry{}.Csv(), {}, Path("no/such/folder.bin"));
  ASSERT_FALSE(packed);
  EXPECT_TRUE(packed.error().Is(reasons::kRegionsFileUnwritable));
}

TEST_F(RegionPackerTest, TheFormerFileStaysMappedWhenANewOneReplacesIt) {
  const Regions former = Load(Pack(SmallCountry{}, "regions.bin"));
  Pack(AfterTheDecree(), "regions.bin");
  EXPECT_EQ(former.Find(Code("32.07.02.2013"))->name, "Kujang");
}

TEST(RegionsAttributionTest, NamesTheSourceAndItsLicence) {
  EXPECT_THAT(std::string(kRegionsAttribution), testing::HasSubstr("idn-area-data"));
  EXPECT_THAT(std::string(kRegionsAttribution), testing::HasSubstr("Open Database License"));
}

}  // namespace
}  // namespace sinergi
