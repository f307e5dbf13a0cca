#include "services/notifications/channels/stream/cloud_event_proto.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/time_util.h>

#include "sinergi/notifications/v1/notifications_service.pb.h"

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

namespace {

void FillShared(const JournalEntry& entry, v1::Notification& message) {
  if (entry.withheld) {
    message.set_withheld(v1::WITHHELD_REASON_CONSENT_REVOKED);
    message.mutable_event()->set_id(entry.event.id.ToString());
    message.mutable_event()->set_source(entry.event.source);
  } else {
    FillCloudEvent(entry.event, *message.mutable_event());
  }
}

void FillOwn(const EventStream& stream, const Delivery& delivery, v1::Notification& message) {
  message.set_number(delivery.number);
  message.set_epoch(stream.epoch());
  message.set_resume_token(stream.TokenAfter(delivery));
}

}  // namespace

void FillNotification(const EventStream& stream, const Delivery& delivery,
                      v1::Notification& message) {
  FillOwn(stream, delivery, message);
  FillShared(*delivery.entry, message);
}

std::string SharedPart(const JournalEntry& entry) {
  v1::Notification message;
  FillShared(entry, message);
  return message.SerializeAsString();
}

// In protobuf's encoding a message is its tag, its size and its fields, and the fields of two parts
// stand one after the other.
std::string StreamedNotification(const EventStream& stream, const Delivery& delivery) {
  using google::protobuf::io::CodedOutputStream;
  constexpr std::uint32_t kSized = 2;  // the wire type of a message
  constexpr std::uint32_t kTag = v1::StreamEventsResponse::kNotificationFieldNumber << 3 | kSized;
  const std::string& form = delivery.entry->form;
  const std::string shared = form.empty() ? SharedPart(*delivery.entry) : std::string();
  v1::Notification own;
  FillOwn(stream, delivery, own);
  const std::size_t size = own.ByteSizeLong() + form.size() + shared.size();
  std::string bytes;
  bytes.reserve(size + 2 * sizeof(std::uint64_t));
  {
    google::protobuf::io::StringOutputStream text(&bytes);
    CodedOutputStream out(&text);
    out.WriteTag(kTag);
    out.WriteVarint64(size);
    own.SerializeWithCachedSizes(&out);
    out.WriteString(form);
    out.WriteString(shared);
  }
  return bytes;
}

}  // namespace sinergi::notifications
