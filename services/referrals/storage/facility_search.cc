#include "services/referrals/storage/facility_search.h"

#include "services/referrals/storage/facility_row.h"

namespace sinergi::referrals {
namespace {

// Asks of a service what FacilityWish::Fits asks.
constexpr Statement kSearch{R"sql(
  SELECT f.facility_id, f.kind, f.name, f.office, f.region, f.state, f.registered_at, f.updated_at,
    f.revision, s.service, s.places, s.keeps_list, s.min_age, s.max_age, s.levels, s.taken, s.waiting
  FROM facilities AS f JOIN facility_services AS s ON s.facility_id = f.facility_id
  WHERE f.facility_id IN (
    SELECT facility_id FROM facilities AS a
    WHERE (name, facility_id) > ($3, $4) AND state = 1 AND ($5 = 0 OR kind = $5)
      AND ($1 = '' OR region = $1 OR (region > $1 || '.' AND region < $1 || '/'))
      AND NOT ($2 <> '' AND (region = $2 OR (region > $2 || '.' AND region < $2 || '/')))
      AND EXISTS (
        SELECT 1 FROM facility_services AS o
        WHERE o.facility_id = a.facility_id AND ($6 = 0 OR o.service = $6)
          AND ($7 < 0 OR (coalesce(o.min_age, 0) <= $7 AND coalesce(o.max_age, $7) >= $7))
          AND ($8 = 0 OR o.levels = 0 OR (o.levels & $8) <> 0)
          AND ($9 = 0 OR o.places IS NULL OR o.keeps_list = 1
               OR (o.waiting = 0 AND o.taken < o.places)))
    ORDER BY name, facility_id LIMIT $10)
  ORDER BY f.name, f.facility_id, s.service)sql"};

constexpr Statement kPlaces{R"sql(
  SELECT service, places, keeps_list, min_age, max_age, levels, taken, waiting
  FROM facility_services WHERE facility_id = $1 ORDER BY service)sql"};

template <class Enum>
std::int64_t NumberOf(const std::optional<Enum>& code) {
  return code ? static_cast<std::int64_t>(*code) : 0;
}

std::string TextOf(const std::optional<RegionCode>& region) {
  return region ? region->ToString() : "";
}

}  // namespace

bool FacilityWish::Fits(const ServicePlaces& places) const {
  if (service && *service != places.offered.service) return false;
  return places.offered.IsFor(need) && (!with_places || places.Now() != Availability::kFull);
}

Result<std::vector<FoundFacility>> SearchRing(Database& database, Deadline deadline,
                                              const FacilityWish& wish, const RingQuery& ring) {
  const std::int64_t level = NumberOf(wish.need.level);
  const auto rows = database.Query(
      deadline, kSearch,
      {TextOf(ring.inside), TextOf(ring.outside), ring.after_name, ring.after_id,
       NumberOf(wish.kind), NumberOf(wish.service), std::int64_t{wish.need.age.value_or(-1)},
       level == 0 ? std::int64_t{0} : std::int64_t{1} << level, std::int64_t{wish.with_places},
       ring.limit});
  if (!rows) return rows.error();
  std::vector<FoundFacility> found;
  for (Facility& facility : FacilitiesFromRows(*rows)) {
    found.push_back({std::move(facility), {}});
  }
  std::size_t row = 0;
  for (FoundFacility& each : found) {
    for (std::size_t i = 0; i < each.facility.services.size(); ++i, ++row) {
      const Row& counted = (*rows)[row];
      each.counts.push_back(
          {counted.Integer(kFacilityColumns), counted.Integer(kFacilityColumns + 1)});
    }
  }
  return found;
}

Result<std::vector<ServicePlaces>> FindPlaces(Database& database, Deadline deadline,
                                              FacilityId id) {
  const auto rows = database.Query(deadline, kPlaces, {id.ToString()});
  if (!rows) return rows.error();
  std::vector<ServicePlaces> places;
  for (const Row& row : *rows) {
    places.push_back({OfferedFromRow(row, 0), {row.Integer(6), row.Integer(7)}});
  }
  return places;
}

}  // namespace sinergi::referrals
