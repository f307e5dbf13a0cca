#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <optional>

#include "common/time/instant.h"

namespace sinergi {

// A moment as the contracts carry it, exact to the microsecond.
inline void SetTimestamp(Instant instant, google::protobuf::Timestamp* timestamp) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
  timestamp->set_seconds(seconds.time_since_epoch().count());
  timestamp->set_nanos(static_cast<int>(std::chrono::nanoseconds(instant - seconds).count()));
}

// What a timestamp must be, for who is told that one is not.
inline constexpr char kTimestampForm[] = "0001-01-01T00:00:00Z … 9999-12-31T23:59:59Z";

// And back; nothing when it is not of the years 1 to 9999 or its nanoseconds are no fraction of a
// second, as the type demands.
inline std::optional<Instant> FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  constexpr std::int64_t kYear1 = -62'135'596'800;
  constexpr std::int64_t kYear10000 = 253'402'300'800;
  if (timestamp.seconds() < kYear1 || timestamp.seconds() >= kYear10000) return std::nullopt;
  if (timestamp.nanos() < 0 || timestamp.nanos() > 999'999'999) return std::nullopt;
  return Instant(std::chrono::seconds(timestamp.seconds()) +
                 std::chrono::microseconds(timestamp.nanos() / 1000));
}

}  // namespace sinergi
