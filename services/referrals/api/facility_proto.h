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

// The number of an enum field if it is one of 1 to `most`, or a violation.
std::optional<int> CheckedEnum(FieldChecks& checks, const std::string& field, int value, int most);

// A field of an enum in which 0 says nothing.
template <class Enum>
std::optional<Enum> OptionalEnum(FieldChecks& checks, const std::string& field, int value,
                                 int most) {
  if (value == 0) return std::nullopt;
  const auto number = CheckedEnum(checks, field, value, most);
  return number ? std::optional(static_cast<Enum>(*number)) : std::nullopt;
}

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
