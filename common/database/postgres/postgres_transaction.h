#pragma once

#include <string>
#include <string_view>

#include "common/database/postgres/postgres_session.h"

namespace sinergi {

// Queues what says in whose name the rest of the transaction is, for the policies of protected
// tables, and with whose rights. Both end with the transaction, also with the unnamed one of
// statements that are sent together.
void QueueTerms(PostgresSession& session, const Terms& terms);

// How one try went, and whether another may go better.
struct PostgresAttempt {
  Status status;
  bool again = false;
};

// A transaction on a session. BEGIN travels with the first statement that somebody waits for,
// COMMIT with the last ones. What is never ended (the work threw) is not committed: the pool closes
// such a session.
class PostgresTransaction final : public Transaction {
 public:
  // `terms` outlive it.
  PostgresTransaction(PostgresSession& session, const Terms& terms)
      : session_(session), terms_(terms) {
    session_.Reset();
  }

  void Execute(const Statement& statement, Values parameters) override;
  Result<Rows> Query(const Statement& statement, Values parameters) override;
  Result<Rows> QueryForUpdate(const Statement& statement, Values parameters) override;
  Result<Rows> QueryFreeForUpdate(const Statement& statement, Values parameters) override;
  Result<std::vector<Rows>> QueryEach(const Statement& statement,
                                      std::vector<Values> parameters) override;
  Result<std::vector<Rows>> QueryEachForUpdate(const Statement& statement,
                                               std::vector<Values> parameters) override;

  // Commits what the work did, or rolls it back when it says so or a statement failed. The first
  // statement that failed has the last word, also one that nobody has waited for yet.
  PostgresAttempt End(const Status& worked);

 private:
  void Queue(std::string_view sql, const Values& parameters);
  Result<Rows> QueryText(std::string_view sql, const Values& parameters);
  Result<std::vector<Rows>> QueryEachText(std::string_view sql,
                                          const std::vector<Values>& parameters);
  PostgresAttempt EndRefused(const Status& worked);
  void Rollback();

  PostgresSession& session_;
  const Terms& terms_;
  bool begun_ = false;
};

}  // namespace sinergi
