#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "common/regions/day.h"
#include "common/regions/packer.h"
#include "common/regions/regions.h"

namespace sinergi {

inline RegionCode Code(std::string_view text) { return RegionCode::Parse(text).value(); }
inline std::chrono::sys_days Day(std::string_view text) { return ParseDay(text).value(); }

// The four CSV texts of a small country; some of its names are real.
struct SmallCountry {
  std::string provinces = "code,name\n19,Kepulauan Bangka Belitung\n32,Jawa Barat\n";
  std::string regencies =
      "code,province_code,name\n"
      "19.04,19,Kabupaten Bangka Tengah\n"
      "19.71,19,Kota Pangkal Pinang\n"
      "32.07,32,Kabupaten Ciamis\n";
  std::string districts =
      "code,regency_code,name\n"
      "19.04.02,19.04,Pangkalan Baru\n"
      "32.07.02,32.07,Cikoneng\n"
      "32.07.09,32.07,Kawali\n";
  std::string villages =
      "code,district_code,name\n"
      "19.04.02.2004,19.04.02,Air Mesu\n"
      "19.04.02.2020,19.04.02,Air Mesu Timur\n"
      "32.07.02.2013,32.07.02,Kujang\n"
      "32.07.02.2014,32.07.02,\"Ku'jang, Baru\"\n"
      "32.07.09.2005,32.07.09,Winduraja\n"
      "32.07.09.2006,32.07.09,Air Mesu\n";

  AreaCsv Csv() const { return {provinces, regencies, districts, villages}; }
};

// A folder of its own for packed files, removed at the end.
class RegionFilesTest : public testing::Test {
 protected:
  RegionFilesTest() {
    std::string form = (std::filesystem::temp_directory_path() / "regions_XXXXXX").string();
    folder_ = mkdtemp(form.data());
  }
  ~RegionFilesTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path Path(std::string_view name) const { return folder_ / name; }

  std::filesystem::path Pack(const SmallCountry& country, std::string_view name,
                             const std::optional<PackedBefore>& before = {}) const {
    const Status packed = PackRegions(country.Csv(), before, Path(name));
    EXPECT_TRUE(packed) << packed.error().Text(Language::kEnglish);
    return Path(name);
  }

  Regions Load(const std::filesystem::path& file) const {
    Result<Regions> regions = Regions::Load(file);
    EXPECT_TRUE(regions) << regions.error().Text(Language::kEnglish);
    return *std::move(regions);
  }

  static std::string Read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  static void Write(const std::filesystem::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace sinergi
