#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "common/regions/region_code.h"

namespace sinergi {

// One area on its way into a packed file; Region in regions.h is what comes out.
struct AreaEntry {
  RegionCode code;
  std::string name;
  std::optional<std::chrono::sys_days> valid_from;
  std::optional<std::chrono::sys_days> valid_to;
};

}  // namespace sinergi
