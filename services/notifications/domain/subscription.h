#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/ids/uuid.h"
#include "common/regions/region_code.h"
#include "common/time/instant.h"
#include "services/notifications/domain/event_filter.h"
#include "services/notifications/domain/event_pattern.h"
#include "services/notifications/domain/event_traits.h"
#include "services/notifications/domain/webhook.h"

namespace sinergi::notifications {

using SubscriptionId = Id<struct SubscriptionTag>;

inline constexpr std::size_t kMaxDisplayName = 200;
inline constexpr std::size_t kMaxEventTypes = 100;
inline constexpr std::size_t kMaxAreas = 100;
inline constexpr std::size_t kMaxOffices = 100;
inline constexpr std::size_t kMaxSubject = 200;

// Raised when Matches gives another answer for an event and subscription that there were before:
// every subscription then begins a new epoch.
inline constexpr std::int64_t kMatcher = 1;

// Rows hold these numbers, and contracts those but for the last.
enum class SubscriptionState : std::int64_t {
  kActive = 1,
  kPaused = 2,
  kUnverified = 3,  // a webhook whose endpoint has not answered the challenge
  kSuspended = 4,   // a webhook that failed for so long that it is left alone
  kGone = 5,        // a webhook whose endpoint said that it is gone for good
  kDeleted = 100,   // is still to be told of
};

// What one office or partner agency wants to be told. All given conditions must hold for an event
// to match.
struct Subscription {
  SubscriptionId id;
  std::string display_name;
  std::string office;                     // code of whose it is; empty for a partner's
  std::string agency;                     // code of the partner agency; empty for an office's
  std::vector<EventPattern> event_types;  // empty for every type
  std::vector<RegionCode> areas;          // empty for every area
  std::vector<std::string> offices;       // one of them concerned as well; empty for any
  std::string subject;                    // empty for every subject
  EventFilter filter;
  std::optional<Webhook> webhook;  // none for who streams
  std::int64_t epoch = 1;          // numbers count within one
  std::int64_t starts_at = 0;      // journal position that the count begins after
  SubscriptionState state = SubscriptionState::kActive;
  std::int64_t version = 0;  // grows with every change of any subscription
  Instant created;
  Instant updated;

  bool operator==(const Subscription&) const = default;
};

// Whether the event concerns whose it is and fulfils all conditions. An office is concerned if the
// event names it, never by its area; a partner agency is told of programmes only. A revoked consent
// is wanted by whoever wants anything of referrals. Depends on nothing else than its arguments.
bool Matches(const Subscription& subscription, const EventTraits& event);

// Whether both match the same events.
bool WantTheSame(const Subscription& one, const Subscription& other);

}  // namespace sinergi::notifications
