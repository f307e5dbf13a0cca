#include "common/database/postgres/postgres_session.h"

#include <cstring>

#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr int kBinary = 1;
constexpr std::chrono::seconds kOutcomeTime{2};

// A transaction whose client stands still would hold its rows against everybody else. Statements
// here read few rows, in the order of an index, and look up what belongs to each: compiling them
// costs more than it saves, and what a planner without fresh statistics chooses for a long backlog
// (bitmaps, merging or hashing two tables) walks along everything that was ever published.
constexpr std::string_view kSetUp = R"sql(
  SELECT set_config('TimeZone', 'UTC', false),
         set_config('default_transaction_isolation', 'read committed', false),
         set_config('idle_in_transaction_session_timeout', '60s', false),
         set_config('jit', 'off', false),
         set_config('enable_bitmapscan', 'off', false),
         set_config('enable_mergejoin', 'off', false),
         set_config('enable_hashjoin', 'off', false))sql";

}  // namespace

Result<std::unique_ptr<PostgresSession>> PostgresSession::Open(const PostgresOptions& options,
                                                               PostgresCanceller& canceller,
                                                               Deadline deadline) {
  auto connection = PostgresConnection::Open(options, canceller, deadline);
  if (!connection) return connection.error();
  std::unique_ptr<PostgresSession> session(new PostgresSession(*std::move(connection)));
  session->Queue(kSetUp, {});
  if (!session->Sync(deadline)) return session->failure()->error;
  return session;
}

void PostgresSession::Reset() {
  failure_.reset();
  answers_.clear();
  kept_ = 1;
}

void PostgresSession::Queue(std::string_view sql, const Values& parameters) {
  if (!failure_) Send(sql, parameters);
}

void PostgresSession::Send(std::string_view sql, const Values& parameters) {
  if (auto set = parameters_.Set(parameters); !set) return Fail({set.error()});
  is_synced_ = false;
  if (!SendPrepared(sql)) Fail(LostConnection(PQerrorMessage(handle())));
}

bool PostgresSession::SendPrepared(std::string_view sql) {
  const PreparedStatement* prepared = statements_.Find(sql, parameters_.types());
  if (prepared == nullptr) {
    prepared = statements_.Add(sql, parameters_.types());
    if (prepared != nullptr) {
      if (PQsendPrepare(handle(), prepared->name.c_str(), prepared->sql.c_str(),
                        parameters_.count(), parameters_.types().data()) == 0) {
        return false;
      }
      expected_.push_back({Expected::Kind::kPreparation, prepared});
    }
  }
  const int sent = prepared != nullptr
                       ? PQsendQueryPrepared(handle(), prepared->name.c_str(), parameters_.count(),
                                             parameters_.values(), parameters_.lengths(),
                                             parameters_.formats(), kBinary)
                       : PQsendQueryParams(handle(), std::string(sql).c_str(), parameters_.count(),
                                           parameters_.types().data(), parameters_.values(),
                                           parameters_.lengths(), parameters_.formats(), kBinary);
  if (sent != 0) expected_.push_back({Expected::Kind::kStatement, nullptr});
  return sent != 0;
}

void PostgresSession::SendSync() {
  if (PQpipelineSync(handle()) == 0) return Fail(LostConnection(PQerrorMessage(handle())));
  expected_.push_back({Expected::Kind::kSync, nullptr});
}

bool PostgresSession::Flush(Deadline deadline, std::size_t kept) {
  kept_ = kept;
  answers_.clear();
  if (failure_) return false;
  if (PQsendFlushRequest(handle()) == 0) Fail(LostConnection(PQerrorMessage(handle())));
  return Await(deadline, AtDeadline::kGiveUp);
}

bool PostgresSession::Sync(Deadline deadline) {
  SendSync();
  return Await(deadline, AtDeadline::kGiveUp);
}

