#pragma once

#include "common/events/event.h"
#include "sinergi/notifications/v1/subscription.pb.h"

namespace sinergi::notifications {

// The event in CloudEvents' words, its payload as an Any of the message that its schema names.
void FillCloudEvent(const Event& event, v1::CloudEvent& message);

}  // namespace sinergi::notifications
