#pragma once

#include <optional>
#include <string>

#include "common/events/event.h"

namespace sinergi::notifications {

// The event's message as JSON, with the contract's field names; nothing for a message that no
// contract of this release has.
std::optional<std::string> MessageAsJson(const Event& event);

}  // namespace sinergi::notifications
