#pragma once

#include "common/regions/regions.h"
#include "common/result/result.h"
#include "common/rpc/field_checks.h"
#include "common/time/instant.h"
#include "services/referrals/application/facility_operations.h"
#include "services/referrals/application/facility_search.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

v1::FacilityPlaces ToProto(const ServicePlaces& places);

// The area of a field, valid today, or a violation.
std::optional<RegionCode> CheckedRegion(FieldChecks& checks, const std::string& field,
                                        const std::string& text, const Regions& regions,
                                        Instant now);

// The services of a repeated field, without repeats, or violations that name the place.
std::vector<FacilityService> CheckedServices(FieldChecks& checks, const std::string& field,
                                             const google::protobuf::RepeatedField<int>& values);

// What a facility offers: at least one service, each once; or violations that name the place.
std::vector<OfferedService> CheckedOffers(
    FieldChecks& checks, const std::string& field,
    const google::protobuf::RepeatedPtrField<v1::OfferedService>& offers);

// What a search looks for; UNSPECIFIED and absent look for nothing.
FacilityWish CheckedWish(FieldChecks& checks, const v1::SearchFacilitiesRequest& request);

Result<RegisterFacility> FromProto(const v1::RegisterFacilityRequest& request,
                                   const Regions& regions, const Offices& offices, Instant now);

}  // namespace sinergi::referrals
