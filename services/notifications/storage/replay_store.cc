#include "services/notifications/storage/replay_store.h"

#include <algorithm>

#include "services/notifications/storage/delivery_store.h"
#include "services/notifications/storage/subscription_record.h"

namespace sinergi::notifications {
namespace {

constexpr auto kDead = static_cast<std::int64_t>(DeliveryState::kDead);

constexpr Statement kInsert{R"sql(
  INSERT INTO replays (subscription_id, replay_id, epoch, until_position, until_number, filter,
                       event_ids, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql"};

constexpr Statement kDeadLetters{R"sql(
  SELECT d.epoch, d.number, d.position, d.event_id, d.type, d.subject, j.source, j.revision,
         j.occurred_at, j.region
  FROM deliveries AS d JOIN journal AS j ON j.position = d.position
  WHERE d.subscription_id = $1 AND d.line = '' AND d.state = $2 AND d.position > $3
    AND d.position <= $4 AND d.event_id <> ''
  ORDER BY d.position)sql"};

constexpr Statement kFinish{R"sql(
  UPDATE replays SET finished_at = $3
  WHERE subscription_id = $1 AND replay_id = $2 AND finished_at IS NULL)sql"};

constexpr Statement kFind{R"sql(
  SELECT subscription_id, replay_id, epoch, until_position, until_number, filter, event_ids,
         created_at, finished_at
  FROM replays WHERE subscription_id = $1 AND replay_id = $2)sql"};

constexpr Statement kOpen{R"sql(
  SELECT subscription_id, replay_id, epoch, until_position, until_number, filter, event_ids,
         created_at, finished_at
  FROM replays WHERE finished_at IS NULL ORDER BY created_at)sql"};

ReplayRow FromRow(const Row& row) {
  ReplayRow replay;
  replay.subscription = SubscriptionId::Parse(row.Text(0)).value();
  replay.id = row.Text(1);
  replay.epoch = row.Integer(2);
  replay.until = {row.Integer(3), row.Integer(4)};
  replay.filter = *EventFilter::Parse(row.Text(5));
  replay.event_ids = SplitNames(row.Text(6));
  replay.created = FromMicroseconds(row.Integer(7));
  const auto finished = row.IntegerOrNull(8);
  if (finished) replay.finished = FromMicroseconds(*finished);
  return replay;
}

// Of a dead letter that still has its event.
EventTraits TraitsOf(const Row& row) {
  return {row.Text(4),
          {},
          RegionCode::Parse(row.Text(9)),
          row.Text(6),
          row.Text(5),
          row.Integer(7),
          FromMicroseconds(row.Integer(8))};
}

bool Names(const std::vector<std::string>& ids, const std::string& id) {
  return ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

void ReplayStore::Insert(Transaction& tx, const ReplayRow& row) {
  tx.Execute(kInsert,
             {row.subscription.ToString(), row.id, row.epoch, row.until.position, row.until.number,
              row.filter.text(), JoinNames(row.event_ids), ToMicroseconds(row.created)});
}

Status ReplayStore::InsertDeadLetters(Transaction& tx, const ReplayRow& row, std::int64_t after,
                                      std::int64_t until, Instant now) {
  const auto rows = tx.Query(kDeadLetters, {row.subscription.ToString(), kDead, after, until});
  if (!rows) return rows.error();
  for (const Row& dead : *rows) {
    if (!Names(row.event_ids, dead.Text(3)) || !row.filter.Passes(TraitsOf(dead))) continue;
    DeliveryRow again;
    again.key = {row.subscription, row.id};
    again.epoch = dead.Integer(0);
    again.number = dead.Integer(1);
    again.position = dead.Integer(2);
    again.event_id = dead.Text(3);
    again.type = dead.Text(4);
    again.subject = dead.Text(5);
    again.next_try = now;
    again.changed = now;
    DeliveryStore::Insert(tx, again);
  }
  return Status::Ok();
}

void ReplayStore::Finish(Transaction& tx, const LineKey& key, Instant now) {
  tx.Execute(kFinish, {key.subscription.ToString(), key.line, ToMicroseconds(now)});
}

Result<std::optional<ReplayRow>> ReplayStore::Find(Database& database, Deadline deadline,
                                                   SubscriptionId subscription,
                                                   const std::string& id) {
  const auto rows = database.Query(deadline, kFind, {subscription.ToString(), id});
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<ReplayRow>();
  return std::optional(FromRow(rows->front()));
}

Result<std::vector<ReplayRow>> ReplayStore::Open(Database& database, Deadline deadline) {
  const auto rows = database.Query(deadline, kOpen, {});
  if (!rows) return rows.error();
  std::vector<ReplayRow> open;
  for (const Row& row : *rows) open.push_back(FromRow(row));
  return open;
}

}  // namespace sinergi::notifications
