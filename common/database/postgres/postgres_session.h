#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "common/database/postgres/postgres_connection.h"
#include "common/database/postgres/postgres_errors.h"
#include "common/database/postgres/postgres_values.h"
#include "common/database/postgres/prepared_statements.h"

namespace sinergi {

// A connection with its prepared statements. Statements are queued and travel together, with the
// preparation of those that are new, when somebody waits for answers. After a failure the server
// skips what is queued until the transaction is rolled back. Used by one thread at a time.
class PostgresSession {
 public:
  static Result<std::unique_ptr<PostgresSession>> Open(const PostgresOptions& options,
                                                       PostgresCanceller& canceller,
                                                       Deadline deadline);

  // Forgets the failure of the last use.
  void Reset();

  // Queues a statement, unless something failed before.
  void Queue(std::string_view sql, const Values& parameters);

  // Sends what is queued and waits for all answers; the last so many are kept for TakeEach. False
  // when anything failed since Reset.
  bool Flush(Deadline deadline, std::size_t kept = 1);

  // Like Flush, and ends what was sent: outside BEGIN, it is committed.
  bool Sync(Deadline deadline);

  // Sends what is queued with COMMIT and waits. At the deadline it has the server stop and learns
  // what came of it. True when the server says that it committed.
  bool Commit(Deadline deadline);

  // Sends what is queued and rolls the transaction back. A statement that fails on the way counts.
  void Rollback(Deadline deadline);

  // Runs a text of several statements without parameters.
  bool RunScript(const std::string& sql, Deadline deadline);

  // The first failure since Reset.
  const std::optional<PostgresFailure>& failure() const { return failure_; }

  // The rows of the last statement, and of each of the last as many as Flush was to keep.
  Result<Rows> TakeRows();
  Result<std::vector<Rows>> TakeEach();

  // Whether something is queued whose answer is not known.
  bool IsWaiting() const { return !expected_.empty(); }

  // Whether it can serve somebody else: nothing waits, no transaction is open.
  bool IsReusable() const { return is_synced_ && connection_->IsReusable(); }

  PostgresConnection& connection() { return *connection_; }

 private:
  struct Expected {
    enum class Kind { kPreparation, kStatement, kSync } kind;
    const PreparedStatement* prepared;  // of a preparation
  };
  enum class AtDeadline { kGiveUp, kLearnOutcome };

  explicit PostgresSession(std::unique_ptr<PostgresConnection> connection)
      : connection_(std::move(connection)) {}

  void Send(std::string_view sql, const Values& parameters);
  bool SendPrepared(std::string_view sql);
  void SendSync();
  bool Await(Deadline deadline, AtDeadline at_deadline);
  void TakeAnswer();
  void Judge(ResultHandle answer);
  void Fail(PostgresFailure failure);
  PGconn* handle() const { return connection_->handle(); }

  std::unique_ptr<PostgresConnection> connection_;
  PreparedStatements statements_;
  PostgresParameters parameters_;
  std::deque<Expected> expected_;
  bool is_synced_ = true;  // nothing was sent since the server last said how it stands
  std::size_t kept_ = 1;
  std::deque<ResultHandle> answers_;  // of the last statements, not more than kept_
  std::optional<PostgresFailure> failure_;
};

}  // namespace sinergi
