#include "services/tat/storage/tat_deadlines.h"

namespace sinergi::tat {
namespace {

constexpr Statement kPutDeadline{R"sql(
  INSERT INTO tat_deadlines (tat_request_id, office, remind_at, due_at, escalate_at, stage, next_at)
  VALUES ($1, $2, $3, $4, $5, 1, $3))sql"};

constexpr Statement kRemove{"DELETE FROM tat_deadlines WHERE tat_request_id = $1"};

constexpr Statement kFindDeadline{R"sql(
  SELECT tat_request_id, office, remind_at, due_at, escalate_at, stage
  FROM tat_deadlines WHERE tat_request_id = $1)sql"};

constexpr Statement kAdvance{R"sql(
  UPDATE tat_deadlines SET stage = $2, next_at = $3 WHERE tat_request_id = $1)sql"};

constexpr Statement kListDue{R"sql(
  SELECT tat_request_id, office, remind_at, due_at, escalate_at, stage
  FROM tat_deadlines WHERE next_at <= $1 AND (next_at, tat_request_id) > ($2, $3)
  ORDER BY next_at, tat_request_id LIMIT $4)sql"};

TatDeadline FromRow(const Row& row) {
  return {TatRequestId::Parse(row.Text(0)).value_or(TatRequestId()),
          row.Text(1),
          {FromMicroseconds(row.Integer(2)), FromMicroseconds(row.Integer(3)),
           FromMicroseconds(row.Integer(4))},
          static_cast<TatStage>(row.Integer(5))};
}

}  // namespace

std::optional<Instant> TimeOf(const TatDeadline& deadline) {
  switch (deadline.stage) {
    case TatStage::kReminder:
      return deadline.dates.remind;
    case TatStage::kOverdue:
      return deadline.dates.due;
    case TatStage::kEscalation:
      return deadline.dates.escalate;
    case TatStage::kNone:
      break;
  }
  return std::nullopt;
}

void TatDeadlines::Insert(Transaction& tx, const TatDeadline& deadline) {
  tx.Execute(kPutDeadline,
             {deadline.request.ToString(), deadline.office, ToMicroseconds(deadline.dates.remind),
              ToMicroseconds(deadline.dates.due), ToMicroseconds(deadline.dates.escalate)});
}

void TatDeadlines::Remove(Transaction& tx, TatRequestId request) {
  tx.Execute(kRemove, {request.ToString()});
}

void TatDeadlines::Advance(Transaction& tx, const TatDeadline& deadline) {
  TatDeadline next = deadline;
  next.stage = static_cast<TatStage>(static_cast<int>(deadline.stage) + 1);
  const auto time = TimeOf(next);
  tx.Execute(kAdvance, {deadline.request.ToString(), static_cast<std::int64_t>(next.stage),
                        time ? Value(ToMicroseconds(*time)) : Value()});
}

Result<std::optional<TatDeadline>> TatDeadlines::Find(Transaction& tx, TatRequestId request) {
  const auto rows = tx.Query(kFindDeadline, {request.ToString()});
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<TatDeadline>();
  return std::optional(FromRow(rows->front()));
}

Result<std::vector<TatDeadline>> TatDeadlines::ListDue(Database& database, Deadline until,
                                                       Instant now,
                                                       const std::optional<TatDeadline>& last,
                                                       std::int64_t limit) {
  const Instant after = last ? TimeOf(*last).value_or(Instant::min()) : Instant::min();
  const Terms terms(until, DatabaseRole::kTimers);
  const auto rows = database.Query(terms, kListDue,
                                   {ToMicroseconds(now), ToMicroseconds(after),
                                    last ? last->request.ToString() : std::string(), limit});
  if (!rows) return rows.error();
  std::vector<TatDeadline> due;
  for (const Row& row : *rows) due.push_back(FromRow(row));
  return due;
}

}  // namespace sinergi::tat
