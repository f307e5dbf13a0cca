#include "services/cli/moments.h"

#include <google/protobuf/util/time_util.h>

#include <charconv>
#include <map>

namespace sinergi::cli {
namespace {

constexpr std::int64_t kMostUnits = 1'000'000;

std::optional<std::chrono::seconds> ParseSpan(const std::string& text) {
  static const std::map<char, std::chrono::seconds> kUnits{{'s', std::chrono::seconds(1)},
                                                           {'m', std::chrono::minutes(1)},
                                                           {'h', std::chrono::hours(1)},
                                                           {'d', std::chrono::days(1)}};
  if (text.size() < 2 || !kUnits.contains(text.back())) return std::nullopt;
  std::int64_t count = 0;
  const char* end = text.data() + text.size() - 1;
  const auto read = std::from_chars(text.data(), end, count);
  if (read.ec != std::errc() || read.ptr != end || count < 0 || count > kMostUnits) {
    return std::nullopt;
  }
  return count * kUnits.at(text.back());
}

}  // namespace

Instant ToInstant(const google::protobuf::Timestamp& timestamp) {
  return Instant(std::chrono::seconds(timestamp.seconds()) +
                 std::chrono::microseconds(timestamp.nanos() / 1000));
}

google::protobuf::Timestamp ToTimestamp(Instant instant) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(ToMicroseconds(instant));
}

std::optional<TimeZone> ParseZone(std::string_view name) {
  for (const TimeZone zone : {TimeZone::kWib, TimeZone::kWita, TimeZone::kWit}) {
    if (ZoneName(zone) == name) return zone;
  }
  return std::nullopt;
}

std::string LocalTime(Instant instant, std::optional<TimeZone> zone) {
  if (zone) return FormatLocal(instant, *zone);
  std::string text = FormatRfc3339(instant).substr(0, 19);
  text[10] = ' ';
  return text + " UTC";
}

std::optional<Instant> ParseMoment(const std::string& text, Instant now) {
  if (const auto span = ParseSpan(text)) return now - *span;
  google::protobuf::Timestamp timestamp;
  if (!google::protobuf::util::TimeUtil::FromString(text, &timestamp)) return std::nullopt;
  return ToInstant(timestamp);
}

}  // namespace sinergi::cli
