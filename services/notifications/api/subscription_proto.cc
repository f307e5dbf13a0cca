#include "services/notifications/api/subscription_proto.h"

#include "common/offices/reasons.h"
#include "common/result/reasons.h"
#include "common/timestamps/timestamps.h"
#include "services/notifications/domain/reasons.h"

namespace sinergi::notifications {
namespace {

const Office* ReadOffice(const std::string& code, const Offices& offices, FieldChecks& checks) {
  if (code.empty()) {
    checks.Violated("office", sinergi::reasons::kFieldRequired);
    return nullptr;
  }
  const Office* const office = offices.Find(code);
  if (office == nullptr) {
    checks.Violated("office", sinergi::reasons::kOfficeUnknown, {{"office", code}});
  }
  return office;
}

void ReadEventTypes(const v1::CreateSubscriptionRequest& request, Subscription& wanted,
                    FieldChecks& checks) {
  const auto count = static_cast<std::size_t>(request.event_types_size());
  if (count > kMaxEventTypes) {
    checks.Violated("event_types", reasons::kEventTypesTooMany,
                    {{"count", std::to_string(count)}, {"limit", std::to_string(kMaxEventTypes)}});
    return;
  }
  for (int i = 0; i < request.event_types_size(); ++i) {
    if (auto pattern = EventPattern::Parse(request.event_types(i))) {
      wanted.event_types.push_back(*std::move(pattern));
    } else {
      checks.Violated("event_types[" + std::to_string(i) + "]", reasons::kEventTypeMalformed);
    }
  }
}

}  // namespace

Subscription ReadSubscription(const v1::CreateSubscriptionRequest& request,
                              const ReferenceData& reference, Instant now, FieldChecks& checks) {
  Subscription wanted;
  checks.RequiredText("display_name", request.display_name(), kMaxDisplayName);
  wanted.display_name = request.display_name();
  const Office* const office = ReadOffice(request.office(), reference.offices, checks);
  wanted.office = request.office();
  ReadEventTypes(request, wanted, checks);
  if (!request.area_code().empty()) {
    const TimeZone zone = office != nullptr ? office->zone : TimeZone::kWib;
    const auto today = LocalDay(now, zone);
    const auto area = reference.regions.ResolveValid(request.area_code(), today);
    if (area) {
      wanted.area = area->code;
    } else {
      checks.Violated("area_code", area.error());
    }
  }
  return wanted;
}

void FillSubscription(const Subscription& subscription, v1::Subscription& message) {
  message.set_subscription_id(subscription.id.ToString());
  message.set_display_name(subscription.display_name);
  message.set_office(subscription.office);
  for (const EventPattern& pattern : subscription.event_types) {
    message.add_event_types(pattern.text());
  }
  if (subscription.area) message.set_area_code(subscription.area->ToString());
  message.set_epoch(subscription.epoch);
  SetTimestamp(subscription.created, message.mutable_create_time());
}

}  // namespace sinergi::notifications
