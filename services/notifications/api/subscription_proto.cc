#include "services/notifications/api/subscription_proto.h"

#include <google/protobuf/util/field_mask_util.h>

#include <algorithm>
#include <array>

#include "common/offices/reasons.h"
#include "common/result/reasons.h"
#include "common/timestamps/timestamps.h"
#include "services/notifications/api/webhook_proto.h"
#include "services/notifications/domain/programmes.h"
#include "services/notifications/domain/reasons.h"

namespace sinergi::notifications {
namespace {

// What a subscriber may change, by its path.
struct Change {
  std::string_view path;
  void (*take)(const Subscription& wanted, Subscription& after);
};

template <auto Member>
void Take(const Subscription& wanted, Subscription& after) {
  after.*Member = wanted.*Member;
}

// Another endpoint has not been asked yet.
void TakeWebhook(const Subscription& wanted, Subscription& after) {
  const bool is_new = wanted.webhook->url != after.webhook->url;
  const bool verified = after.webhook->verified && !is_new;
  const std::int64_t rate = is_new ? 0 : after.webhook->rate;
  after.webhook = wanted.webhook;
  after.webhook->verified = verified;
  after.webhook->rate = rate;
  if (is_new) after.state = SubscriptionState::kUnverified;
}

constexpr std::array kChanges{Change{"display_name", Take<&Subscription::display_name>},
                              Change{"event_types", Take<&Subscription::event_types>},
                              Change{"area_codes", Take<&Subscription::areas>},
                              Change{"offices", Take<&Subscription::offices>},
                              Change{"subject", Take<&Subscription::subject>},
                              Change{"filter", Take<&Subscription::filter>},
                              Change{"webhook", TakeWebhook}};

// Reads one message; what is wrong goes to the checks.
class SubscriptionReader {
 public:
  SubscriptionReader(const v1::Subscription& message, const ReferenceData& reference, Instant now,
                     std::string prefix, FieldChecks& checks)
      : message_(message),
        reference_(reference),
        now_(now),
        prefix_(std::move(prefix)),
        checks_(checks) {}

  Subscription Read() {
    checks_.RequiredText(Field("display_name"), message_.display_name(), kMaxDisplayName);
    wanted_.display_name = message_.display_name();
    ReadOwner();
    ReadEventTypes();
    ReadAreas();
    ReadOffices();
    checks_.OptionalText(Field("subject"), message_.subject(), kMaxSubject);
    wanted_.subject = message_.subject();
    auto filter = EventFilter::Parse(message_.filter());
    if (filter) {
      wanted_.filter = *std::move(filter);
    } else {
      checks_.Violated(Field("filter"), filter.error());
    }
    if (message_.has_webhook())
      wanted_.webhook = ReadWebhook(message_.webhook(), prefix_, reference_.is_endpoint, checks_);
    return std::move(wanted_);
  }

 private:
  std::string Field(const std::string& name) const { return prefix_ + name; }
  std::string Entry(const std::string& name, int i) const {
    return Field(name) + "[" + std::to_string(i) + "]";
  }

  void ReadOwner() {
    wanted_.office = message_.office();
    wanted_.agency = message_.agency();
    if (!message_.agency().empty()) {
      checks_.RequiredText(Field("agency"), message_.agency(), kMaxDisplayName);
      if (!message_.office().empty()) checks_.Violated(Field("agency"), reasons::kOwnerAmbiguous);
    } else if (message_.office().empty()) {
      checks_.Violated(Field("office"), sinergi::reasons::kFieldRequired);
    } else {
      office_ = FindOffice(Field("office"), message_.office());
    }
  }

  const Office* FindOffice(const std::string& field, const std::string& code) {
    const Office* const office = reference_.offices.Find(code);
    if (office == nullptr) {
      checks_.Violated(field, sinergi::reasons::kOfficeUnknown, {{"office", code}});
    }
    return office;
  }

  bool IsShort(const std::string& name, int count, std::size_t limit, const Reason& rule) {
    if (static_cast<std::size_t>(count) <= limit) return true;
    checks_.Violated(Field(name), rule,
                     {{"count", std::to_string(count)}, {"limit", std::to_string(limit)}});
    return false;
  }

  void ReadEventTypes() {
    const int count = message_.event_types_size();
    if (!IsShort("event_types", count, kMaxEventTypes, reasons::kEventTypesTooMany)) return;
    for (int i = 0; i < count; ++i) {
      if (auto pattern = EventPattern::Parse(message_.event_types(i))) {
        wanted_.event_types.push_back(*std::move(pattern));
      } else {
        checks_.Violated(Entry("event_types", i), reasons::kEventTypeMalformed);
      }
    }
  }

  void ReadAreas() {
    const int count = message_.area_codes_size();
    if (!IsShort("area_codes", count, kMaxAreas, reasons::kListTooLong)) return;
    const auto today = LocalDay(now_, office_ != nullptr ? office_->zone : TimeZone::kWib);
    for (int i = 0; i < count; ++i) {
      const auto area = reference_.regions.ResolveValid(message_.area_codes(i), today);
      if (area) {
        wanted_.areas.push_back(area->code);
      } else {
        checks_.Violated(Entry("area_codes", i), area.error());
      }
    }
  }

  void ReadOffices() {
    const int count = message_.offices_size();
    if (!IsShort("offices", count, kMaxOffices, reasons::kListTooLong)) return;
    for (int i = 0; i < count; ++i) {
      FindOffice(Entry("offices", i), message_.offices(i));
      wanted_.offices.push_back(message_.offices(i));
    }
  }

