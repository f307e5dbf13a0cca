#include "services/notifications/channels/stream/subscriber_stream.h"

#include <google/protobuf/util/time_util.h>

#include "services/notifications/channels/stream/cloud_event_proto.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::notifications {
namespace {

constexpr std::size_t kAtOnce = 64;

}  // namespace

SubscriberStream::SubscriberStream(std::unique_ptr<EventStream> events, const Clock& clock,
                                   std::chrono::milliseconds heartbeat, std::function<void()> wake)
    : events_(std::move(events)),
      clock_(clock),
      heartbeat_(heartbeat),
      wake_(events_->Watch(std::move(wake))) {}

Result<std::vector<std::string>> SubscriberStream::Next() {
  const Instant now = clock_.Now();
  std::vector<std::string> messages;
  bool at_end = true;
  if (begun_) {
    const auto deliveries = events_->Next(kAtOnce);
    if (!deliveries) return deliveries.error();
    at_end = deliveries->at_end;
    for (const Delivery& delivery : deliveries->events) messages.push_back(Notification(delivery));
  }
  // A clock that was set back counts as quiet, so that nobody waits for it to catch up.
  const bool long_ago = now < last_sent_ || now - last_sent_ >= heartbeat_;
  const bool quiet = messages.empty() && long_ago;
  if (!begun_ || quiet) messages.push_back(Heartbeat(now));
  begun_ = true;
  if (!messages.empty()) {
    last_sent_ = now;
  } else if (!at_end) {
    (*wake_)();  // what it has read so far did not match: it goes on in a turn of its own
  }
  return messages;
}

std::string SubscriberStream::Heartbeat(Instant now) const {
  v1::StreamEventsResponse response;
  v1::Heartbeat& heartbeat = *response.mutable_heartbeat();
  heartbeat.set_last_number(events_->last_number());
  heartbeat.set_epoch(events_->epoch());
  heartbeat.set_resume_token(events_->resume_token());
  heartbeat.set_paused(events_->paused());
  *heartbeat.mutable_time() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(ToMicroseconds(now));
  return response.SerializeAsString();
}

std::string SubscriberStream::Notification(const Delivery& delivery) const {
  v1::StreamEventsResponse response;
  FillNotification(delivery, events_->epoch(), *response.mutable_notification());
  return response.SerializeAsString();
}

}  // namespace sinergi::notifications
