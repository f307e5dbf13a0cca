#include "services/notifications/storage/delivery_store.h"

#include "common/outbox/event_row.h"

namespace sinergi::notifications {
namespace {

constexpr auto kWaiting = static_cast<std::int64_t>(DeliveryState::kWaiting);

constexpr Statement kTakeLease{R"sql(
  UPDATE delivery_lease SET holder = $1, held_until = $2
  WHERE id = 1 AND (holder = $1 OR held_until <= $3) RETURNING id)sql"};

constexpr Statement kKeepLease{R"sql(
  UPDATE delivery_lease SET held_until = $2 WHERE id = 1 AND holder = $1 RETURNING id)sql"};

constexpr Statement kGiveLeaseBack{R"sql(
  UPDATE delivery_lease SET held_until = 0 WHERE id = 1 AND holder = $1)sql"};

constexpr Statement kFindLine{R"sql(
  SELECT epoch, position, number, claimed_position, claimed_number, failures, closed_until,
         failing_since, last_success_at, last_failure_at, last_answer
  FROM delivery_lines WHERE subscription_id = $1 AND line = $2)sql"};

constexpr Statement kWriteLine{R"sql(
  INSERT INTO delivery_lines (subscription_id, line, epoch, position, number, claimed_position,
                              claimed_number, failures, closed_until, failing_since,
                              last_success_at, last_failure_at, last_answer)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT (subscription_id, line) DO UPDATE
  SET epoch = excluded.epoch, position = excluded.position, number = excluded.number,
      claimed_position = excluded.claimed_position, claimed_number = excluded.claimed_number,
      failures = excluded.failures, closed_until = excluded.closed_until,
      failing_since = excluded.failing_since, last_success_at = excluded.last_success_at,
      last_failure_at = excluded.last_failure_at, last_answer = excluded.last_answer)sql"};

constexpr Statement kDeleteLines{R"sql(
  DELETE FROM delivery_lines WHERE subscription_id = $1)sql"};

constexpr Statement kDeleteWaiting{R"sql(
  DELETE FROM deliveries WHERE subscription_id = $1 AND state = $2)sql"};

constexpr Statement kInsert{R"sql(
  INSERT INTO deliveries (subscription_id, line, epoch, number, position, event_id, type, subject,
                          state, attempts, next_try_at, last_answer, changed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT (subscription_id, line, epoch, number) DO NOTHING)sql"};

constexpr Statement kUpdate{R"sql(
  UPDATE deliveries
  SET state = $5, attempts = $6, next_try_at = $7, last_answer = $8, changed_at = $9
  WHERE subscription_id = $1 AND line = $2 AND epoch = $3 AND number = $4)sql"};

constexpr Statement kDelete{R"sql(
  DELETE FROM deliveries
  WHERE subscription_id = $1 AND line = $2 AND epoch = $3 AND number = $4)sql"};

constexpr Statement kAddAttempt{R"sql(
  INSERT INTO delivery_attempts (subscription_id, line, epoch, number, attempt, event_id,
                                 attempted_at, duration_us, answer)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (subscription_id, line, epoch, number, attempt) DO NOTHING)sql"};

constexpr Statement kDue{R"sql(
  SELECT d.epoch, d.number, d.position, d.event_id, d.type, d.subject, d.attempts, d.next_try_at,
         d.last_answer, d.changed_at, j.position AS kept, j.event_id, j.topic, j.source, j.type,
         j.subject, j.revision, j.occurred_at, j.region, j.offices, j.dataschema, j.traceparent,
         j.payload, j.withheld
  FROM deliveries AS d LEFT JOIN journal AS j ON j.position = d.position
  WHERE d.subscription_id = $1 AND d.line = $2 AND d.state = $3 AND d.next_try_at <= $4
    AND NOT EXISTS (SELECT 1 FROM deliveries AS e
                    WHERE e.subscription_id = d.subscription_id AND e.line = d.line
                      AND e.subject = d.subject AND e.state = $3
                      AND (e.position, e.epoch) < (d.position, d.epoch))
  ORDER BY d.next_try_at LIMIT $5)sql"};

constexpr Statement kFirst{R"sql(
  SELECT d.epoch, d.number, d.position, d.event_id, d.type, d.subject, d.attempts, d.next_try_at,
         d.last_answer, d.changed_at, j.position AS kept, j.event_id, j.topic, j.source, j.type,
         j.subject, j.revision, j.occurred_at, j.region, j.offices, j.dataschema, j.traceparent,
         j.payload, j.withheld
  FROM deliveries AS d LEFT JOIN journal AS j ON j.position = d.position
  WHERE d.subscription_id = $1 AND d.line = $2 AND d.state = $3
  ORDER BY d.position, d.epoch LIMIT 1)sql"};

constexpr Statement kDeleteWaitingOfLine{R"sql(
  DELETE FROM deliveries WHERE subscription_id = $1 AND line = $2 AND state = $3)sql"};

constexpr Statement kWaitingOf{R"sql(
  SELECT subject, position, epoch, next_try_at FROM deliveries
  WHERE subscription_id = $1 AND line = $2 AND state = $3)sql"};

constexpr Statement kMarkReplayed{R"sql(
  UPDATE deliveries SET state = $4
  WHERE subscription_id = $1 AND line = '' AND epoch = $2 AND number = $3 AND state = $5)sql"};

constexpr Statement kDeleteLine{R"sql(
  DELETE FROM delivery_lines WHERE subscription_id = $1 AND line = $2)sql"};

Values KeyOf(const LineKey& key) { return {key.subscription.ToString(), key.line}; }

Values KeyOf(const DeliveryRow& row) {
  return {row.key.subscription.ToString(), row.key.line, row.epoch, row.number};
}

Result<bool> HasRow(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  return !rows->empty();
}

Result<std::optional<LineRow>> LineFrom(const LineKey& key, const Result<Rows>& rows) {
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<LineRow>();
  const Row& row = rows->front();
  LineRow line;
  line.key = key;
  line.epoch = row.Integer(0);
  line.settled = {row.Integer(1), row.Integer(2)};
  line.claimed = {row.Integer(3), row.Integer(4)};
  line.breaker = {row.Integer(5), FromMicroseconds(row.Integer(6)),
                  FromMicroseconds(row.Integer(7))};
  line.last_success = FromMicroseconds(row.Integer(8));
  line.last_failure = FromMicroseconds(row.Integer(9));
  line.last_answer = row.Text(10);
  return std::optional(std::move(line));
}

DueDelivery DueFrom(const LineKey& key, Row& row) {
  DueDelivery due;
  due.row.key = key;
  due.row.epoch = row.Integer(0);
  due.row.number = row.Integer(1);
  due.row.position = row.Integer(2);
  due.row.event_id = row.Text(3);
  due.row.type = row.Text(4);
  due.row.subject = row.Text(5);
  due.row.attempts = row.Integer(6);
  due.row.next_try = FromMicroseconds(row.Integer(7));
  due.row.last_answer = row.Text(8);
  due.row.changed = FromMicroseconds(row.Integer(9));
  if (!row.IsNull(10)) {
    Event event = EventFromRow(row, 11);
    const auto region = RegionCode::Parse(event.region);
    due.entry = std::make_shared<const JournalEntry>(JournalEntry{
        due.row.position, std::move(event), region, row.Integer(11 + kEventColumns) != 0});
  }
  return due;
}

}  // namespace

Result<bool> DeliveryStore::TakeLease(Transaction& tx, const std::string& holder, Instant now,
                                      Instant until) {
  return HasRow(tx.Query(kTakeLease, {holder, ToMicroseconds(until), ToMicroseconds(now)}));
}

Result<bool> DeliveryStore::KeepLease(Transaction& tx, const std::string& holder, Instant until) {
  return HasRow(tx.Query(kKeepLease, {holder, ToMicroseconds(until)}));
}

void DeliveryStore::GiveLeaseBack(Transaction& tx, const std::string& holder) {
  tx.Execute(kGiveLeaseBack, {holder});
}

Result<std::optional<LineRow>> DeliveryStore::FindLine(Database& database, Deadline deadline,
                                                       const LineKey& key) {
  return LineFrom(key, database.Query(deadline, kFindLine, KeyOf(key)));
}

Result<std::optional<LineRow>> DeliveryStore::FindLine(Transaction& tx, const LineKey& key) {
  return LineFrom(key, tx.Query(kFindLine, KeyOf(key)));
}

void DeliveryStore::WriteLine(Transaction& tx, const LineRow& row) {
  Values values = KeyOf(row.key);
  for (const std::int64_t number :
       {row.epoch, row.settled.position, row.settled.number, row.claimed.position,
        row.claimed.number, row.breaker.failures, ToMicroseconds(row.breaker.closed_until),
        ToMicroseconds(row.breaker.failing_since), ToMicroseconds(row.last_success),
        ToMicroseconds(row.last_failure)}) {
    values.emplace_back(number);
  }
  values.emplace_back(row.last_answer);
  tx.Execute(kWriteLine, std::move(values));
}

void DeliveryStore::DeleteLines(Transaction& tx, SubscriptionId subscription) {
  tx.Execute(kDeleteLines, {subscription.ToString()});
}

void DeliveryStore::DeleteWaiting(Transaction& tx, SubscriptionId subscription) {
  tx.Execute(kDeleteWaiting, {subscription.ToString(), kWaiting});
}

void DeliveryStore::Insert(Transaction& tx, const DeliveryRow& row) {
  Values values = KeyOf(row);
  for (Value value :
       Values{row.position, row.event_id, row.type, row.subject,
              static_cast<std::int64_t>(row.state), row.attempts, ToMicroseconds(row.next_try),
              row.last_answer, ToMicroseconds(row.changed)}) {
    values.push_back(std::move(value));
  }
  tx.Execute(kInsert, std::move(values));
}

void DeliveryStore::Update(Transaction& tx, const DeliveryRow& row) {
  Values values = KeyOf(row);
  for (Value value :
       Values{static_cast<std::int64_t>(row.state), row.attempts, ToMicroseconds(row.next_try),
              row.last_answer, ToMicroseconds(row.changed)}) {
    values.push_back(std::move(value));
  }
  tx.Execute(kUpdate, std::move(values));
}

void DeliveryStore::Delete(Transaction& tx, const DeliveryRow& row) {
  tx.Execute(kDelete, KeyOf(row));
}

void DeliveryStore::MarkReplayed(Transaction& tx, const DeliveryRow& delivered) {
  tx.Execute(kMarkReplayed, {delivered.key.subscription.ToString(), delivered.epoch,
                             delivered.number, static_cast<std::int64_t>(DeliveryState::kReplayed),
                             static_cast<std::int64_t>(DeliveryState::kDead)});
}

void DeliveryStore::DeleteLine(Transaction& tx, const LineKey& key) {
  tx.Execute(kDeleteLine, KeyOf(key));
  tx.Execute(kDeleteWaitingOfLine, {key.subscription.ToString(), key.line, kWaiting});
}

void DeliveryStore::AddAttempt(Transaction& tx, const AttemptRow& row) {
  Values values = KeyOf(row.key);
  for (Value value : Values{row.epoch, row.number, row.attempt, row.event_id,
                            ToMicroseconds(row.at), row.duration.count(), row.answer}) {
    values.push_back(std::move(value));
  }
  tx.Execute(kAddAttempt, std::move(values));
}

Result<std::vector<DueDelivery>> DeliveryStore::Due(Database& database, Deadline deadline,
                                                    const LineKey& key, Instant now,
                                                    std::int64_t limit) {
  Values values = KeyOf(key);
  values.emplace_back(kWaiting);
  values.emplace_back(ToMicroseconds(now));
  values.emplace_back(limit);
  auto rows = database.Query(deadline, kDue, std::move(values));
  if (!rows) return rows.error();
  std::vector<DueDelivery> due;
  for (Row& row : *rows) due.push_back(DueFrom(key, row));
  return due;
}

Result<std::vector<DueDelivery>> DeliveryStore::FirstIfDue(Database& database, Deadline deadline,
                                                           const LineKey& key, Instant now) {
  Values values = KeyOf(key);
  values.emplace_back(kWaiting);
  auto rows = database.Query(deadline, kFirst, std::move(values));
  if (!rows) return rows.error();
  std::vector<DueDelivery> due;
  for (Row& row : *rows) {
    if (row.Integer(7) <= ToMicroseconds(now)) due.push_back(DueFrom(key, row));
  }
  return due;
}

Result<std::vector<DeliveryStore::Waiting>> DeliveryStore::WaitingOf(Database& database,
                                                                     Deadline deadline,
                                                                     const LineKey& key) {
  Values values = KeyOf(key);
  values.emplace_back(kWaiting);
  const auto rows = database.Query(deadline, kWaitingOf, std::move(values));
  if (!rows) return rows.error();
  std::vector<Waiting> waiting;
  for (const Row& row : *rows) {
    waiting.push_back(
        {row.Text(0), row.Integer(1), row.Integer(2), FromMicroseconds(row.Integer(3))});
  }
  return waiting;
}

}  // namespace sinergi::notifications
