#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/facility.h"

namespace sinergi::referrals {

// What is looked for.
struct FacilityWish {
  std::optional<FacilityService> service;  // none: any
  std::optional<FacilityKind> kind;        // none: every kind
  Need need;
  bool with_places = false;  // only where somebody can begin now or wait for a place

  bool Fits(const ServicePlaces& places) const;  // whatever the kind
};

// One ring around a place: what lies in one area and not in another, by name.
struct RingQuery {
  std::optional<RegionCode> inside;   // none: everywhere
  std::optional<RegionCode> outside;  // none: all of that
  std::string after_name;
  std::string after_id;
  std::int64_t limit = 0;
};

struct FoundFacility {
  Facility facility;
  std::vector<PlaceCount> counts;  // of each of its services
};

// Open facilities that have a service which is wished for, with how full all their services are.
Result<std::vector<FoundFacility>> SearchRing(Database& database, Deadline deadline,
                                              const FacilityWish& wish, const RingQuery& ring);

// How full the services of one facility are; nothing when there is no such facility.
Result<std::vector<ServicePlaces>> FindPlaces(Database& database, Deadline deadline, FacilityId id);

}  // namespace sinergi::referrals
