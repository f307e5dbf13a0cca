#pragma once

#include <filesystem>

#include "common/identity/permissions.h"
#include "common/offices/offices.h"
#include "common/regions/regions.h"
#include "common/result/result.h"

namespace sinergi {

// What is the same in every process and comes from files: areas, offices with their jurisdictions,
// what each role may do.
struct ReferenceData {
  Regions regions;
  Offices offices;
  RoleTable roles;
};

// `regions` is the packed file; `folder` holds offices.csv, jurisdictions.csv and roles.csv.
// FILE_UNREADABLE, or what is wrong with a file's content.
Result<ReferenceData> LoadReferenceData(const std::filesystem::path& regions,
                                        const std::filesystem::path& folder);

}  // namespace sinergi
