#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "common/database/postgres/postgres_handles.h"

namespace sinergi {

// Asks the server to end statements that nobody waits for any longer. In a thread of its own:
// asking takes a connection, which nobody should wait for either. Safe from any thread.
class PostgresCanceller {
 public:
  PostgresCanceller();

  // Asks soon, or never when too many wait already.
  void Cancel(CancelHandle statement);

 private:
  void Run(const std::stop_token& stop);

  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<CancelHandle> waiting_;  // guarded by mutex_
  std::jthread thread_;               // the last member: it ends first
};

}  // namespace sinergi
