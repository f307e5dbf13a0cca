#include "common/database/postgres/postgres_transaction.h"

#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::chrono::seconds kRollbackTime{2};
constexpr std::string_view kNameViewer = "SELECT set_config('sinergi.viewer', $1, true)";
constexpr std::string_view kTakeRole = "SELECT set_config('role', $1, true)";

}  // namespace

void QueueTerms(PostgresSession& session, const Terms& terms) {
  if (!terms.viewer.empty()) session.Queue(kNameViewer, {terms.viewer});
  if (const auto role = NameOf(terms.role); !role.empty()) {
    session.Queue(kTakeRole, {std::string(role)});
  }
}

void PostgresTransaction::Execute(const Statement& statement, Values parameters) {
  Queue(statement.sql, parameters);
}

Result<Rows> PostgresTransaction::Query(const Statement& statement, Values parameters) {
  return QueryText(statement.sql, parameters);
}

Result<Rows> PostgresTransaction::QueryForUpdate(const Statement& statement, Values parameters) {
  return QueryText(std::string(statement.sql) + " FOR UPDATE", parameters);
}

Result<Rows> PostgresTransaction::QueryFreeForUpdate(const Statement& statement,
                                                     Values parameters) {
  return QueryText(std::string(statement.sql) + " FOR UPDATE SKIP LOCKED", parameters);
}

Result<std::vector<Rows>> PostgresTransaction::QueryEach(const Statement& statement,
                                                         std::vector<Values> parameters) {
  return QueryEachText(statement.sql, parameters);
}

Result<std::vector<Rows>> PostgresTransaction::QueryEachForUpdate(const Statement& statement,
                                                                  std::vector<Values> parameters) {
  return QueryEachText(std::string(statement.sql) + " FOR UPDATE", parameters);
}

void PostgresTransaction::Queue(std::string_view sql, const Values& parameters) {
  if (!begun_) session_.Queue("BEGIN", {});
  if (!begun_) QueueTerms(session_, terms_);
  begun_ = true;
  session_.Queue(sql, parameters);
}

Result<Rows> PostgresTransaction::QueryText(std::string_view sql, const Values& parameters) {
  auto each = QueryEachText(sql, {parameters});
  if (!each) return each.error();
  return std::move(each->front());
}

Result<std::vector<Rows>> PostgresTransaction::QueryEachText(
    std::string_view sql, const std::vector<Values>& parameters) {
  if (parameters.empty()) return std::vector<Rows>();
  for (const Values& values : parameters) Queue(sql, values);
  if (!session_.Flush(terms_.deadline, parameters.size())) return session_.failure()->error;
  return session_.TakeEach();
}

PostgresAttempt PostgresTransaction::End(const Status& worked) {
  if (!begun_) return {worked};
  if (!worked || session_.failure()) return EndRefused(worked);
  if (terms_.deadline.Passed()) {
    Rollback();
    return {Error::Of(reasons::kDeadlineExceeded)};
  }
  if (session_.Commit(terms_.deadline)) return {Status::Ok()};
  const PostgresFailure failure = *session_.failure();
  Rollback();
  return {failure.error, failure.again};
}

// The work's own error counts, unless a statement failed that the work had not waited for.
PostgresAttempt PostgresTransaction::EndRefused(const Status& worked) {
  const std::optional<PostgresFailure> before = session_.failure();
  const bool untold = session_.IsWaiting();
  Rollback();
  if (before) return {before->error, before->again};
  if (untold && session_.failure()) {
    return {session_.failure()->error, session_.failure()->again};
  }
  return {worked};
}

// Where nothing waits for an answer, it is quick, also after the deadline, and saves a connection.
void PostgresTransaction::Rollback() {
  const Deadline quick = Deadline::In(kRollbackTime);
  const bool is_quick = !session_.IsWaiting() && quick.at() > terms_.deadline.at();
  session_.Rollback(is_quick ? quick : terms_.deadline);
}

}  // namespace sinergi
