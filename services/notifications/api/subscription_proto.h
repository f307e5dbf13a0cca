#pragma once

#include <functional>
#include <string>

#include "common/offices/offices.h"
#include "common/regions/regions.h"
#include "common/rpc/field_checks.h"
#include "services/notifications/application/subscription_operations.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::notifications {

// What a subscription is checked against.
struct ReferenceData {
  const Regions& regions;
  const Offices& offices;
  // Whether events may be posted to this URL at all; where it leads is checked with every
  // connection.
  std::function<bool(const std::string& url)> is_endpoint;
};

// What the request wants: everything that a subscriber may say; without id, times and state. What
// is wrong with it goes to `checks`.
Subscription ReadSubscription(const v1::CreateSubscriptionRequest& request,
                              const ReferenceData& reference, Instant now, FieldChecks& checks);

CountStart ReadStart(const v1::CreateSubscriptionRequest& request, FieldChecks& checks);
CountStart ReadStart(const v1::UpdateSubscriptionRequest& request, FieldChecks& checks);

// The paths of update_mask; none but those that a subscriber may change.
void CheckMask(const v1::UpdateSubscriptionRequest& request, FieldChecks& checks);

// `before` with what update_mask names as the request says. INVALID_ARGUMENT with what is wrong
// with that.
Result<Subscription> Edited(const Subscription& before,
                            const v1::UpdateSubscriptionRequest& request,
                            const ReferenceData& reference, Instant now);

void FillSubscription(const Subscription& subscription, v1::Subscription& message);

}  // namespace sinergi::notifications
