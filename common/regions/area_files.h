#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "common/regions/region_code.h"

namespace sinergi {

// One file of idn-area-data as we read it.
struct AreaFile {
  RegionLevel level;
  std::string_view name;
  std::string_view form;           // of its codes
  std::string_view parent_column;  // empty: it has none
};

inline constexpr std::array<AreaFile, 4> kAreaFiles{
    {{RegionLevel::kProvince, "provinces.csv", "PP", ""},
     {RegionLevel::kRegency, "regencies.csv", "PP.RR", "province_code"},
     {RegionLevel::kDistrict, "districts.csv", "PP.RR.KK", "regency_code"},
     {RegionLevel::kVillage, "villages.csv", "PP.RR.KK.VVVV", "district_code"}}};

inline std::vector<std::string> ColumnsOf(const AreaFile& file) {
  if (file.parent_column.empty()) return {"code", "name"};
  return {"code", std::string(file.parent_column), "name"};
}

}  // namespace sinergi
