#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sinergi {

// A day of the calendar as YYYY-MM-DD; none when the text has another form or no such day exists.
std::optional<std::chrono::sys_days> ParseDay(std::string_view text);

// "2026-03-04". Years from 0 to 9999.
std::string FormatDay(std::chrono::sys_days day);

}  // namespace sinergi
