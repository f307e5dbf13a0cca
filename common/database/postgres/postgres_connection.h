#pragma once

#include <memory>
#include <string>

#include "common/database/postgres/postgres_canceller.h"
#include "common/database/postgres/postgres_database.h"
#include "common/database/postgres/postgres_handles.h"

namespace sinergi {

// One connection to the server, never blocking: whoever waits, waits until a deadline. Used by one
// thread at a time.
class PostgresConnection {
 public:
  // UNAVAILABLE when the server cannot be reached in time or does not let us in.
  static Result<std::unique_ptr<PostgresConnection>> Open(const PostgresOptions& options,
                                                          PostgresCanceller& canceller,
                                                          Deadline deadline);

  PGconn* handle() const { return handle_.get(); }

  // Sends what libpq holds and waits for an answer. False when the deadline came first. A
  // connection that broke has an answer that says so.
  bool WaitForAnswer(Deadline deadline);

  // Has the server end what it is doing, and keeps the connection from being used again: the
  // request may come late and would hit somebody else's statement.
  void Cancel();

  // Says that the connection is of no use any more.
  void Retire() { retired_ = true; }
  bool IsRetired() const { return retired_; }

  bool IsBroken() const { return PQstatus(handle_.get()) == CONNECTION_BAD; }

  // Whether it is alive, nobody cancelled anything, and the server last said, at a sync, that it is
  // in no transaction.
  bool IsReusable() const;

  // Whether an idle connection looks as it was left. What the server says unasked means its end.
  bool LooksAlive() const;

 private:
  PostgresConnection(ConnectionHandle handle, PostgresCanceller& canceller)
      : handle_(std::move(handle)), canceller_(canceller) {}

  ConnectionHandle handle_;
  PostgresCanceller& canceller_;
  bool retired_ = false;
};

}  // namespace sinergi
