#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// A subscription as bytes, for the cache.
std::string PackSubscription(const Subscription& subscription);

// Nothing for bytes that PackSubscription did not make, of another release for instance.
std::optional<Subscription> UnpackSubscription(std::string_view bytes);

// Event types as one text, as rows hold them too: "a.B,a.c.*".
std::string JoinPatterns(const std::vector<EventPattern>& patterns);
std::optional<std::vector<EventPattern>> SplitPatterns(std::string_view text);

}  // namespace sinergi::notifications
