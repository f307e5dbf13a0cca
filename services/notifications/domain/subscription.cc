#include "services/notifications/domain/subscription.h"

#include <algorithm>
#include <tuple>

#include "services/notifications/domain/programmes.h"
#include "services/notifications/domain/withholding.h"

namespace sinergi::notifications {
namespace {

bool Names(const EventTraits& event, const std::string& office) {
  return std::find(event.offices.begin(), event.offices.end(), office) != event.offices.end();
}

bool MayHear(const Subscription& subscription, const EventTraits& event) {
  return subscription.office.empty() ? IsOfProgramme(event.type)
                                     : Names(event, subscription.office);
}

// Who is told anything of referrals is told when a consent is revoked, to erase what they have.
bool MustBeTold(const EventPattern& pattern, std::string_view type) {
  return type == kConsentRevoked && pattern.text().starts_with(kReferralTypes);
}

bool WantsType(const std::vector<EventPattern>& wanted, std::string_view type) {
  return wanted.empty() ||
         std::any_of(wanted.begin(), wanted.end(), [&](const EventPattern& pattern) {
           return pattern.Matches(type) || MustBeTold(pattern, type);
         });
}

bool WantsRegion(const std::vector<RegionCode>& areas, const std::optional<RegionCode>& region) {
  return areas.empty() || (region && std::any_of(areas.begin(), areas.end(), [&](const auto& area) {
                             return region->IsWithin(area);
                           }));
}

bool WantsOffices(const std::vector<std::string>& wanted, const EventTraits& event) {
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(),
                                       [&](const auto& office) { return Names(event, office); });
}

}  // namespace

bool Matches(const Subscription& subscription, const EventTraits& event) {
  return MayHear(subscription, event) && WantsType(subscription.event_types, event.type) &&
         WantsRegion(subscription.areas, event.region) &&
         WantsOffices(subscription.offices, event) &&
         (subscription.subject.empty() || subscription.subject == event.subject) &&
         (event.type == kConsentRevoked || subscription.filter.Passes(event));
}

bool WantTheSame(const Subscription& one, const Subscription& other) {
  const auto wishes = [](const Subscription& of) {
    return std::tie(of.office, of.agency, of.event_types, of.areas, of.offices, of.subject,
                    of.filter);
  };
  return wishes(one) == wishes(other);
}

}  // namespace sinergi::notifications
