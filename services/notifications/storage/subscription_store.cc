#include "services/notifications/storage/subscription_store.h"

#include "services/notifications/storage/subscription_record.h"

namespace sinergi::notifications {
namespace {

constexpr auto kDeleted = static_cast<std::int64_t>(SubscriptionState::kDeleted);

constexpr Statement kNextVersion{R"sql(
  UPDATE subscription_head SET version = version + 1 WHERE id = 1 RETURNING version)sql"};

constexpr Statement kInsert{R"sql(
  INSERT INTO subscriptions (subscription_id, office, agency, created_at, display_name, event_types,
                             area_code, offices, subject, filter, epoch, starts_at, state, version,
                             updated_at, matcher, url, content, strict_order, contact, verified,
                             rate, signature)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
          $21, $22, $23))sql"};

constexpr Statement kUpdate{R"sql(
  UPDATE subscriptions
  SET display_name = $2, event_types = $3, area_code = $4, offices = $5, subject = $6, filter = $7,
      epoch = $8, starts_at = $9, state = $10, version = $11, updated_at = $12, matcher = $13,
      url = $14, content = $15, strict_order = $16, contact = $17, verified = $18, rate = $19,
      signature = $20
  WHERE subscription_id = $1)sql"};

constexpr Statement kFind{R"sql(
  SELECT subscription_id, office, agency, created_at, display_name, event_types, area_code, offices,
         subject, filter, epoch, starts_at, state, version, updated_at, url, content, strict_order,
         contact, verified, rate, signature
  FROM subscriptions WHERE subscription_id = $1 AND state <> $2)sql"};

constexpr Statement kList{R"sql(
  SELECT subscription_id, office, agency, created_at, display_name, event_types, area_code, offices,
         subject, filter, epoch, starts_at, state, version, updated_at, url, content, strict_order,
         contact, verified, rate, signature
  FROM subscriptions
  WHERE office = $1 AND agency = $2 AND (created_at, subscription_id) > ($3, $4) AND state <> $5
  ORDER BY created_at, subscription_id LIMIT $6)sql"};

constexpr Statement kStartedBefore{R"sql(
  SELECT subscription_id, office, agency, created_at, display_name, event_types, area_code, offices,
         subject, filter, epoch, starts_at, state, version, updated_at, url, content, strict_order,
         contact, verified, rate, signature
  FROM subscriptions WHERE starts_at < $1 AND state <> $2)sql"};

constexpr Statement kChangedAfter{R"sql(
  SELECT subscription_id, office, agency, created_at, display_name, event_types, area_code, offices,
         subject, filter, epoch, starts_at, state, version, updated_at, url, content, strict_order,
         contact, verified, rate, signature
  FROM subscriptions WHERE (version, subscription_id) > ($1, $2)
  ORDER BY version, subscription_id LIMIT $3)sql"};

constexpr Statement kOfEarlierMatchers{R"sql(
  SELECT subscription_id, office, agency, created_at, display_name, event_types, area_code, offices,
         subject, filter, epoch, starts_at, state, version, updated_at, url, content, strict_order,
         contact, verified, rate, signature
  FROM subscriptions WHERE matcher < $1 AND state <> $2)sql"};

Subscription FromRow(const Row& row) {
  Subscription subscription;
  subscription.id = SubscriptionId::Parse(row.Text(0)).value();
  subscription.office = row.Text(1);
  subscription.agency = row.Text(2);
  subscription.created = FromMicroseconds(row.Integer(3));
  subscription.display_name = row.Text(4);
  subscription.event_types = SplitPatterns(row.Text(5)).value();
  subscription.areas = SplitAreas(row.Text(6)).value();
  subscription.offices = SplitNames(row.Text(7));
  subscription.subject = row.Text(8);
  subscription.filter = *EventFilter::Parse(row.Text(9));
  subscription.epoch = row.Integer(10);
  subscription.starts_at = row.Integer(11);
  subscription.state = static_cast<SubscriptionState>(row.Integer(12));
  subscription.version = row.Integer(13);
  subscription.updated = FromMicroseconds(row.Integer(14));
  if (!row.Text(15).empty()) {
    Webhook webhook;
    webhook.url = row.Text(15);
    webhook.content = static_cast<WebhookContent>(row.Integer(16));
    webhook.strict_order = row.Integer(17) != 0;
    webhook.contact = row.Text(18);
    webhook.verified = row.Integer(19) != 0;
    webhook.rate = row.Integer(20);
    webhook.signature = static_cast<WebhookSignature>(row.Integer(21));
    subscription.webhook = std::move(webhook);
  }
  return subscription;
}

Result<std::vector<Subscription>> AllOf(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  std::vector<Subscription> subscriptions;
  for (const Row& row : *rows) subscriptions.push_back(FromRow(row));
  return subscriptions;
}

Result<std::optional<Subscription>> OneOf(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<Subscription>();
  return std::optional(FromRow(rows->front()));
}

void AddWhatChanges(const Subscription& subscription, Values& values) {
  values.emplace_back(subscription.display_name);
  values.emplace_back(JoinPatterns(subscription.event_types));
  values.emplace_back(JoinAreas(subscription.areas));
  values.emplace_back(JoinNames(subscription.offices));
  values.emplace_back(subscription.subject);
  values.emplace_back(subscription.filter.text());
  values.emplace_back(subscription.epoch);
  values.emplace_back(subscription.starts_at);
  values.emplace_back(static_cast<std::int64_t>(subscription.state));
  values.emplace_back(subscription.version);
  values.emplace_back(ToMicroseconds(subscription.updated));
  values.emplace_back(kMatcher);
  const Webhook webhook = subscription.webhook.value_or(Webhook());
  values.emplace_back(webhook.url);
  values.emplace_back(static_cast<std::int64_t>(webhook.content));
  values.emplace_back(std::int64_t{webhook.strict_order});
  values.emplace_back(webhook.contact);
  values.emplace_back(std::int64_t{webhook.verified});
  values.emplace_back(webhook.rate);
  values.emplace_back(static_cast<std::int64_t>(webhook.signature));
}

}  // namespace

