#pragma once

#include <optional>
#include <string_view>

#include "common/time/instant.h"

namespace sinergi {

// Reads the whole text as a moment of RFC 3339, with any offset; beyond the microsecond it is cut.
std::optional<Instant> ParseRfc3339(std::string_view text);

}  // namespace sinergi
