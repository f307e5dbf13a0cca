#include "services/notifications/storage/notice_store.h"

namespace sinergi::notifications {
namespace {

constexpr Statement kAdd{R"sql(
  INSERT INTO notices (subscription_id, since, pending, attempts, next_try_at)
  VALUES ($1, $2, 1, 0, $2)
  ON CONFLICT (subscription_id) DO UPDATE
  SET pending = notices.pending + 1,
      since = CASE WHEN notices.pending > 0 THEN notices.since ELSE excluded.since END)sql"};

constexpr Statement kDue{R"sql(
  SELECT subscription_id, since, attempts, pending FROM notices
  WHERE pending > 0 AND next_try_at <= $1 ORDER BY next_try_at LIMIT 1)sql"};

constexpr Statement kPutOff{R"sql(
  UPDATE notices SET next_try_at = $2 WHERE subscription_id = $1)sql"};

constexpr Statement kSetTold{R"sql(
  UPDATE notices SET pending = pending - $3, attempts = 0, next_try_at = $2
  WHERE subscription_id = $1 AND pending >= $3)sql"};

constexpr Statement kSetFailed{R"sql(
  UPDATE notices SET attempts = $2, next_try_at = $3 WHERE subscription_id = $1)sql"};

constexpr Statement kDelete{R"sql(DELETE FROM notices WHERE subscription_id = $1)sql"};

}  // namespace

void NoticeStore::Add(Transaction& tx, SubscriptionId subscription, Instant now) {
  tx.Execute(kAdd, {subscription.ToString(), ToMicroseconds(now)});
}

Result<std::optional<NoticeRow>> NoticeStore::Take(Transaction& tx, Instant now, Instant until) {
  const auto rows = tx.QueryFreeForUpdate(kDue, {ToMicroseconds(now)});
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<NoticeRow>();
  const Row& row = rows->front();
  tx.Execute(kPutOff, {row.Text(0), ToMicroseconds(until)});
  return std::optional(NoticeRow{SubscriptionId::Parse(row.Text(0)).value(),
                                 FromMicroseconds(row.Integer(1)), row.Integer(2), row.Integer(3)});
}

void NoticeStore::SetTold(Transaction& tx, const NoticeRow& row, Instant next) {
  tx.Execute(kSetTold, {row.subscription.ToString(), ToMicroseconds(next), row.pending});
}

void NoticeStore::SetFailed(Transaction& tx, const NoticeRow& row, Instant next) {
  tx.Execute(kSetFailed, {row.subscription.ToString(), row.attempts + 1, ToMicroseconds(next)});
}

void NoticeStore::Delete(Transaction& tx, SubscriptionId subscription) {
  tx.Execute(kDelete, {subscription.ToString()});
}

}  // namespace sinergi::notifications
