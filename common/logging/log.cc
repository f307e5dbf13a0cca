#include "common/logging/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

#include <atomic>
#include <memory>

#include "common/logging/line.h"
#include "common/time/clock.h"

namespace sinergi {
namespace {

spdlog::level::level_enum ToSpdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

struct Output {
  Output() : logger("sinergi", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger.set_pattern("%v");
  }

  spdlog::logger logger;
  std::atomic<LogFormat> format = LogFormat::kText;
  std::atomic<bool> coloured = isatty(STDERR_FILENO) == 1;
};

// Never destroyed, so that threads and destructors may log to the very end.
Output& TheOutput() {
  static auto* const output = new Output;
  return *output;
}

}  // namespace

void ConfigureLog(LogLevel lowest, LogFormat format) {
  Output& output = TheOutput();
  output.logger.set_level(ToSpdlog(lowest));
  output.format = format;
  output.coloured = isatty(STDERR_FILENO) == 1;
}

void Log(LogLevel level, std::string_view what, const std::vector<LogField>& fields) {
  Output& output = TheOutput();
  if (!output.logger.should_log(ToSpdlog(level))) return;
  const LogLine line{SystemClock().Now(), level, what};
  const std::string text = output.format == LogFormat::kJson
                               ? JsonLine(line, fields)
                               : TextLine(line, fields, output.coloured);
  output.logger.log(ToSpdlog(level), spdlog::string_view_t(text));
}

}  // namespace sinergi
