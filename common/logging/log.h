#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sinergi {

enum class LogLevel { kDebug, kInfo, kWarning, kError };
enum class LogFormat { kText, kJson };

// One named value of a log line. Never personal data, never a request's body.
struct LogField {
  std::string_view name;
  std::variant<std::string, std::int64_t, double, bool> value;
};

// Sets up standard error as the place of the log; before it, lines appear as text from `info` on.
void ConfigureLog(LogLevel lowest, LogFormat format);

// Writes one line: time, level, `what` (a short constant sentence) and the fields. Any thread.
void Log(LogLevel level, std::string_view what, const std::vector<LogField>& fields = {});

}  // namespace sinergi
