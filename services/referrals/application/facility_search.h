#pragma once

#include "services/referrals/application/context.h"
#include "services/referrals/storage/facility_search.h"

namespace sinergi::referrals {

// How near: the smallest area that holds both a facility and the place that was asked for.
enum class Nearness { kVillage = 1, kDistrict = 2, kRegency = 3, kProvince = 4, kNation = 5 };
inline constexpr int kNearnesses = 5;

struct NearFacility {
  FoundFacility found;
  Nearness nearness;
};

// Where a page of a search begins: after this facility. The first page is after nothing, in the
// nearest ring.
struct SearchPlace {
  Nearness nearness = Nearness::kVillage;
  std::string name;
  std::string id;
};

// Searches the directory outward from an area: always the database, because how full a place is
// must be true. Safe from any thread.
class FacilitySearch {
 public:
  explicit FacilitySearch(Database& database) : database_(database) {}

  // At most `limit`, the nearest first, then by name.
  Result<std::vector<NearFacility>> Search(const Context& context, RegionCode from,
                                           const FacilityWish& wish, SearchPlace after,
                                           std::int64_t limit) const;

  // NOT_FOUND FACILITY_NOT_FOUND.
  Result<std::vector<ServicePlaces>> Places(const Context& context, FacilityId id) const;

 private:
  Database& database_;
};

}  // namespace sinergi::referrals