bool PostgresSession::Commit(Deadline deadline) {
  Queue("COMMIT", {});
  SendSync();
  if (!Await(deadline, AtDeadline::kLearnOutcome)) return false;
  if (std::strcmp(PQcmdStatus(answers_.back().get()), "COMMIT") == 0) return true;
  Fail({Error::Of(reasons::kInternal).Because("the server rolled back at COMMIT")});
  return false;
}

void PostgresSession::Rollback(Deadline deadline) {
  if (connection_->IsRetired() || IsReusable()) return;  // it ends, or has ended
  SendSync();
  Send("ROLLBACK", {});
  SendSync();
  Await(deadline, AtDeadline::kGiveUp);
}

bool PostgresSession::RunScript(const std::string& sql, Deadline deadline) {
  if (failure_) return false;
  if (PQexitPipelineMode(handle()) == 0 || PQsendQuery(handle(), sql.c_str()) == 0) {
    Fail(LostConnection(PQerrorMessage(handle())));
    return false;
  }
  while (connection_->WaitForAnswer(deadline)) {
    ResultHandle answer(PQgetResult(handle()));
    if (answer == nullptr) break;
    Judge(std::move(answer));
    if (connection_->IsBroken()) return false;
  }
  if (PQenterPipelineMode(handle()) == 0) {
    connection_->Cancel();
    Fail({Error::Of(reasons::kDeadlineExceeded)});
  }
  return !failure_;
}

Result<Rows> PostgresSession::TakeRows() {
  const ResultHandle answer = std::move(answers_.back());
  answers_.clear();
  return RowsOf(answer.get());
}

Result<std::vector<Rows>> PostgresSession::TakeEach() {
  const std::deque<ResultHandle> answers = std::move(answers_);
  answers_.clear();
  std::vector<Rows> each;
  each.reserve(answers.size());
  for (const ResultHandle& answer : answers) {
    auto rows = RowsOf(answer.get());
    if (!rows) return rows.error();
    each.push_back(*std::move(rows));
  }
  return each;
}

bool PostgresSession::Await(Deadline deadline, AtDeadline at_deadline) {
  while (!expected_.empty() && !connection_->IsBroken()) {
    if (connection_->WaitForAnswer(deadline)) {
      TakeAnswer();
    } else if (at_deadline == AtDeadline::kLearnOutcome) {
      connection_->Cancel();
      deadline = Deadline::In(kOutcomeTime);
      at_deadline = AtDeadline::kGiveUp;
    } else {
      connection_->Cancel();
      Fail({Error::Of(reasons::kDeadlineExceeded)});
      return false;
    }
  }
  if (connection_->IsBroken()) Fail(LostConnection(PQerrorMessage(handle())));
  return !failure_;
}

void PostgresSession::TakeAnswer() {
  ResultHandle answer(PQgetResult(handle()));
  const bool is_sync = expected_.front().kind == Expected::Kind::kSync;
  if (answer == nullptr || is_sync) expected_.pop_front();  // a sync has one answer, others end
  is_synced_ = is_sync && expected_.empty();
  if (answer != nullptr && !is_sync) Judge(std::move(answer));
}

void PostgresSession::Judge(ResultHandle answer) {
  switch (PQresultStatus(answer.get())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
      answers_.push_back(std::move(answer));
      if (answers_.size() > kept_) answers_.pop_front();
      return;
    case PGRES_PIPELINE_ABORTED:
      Fail(
          {Error::Of(reasons::kInternal).Because("a statement was skipped")});  // by an earlier one
      break;
    default:
      Fail(FailureOf(answer.get()));
  }
  if (!expected_.empty() && expected_.front().prepared != nullptr) {
    statements_.Forget(expected_.front().prepared);
    expected_.front().prepared = nullptr;
  }
}

void PostgresSession::Fail(PostgresFailure failure) {
  if (failure.retired) connection_->Retire();
  if (!failure_) failure_ = std::move(failure);
}

}  // namespace sinergi
