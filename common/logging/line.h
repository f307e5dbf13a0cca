#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/logging/log.h"
#include "common/time/instant.h"

namespace sinergi {

// What is known of one line besides its fields.
struct LogLine {
  Instant time;
  LogLevel level;
  std::string_view what;
};

// Both give exactly one line, without its end, whatever the values hold. A value longer than
// kLongestLogValue bytes is cut and its true length named.
inline constexpr std::size_t kLongestLogValue = 512;

// For people: "2026-03-04T05:06:07.123Z INFO  what happened  name=value name="two words"".
// With `coloured` the level carries terminal colours.
std::string TextLine(const LogLine& line, const std::vector<LogField>& fields, bool coloured);

// For programs: one JSON object with time, level, message and the fields. A field that takes one
// of those three names gets "_" behind it; NaN and the infinities are texts.
std::string JsonLine(const LogLine& line, const std::vector<LogField>& fields);

}  // namespace sinergi
