#include "services/notifications/storage/journal_store.h"

#include "common/outbox/event_row.h"
#include "services/notifications/domain/programmes.h"
#include "services/notifications/domain/withholding.h"

namespace sinergi::notifications {
namespace {

constexpr Statement kAdvance{R"sql(
  UPDATE journal_head
  SET position = position + $1,
      received_at = CASE WHEN received_at > $2 THEN received_at ELSE $2 END
  WHERE id = 1 RETURNING position, received_at)sql"};

constexpr Statement kHead{R"sql(SELECT position, pruned FROM journal_head WHERE id = 1)sql"};

constexpr Statement kInsert{R"sql(
  INSERT INTO journal (position, received_at, event_id, topic, source, type, subject, revision,
                       occurred_at, region, offices, dataschema, traceparent, payload, withheld)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
          (SELECT count(*) FROM withheld_subjects WHERE subject = $15)))sql"};

constexpr Statement kWithhold{R"sql(
  INSERT INTO withheld_subjects (subject) VALUES ($1) ON CONFLICT (subject) DO NOTHING)sql"};

constexpr Statement kWithholdEarlier{R"sql(
  UPDATE journal SET withheld = 1 WHERE subject = $1 AND type NOT IN ($2, $3, $4))sql"};

constexpr Statement kStopWithholding{R"sql(DELETE FROM withheld_subjects WHERE subject = $1)sql"};

constexpr Statement kRead{R"sql(
  SELECT position, event_id, topic, source, type, subject, revision, occurred_at, region, offices,
         dataschema, traceparent, payload, withheld
  FROM journal WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3)sql"};

constexpr Statement kReadFor{R"sql(
  SELECT position, event_id, topic, source, type, subject, revision, occurred_at, region, offices,
         dataschema, traceparent, payload, withheld
  FROM journal
  WHERE position > $1 AND position <= $2 AND (',' || offices || ',') LIKE $3
    AND (type LIKE $4 OR type LIKE $5) AND ($6 = '' OR subject = $6)
  ORDER BY position LIMIT $7)sql"};

constexpr Statement kReadTraitsFor{R"sql(
  SELECT position, type, region, offices, source, subject, revision, occurred_at
  FROM journal
  WHERE position > $1 AND position <= $2 AND (',' || offices || ',') LIKE $3
    AND (type LIKE $4 OR type LIKE $5) AND ($6 = '' OR subject = $6)
  ORDER BY position)sql"};

constexpr Statement kFirstReceived{R"sql(
  SELECT position - 1 FROM journal WHERE received_at >= $1
  ORDER BY received_at, position LIMIT 1)sql"};

constexpr Statement kOldest{R"sql(
  SELECT position, type, region, offices, source, subject, revision, occurred_at, received_at
  FROM journal ORDER BY position LIMIT $1)sql"};

constexpr Statement kDelete{R"sql(DELETE FROM journal WHERE position <= $1)sql"};

constexpr Statement kSetPruned{R"sql(UPDATE journal_head SET pruned = $1 WHERE id = 1)sql"};

// What a query can ask of what the subscription wants. What a wildcard in a code or type finds
// besides, Matches rules out.
Values WishOf(JournalSpan span, const Subscription& subscription) {
  Values values{span.after, span.upto};
  const bool of_programmes = subscription.office.empty();
  values.emplace_back(of_programmes ? "%" : "%," + subscription.office + ",%");
  values.emplace_back(of_programmes ? std::string(kProgrammeTypes[0]) + "%" : std::string("%"));
  values.emplace_back(of_programmes ? std::string(kProgrammeTypes[1]) + "%" : std::string("%"));
  values.emplace_back(subscription.subject);
  return values;
}

std::shared_ptr<const JournalEntry> EntryOf(std::int64_t position, Event event,
                                            bool withheld = false) {
  const auto region = RegionCode::Parse(event.region);
  return std::make_shared<const JournalEntry>(
      JournalEntry{position, std::move(event), region, withheld});
}

std::shared_ptr<const JournalEntry> TraitsFromRow(const Row& row) {
  Event event;
  event.type = row.Text(1);
  event.region = row.Text(2);
  event.offices = SplitOffices(row.Text(3));
  event.source = row.Text(4);
  event.subject = row.Text(5);
  event.revision = row.Integer(6);
  event.time = FromMicroseconds(row.Integer(7));
  return EntryOf(row.Integer(0), std::move(event));
}

Result<JournalEntries> EntriesFrom(Result<Rows> rows) {
  if (!rows) return rows.error();
  JournalEntries entries;
  entries.reserve(rows->size());
  for (Row& row : *rows) {
    entries.push_back(
        EntryOf(row.Integer(0), EventFromRow(row, 1), row.Integer(kEventColumns + 1) != 0));
  }
  return entries;
}

Result<JournalHead> HeadFrom(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  return JournalHead{rows->front().Integer(0), rows->front().Integer(1)};
}

}  // namespace

