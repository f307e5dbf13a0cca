#include "common/time/instant.h"

#include <array>
#include <cstdio>

namespace sinergi {
namespace {

struct Civil {
  int year;
  unsigned month, day;
  int hour, minute, second, microsecond;
};

Civil ToCivil(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          static_cast<int>(time.hours().count()),
          static_cast<int>(time.minutes().count()),
          static_cast<int>(time.seconds().count()),
          static_cast<int>(time.subseconds().count())};
}

}  // namespace

std::string FormatRfc3339(Instant instant) {
  const Civil c = ToCivil(instant);
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ",
                                 c.year, c.month, c.day, c.hour, c.minute, c.second, c.microsecond);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string_view ZoneName(TimeZone zone) {
  static constexpr std::array<std::string_view, 3> kNames{"WIB", "WITA", "WIT"};
  return kNames[static_cast<std::size_t>(zone)];
}

std::chrono::hours ZoneOffset(TimeZone zone) {
  return std::chrono::hours(7 + static_cast<int>(zone));
}

std::chrono::sys_days LocalDay(Instant instant, TimeZone zone) {
  return std::chrono::floor<std::chrono::days>(instant + ZoneOffset(zone));
}

std::string FormatLocal(Instant instant, TimeZone zone) {
  const Civil c = ToCivil(instant + ZoneOffset(zone));
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d ", c.year,
                                 c.month, c.day, c.hour, c.minute, c.second);
  return std::string(text.data(), static_cast<std::size_t>(size)) + std::string(ZoneName(zone));
}

}  // namespace sinergi
