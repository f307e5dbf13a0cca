#include "services/notifications/storage/webhook_secret_store.h"

namespace sinergi::notifications {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO webhook_secrets (subscription_id, created_at, sealed) VALUES ($1, $2, $3))sql"};

constexpr Statement kExpire{R"sql(
  UPDATE webhook_secrets SET expires_at = $2
  WHERE subscription_id = $1 AND expires_at IS NULL)sql"};

constexpr Statement kDeleteExpired{R"sql(
  DELETE FROM webhook_secrets WHERE subscription_id = $1 AND expires_at <= $2)sql"};

constexpr Statement kFind{R"sql(
  SELECT created_at, sealed, expires_at FROM webhook_secrets
  WHERE subscription_id = $1 AND (expires_at IS NULL OR expires_at > $2)
  ORDER BY created_at DESC)sql"};

}  // namespace

void WebhookSecretStore::Insert(Transaction& tx, SubscriptionId subscription,
                                const SealedSecret& secret) {
  tx.Execute(kInsert, {subscription.ToString(), ToMicroseconds(secret.created), secret.sealed});
}

void WebhookSecretStore::Expire(Transaction& tx, SubscriptionId subscription, Instant at) {
  tx.Execute(kExpire, {subscription.ToString(), ToMicroseconds(at)});
}

void WebhookSecretStore::DeleteExpired(Transaction& tx, SubscriptionId subscription, Instant now) {
  tx.Execute(kDeleteExpired, {subscription.ToString(), ToMicroseconds(now)});
}

Result<std::vector<SealedSecret>> WebhookSecretStore::Find(Database& database, Deadline deadline,
                                                           SubscriptionId subscription,
                                                           Instant now) {
  const auto rows = database.Query(deadline, kFind, {subscription.ToString(), ToMicroseconds(now)});
  if (!rows) return rows.error();
  std::vector<SealedSecret> secrets;
  for (const Row& row : *rows) {
    const auto expires = row.IntegerOrNull(2);
    secrets.push_back({FromMicroseconds(row.Integer(0)), row.Text(1),
                       expires ? std::optional(FromMicroseconds(*expires)) : std::nullopt});
  }
  return secrets;
}

}  // namespace sinergi::notifications
