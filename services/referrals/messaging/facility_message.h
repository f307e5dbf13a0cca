#pragma once

#include "services/referrals/domain/facility.h"
#include "sinergi/referrals/v1/facility.pb.h"

namespace sinergi::referrals {

// As answers and events tell of it.
v1::OfferedService ToMessage(const OfferedService& offered);
v1::Facility ToMessage(const Facility& facility);

}  // namespace sinergi::referrals
