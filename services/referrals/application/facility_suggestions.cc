#include "services/referrals/application/facility_suggestions.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "common/regions/regions.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

FacilityWish WishOf(const SuggestionQuery& query, const Suggestions& found,
                    std::optional<FacilityKind> kind, std::optional<FacilityService> service) {
  return {service, kind, {query.age, found.level}, true};
}

// Screening is what people come from.
bool IsCare(FacilityService service) { return service != FacilityService::kScreening; }

void Add(const std::vector<NearFacility>& near, const FacilityWish& wish, PolicyStanding standing,
         int rank, Suggestions& found) {
  for (const NearFacility& each : near) {
    const Facility& facility = each.found.facility;
    for (std::size_t i = 0; i < facility.services.size(); ++i) {
      const ServicePlaces places{facility.services[i], each.found.counts[i]};
      if (!wish.Fits(places) || !IsCare(places.offered.service)) continue;
      found.places.push_back({each, places, standing, rank});
    }
  }
}

// Named places first, by rank; where one can begin now before where one waits; then the nearest.
auto OrderOf(const Suggestion& suggestion) {
  return std::tuple(suggestion.standing == PolicyStanding::kNotNamed, suggestion.rank,
                    suggestion.places.Now() != Availability::kOpen, suggestion.near.nearness,
                    suggestion.near.found.facility.name);
}

std::set<FacilityService> ServicesOf(const Routing& routing) {
  std::set<FacilityService> services;
  for (const Route& route : routing.routes) services.insert(route.service);
  return services;
}

}  // namespace

Result<Suggestions> FacilitySuggestions::Suggest(const Context& context,
                                                 const SuggestionQuery& query) const {
  const auto day = LocalDay(clock_.Now(), Regions::ZoneOf(query.from));
  const auto scored = query.screening ? policy_.Assess(*query.screening, day) : std::nullopt;
  if (!scored && !query.level) {
    return Error::Invalid({{"risk_level", &reasons::kLevelUnknown, {}}});
  }
  Suggestions found{scored ? scored->level : *query.level, std::nullopt, std::nullopt, {}};
  if (scored) found.bands = scored->bands;
  const auto routing = policy_.Find(found.level, day).value_or(Routing{});
  if (routing.edition != std::chrono::sys_days{}) found.routes = routing.edition;
  if (auto done = AddNamed(context, query, routing, found); !done) return done.error();
  if (auto done = AddOthers(context, query, routing, found); !done) return done.error();
  std::stable_sort(
      found.places.begin(), found.places.end(),
      [](const Suggestion& a, const Suggestion& b) { return OrderOf(a) < OrderOf(b); });
  const auto most = static_cast<std::size_t>(query.limit);
  if (found.places.size() > most)
    found.places.erase(found.places.begin() + query.limit, found.places.end());
  return found;
}

Status FacilitySuggestions::AddNamed(const Context& context, const SuggestionQuery& query,
                                     const Routing& routing, Suggestions& found) const {
  for (const Route& route : routing.routes) {
    const FacilityWish wish = WishOf(query, found, route.kind, route.service);
    const auto near = search_.Search(context, query.from, wish, {}, query.limit);
    if (!near) return near.error();
    Add(*near, wish, PolicyStanding::kNamed, route.rank, found);
  }
  return Status::Ok();
}

// Where the policy is silent, whoever cares for people of the level.
Status FacilitySuggestions::AddOthers(const Context& context, const SuggestionQuery& query,
                                      const Routing& routing, Suggestions& found) const {
  if (routing.IsSilent()) {
    const FacilityWish wish = WishOf(query, found, std::nullopt, std::nullopt);
    const auto near = search_.Search(context, query.from, wish, {}, query.limit);
    if (!near) return near.error();
    Add(*near, wish, PolicyStanding::kSilent, 0, found);
    return Status::Ok();
  }
  for (const FacilityService service : ServicesOf(routing)) {
    const FacilityWish wish = WishOf(query, found, std::nullopt, service);
    auto near = search_.Search(context, query.from, wish, {}, query.limit);
    if (!near) return near.error();
    std::erase_if(*near, [&](const NearFacility& each) {
      return routing.Names(each.found.facility.kind, service);
    });
    Add(*near, wish, PolicyStanding::kNotNamed, 0, found);
  }
  return Status::Ok();
}

}  // namespace sinergi::referrals
