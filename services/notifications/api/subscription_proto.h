#pragma once

#include "common/offices/offices.h"
#include "common/regions/regions.h"
#include "common/rpc/field_checks.h"
#include "services/notifications/domain/subscription.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::notifications {

// What a subscription is checked against.
struct ReferenceData {
  const Regions& regions;
  const Offices& offices;
};

// What the request wants; without id, time and start. What is wrong with it goes to `checks`.
Subscription ReadSubscription(const v1::CreateSubscriptionRequest& request,
                              const ReferenceData& reference, Instant now, FieldChecks& checks);

void FillSubscription(const Subscription& subscription, v1::Subscription& message);

}  // namespace sinergi::notifications
