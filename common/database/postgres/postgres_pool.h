#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "common/database/postgres/postgres_session.h"

namespace sinergi {

// A bounded number of sessions, made when they are needed. Safe from any thread.
class PostgresPool {
 public:
  explicit PostgresPool(PostgresOptions options) : options_(std::move(options)) {}

  // Gives its session back at the end: kept when it can serve somebody else, closed otherwise.
  class Borrowed {
   public:
    Borrowed(PostgresPool& pool, std::unique_ptr<PostgresSession> session)
        : pool_(&pool), session_(std::move(session)) {}
    ~Borrowed() {
      if (session_ != nullptr) pool_->GiveBack(std::move(session_));
    }
    Borrowed(Borrowed&&) = default;
    Borrowed& operator=(Borrowed&&) = delete;

    PostgresSession& operator*() const { return *session_; }
    PostgresSession* operator->() const { return session_.get(); }

   private:
    PostgresPool* pool_;
    std::unique_ptr<PostgresSession> session_;
  };

  // An idle session that looks alive, else a new one while there is room, else the first that is
  // given back. DEADLINE_EXCEEDED when none is in time, UNAVAILABLE when none can be made.
  Result<Borrowed> Borrow(Deadline deadline);

  // Closes what is idle. For when one session proved useless: the others are likely to be, too.
  void CloseIdle();

 private:
  using Sessions = std::vector<std::unique_ptr<PostgresSession>>;

  // An idle session, nullptr for a place to make a new one in, or the error of having waited.
  Result<std::unique_ptr<PostgresSession>> TakePlace(Deadline deadline);
  void GiveBack(std::unique_ptr<PostgresSession> session);
  void FreePlaces(std::size_t count);

  const PostgresOptions options_;
  PostgresCanceller canceller_;
  std::mutex mutex_;
  std::condition_variable place_freed_;
  Sessions idle_;          // guarded by mutex_; the last used is the last
  std::size_t taken_ = 0;  // places of idle and of borrowed sessions; guarded by mutex_
};

}  // namespace sinergi
