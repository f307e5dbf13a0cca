#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "services/referrals/domain/facility.h"
#include "services/referrals/domain/screening.h"

namespace sinergi::referrals {

// From which score of a substance on a risk is sedang, and berat; below it is ringan. Holds from a
// day on.
struct AssistBand {
  std::chrono::sys_days valid_from;
  AssistSubstance substance;
  int sedang_from;
  int berat_from;
};

// That people of a level go to facilities of a kind for a service. Holds from a day on.
struct Route {
  std::chrono::sys_days valid_from;
  RiskLevel level;
  FacilityKind kind;
  FacilityService service;
  int rank;  // 1 first
};

// What a screening comes to, and by which edition of the bands.
struct Assessment {
  RiskLevel level;
  std::chrono::sys_days bands;
  bool operator==(const Assessment&) const = default;
};

// Where a level goes, the first first, by which edition of the routes. No route at all: that
// edition says nothing of the level.
struct Routing {
  std::chrono::sys_days edition;
  std::vector<Route> routes;

  bool IsSilent() const { return routes.empty(); }
  bool Names(FacilityKind kind, FacilityService service) const;
};

// Dated policy: which risk a screening means, and where each risk goes. An edition is everything
// that holds from one day on; it takes the place of the one before as a whole. Constant after
// construction; safe from any thread.
class RoutingPolicy {
 public:
  // Of checked values: each edition of the bands has every substance.
  RoutingPolicy(std::vector<AssistBand> bands, std::vector<Route> routes);

  // The level is the highest of the substances'. None without a score, and before the first
  // edition.
  std::optional<Assessment> Assess(const Screening& screening, std::chrono::sys_days day) const;

  // None before the first edition.
  std::optional<Routing> Find(RiskLevel level, std::chrono::sys_days day) const;

 private:
  const std::vector<AssistBand> bands_;
  std::vector<Route> routes_;  // by rank
};

}  // namespace sinergi::referrals
