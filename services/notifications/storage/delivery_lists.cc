#include "services/notifications/storage/delivery_lists.h"

namespace sinergi::notifications {
namespace {

constexpr auto kWaiting = static_cast<std::int64_t>(DeliveryState::kWaiting);
constexpr auto kDead = static_cast<std::int64_t>(DeliveryState::kDead);

constexpr Statement kCountAll{R"sql(
  SELECT state, count(*) FROM deliveries WHERE subscription_id = $1 GROUP BY state)sql"};

constexpr Statement kCountOfLine{R"sql(
  SELECT state, count(*) FROM deliveries
  WHERE subscription_id = $1 AND line = $2 GROUP BY state)sql"};

constexpr Statement kPage{R"sql(
  SELECT d.line, d.epoch, d.number, d.position, d.event_id,
         CASE WHEN j.withheld = 0 THEN d.type ELSE '' END,
         CASE WHEN j.withheld = 0 THEN d.subject ELSE '' END,
         d.state, d.attempts, d.next_try_at, d.last_answer, d.changed_at
  FROM deliveries AS d LEFT JOIN journal AS j ON j.position = d.position
  WHERE d.subscription_id = $1 AND (d.changed_at, d.line, d.epoch, d.number) < ($2, $3, $4, $5)
    AND ($6 = 0 OR d.state = $6)
  ORDER BY d.changed_at DESC, d.line DESC, d.epoch DESC, d.number DESC LIMIT $7)sql"};

constexpr Statement kUndelivered{R"sql(
  SELECT d.line, d.epoch, d.number, d.position, d.event_id,
         CASE WHEN j.withheld = 0 THEN d.type ELSE '' END,
         CASE WHEN j.withheld = 0 THEN d.subject ELSE '' END,
         d.state, d.attempts, d.next_try_at, d.last_answer, d.changed_at
  FROM deliveries AS d LEFT JOIN journal AS j ON j.position = d.position
  WHERE d.subscription_id = $1 AND d.line = '' AND d.epoch = $2 AND d.number > $3 AND d.state <= $4
  ORDER BY d.number LIMIT $5)sql"};

constexpr Statement kAttempts{R"sql(
  SELECT line, attempt, event_id, attempted_at, duration_us, answer FROM delivery_attempts
  WHERE subscription_id = $1 AND epoch = $2 AND number = $3
  ORDER BY attempted_at, line, attempt)sql"};

Result<DeliveryLists::Counts> CountsFrom(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  DeliveryLists::Counts counts;
  for (const Row& row : *rows) {
    if (row.Integer(0) == kWaiting) counts.waiting = row.Integer(1);
    if (row.Integer(0) == kDead) counts.dead = row.Integer(1);
  }
  return counts;
}

Result<std::vector<DeliveryRow>> DeliveriesFrom(SubscriptionId subscription,
                                                const Result<Rows>& rows) {
  if (!rows) return rows.error();
  std::vector<DeliveryRow> deliveries;
  for (const Row& row : *rows) {
    DeliveryRow one;
    one.key = {subscription, row.Text(0)};
    one.epoch = row.Integer(1);
    one.number = row.Integer(2);
    one.position = row.Integer(3);
    one.event_id = row.Text(4);
    one.type = row.Text(5);
    one.subject = row.Text(6);
    one.state = static_cast<DeliveryState>(row.Integer(7));
    one.attempts = row.Integer(8);
    one.next_try = FromMicroseconds(row.Integer(9));
    one.last_answer = row.Text(10);
    one.changed = FromMicroseconds(row.Integer(11));
    deliveries.push_back(std::move(one));
  }
  return deliveries;
}

}  // namespace

Result<DeliveryLists::Counts> DeliveryLists::CountByState(Database& database, Deadline deadline,
                                                          SubscriptionId subscription) {
  return CountsFrom(database.Query(deadline, kCountAll, {subscription.ToString()}));
}

Result<DeliveryLists::Counts> DeliveryLists::CountByState(Database& database, Deadline deadline,
                                                          const LineKey& key) {
  return CountsFrom(
      database.Query(deadline, kCountOfLine, {key.subscription.ToString(), key.line}));
}

Result<std::vector<DeliveryRow>> DeliveryLists::Page(Database& database, Deadline deadline,
                                                     SubscriptionId subscription,
                                                     std::optional<DeliveryState> state,
                                                     const After& after, std::int64_t limit) {
  const std::int64_t wanted = state ? static_cast<std::int64_t>(*state) : 0;
  return DeliveriesFrom(subscription,
                        database.Query(deadline, kPage,
                                       {subscription.ToString(), ToMicroseconds(after.changed),
                                        after.line, after.epoch, after.number, wanted, limit}));
}

Result<std::vector<DeliveryRow>> DeliveryLists::Undelivered(Database& database, Deadline deadline,
                                                            const Subscription& subscription,
                                                            std::int64_t after_number,
                                                            std::int64_t limit) {
  return DeliveriesFrom(
      subscription.id,
      database.Query(deadline, kUndelivered,
                     {subscription.id.ToString(), subscription.epoch, after_number, kDead, limit}));
}

Result<std::vector<AttemptRow>> DeliveryLists::Attempts(Database& database, Deadline deadline,
                                                        SubscriptionId subscription,
                                                        std::int64_t epoch, std::int64_t number) {
  const auto rows = database.Query(deadline, kAttempts, {subscription.ToString(), epoch, number});
  if (!rows) return rows.error();
  std::vector<AttemptRow> attempts;
  for (const Row& row : *rows) {
    attempts.push_back({{subscription, row.Text(0)},
                        epoch,
                        number,
                        row.Integer(1),
                        row.Text(2),
                        FromMicroseconds(row.Integer(3)),
                        std::chrono::microseconds(row.Integer(4)),
                        row.Text(5)});
  }
  return attempts;
}

}  // namespace sinergi::notifications
