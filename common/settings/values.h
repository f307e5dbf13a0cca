#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/result/error.h"

namespace sinergi {

// Longer durations are refused, so that adding one to a moment cannot overflow: ten years.
inline constexpr std::chrono::milliseconds kLongestDuration = std::chrono::hours(87'600);

// Each reads the whole text as one value. On success it is put into the variable and null returned,
// else the variable stays and the broken rule is returned: kSettingMalformed, kSettingOutOfRange.
const Reason* ReadBoolean(std::string_view text, bool& value);
const Reason* ReadInteger(std::string_view text, std::int64_t least, std::int64_t most,
                          std::int64_t& value);
const Reason* ReadDuration(std::string_view text, std::chrono::milliseconds& value);

// In the largest unit that says it exactly: "90s", "2m".
std::string FormatDuration(std::chrono::milliseconds duration);

}  // namespace sinergi
