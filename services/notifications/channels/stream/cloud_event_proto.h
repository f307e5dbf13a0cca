#pragma once

#include "common/events/event.h"
#include "services/notifications/application/event_stream.h"
#include "sinergi/notifications/v1/subscription.pb.h"

namespace sinergi::notifications {

// The event in CloudEvents' words, its payload as an Any of the message that its schema names.
void FillCloudEvent(const Event& event, v1::CloudEvent& message);

// A delivery in that epoch; of what is withheld its id and source only.
void FillNotification(const Delivery& delivery, std::int64_t epoch, v1::Notification& message);

}  // namespace sinergi::notifications
