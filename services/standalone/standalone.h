#pragma once

#include <memory>

#include "common/process/program.h"
#include "services/standalone/settings.h"

namespace sinergi::standalone {

// All services in one process over the embedded seams: SQLite files, the embedded event log, cache
// and announcements in memory. What commits is durable; one process only.
class Standalone final : public Server {
 public:
  // Opens the data folder and builds everything. The settings outlive it.
  static Result<std::unique_ptr<Server>> Make(const StandaloneSettings& settings);
  ~Standalone() override;

  Status Start() override;
  void Stop() override;

 private:
  class Parts;
  explicit Standalone(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace sinergi::standalone
