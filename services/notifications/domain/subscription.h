#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/ids/uuid.h"
#include "common/regions/region_code.h"
#include "common/time/instant.h"
#include "services/notifications/domain/event_pattern.h"

namespace sinergi::notifications {

using SubscriptionId = Id<struct SubscriptionTag>;

inline constexpr std::size_t kMaxDisplayName = 200;
inline constexpr std::size_t kMaxEventTypes = 100;

// What one office wants to be told. All given conditions must hold for an event to match.
struct Subscription {
  SubscriptionId id;
  std::string display_name;
  std::string office;                     // code of the office
  std::vector<EventPattern> event_types;  // empty for every type
  std::optional<RegionCode> area;         // none for every area
  std::int64_t epoch = 1;                 // numbers count within one
  std::int64_t starts_at = 0;             // journal position that the count begins after
  Instant created;

  bool operator==(const Subscription&) const = default;
};

// What of an event decides who is told.
struct EventTraits {
  std::string_view type;
  std::span<const std::string> offices;  // codes of all offices concerned
  std::optional<RegionCode> region;      // where; none when the event does not say
};

// Whether the event concerns the office, is of a wanted type and happened in the wanted area; a
// revoked consent is wanted by whoever wants anything of referrals. The
// office is only what the event names, never derived from its area.
bool Matches(const Subscription& subscription, const EventTraits& event);

}  // namespace sinergi::notifications
