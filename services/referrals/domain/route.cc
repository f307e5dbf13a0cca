#include "services/referrals/domain/route.h"

#include "common/regions/day.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {

using std::chrono::sys_days;

int AgeOn(sys_days day, sys_days born) {
  const std::chrono::year_month_day now(day);
  const std::chrono::year_month_day then(born);
  const int years = static_cast<int>(now.year()) - static_cast<int>(then.year());
  const bool is_before_birthday =
      now.month() < then.month() || (now.month() == then.month() && now.day() < then.day());
  return is_before_birthday ? years - 1 : years;
}

std::optional<Assessed> Assess(const RoutingPolicy& policy,
                               const std::optional<Screening>& screening,
                               std::optional<RiskLevel> stated, FacilityKind kind,
                               FacilityService service, sys_days day) {
  const auto scored = screening ? policy.Assess(*screening, day) : std::nullopt;
  if (!scored && !stated) return std::nullopt;
  Assessed assessed{scored ? scored->level : *stated, std::nullopt, std::nullopt,
                    PolicyStanding::kSilent};
  if (scored) assessed.bands = scored->bands;
  return AtAnotherPlace(policy, assessed, kind, service, day);
}

Assessed AtAnotherPlace(const RoutingPolicy& policy, Assessed assessed, FacilityKind kind,
                        FacilityService service, sys_days day) {
  assessed.routes.reset();
  assessed.standing = PolicyStanding::kSilent;
  const auto routing = policy.Find(assessed.level, day);
  if (!routing) return assessed;
  assessed.routes = routing->edition;
  if (routing->IsSilent()) return assessed;
  assessed.standing =
      routing->Names(kind, service) ? PolicyStanding::kNamed : PolicyStanding::kNotNamed;
  return assessed;
}

Status CheckTakes(const Facility& facility, FacilityService service) {
  if (facility.state != FacilityState::kOpen) {
    return Error::Of(reasons::kFacilityClosed, {{"facility", facility.name}});
  }
  if (facility.Offers(service) != nullptr) return Status::Ok();
  return Error::Of(reasons::kServiceNotOffered,
                   {{"facility", facility.name}, {"service", std::string(ServiceName(service))}});
}

Status CheckRoute(const Facility& receiver, FacilityService service,
                  const std::optional<Assessed>& assessed, std::optional<int> age) {
  Need need{age, std::nullopt};
  if (assessed) need.level = assessed->level;
  const OfferedService* const offered = receiver.Offers(service);
  if (offered != nullptr && !offered->IsFor(need)) {
    return Error::Of(reasons::kReceiverNotForPerson,
                     {{"facility", receiver.name}, {"service", std::string(ServiceName(service))}});
  }
  if (!assessed || assessed->standing != PolicyStanding::kNotNamed) return Status::Ok();
  return Error::Of(reasons::kRouteAgainstPolicy,
                   {{"facility", receiver.name}, {"edition", FormatDay(*assessed->routes)}});
}

}  // namespace sinergi::referrals
