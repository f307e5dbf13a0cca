#pragma once

#include <functional>
#include <memory>
#include <string>

#include "common/process/process_settings.h"
#include "common/settings/settings.h"

namespace sinergi {

// A server that runs until it is told to stop.
class Server {
 public:
  virtual ~Server() = default;
  virtual Status Start() = 0;
  virtual void Stop() = 0;
};

// What `main` of a server program hands over.
struct Program {
  std::string name;               // "sinergi-referrals"
  std::string sentence;           // what it is, for --help
  SettingsTable& table;           // everything it reads from outside
  ProcessSettings& settings;      // in the table
  std::function<Status()> check;  // of the rest, after reading
  std::function<Result<std::unique_ptr<Server>>()> make;
  // What `--migrate` does instead of serving; none where there is nothing to prepare.
  std::function<Status()> migrate;
};

// Reads the settings, configures the log, serves until SIGTERM or SIGINT. Gives the exit status; a
// failure is told on the standard error in one line and its cause.
int Run(Program program, int count, const char* const* values);

}  // namespace sinergi
