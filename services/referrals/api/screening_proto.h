#pragma once

#include "common/rpc/field_checks.h"
#include "services/referrals/application/facility_suggestions.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

v1::Screening ToProto(const Screening& screening);
v1::Assessment ToProto(const Assessed& assessed);
v1::SuggestFacilitiesResponse ToProto(const Suggestions& suggestions);

// A screening, or violations that name the place.
Screening CheckedScreening(FieldChecks& checks, const std::string& field,
                           const v1::Screening& screening);

}  // namespace sinergi::referrals
