#include "services/referrals/application/policies.h"

#include "common/process/text_file.h"
#include "services/referrals/application/due_files.h"
#include "services/referrals/application/routing_files.h"

namespace sinergi::referrals {

Result<Policies> LoadPolicies(const std::filesystem::path& folder) {
  const auto deadlines = ReadTextFile(folder / "deadlines.csv");
  if (!deadlines) return deadlines.error();
  const auto holidays = ReadTextFile(folder / "holidays.csv");
  if (!holidays) return holidays.error();
  const auto bands = ReadTextFile(folder / "assist_bands.csv");
  if (!bands) return bands.error();
  const auto routes = ReadTextFile(folder / "routing.csv");
  if (!routes) return routes.error();
  auto due = ParseDuePolicy(*deadlines, *holidays);
  if (!due) return due.error();
  auto routing = ParseRoutingPolicy(*bands, *routes);
  if (!routing) return routing.error();
  return Policies{*std::move(due), *std::move(routing)};
}

}  // namespace sinergi::referrals
