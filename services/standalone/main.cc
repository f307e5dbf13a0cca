#include <iostream>
#include <string>
#include <vector>

#include "common/lifecycle/stop_signal.h"
#include "common/logging/log.h"
#include "services/standalone/standalone.h"

namespace {

using sinergi::Language;
using sinergi::LogFormat;
using sinergi::LogLevel;
using sinergi::Status;
using sinergi::standalone::Standalone;
using sinergi::standalone::StandaloneSettings;

int Fail(const Status& failed) {
  const auto& error = failed.error();
  std::cerr << "sinergi-standalone cannot start: " << error.Text(Language::kEnglish) << "\n";
  if (!error.cause().empty()) std::cerr << "  because: " << error.cause() << "\n";
  return 1;
}

LogLevel LevelOf(const std::string& name) {
  if (name == "debug") return LogLevel::kDebug;
  if (name == "warning") return LogLevel::kWarning;
  return name == "error" ? LogLevel::kError : LogLevel::kInfo;
}

}  // namespace

int main(int count, char** values) {
  sinergi::StopSignal stop_signal;
  const std::vector<std::string> arguments(values + 1, values + count);
  StandaloneSettings settings;
  sinergi::SettingsTable table;
  settings.AddTo(table);
  if (arguments == std::vector<std::string>{"--help"}) {
    std::cout << "sinergi-standalone: all services in one process.\n\n" << table.Describe();
    return 0;
  }
  if (arguments == std::vector<std::string>{"--help", "--json"}) {
    std::cout << table.Describe(true);
    return 0;
  }
  auto done = table.Read(arguments, sinergi::SettingsTable::ProcessEnvironment());
  if (done) done = settings.Check();
  if (!done) return Fail(done);
  sinergi::ConfigureLog(LevelOf(settings.log_level),
                        settings.log_format == "json" ? LogFormat::kJson : LogFormat::kText);
  auto standalone = Standalone::Make(settings);
  if (!standalone) return Fail(standalone.error());
  if (auto started = (*standalone)->Start(); !started) return Fail(started);
  stop_signal.Wait();
  sinergi::Log(LogLevel::kInfo, "stopping");
  (*standalone)->Stop();
  sinergi::Log(LogLevel::kInfo, "stopped");
  return 0;
}
