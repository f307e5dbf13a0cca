#include "services/referrals/storage/due_store.h"

#include "common/regions/day.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kPut{R"sql(
  INSERT INTO referral_deadlines (referral_id, waits_for, office, goal, rule, remind_at, due_at,
    escalate_at, stage, next_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $6)
  ON CONFLICT (referral_id) DO UPDATE SET waits_for = excluded.waits_for,
    office = excluded.office, goal = excluded.goal, rule = excluded.rule,
    remind_at = excluded.remind_at, due_at = excluded.due_at, escalate_at = excluded.escalate_at,
    stage = excluded.stage, next_at = excluded.next_at)sql"};

constexpr Statement kMoveOffer{R"sql(
  UPDATE referral_deadlines SET office = $2 WHERE referral_id = $1 AND waits_for = 'offer')sql"};

constexpr Statement kRemove{"DELETE FROM referral_deadlines WHERE referral_id = $1"};

constexpr Statement kFind{R"sql(
  SELECT referral_id, waits_for, office, goal, rule, remind_at, due_at, escalate_at, stage
  FROM referral_deadlines WHERE referral_id = $1)sql"};

constexpr Statement kAdvance{R"sql(
  UPDATE referral_deadlines SET stage = $2, next_at = $3 WHERE referral_id = $1)sql"};

constexpr Statement kListDue{R"sql(
  SELECT referral_id, waits_for, office, goal, rule, remind_at, due_at, escalate_at, stage
  FROM referral_deadlines WHERE next_at <= $1 AND (next_at, referral_id) > ($2, $3)
  ORDER BY next_at, referral_id LIMIT $4)sql"};

DueRow FromRow(const Row& row) {
  return {ReferralId::Parse(row.Text(0)).value_or(ReferralId()),
          row.Text(1),
          row.Text(2),
          {static_cast<DueGoal>(row.Integer(3)), FromMicroseconds(row.Integer(5)),
           FromMicroseconds(row.Integer(6)), FromMicroseconds(row.Integer(7)),
           ParseDay(row.Text(4)).value_or(std::chrono::sys_days())},
          static_cast<DueStage>(row.Integer(8))};
}

}  // namespace

std::optional<Instant> TimeOf(const DueRow& row) {
  switch (row.stage) {
    case DueStage::kReminder:
      return row.dates.remind;
    case DueStage::kOverdue:
      return row.dates.due;
    case DueStage::kEscalation:
      return row.dates.escalate;
    case DueStage::kNone:
      break;
  }
  return std::nullopt;
}

void DueStore::Put(Transaction& tx, const Referral& referral, const DueDates& dates) {
  const ReferralData& data = referral.data();
  const bool is_offer = referral.IsOffer();
  tx.Execute(kPut, {data.id.ToString(), is_offer ? "offer" : ActorOf(data.receiver),
                    is_offer ? data.sender.office : data.receiver.office,
                    static_cast<std::int64_t>(dates.goal), FormatDay(dates.rule),
                    ToMicroseconds(dates.remind), ToMicroseconds(dates.due),
                    ToMicroseconds(dates.escalate)});
}

void DueStore::MoveOffer(Transaction& tx, ReferralId referral, const std::string& office) {
  tx.Execute(kMoveOffer, {referral.ToString(), office});
}

void DueStore::Remove(Transaction& tx, ReferralId referral) {
  tx.Execute(kRemove, {referral.ToString()});
}

Result<std::optional<DueRow>> DueStore::Find(Transaction& tx, ReferralId referral) {
  const auto rows = tx.Query(kFind, {referral.ToString()});
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<DueRow>();
  return std::optional(FromRow(rows->front()));
}

void DueStore::Advance(Transaction& tx, const DueRow& row) {
  DueRow next = row;
  next.stage = static_cast<DueStage>(static_cast<int>(row.stage) + 1);
  const auto time = TimeOf(next);
  tx.Execute(kAdvance, {row.referral.ToString(), static_cast<std::int64_t>(next.stage),
                        time ? Value(ToMicroseconds(*time)) : Value()});
}

Result<std::vector<DueRow>> DueStore::ListDue(Database& database, Deadline deadline, Instant now,
                                              const std::optional<DueRow>& last,
                                              std::int64_t limit) {
  const Instant after = last ? TimeOf(*last).value_or(Instant::min()) : Instant::min();
  const Terms terms(deadline, DatabaseRole::kTimers);
  const auto rows = database.Query(terms, kListDue,
                                   {ToMicroseconds(now), ToMicroseconds(after),
                                    last ? last->referral.ToString() : std::string(), limit});
  if (!rows) return rows.error();
  std::vector<DueRow> due;
  for (const Row& row : *rows) due.push_back(FromRow(row));
  return due;
}

}  // namespace sinergi::referrals
