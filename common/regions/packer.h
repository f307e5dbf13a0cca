#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "common/regions/area_csv.h"
#include "common/result/result.h"

namespace sinergi {

// What was packed before, and the first day on which the new data is in force.
struct PackedBefore {
  std::filesystem::path file;
  std::chrono::sys_days effective;
};

// Makes the packed file that Regions loads. With `before`, no code is ever lost: one that the new
// data lacks stays with valid_to = effective, one that is new gets valid_from = effective, and one
// that had ended and is back is open again, the gap forgotten. The file appears whole or not at
// all: it is written beside `output` and renamed. Returns the errors of ReadAreaCsv and
// PackedFile::Open; REGIONS_EFFECTIVE_TOO_EARLY for a code that would end before it begins;
// REGIONS_FILE_UNWRITABLE.
Status PackRegions(const AreaCsv& csv, const std::optional<PackedBefore>& before,
                   const std::filesystem::path& output);

}  // namespace sinergi
