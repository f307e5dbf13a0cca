#pragma once

#include <string>

#include "services/notifications/application/event_streams.h"

namespace sinergi::notifications {

// The answer of FetchEvents, serialised: from where the stretch begins up to the number, or what of
// it is there and fits.
Result<std::string> FetchedEvents(EventStreams::Stretch stretch, std::int64_t to_number);

}  // namespace sinergi::notifications
