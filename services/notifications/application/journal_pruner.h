#pragma once

#include <chrono>
#include <stop_token>

#include "common/database/database.h"
#include "common/time/clock.h"

namespace sinergi::notifications {

// Ends the keeping of journal entries that are older than the retention, in small batches. Numbers
// stay true: each subscription's place at the new beginning is kept.
class JournalPruner {
 public:
  JournalPruner(Database& database, const Clock& clock, std::chrono::milliseconds retention);

  // Prunes until `stop` is requested. Never ends on an error.
  void Run(std::stop_token stop);

  // One batch: how many entries went.
  Result<std::int64_t> PruneOnce();

 private:
  Database& database_;
  const Clock& clock_;
  const std::chrono::milliseconds retention_;
};

}  // namespace sinergi::notifications
