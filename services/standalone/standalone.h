#pragma once

#include <memory>

#include "services/standalone/settings.h"

namespace sinergi::standalone {

// All services in one process over the embedded seams: SQLite files, the embedded event log, the
// caches and announcements in memory. What commits is durable; one process only.
class Standalone {
 public:
  // Opens the data folder and builds everything. The settings outlive it.
  static Result<std::unique_ptr<Standalone>> Make(const StandaloneSettings& settings);
  ~Standalone();

  // Begins to serve, then writes the file `ready` into the data folder: "grpc <port>" and
  // "metrics <port>", a line each.
  Status Start();

  // Ends calls and streams gracefully, then the workers. Removes `ready`.
  void Stop();

 private:
  class Parts;
  explicit Standalone(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace sinergi::standalone
