#pragma once

#include <filesystem>

#include "common/result/result.h"
#include "services/referrals/domain/due.h"
#include "services/referrals/domain/routing.h"

namespace sinergi::referrals {

// The dated rules that are data.
struct Policies {
  DuePolicy due;
  RoutingPolicy routing;
};

// Of the folder's deadlines.csv, holidays.csv, assist_bands.csv and routing.csv. FILE_UNREADABLE,
// or what ParseDuePolicy and ParseRoutingPolicy say.
Result<Policies> LoadPolicies(const std::filesystem::path& folder);

}  // namespace sinergi::referrals
