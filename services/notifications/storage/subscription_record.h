#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// A subscription as bytes, for the cache.
std::string PackSubscription(const Subscription& subscription);

// Nothing for bytes that PackSubscription did not make, of another release for instance.
std::optional<Subscription> UnpackSubscription(std::string_view bytes);

// Lists as one text, as rows hold them too: "a.B,a.c.*". Reading gives nothing for what is none.
std::string JoinNames(const std::vector<std::string>& names);
std::vector<std::string> SplitNames(std::string_view text);
std::string JoinPatterns(const std::vector<EventPattern>& patterns);
std::optional<std::vector<EventPattern>> SplitPatterns(std::string_view text);
std::string JoinAreas(const std::vector<RegionCode>& areas);
std::optional<std::vector<RegionCode>> SplitAreas(std::string_view text);

}  // namespace sinergi::notifications
