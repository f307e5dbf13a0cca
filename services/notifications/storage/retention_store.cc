#include "services/notifications/storage/retention_store.h"

#include "services/notifications/storage/delivery_store.h"
#include "services/notifications/storage/notice_store.h"

namespace sinergi::notifications {
namespace {

constexpr Statement kPruneAttempts{R"sql(
  DELETE FROM delivery_attempts
  WHERE (subscription_id, line, epoch, number, attempt) IN
    (SELECT subscription_id, line, epoch, number, attempt FROM delivery_attempts
     WHERE attempted_at < $1 ORDER BY attempted_at LIMIT $2)
  RETURNING attempt)sql"};

constexpr Statement kPruneDeliveries{R"sql(
  DELETE FROM deliveries
  WHERE (subscription_id, line, epoch, number) IN
    (SELECT subscription_id, line, epoch, number FROM deliveries
     WHERE changed_at < $1 AND state <> 1 ORDER BY changed_at LIMIT $2)
  RETURNING number)sql"};

constexpr Statement kPruneReplays{R"sql(
  DELETE FROM replays
  WHERE (subscription_id, replay_id) IN
    (SELECT subscription_id, replay_id FROM replays
     WHERE finished_at < $1 ORDER BY finished_at LIMIT $2)
  RETURNING replay_id)sql"};

constexpr Statement kPruneSubscriptions{R"sql(
  DELETE FROM subscriptions
  WHERE subscription_id IN
    (SELECT subscription_id FROM subscriptions
     WHERE state = 100 AND updated_at < $1 ORDER BY updated_at LIMIT $2)
  RETURNING subscription_id)sql"};

const Statement& StatementOf(Kept what) {
  switch (what) {
    case Kept::kAttempts:
      return kPruneAttempts;
    case Kept::kDeliveries:
      return kPruneDeliveries;
    case Kept::kReplays:
      return kPruneReplays;
    case Kept::kSubscriptions:
      break;
  }
  return kPruneSubscriptions;
}

// A delivery that was noted while the subscription was deleted may have left something.
void DeleteWhatIsLeftOf(Transaction& tx, const std::string& subscription) {
  const auto id = SubscriptionId::Parse(subscription).value();
  DeliveryStore::DeleteLines(tx, id);
  DeliveryStore::DeleteWaiting(tx, id);
  NoticeStore::Delete(tx, id);
}

}  // namespace

Result<std::int64_t> RetentionStore::Prune(Transaction& tx, Kept what, Instant before,
                                           std::int64_t limit) {
  const auto rows = tx.Query(StatementOf(what), {ToMicroseconds(before), limit});
  if (!rows) return rows.error();
  if (what == Kept::kSubscriptions) {
    for (const Row& row : *rows) DeleteWhatIsLeftOf(tx, row.Text(0));
  }
  return static_cast<std::int64_t>(rows->size());
}

}  // namespace sinergi::notifications
