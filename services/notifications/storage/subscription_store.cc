#include "services/notifications/storage/subscription_store.h"

#include "services/notifications/storage/subscription_record.h"

namespace sinergi::notifications {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO subscriptions (subscription_id, display_name, office, event_types, area_code, epoch,
                             starts_at, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql"};

constexpr Statement kFind{R"sql(
  SELECT subscription_id, display_name, office, event_types, area_code, epoch, starts_at, created_at
  FROM subscriptions WHERE subscription_id = $1)sql"};

constexpr Statement kList{R"sql(
  SELECT subscription_id, display_name, office, event_types, area_code, epoch, starts_at, created_at
  FROM subscriptions
  WHERE office = $1 AND (created_at, subscription_id) > ($2, $3)
  ORDER BY created_at, subscription_id LIMIT $4)sql"};

constexpr Statement kStartedBefore{R"sql(
  SELECT subscription_id, display_name, office, event_types, area_code, epoch, starts_at, created_at
  FROM subscriptions WHERE starts_at < $1)sql"};

Subscription FromRow(const Row& row) {
  return {SubscriptionId::Parse(row.Text(0)).value(),
          row.Text(1),
          row.Text(2),
          SplitPatterns(row.Text(3)).value(),
          RegionCode::Parse(row.Text(4)),
          row.Integer(5),
          row.Integer(6),
          FromMicroseconds(row.Integer(7))};
}

Result<std::vector<Subscription>> AllOf(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  std::vector<Subscription> subscriptions;
  for (const Row& row : *rows) subscriptions.push_back(FromRow(row));
  return subscriptions;
}

}  // namespace

void SubscriptionStore::Insert(Transaction& tx, const Subscription& subscription) {
  tx.Execute(kInsert,
             {subscription.id.ToString(), subscription.display_name, subscription.office,
              JoinPatterns(subscription.event_types),
              subscription.area ? subscription.area->ToString() : std::string(), subscription.epoch,
              subscription.starts_at, ToMicroseconds(subscription.created)});
}

Result<std::optional<Subscription>> SubscriptionStore::Find(Database& database, Deadline deadline,
                                                            SubscriptionId id) {
  const auto rows = database.Query(deadline, kFind, {id.ToString()});
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<Subscription>();
  return std::optional(FromRow(rows->front()));
}

Result<std::vector<Subscription>> SubscriptionStore::List(Database& database, Deadline deadline,
                                                          const SubscriptionQuery& query) {
  return AllOf(database.Query(
      deadline, kList,
      {query.office, ToMicroseconds(query.after_created), query.after_id, query.limit}));
}

Result<std::vector<Subscription>> SubscriptionStore::StartedBefore(Transaction& tx,
                                                                   std::int64_t position) {
  return AllOf(tx.Query(kStartedBefore, {position}));
}

}  // namespace sinergi::notifications
