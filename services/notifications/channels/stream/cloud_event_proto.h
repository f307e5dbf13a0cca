#pragma once

#include "common/events/event.h"
#include "services/notifications/application/event_stream.h"
#include "sinergi/notifications/v1/subscription.pb.h"

namespace sinergi::notifications {

// The event in CloudEvents' words, its payload as an Any of the message that its schema names.
void FillCloudEvent(const Event& event, v1::CloudEvent& message);

// A delivery that the stream gave; of what is withheld its id and source only.
void FillNotification(const EventStream& stream, const Delivery& delivery,
                      v1::Notification& message);

// The part of a Notification that is the same for every subscription, serialised: its event, and
// why it is withheld.
std::string SharedPart(const JournalEntry& entry);

// A StreamEventsResponse with a delivery that the stream gave, serialised. Takes the shared part
// from the entry where it is there.
std::string StreamedNotification(const EventStream& stream, const Delivery& delivery);

}  // namespace sinergi::notifications
