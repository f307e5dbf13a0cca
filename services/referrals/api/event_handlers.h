#pragma once

#include <array>
#include <functional>
#include <span>
#include <string_view>

#include "common/regions/regions.h"
#include "services/referrals/application/facility_changes.h"

namespace sinergi::referrals {

// The topics that this service listens to.
inline constexpr std::array<std::string_view, 1> kTopics{"sinergi.empowerment.v1"};

// What events of these topics do here, for the inbox. INVALID_ARGUMENT for one that cannot be read;
// those of other types do nothing.
std::function<Status(Transaction&, std::span<const Event>)> DirectoryEffect(
    const FacilityChanges& changes, const Regions& regions);

}  // namespace sinergi::referrals
