#include "services/notifications/application/webhook_secrets.h"

#include "common/result/reasons.h"

namespace sinergi::notifications {
namespace {

constexpr std::size_t kSharedBytes = 32;

std::string PurposeOf(SubscriptionId subscription) {
  return "webhook-secret:" + subscription.ToString();
}

}  // namespace

std::string SharedKeyText(const WebhookSecret& secret) { return "whsec_" + Base64(secret.shared); }

std::string PublicKeyText(const WebhookSecret& secret) {
  return "whpk_" + Base64(secret.key->public_key());
}

void WebhookSecrets::Renew(Transaction& tx, SubscriptionId subscription, Instant now,
                           std::chrono::milliseconds overlap) const {
  WebhookSecretStore::Expire(tx, subscription, now + overlap);
  WebhookSecretStore::DeleteExpired(tx, subscription, now);
  const std::string bytes = RandomBytes(kSharedBytes + Ed25519Key::kSeedBytes);
  WebhookSecretStore::Insert(tx, subscription,
                             {now, sealer_.Seal(PurposeOf(subscription), bytes), {}});
}

Result<std::vector<WebhookSecret>> WebhookSecrets::Read(SubscriptionId subscription, Instant now,
                                                        Deadline deadline) const {
  const auto sealed = WebhookSecretStore::Find(database_, deadline, subscription, now);
  if (!sealed) return sealed.error();
  std::vector<WebhookSecret> secrets;
  for (const SealedSecret& one : *sealed) {
    const auto bytes = sealer_.Open(PurposeOf(subscription), one.sealed);
    if (!bytes || bytes->size() != kSharedBytes + Ed25519Key::kSeedBytes) {
      return Error::Of(sinergi::reasons::kInternal)
          .Because("a webhook's secret cannot be unsealed");
    }
    const std::string shared = bytes->substr(0, kSharedBytes);
    secrets.push_back({shared, std::make_shared<const HmacSha256Key>(shared),
                       std::make_shared<const Ed25519Key>(bytes->substr(kSharedBytes)), one.created,
                       one.expires});
  }
  return secrets;
}

}  // namespace sinergi::notifications
