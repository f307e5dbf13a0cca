#include "common/outbox/outbox_log.h"

#include "common/outbox/event_row.h"

namespace sinergi {
namespace {

constexpr Statement kList{R"sql(
  SELECT position, event_id, topic, source, type, subject, revision, occurred_at, region, offices,
         dataschema, traceparent,
         (SELECT 1 FROM outbox_waiting AS w WHERE w.position = outbox.position) AS waiting
  FROM outbox WHERE occurred_at >= $1 AND position > $2 ORDER BY position LIMIT $3)sql"};

constexpr Statement kRewind{R"sql(
  INSERT INTO outbox_waiting (position, part, subject)
  SELECT position, part, subject FROM outbox WHERE occurred_at >= $1
  ON CONFLICT (position) DO NOTHING RETURNING position)sql"};

constexpr Statement kRelease{R"sql(
  DELETE FROM outbox_refused WHERE position IN
    (SELECT position FROM outbox WHERE occurred_at >= $1)
  RETURNING position)sql"};

constexpr Statement kPruneEvents{R"sql(
  DELETE FROM outbox WHERE position IN
    (SELECT position FROM outbox AS o WHERE occurred_at < $1
       AND NOT EXISTS (SELECT 1 FROM outbox_waiting AS w WHERE w.position = o.position)
     ORDER BY occurred_at LIMIT $2)
  RETURNING position)sql"};

constexpr Statement kPruneAnswers{R"sql(
  DELETE FROM request_ids WHERE (caller, method, request_id) IN
    (SELECT caller, method, request_id FROM request_ids WHERE created_at < $1
     ORDER BY created_at LIMIT $2)
  RETURNING request_id)sql"};

}  // namespace

Result<std::vector<OutboxEntry>> ListOutbox(Database& database, Deadline deadline, Instant since,
                                            std::int64_t after, std::int64_t limit) {
  auto rows = database.Query(deadline, kList, {ToMicroseconds(since), after, limit});
  if (!rows) return rows.error();
  std::vector<OutboxEntry> entries;
  for (Row& row : *rows) {
    entries.push_back({row.Integer(0), EventAttributesFromRow(row, 1), !row.IsNull(kEventColumns)});
  }
  return entries;
}

Result<std::int64_t> RepublishSince(Transaction& transaction, Instant since) {
  const auto rows = transaction.Query(kRewind, {ToMicroseconds(since)});
  if (!rows) return rows.error();
  const auto released = transaction.Query(kRelease, {ToMicroseconds(since)});
  if (!released) return released.error();
  return static_cast<std::int64_t>(rows->size() + released->size());
}

Result<std::int64_t> PruneOutbox(Database& database, Deadline deadline, Instant happened_before,
                                 Instant answered_before, std::int64_t limit) {
  std::int64_t count = 0;
  const Terms terms(deadline, DatabaseRole::kRelay);
  const Status done = database.Transact(terms, [&](Transaction& tx) -> Status {
    auto events = tx.Query(kPruneEvents, {ToMicroseconds(happened_before), limit});
    if (!events) return events.error();
    auto answers = tx.Query(kPruneAnswers, {ToMicroseconds(answered_before), limit});
    if (!answers) return answers.error();
    count = static_cast<std::int64_t>(events->size() + answers->size());
    return Status::Ok();
  });
  if (!done) return done.error();
  return count;
}

}  // namespace sinergi
