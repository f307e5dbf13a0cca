#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>

#include "common/database/postgres/postgres_database.h"
#include "common/database/postgres/postgres_pool.h"
#include "common/database/postgres/postgres_transaction.h"

namespace sinergi {

class PostgresDatabase::Impl {
 public:
  explicit Impl(const PostgresOptions& options) : pool(options) {}

  using Use = std::function<PostgresAttempt(PostgresSession&)>;

  // Uses a session, again on another one when that may help: a few times, with growing pauses,
  // never past the deadline.
  Status Persist(Deadline deadline, const Use& use);

  // Waits; false, at once, when the deadline would come before the end.
  bool Pause(std::chrono::milliseconds time, Deadline deadline);

  PostgresPool pool;

 private:
  PostgresAttempt TryOnce(Deadline deadline, const Use& use);

  std::mutex pause_mutex_;
  std::condition_variable nobody_rings_;
};

}  // namespace sinergi