Result<std::int64_t> SubscriptionStore::NextVersion(Transaction& tx) {
  const auto rows = tx.Query(kNextVersion, {});
  if (!rows) return rows.error();
  return rows->front().Integer(0);
}

void SubscriptionStore::Insert(Transaction& tx, const Subscription& subscription) {
  Values values{subscription.id.ToString(), subscription.office, subscription.agency,
                ToMicroseconds(subscription.created)};
  AddWhatChanges(subscription, values);
  tx.Execute(kInsert, std::move(values));
}

void SubscriptionStore::Update(Transaction& tx, const Subscription& subscription) {
  Values values{subscription.id.ToString()};
  AddWhatChanges(subscription, values);
  tx.Execute(kUpdate, std::move(values));
}

Result<std::optional<Subscription>> SubscriptionStore::Find(Database& database, Deadline deadline,
                                                            SubscriptionId id) {
  return OneOf(database.Query(deadline, kFind, {id.ToString(), kDeleted}));
}

Result<std::optional<Subscription>> SubscriptionStore::FindForUpdate(Transaction& tx,
                                                                     SubscriptionId id) {
  return OneOf(tx.QueryForUpdate(kFind, {id.ToString(), kDeleted}));
}

Result<std::vector<Subscription>> SubscriptionStore::List(Database& database, Deadline deadline,
                                                          const SubscriptionQuery& query) {
  return AllOf(database.Query(deadline, kList,
                              {query.office, query.agency, ToMicroseconds(query.after_created),
                               query.after_id, kDeleted, query.limit}));
}

Result<std::vector<Subscription>> SubscriptionStore::StartedBefore(Transaction& tx,
                                                                   std::int64_t position) {
  return AllOf(tx.Query(kStartedBefore, {position, kDeleted}));
}

Result<std::vector<Subscription>> SubscriptionStore::ChangedAfter(Database& database,
                                                                  Deadline deadline,
                                                                  const Subscription* last,
                                                                  std::int64_t limit) {
  const std::int64_t version = last == nullptr ? 0 : last->version;
  return AllOf(database.Query(deadline, kChangedAfter,
                              {version, last == nullptr ? "" : last->id.ToString(), limit}));
}

Result<std::vector<Subscription>> SubscriptionStore::OfEarlierMatchers(Transaction& tx) {
  return AllOf(tx.Query(kOfEarlierMatchers, {kMatcher, kDeleted}));
}

}  // namespace sinergi::notifications
