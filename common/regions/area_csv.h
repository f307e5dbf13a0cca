#pragma once

#include <string_view>
#include <vector>

#include "common/regions/area_entry.h"
#include "common/result/result.h"

namespace sinergi {

// The texts of idn-area-data's four files: code,name for the provinces, and for the others
// code,province_code,name, code,regency_code,name and code,district_code,name.
struct AreaCsv {
  std::string_view provinces;
  std::string_view regencies;
  std::string_view districts;
  std::string_view villages;
};

// Every area of the four files, by code and without dates. All mistakes are reported at once, the
// field of each being like "villages.csv:17": FIELD_MALFORMED for a code that is malformed or not
// of its file's level, REGION_CODE_DUPLICATE, REGION_PARENT_MISSING, REGION_PARENT_CONTRADICTS, a
// name that is empty or too long, CSV_MALFORMED.
Result<std::vector<AreaEntry>> ReadAreaCsv(const AreaCsv& csv);

}  // namespace sinergi
