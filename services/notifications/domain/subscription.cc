#include "services/notifications/domain/subscription.h"

#include <algorithm>

#include "services/notifications/domain/withholding.h"

namespace sinergi::notifications {
namespace {

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

bool WantsRegion(const std::optional<RegionCode>& area, const std::optional<RegionCode>& region) {
  return !area || (region && region->IsWithin(*area));
}

}  // namespace

bool Matches(const Subscription& subscription, const EventTraits& event) {
  return std::find(event.offices.begin(), event.offices.end(), subscription.office) !=
             event.offices.end() &&
         WantsType(subscription.event_types, event.type) &&
         WantsRegion(subscription.area, event.region);
}

}  // namespace sinergi::notifications
