// The real area codes, packed: what SINERGI_REGIONS names.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "common/regions/regions.h"

namespace sinergi {
namespace {

class OfficialRegionsTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* const file = std::getenv("SINERGI_REGIONS");
    ASSERT_NE(file, nullptr)
        << "SINERGI_REGIONS must name the packed area codes: run deploy/fetch-regions and "
           "sinergi-regions pack, or start the tests with tests/run, which does both.";
    Result<Regions> loaded = Regions::Load(file);
    ASSERT_TRUE(loaded) << loaded.error().Text(Language::kEnglish);
    regions = std::make_unique<Regions>(*std::move(loaded));
  }

  std::string NameOf(std::string_view code) const {
    const auto region = regions->Resolve(code);
    return region ? std::string(region->name) : region.error().Text(Language::kEnglish);
  }

  std::unique_ptr<Regions> regions;
};

TEST_F(OfficialRegionsTest, HasTheOfficialCounts) {
  EXPECT_EQ(regions->Count(RegionLevel::kProvince), 38u);
  EXPECT_EQ(regions->Count(RegionLevel::kRegency), 514u);
  EXPECT_EQ(regions->Count(RegionLevel::kDistrict), 7'285u);
  EXPECT_EQ(regions->Count(RegionLevel::kVillage), 83'762u);
}

TEST_F(OfficialRegionsTest, KnowsThePlacesOfTheSources) {
  EXPECT_EQ(NameOf("51"), "Bali");
  EXPECT_EQ(NameOf("51.71"), "Kota Denpasar");
  EXPECT_EQ(NameOf("19.71"), "Kota Pangkal Pinang");
  EXPECT_EQ(NameOf("19.04"), "Kabupaten Bangka Tengah");
  EXPECT_EQ(NameOf("19.04.02"), "Pangkalan Baru");
  EXPECT_EQ(NameOf("19.04.02.2004"), "Air Mesu");
  EXPECT_EQ(NameOf("19.04.02.2020"), "Air Mesu Timur");
  EXPECT_EQ(NameOf("73.73"), "Kota Palopo");
  EXPECT_EQ(NameOf("32.07"), "Kabupaten Ciamis");
}

TEST_F(OfficialRegionsTest, KnowsTheVillagesOfTheSources) {
  EXPECT_EQ(NameOf("32.07.09.2005"), "Winduraja");
  EXPECT_EQ(NameOf("32.07.07.2004"), "Golat");
  EXPECT_EQ(NameOf("32.07.02.2013"), "Kujang");
  EXPECT_EQ(NameOf("32.06.02.2014"), "Kujang");
  EXPECT_EQ(NameOf("51.71.03.2002"), "Pemecutan Kelod");
  EXPECT_EQ(NameOf("36.71.11.1001"), "Pinang");
}

TEST_F(OfficialRegionsTest, AVillageLiesInWhatTheSourcesSay) {
  const std::vector<Region> ancestry = regions->Ancestry(*RegionCode::Parse("32.07.09.2005"));
  ASSERT_EQ(ancestry.size(), 4u);
  EXPECT_EQ(ancestry[0].name, "Jawa Barat");
  EXPECT_EQ(ancestry[1].name, "Kabupaten Ciamis");
  EXPECT_EQ(ancestry[2].name, "Kawali");
}

TEST_F(OfficialRegionsTest, ANameIsNeverAKey) {
  const auto found = regions->Search("Sidomulyo", RegionLevel::kVillage, {}, 1'000);
  EXPECT_EQ(std::ranges::count(found, "Sidomulyo", &Region::name), 98);
}

TEST_F(OfficialRegionsTest, SearchWithinAnAreaIsSearchEverywhereFilteredByIt) {
  for (const char* within : {"32", "32.07", "32.07.09"}) {
    const RegionCode area = *RegionCode::Parse(within);
    std::vector<RegionCode> expected;
    for (const Region& region : regions->Search("ka", {}, {}, 100'000)) {
      if (region.code.IsWithin(area)) expected.push_back(region.code);
    }
    std::vector<RegionCode> found;
    for (const Region& region : regions->Search("ka", {}, area, 100'000))
      found.push_back(region.code);
    EXPECT_EQ(found, expected) << within;
    EXPECT_FALSE(found.empty()) << within;
  }
}

TEST_F(OfficialRegionsTest, FindsANameWithATypographicApostrophe) {
  const auto found = regions->Search("udek du'en", {}, {}, 10);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].code.ToString(), "53.07.08.2019");
}

TEST_F(OfficialRegionsTest, WalkingDownThroughChildrenReachesEveryArea) {
  std::vector<Region> open = regions->Children({}, {}, 100'000);
  std::size_t seen = 0;
  while (!open.empty()) {
    const RegionCode code = open.back().code;
    open.pop_back();
    ++seen;
    for (const Region& child : regions->Children(code, {}, 100'000)) open.push_back(child);
  }
  EXPECT_EQ(seen, regions->Size());
}

TEST_F(OfficialRegionsTest, TheZonesHoldAsManyRegenciesAsDocumented) {
  std::array<int, 3> regencies{};
  for (std::size_t number = 0; number < regions->Size(); ++number) {
    const RegionCode code = regions->At(number).code;
    if (code.level() != RegionLevel::kRegency) continue;
    ++regencies[static_cast<std::size_t>(Regions::ZoneOf(code))];
  }
  EXPECT_EQ(regencies, (std::array<int, 3>{301, 150, 63}));
}

}  // namespace
}  // namespace sinergi
