#include "services/notifications/channels/stream/fetched_events.h"

#include <algorithm>

#include "services/notifications/channels/stream/cloud_event_proto.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::notifications {
namespace {

constexpr std::size_t kLargestAnswer = std::size_t{1} << 20;

}  // namespace

Result<std::string> FetchedEvents(EventStreams::Stretch stretch, std::int64_t to_number) {
  v1::FetchEventsResponse response;
  EventStream& events = *stretch.events;
  std::size_t bytes = 0;
  for (bool at_end = false;
       !at_end && bytes < kLargestAnswer && events.last_number() < to_number;) {
    const auto more = static_cast<std::size_t>(to_number - events.last_number());
    const auto deliveries = events.Next(more);
    if (!deliveries) return deliveries.error();
    for (const Delivery& delivery : deliveries->events) {
      FillNotification(events, delivery, *response.add_notifications());
      bytes += delivery.entry->event.payload.size();
    }
    at_end = deliveries->at_end;
  }
  response.set_last_number(std::max(stretch.last_number, events.last_number()));
  return response.SerializeAsString();
}

}  // namespace sinergi::notifications
