#pragma once

#include "common/time/clock.h"
#include "services/referrals/application/facility_search.h"
#include "services/referrals/domain/route.h"

namespace sinergi::referrals {

// Who needs a place, and from where.
struct SuggestionQuery {
  RegionCode from;
  std::optional<Screening> screening;
  std::optional<RiskLevel> level;
  std::optional<int> age;
  std::int64_t limit = 0;
};

struct Suggestion {
  NearFacility near;
  ServicePlaces places;  // of the service that the person would be sent for
  PolicyStanding standing;
  int rank;  // by the policy, 1 first; 0 where it does not name the place
};

struct Suggestions {
  RiskLevel level;
  std::optional<std::chrono::sys_days> bands;   // none when the level was stated
  std::optional<std::chrono::sys_days> routes;  // none before the first edition
  std::vector<Suggestion> places;               // the best first
};

// Where somebody can go: policy says which kinds of places, the directory which are near and have
// room. Safe from any thread.
class FacilitySuggestions {
 public:
  FacilitySuggestions(const FacilitySearch& search, const RoutingPolicy& policy, const Clock& clock)
      : search_(search), policy_(policy), clock_(clock) {}

  // INVALID_ARGUMENT LEVEL_UNKNOWN, of field risk_level.
  Result<Suggestions> Suggest(const Context& context, const SuggestionQuery& query) const;

 private:
  Status AddNamed(const Context& context, const SuggestionQuery& query, const Routing& routing,
                  Suggestions& found) const;
  Status AddOthers(const Context& context, const SuggestionQuery& query, const Routing& routing,
                   Suggestions& found) const;

  const FacilitySearch& search_;
  const RoutingPolicy& policy_;
  const Clock& clock_;
};

}  // namespace sinergi::referrals
