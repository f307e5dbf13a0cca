#pragma once

#include <string_view>

#include "common/result/result.h"
#include "services/referrals/domain/routing.h"

namespace sinergi::referrals {

// What assist_bands.csv (valid_from, substance, sedang_from, berat_from) and routing.csv
// (valid_from, level, kind, service, rank) say. INVALID_ARGUMENT names every mistake by file and
// line: what cannot be read, what is there twice, bands that cross, an edition of the bands that
// leaves a substance out. An edition of the routes may say nothing of a level.
Result<RoutingPolicy> ParseRoutingPolicy(std::string_view bands, std::string_view routes);

}  // namespace sinergi::referrals
