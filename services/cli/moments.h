#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <optional>
#include <string>

#include "common/time/instant.h"

namespace sinergi::cli {

Instant ToInstant(const google::protobuf::Timestamp& timestamp);
google::protobuf::Timestamp ToTimestamp(Instant instant);

// "WIB", "WITA" or "WIT".
std::optional<TimeZone> ParseZone(std::string_view name);

// "2026-03-04 12:06:07 WIB"; in UTC when the zone is not known.
std::string LocalTime(Instant instant, std::optional<TimeZone> zone);

// A moment as people type it: RFC 3339 ("2026-03-04T05:06:07Z") or how long ago ("90s", "30m",
// "24h", "7d").
std::optional<Instant> ParseMoment(const std::string& text, Instant now);

}  // namespace sinergi::cli
