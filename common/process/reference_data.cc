#include "common/process/reference_data.h"

#include "common/process/text_file.h"

namespace sinergi {
namespace {

namespace fs = std::filesystem;

Result<Offices> LoadOffices(const fs::path& folder) {
  const auto offices = ReadTextFile(folder / "offices.csv");
  if (!offices) return offices.error();
  const auto jurisdictions = ReadTextFile(folder / "jurisdictions.csv");
  if (!jurisdictions) return jurisdictions.error();
  return Offices::Parse(*offices, *jurisdictions);
}

Result<RoleTable> LoadRoles(const fs::path& folder) {
  const auto text = ReadTextFile(folder / "roles.csv");
  if (!text) return text.error();
  return RoleTable::Parse(*text);
}

}  // namespace

Result<ReferenceData> LoadReferenceData(const fs::path& regions, const fs::path& folder) {
  auto areas = Regions::Load(regions);
  if (!areas) return areas.error();
  auto offices = LoadOffices(folder);
  if (!offices) return offices.error();
  auto roles = LoadRoles(folder);
  if (!roles) return roles.error();
  return ReferenceData{*std::move(areas), *std::move(offices), *std::move(roles)};
}

}  // namespace sinergi
