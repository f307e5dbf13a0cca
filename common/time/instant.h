#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sinergi {

// A moment in UTC, to the microsecond. Stored as a signed 64-bit count since 1970.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

inline std::int64_t ToMicroseconds(Instant instant) { return instant.time_since_epoch().count(); }
inline Instant FromMicroseconds(std::int64_t us) { return Instant(std::chrono::microseconds(us)); }

// RFC 3339 in UTC with six decimals: "2026-03-04T05:06:07.000008Z".
std::string FormatRfc3339(Instant instant);

// Indonesia's time zones (Keppres 41/1987). None has daylight saving.
enum class TimeZone { kWib, kWita, kWit };

std::string_view ZoneName(TimeZone zone);      // "WIB"
std::chrono::hours ZoneOffset(TimeZone zone);  // 7 h, 8 h, 9 h

// The day that it is in the zone: what dated rules go by.
std::chrono::sys_days LocalDay(Instant instant, TimeZone zone);

// For people: "2026-03-04 12:06:07 WIB".
std::string FormatLocal(Instant instant, TimeZone zone);

}  // namespace sinergi
