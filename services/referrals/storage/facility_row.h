#pragma once

#include <vector>

#include "common/database/value.h"
#include "services/referrals/domain/facility.h"

namespace sinergi::referrals {

// Columns of the statements that read facilities: facility_id, kind, name, office, region, state,
// registered_at, updated_at, revision, and of one service of it service, places, keeps_list,
// min_age, max_age, levels; a row for each service, those of one facility side by side.
inline constexpr std::size_t kFacilityColumns = 15;

std::vector<Facility> FacilitiesFromRows(const Rows& rows);

// From `first` on: service, places, keeps_list, min_age, max_age, levels.
OfferedService OfferedFromRow(const Row& row, std::size_t first);
Values OfferedValues(const OfferedService& offered);

}  // namespace sinergi::referrals
