#include "services/notifications/channels/stream/subscriber_stream.h"

#include <google/protobuf/util/time_util.h>

#include "services/notifications/channels/stream/cloud_event_proto.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::notifications {
namespace {

constexpr std::size_t kAtOnce = 64;

}  // namespace

SubscriberStream::SubscriberStream(std::unique_ptr<EventStream> events,
                                   std::shared_ptr<SharedMessages> shared, const Clock& clock,
                                   std::chrono::milliseconds heartbeat, std::function<void()> wake)
    : events_(std::move(events)),
      shared_(std::move(shared)),
      clock_(clock),
      heartbeat_(heartbeat),
      wake_(events_->Watch(std::move(wake))) {}

Result<std::vector<StreamMessage>> SubscriberStream::Next() {
  const Instant now = clock_.Now();
  std::vector<StreamMessage> messages;
  bool at_end = true;
  if (begun_) {
    const auto deliveries = events_->Next(kAtOnce);
    if (!deliveries) return deliveries.error();
    at_end = deliveries->at_end;
    messages.reserve(deliveries->events.size() + 1);
    const auto make = [this](const Delivery& one) { return StreamedNotification(*events_, one); };
    if (shared_.use_count() > 1) {
      shared_->Append(deliveries->events, make, messages);
    } else {  // nobody else gives them
      for (const Delivery& one : deliveries->events) messages.emplace_back(make(one));
    }
  }
  // A clock that was set back counts as quiet, so that nobody waits for it to catch up.
  const bool long_ago = now < last_sent_ || now - last_sent_ >= heartbeat_;
  const bool quiet = messages.empty() && long_ago;
  if (!begun_ || quiet) messages.emplace_back(Heartbeat(now));
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

std::unique_ptr<StreamSource> SubscriberStreams::Open(std::unique_ptr<EventStream> events,
                                                      std::function<void()> wake) {
  auto shared = SharedBy({events->subscription_id(), events->epoch()});
  return std::make_unique<SubscriberStream>(std::move(events), std::move(shared), clock_,
                                            heartbeat_, std::move(wake));
}

std::shared_ptr<SharedMessages> SubscriberStreams::SharedBy(const Key& key) {
  const std::lock_guard lock(mutex_);
  std::erase_if(shared_, [](const auto& one) { return one.second.expired(); });
  auto shared = shared_[key].lock();
  if (!shared) shared_[key] = shared = std::make_shared<SharedMessages>();
  return shared;
}

}  // namespace sinergi::notifications
