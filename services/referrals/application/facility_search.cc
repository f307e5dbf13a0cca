#include "services/referrals/application/facility_search.h"

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

RegionLevel LevelOf(Nearness nearness) {
  return static_cast<RegionLevel>(static_cast<int>(RegionLevel::kVillage) -
                                  (static_cast<int>(nearness) - 1));
}

// The area of that size around `from`; none for the nation and where `from` is larger.
std::optional<RegionCode> AreaOf(RegionCode from, Nearness nearness) {
  if (nearness == Nearness::kNation) return std::nullopt;
  std::optional<RegionCode> area = from;
  while (area && area->level() > LevelOf(nearness)) area = area->Parent();
  if (!area || area->level() != LevelOf(nearness)) return std::nullopt;
  return area;
}

}  // namespace

Result<std::vector<NearFacility>> FacilitySearch::Search(const Context& context, RegionCode from,
                                                         const FacilityWish& wish,
                                                         SearchPlace after,
                                                         std::int64_t limit) const {
  std::vector<NearFacility> near;
  for (int ring = static_cast<int>(after.nearness); ring <= kNearnesses && limit > 0; ++ring) {
    const auto nearness = static_cast<Nearness>(ring);
    RingQuery query{AreaOf(from, nearness), std::nullopt, after.name, after.id, limit};
    if (!query.inside && nearness != Nearness::kNation) continue;
    if (ring > 1) query.outside = AreaOf(from, static_cast<Nearness>(ring - 1));
    auto found = SearchRing(database_, context.deadline, wish, query);
    if (!found) return found.error();
    limit -= std::ssize(*found);
    for (FoundFacility& each : *found) near.push_back({std::move(each), nearness});
    after.name.clear();
    after.id.clear();
  }
  return near;
}

Result<std::vector<ServicePlaces>> FacilitySearch::Places(const Context& context,
                                                          FacilityId id) const {
  auto places = FindPlaces(database_, context.deadline, id);
  if (places && places->empty()) {
    return Error::Of(reasons::kFacilityNotFound, {{"facility", id.ToString()}});
  }
  return places;
}

}  // namespace sinergi::referrals
