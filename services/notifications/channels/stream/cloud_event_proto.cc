#include "services/notifications/channels/stream/cloud_event_proto.h"

#include <google/protobuf/util/time_util.h>

namespace sinergi::notifications {

void FillCloudEvent(const Event& event, v1::CloudEvent& message) {
  message.set_id(event.id.ToString());
  message.set_source(event.source);
  message.set_type(event.type);
  message.set_subject(event.subject);
  *message.mutable_time() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(ToMicroseconds(event.time));
  message.set_revision(event.revision);
  message.set_region(event.region);
  for (const std::string& office : event.offices) message.add_offices(office);
  message.set_traceparent(event.traceparent);
  message.mutable_data()->set_type_url("type.googleapis.com/" + event.dataschema);
  message.mutable_data()->set_value(event.payload);
}

void FillNotification(const Delivery& delivery, std::int64_t epoch, v1::Notification& message) {
  message.set_number(delivery.number);
  message.set_epoch(epoch);
  message.set_resume_token(delivery.resume_token);
  const Event& event = delivery.entry->event;
  if (delivery.entry->withheld) {
    message.set_withheld(v1::WITHHELD_REASON_CONSENT_REVOKED);
    message.mutable_event()->set_id(event.id.ToString());
    message.mutable_event()->set_source(event.source);
  } else {
    FillCloudEvent(event, *message.mutable_event());
  }
}

}  // namespace sinergi::notifications
