#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/regions/region_code.h"
#include "common/time/instant.h"

namespace sinergi::notifications {

// What of an event decides who is told: its attributes, never what is in it.
struct EventTraits {
  std::string_view type;
  std::span<const std::string> offices;  // codes of all offices concerned
  std::optional<RegionCode> region;      // where; none when the event does not say
  std::string_view source = {};
  std::string_view subject = {};
  std::int64_t revision = 0;
  Instant time = {};
};

}  // namespace sinergi::notifications