  const v1::Subscription& message_;
  const ReferenceData& reference_;
  const Instant now_;
  const std::string prefix_;
  FieldChecks& checks_;
  const Office* office_ = nullptr;
  Subscription wanted_;
};

template <class Request>
CountStart StartOf(const Request& request, FieldChecks& checks) {
  if (request.has_start_time() && request.from_beginning()) {
    checks.Violated("start_time", reasons::kStartAmbiguous);
  }
  if (request.from_beginning()) return {CountStart::Kind::kBeginning};
  if (!request.has_start_time()) return {};
  const auto time = FromTimestamp(request.start_time());
  if (!time) {
    checks.Violated("start_time", sinergi::reasons::kFieldMalformed, {{"form", kTimestampForm}});
  }
  return {CountStart::Kind::kTime, time.value_or(Instant())};
}

}  // namespace

Subscription ReadSubscription(const v1::CreateSubscriptionRequest& request,
                              const ReferenceData& reference, Instant now, FieldChecks& checks) {
  v1::Subscription message;
  message.set_display_name(request.display_name());
  message.set_office(request.office());
  message.set_agency(request.agency());
  *message.mutable_event_types() = request.event_types();
  *message.mutable_area_codes() = request.area_codes();
  *message.mutable_offices() = request.offices();
  message.set_subject(request.subject());
  message.set_filter(request.filter());
  if (request.has_webhook()) *message.mutable_webhook() = request.webhook();
  return SubscriptionReader(message, reference, now, "", checks).Read();
}

CountStart ReadStart(const v1::CreateSubscriptionRequest& request, FieldChecks& checks) {
  return StartOf(request, checks);
}

CountStart ReadStart(const v1::UpdateSubscriptionRequest& request, FieldChecks& checks) {
  CountStart start = StartOf(request, checks);
  if (!request.from_now()) return start;
  if (start.kind != CountStart::Kind::kUnchanged) {
    checks.Violated("from_now", reasons::kStartAmbiguous);
  }
  return {CountStart::Kind::kNow};
}

void CheckMask(const v1::UpdateSubscriptionRequest& request, FieldChecks& checks) {
  if (request.update_mask().paths().empty()) {
    checks.Violated("update_mask", sinergi::reasons::kFieldRequired);
  }
  std::string fields;
  for (const Change& change : kChanges) {
    fields += (fields.empty() ? "" : ", ") + std::string(change.path);
  }
  for (const std::string& path : request.update_mask().paths()) {
    const bool known = std::any_of(kChanges.begin(), kChanges.end(),
                                   [&](const Change& change) { return change.path == path; });
    if (known) continue;
    checks.Violated("update_mask", reasons::kFieldNotChangeable, {{"fields", fields}});
    return;
  }
}

// What is not named stays unread: an area may have ceased to be since.
Result<Subscription> Edited(const Subscription& before,
                            const v1::UpdateSubscriptionRequest& request,
                            const ReferenceData& reference, Instant now) {
  v1::Subscription message;
  message.set_office(before.office);
  message.set_agency(before.agency);
  message.set_display_name(before.display_name);
  google::protobuf::util::FieldMaskUtil::MergeOptions options;
  options.set_replace_repeated_fields(true);
  google::protobuf::util::FieldMaskUtil::MergeMessageTo(request.subscription(),
                                                        request.update_mask(), options, &message);
  if (message.webhook().signature() == 0 && message.has_webhook() && before.webhook) {
    // Who does not speak of it means what there is: the endpoint checks that.
    message.mutable_webhook()->set_signature(
        static_cast<v1::WebhookSignature>(before.webhook->signature));
  }
  FieldChecks checks;
  const auto& paths = request.update_mask().paths();
  const bool channel = std::find(paths.begin(), paths.end(), "webhook") != paths.end();
  if (channel && (!before.webhook || !request.subscription().has_webhook())) {
    checks.Violated("subscription.webhook", reasons::kChannelFixed);
  }
  const Subscription wanted =
      SubscriptionReader(message, reference, now, "subscription.", checks).Read();
  if (auto checked = checks.Done(); !checked) return checked.error();
  Subscription after = before;
  for (const std::string& path : request.update_mask().paths()) {
    for (const Change& change : kChanges) {
      if (change.path == path) change.take(wanted, after);
    }
  }
  return after;
}

void FillSubscription(const Subscription& subscription, v1::Subscription& message) {
  message.set_subscription_id(subscription.id.ToString());
  message.set_display_name(subscription.display_name);
  message.set_office(subscription.office);
  message.set_agency(subscription.agency);
  for (const EventPattern& pattern : subscription.event_types) {
    message.add_event_types(pattern.text());
  }
  for (const RegionCode& area : subscription.areas) message.add_area_codes(area.ToString());
  for (const std::string& office : subscription.offices) message.add_offices(office);
  message.set_subject(subscription.subject);
  message.set_filter(subscription.filter.text());
  message.set_epoch(subscription.epoch);
  message.set_state(static_cast<v1::SubscriptionState>(subscription.state));
  message.set_etag(EtagOf(subscription));
  if (subscription.webhook) FillWebhook(*subscription.webhook, *message.mutable_webhook());
  SetTimestamp(subscription.created, message.mutable_create_time());
  SetTimestamp(subscription.updated, message.mutable_update_time());
}

}  // namespace sinergi::notifications
