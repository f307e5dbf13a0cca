#include "common/process/program.h"

#include <iostream>
#include <vector>

#include "common/lifecycle/stop_signal.h"
#include "common/logging/log.h"

namespace sinergi {
namespace {

int Fail(const std::string& name, const Status& failed) {
  const Error& error = failed.error();
  std::cerr << name << " cannot start: " << error.Text(Language::kEnglish) << "\n";
  if (!error.cause().empty()) std::cerr << "  because: " << error.cause() << "\n";
  return 1;
}

LogLevel LevelOf(const std::string& name) {
  if (name == "debug") return LogLevel::kDebug;
  if (name == "warning") return LogLevel::kWarning;
  return name == "error" ? LogLevel::kError : LogLevel::kInfo;
}

Status ReadSettings(Program& program, const std::vector<std::string>& arguments) {
  auto done = program.table.Read(arguments, SettingsTable::ProcessEnvironment());
  program.settings.given = program.table.given();
  if (done) done = program.settings.Check();
  if (done && program.check) done = program.check();
  return done;
}

int Serve(Program& program, StopSignal& stop_signal) {
  auto server = program.make();
  if (!server) return Fail(program.name, server.error());
  if (auto started = (*server)->Start(); !started) return Fail(program.name, started);
  stop_signal.Wait();
  Log(LogLevel::kInfo, "stopping");
  (*server)->Stop();
  Log(LogLevel::kInfo, "stopped");
  return 0;
}

}  // namespace

int Run(Program program, int count, const char* const* values) {
  StopSignal stop_signal;
  const std::vector<std::string> arguments(values + 1, values + count);
  bool migrate = false;
  if (program.migrate) {
    program.table.Add(&migrate, "migrate", "true: prepare the database and the topics, and end.");
  }
  if (arguments == std::vector<std::string>{"--help"}) {
    std::cout << program.name << ": " << program.sentence << "\n\n" << program.table.Describe();
    return 0;
  }
  if (arguments == std::vector<std::string>{"--help", "--json"}) {
    std::cout << program.table.Describe(true);
    return 0;
  }
  if (auto done = ReadSettings(program, arguments); !done) return Fail(program.name, done);
  ConfigureLog(LevelOf(program.settings.log_level),
               program.settings.log_format == "json" ? LogFormat::kJson : LogFormat::kText);
  if (!migrate) return Serve(program, stop_signal);
  const Status migrated = program.migrate();
  return migrated ? 0 : Fail(program.name, migrated);
}

}  // namespace sinergi
