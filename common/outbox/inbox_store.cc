#include "common/outbox/inbox_store.h"

#include "common/outbox/event_row.h"

namespace sinergi {
namespace {

constexpr Statement kMakeRevision{R"sql(
  INSERT INTO inbox_revisions (source, subject, revision) VALUES ($1, $2, 0)
  ON CONFLICT (source, subject) DO NOTHING)sql"};

constexpr Statement kFindRevision{R"sql(
  SELECT revision FROM inbox_revisions WHERE source = $1 AND subject = $2)sql"};

constexpr Statement kFindAnyParked{R"sql(
  SELECT revision FROM inbox_parked WHERE source = $1 AND subject = $2 LIMIT 1)sql"};

constexpr Statement kSetRevision{R"sql(
  INSERT INTO inbox_revisions (source, subject, revision) VALUES ($1, $2, $3)
  ON CONFLICT (source, subject) DO UPDATE SET revision = excluded.revision
  WHERE inbox_revisions.revision < excluded.revision)sql"};

constexpr Statement kPark{R"sql(
  INSERT INTO inbox_parked (event_id, topic, source, type, subject, revision, occurred_at, region,
                            offices, dataschema, traceparent, payload, attempts, next_try_at, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  ON CONFLICT (source, subject, revision) DO NOTHING)sql"};

constexpr Statement kPostpone{R"sql(
  UPDATE inbox_parked SET attempts = $4, next_try_at = $5, reason = $6
  WHERE source = $1 AND subject = $2 AND revision = $3)sql"};

constexpr Statement kMakeDue{R"sql(
  UPDATE inbox_parked SET next_try_at = $4
  WHERE source = $1 AND subject = $2 AND revision = $3 AND next_try_at IS NULL)sql"};

constexpr Statement kUnpark{R"sql(
  DELETE FROM inbox_parked WHERE source = $1 AND subject = $2 AND revision <= $3)sql"};

constexpr Statement kFindParked{R"sql(
  SELECT attempts, event_id, topic, source, type, subject, revision, occurred_at, region, offices,
         dataschema, traceparent, payload
  FROM inbox_parked WHERE source = $1 AND subject = $2 AND revision = $3)sql"};

constexpr Statement kDue{R"sql(
  SELECT attempts, event_id, topic, source, type, subject, revision, occurred_at, region, offices,
         dataschema, traceparent, payload
  FROM inbox_parked WHERE next_try_at IS NOT NULL AND next_try_at <= $1
  ORDER BY next_try_at LIMIT $2)sql"};

constexpr Statement kGiveUp{R"sql(
  INSERT INTO dead_letters (event_id, topic, source, type, subject, revision, occurred_at, region,
                            offices, dataschema, traceparent, payload, attempts, reason, given_up_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15))sql"};

constexpr Statement kUntold{R"sql(
  SELECT attempts, reason, event_id, topic, source, type, subject, revision, occurred_at, region,
         offices, dataschema, traceparent, payload
  FROM dead_letters WHERE told = 0 ORDER BY given_up_at LIMIT $1)sql"};

constexpr Statement kSetTold{R"sql(
  UPDATE dead_letters SET told = 1 WHERE source = $1 AND subject = $2 AND revision = $3)sql"};

Value OptionalInstant(std::optional<Instant> instant) {
  return instant ? Value(ToMicroseconds(*instant)) : Value();
}

}  // namespace

Result<SubjectPlace> InboxStore::Find(Transaction& tx, const Event& event) {
  auto places = FindEach(tx, {&event});
  if (!places) return places.error();
  return places->front();
}

// What is parked is looked up only when the subjects are locked.
Result<std::vector<SubjectPlace>> InboxStore::FindEach(Transaction& tx,
                                                       const std::vector<const Event*>& events) {
  std::vector<Values> subjects;
  for (const Event* event : events) {
    subjects.push_back({event->source, event->subject});
    tx.Execute(kMakeRevision, subjects.back());  // there must be a row to lock
  }
  const auto revisions = tx.QueryEachForUpdate(kFindRevision, subjects);
  if (!revisions) return revisions.error();
  const auto parked = tx.QueryEach(kFindAnyParked, std::move(subjects));
  if (!parked) return parked.error();
  std::vector<SubjectPlace> places(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::int64_t last = (*revisions)[i].front().Integer(0);
    if (last > 0) places[i].revision = last;
    places[i].parked = !(*parked)[i].empty();
  }
  return places;
}

void InboxStore::SetRevision(Transaction& tx, const Event& event) {
  tx.Execute(kSetRevision, {event.source, event.subject, event.revision});
}

void InboxStore::Park(Transaction& tx, const Event& event, std::int64_t attempts,
                      std::optional<Instant> next_try, const std::string& reason) {
  Values values = EventValues(event);
  values.emplace_back(attempts);
  values.push_back(OptionalInstant(next_try));
  values.emplace_back(reason);
  tx.Execute(kPark, std::move(values));
}

void InboxStore::Postpone(Transaction& tx, const Event& event, std::int64_t attempts,
                          Instant next_try, const std::string& reason) {
  tx.Execute(kPostpone, {event.source, event.subject, event.revision, attempts,
                         ToMicroseconds(next_try), reason});
}

void InboxStore::MakeDue(Transaction& tx, const Event& subject, std::int64_t revision,
                         Instant now) {
  tx.Execute(kMakeDue, {subject.source, subject.subject, revision, ToMicroseconds(now)});
}

void InboxStore::Unpark(Transaction& tx, const Event& event) {
  tx.Execute(kUnpark, {event.source, event.subject, event.revision});
}

Result<std::optional<ParkedEvent>> InboxStore::FindParked(Transaction& tx, const Event& event,
                                                          std::int64_t revision) {
  auto rows = tx.QueryForUpdate(kFindParked, {event.source, event.subject, revision});
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<ParkedEvent>();
  Row& row = rows->front();
  return std::optional(ParkedEvent{EventFromRow(row, 1), row.Integer(0)});
}

void InboxStore::GiveUp(Transaction& tx, const Event& event, std::int64_t attempts,
                        const std::string& reason, Instant now) {
  Values values = EventValues(event);
  values.emplace_back(attempts);
  values.emplace_back(reason);
  values.emplace_back(ToMicroseconds(now));
  tx.Execute(kGiveUp, std::move(values));
}

Result<std::vector<DeadEvent>> InboxStore::Untold(Database& database, Deadline deadline,
                                                  std::int64_t limit) {
  auto rows = database.Query(deadline, kUntold, {limit});
  if (!rows) return rows.error();
  std::vector<DeadEvent> untold;
  for (Row& row : *rows) {
    untold.push_back({EventFromRow(row, 2), row.Integer(0), row.Text(1)});
  }
  return untold;
}

void InboxStore::SetTold(Transaction& tx, const Event& event) {
  tx.Execute(kSetTold, {event.source, event.subject, event.revision});
}

Result<std::vector<ParkedEvent>> InboxStore::Due(Database& database, Deadline deadline, Instant now,
                                                 std::int64_t limit) {
  auto rows = database.Query(deadline, kDue, {ToMicroseconds(now), limit});
  if (!rows) return rows.error();
  std::vector<ParkedEvent> due;
  for (Row& row : *rows) due.push_back({EventFromRow(row, 1), row.Integer(0)});
  return due;
}

}  // namespace sinergi
