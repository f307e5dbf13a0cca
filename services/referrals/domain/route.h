#pragma once

#include <chrono>
#include <optional>

#include "services/referrals/domain/person.h"
#include "services/referrals/domain/routing.h"

namespace sinergi::referrals {

// What the policy says of a place for somebody of a level. The numbers are stored and go over the
// wire: they never change.
enum class PolicyStanding { kNamed = 1, kNotNamed = 2, kSilent = 3 };

// Why somebody is sent where the policy or the receiver's own conditions would not have them.
enum class RouteReason {
  kNoOtherPlace = 1,
  kPersonsWish = 2,
  kEmergency = 3,
  kClinicalDecision = 4
};
inline constexpr int kRouteReasons = 4;

// The level that a referral was made with, and what the policy of that day said.
struct Assessed {
  RiskLevel level;
  std::optional<std::chrono::sys_days> bands;   // none when the level was stated, not scored
  std::optional<std::chrono::sys_days> routes;  // none before the first edition
  PolicyStanding standing;
  bool operator==(const Assessed&) const = default;
};

// Whole years on that day.
int AgeOn(std::chrono::sys_days day, std::chrono::sys_days born);

// The level of a screening or, without scores, the stated one; none when neither is there.
std::optional<Assessed> Assess(const RoutingPolicy& policy,
                               const std::optional<Screening>& screening,
                               std::optional<RiskLevel> stated, FacilityKind kind,
                               FacilityService service, std::chrono::sys_days day);

// The same with what the policy of the day says of another place.
Assessed AtAnotherPlace(const RoutingPolicy& policy, Assessed assessed, FacilityKind kind,
                        FacilityService service, std::chrono::sys_days day);

// Whether the facility takes new referrals to this service. FAILED_PRECONDITION FACILITY_CLOSED,
// SERVICE_NOT_OFFERED.
Status CheckTakes(const Facility& facility, FacilityService service);

// Whether the receiver gives the service to the person, and the policy sends them there.
// FAILED_PRECONDITION RECEIVER_NOT_FOR_PERSON, ROUTE_AGAINST_POLICY.
Status CheckRoute(const Facility& receiver, FacilityService service,
                  const std::optional<Assessed>& assessed, std::optional<int> age);

}  // namespace sinergi::referrals
