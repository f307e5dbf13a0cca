#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/regions/area_entry.h"
#include "common/result/result.h"

namespace sinergi {

// The bytes of a packed file. `entries` are by code, each one's parent among them, names of at most
// kLongestName bytes. The same entries give the same bytes.
std::string PackEntries(const std::vector<AreaEntry>& entries);

// Writes them beside `output`, to the disk, and renames the file over it.
// FAILED_PRECONDITION REGIONS_FILE_UNWRITABLE.
Status WritePackedFile(const std::vector<AreaEntry>& entries, const std::filesystem::path& output);

}  // namespace sinergi