Result<JournalStore::Advanced> JournalStore::Advance(Transaction& tx, std::int64_t by,
                                                     Instant now) {
  const auto rows = tx.Query(kAdvance, {by, ToMicroseconds(now)});
  if (!rows) return rows.error();
  return Advanced{rows->front().Integer(0), FromMicroseconds(rows->front().Integer(1))};
}

void JournalStore::Insert(Transaction& tx, std::int64_t position, Instant received,
                          const Event& event) {
  Values values{position, ToMicroseconds(received)};
  for (Value& value : EventValues(event)) values.push_back(std::move(value));
  const bool may_be_withheld = WithholdingOf(event.type) == Withholding::kNone;
  values.push_back(may_be_withheld ? event.subject : std::string());  // no subject is empty
  tx.Execute(kInsert, std::move(values));
}

void JournalStore::Withhold(Transaction& tx, const std::string& subject) {
  tx.Execute(kWithhold, {subject});
  Values values{subject};
  for (const std::string_view type : kNeverWithheld) values.push_back(std::string(type));
  tx.Execute(kWithholdEarlier, std::move(values));
}

void JournalStore::StopWithholding(Transaction& tx, const std::string& subject) {
  tx.Execute(kStopWithholding, {subject});
}

Result<JournalHead> JournalStore::Head(Transaction& tx) { return HeadFrom(tx.Query(kHead, {})); }

Result<JournalHead> JournalStore::LockHead(Transaction& tx) {
  return HeadFrom(tx.QueryForUpdate(kHead, {}));
}

Result<JournalHead> JournalStore::Head(Database& database, Deadline deadline) {
  return HeadFrom(database.Query(deadline, kHead, {}));
}

Result<JournalEntries> JournalStore::Read(Database& database, Deadline deadline, JournalSpan span,
                                          std::int64_t limit) {
  return EntriesFrom(database.Query(deadline, kRead, {span.after, span.upto, limit}));
}

Result<JournalEntries> JournalStore::ReadFor(Database& database, Deadline deadline,
                                             JournalSpan span, const Subscription& subscription,
                                             std::int64_t limit) {
  Values wish = WishOf(span, subscription);
  wish.emplace_back(limit);
  return EntriesFrom(database.Query(deadline, kReadFor, std::move(wish)));
}

Result<JournalEntries> JournalStore::ReadTraitsFor(Database& database, Deadline deadline,
                                                   JournalSpan span,
                                                   const Subscription& subscription) {
  const auto rows = database.Query(deadline, kReadTraitsFor, WishOf(span, subscription));
  if (!rows) return rows.error();
  JournalEntries entries;
  for (const Row& row : *rows) entries.push_back(TraitsFromRow(row));
  return entries;
}

Result<std::int64_t> JournalStore::PositionBefore(Transaction& tx, Instant received) {
  const auto rows = tx.Query(kFirstReceived, {ToMicroseconds(received)});
  if (!rows) return rows.error();
  if (!rows->empty()) return rows->front().Integer(0);
  const auto head = Head(tx);
  if (!head) return head.error();
  return head->position;
}

Result<std::int64_t> JournalStore::PositionBefore(Database& database, Deadline deadline,
                                                  Instant received) {
  const auto rows = database.Query(deadline, kFirstReceived, {ToMicroseconds(received)});
  if (!rows) return rows.error();
  if (!rows->empty()) return rows->front().Integer(0);
  const auto head = Head(database, deadline);
  if (!head) return head.error();
  return head->position;
}

Result<JournalEntries> JournalStore::OldestBefore(Transaction& tx, Instant before,
                                                  std::int64_t limit) {
  const auto rows = tx.Query(kOldest, {limit});
  if (!rows) return rows.error();
  JournalEntries entries;
  for (const Row& row : *rows) {
    if (row.Integer(8) >= ToMicroseconds(before)) break;
    entries.push_back(TraitsFromRow(row));
  }
  return entries;
}

void JournalStore::Prune(Transaction& tx, std::int64_t upto) {
  tx.Execute(kDelete, {upto});
  tx.Execute(kSetPruned, {upto});
}

}  // namespace sinergi::notifications
