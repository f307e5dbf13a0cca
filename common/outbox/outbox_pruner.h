#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "common/database/database.h"
#include "common/time/clock.h"

namespace sinergi {

// Deletes what is past its retention from one service's outbox, in small steps.
class OutboxPruner {
 public:
  struct Options {
    std::string service;  // for the log
    std::chrono::milliseconds events = std::chrono::hours(24 * 30);
    std::chrono::milliseconds answers = std::chrono::hours(24 * 7);
  };

  OutboxPruner(Database& database, const Clock& clock, Options options);

  // Prunes until `stop` is requested. For a worker.
  void Run(std::stop_token stop) const;

 private:
  Database& database_;
  const Clock& clock_;
  const Options options_;
};

}  // namespace sinergi
