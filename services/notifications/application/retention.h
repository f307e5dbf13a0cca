#pragma once

#include <chrono>
#include <stop_token>

#include "common/database/database.h"
#include "common/time/clock.h"

namespace sinergi::notifications {

// Deletes what kRetention lists once it is older than `keep`, a small step at a time.
class Retention {
 public:
  Retention(Database& database, const Clock& clock, std::chrono::milliseconds keep)
      : database_(database), clock_(clock), keep_(keep) {}

  // Prunes until `stop` is requested. Never ends on an error.
  void Run(std::stop_token stop);

  // One step of each: how many rows went.
  Result<std::int64_t> PruneOnce();

 private:
  Database& database_;
  const Clock& clock_;
  const std::chrono::milliseconds keep_;
};

}  // namespace sinergi::notifications
