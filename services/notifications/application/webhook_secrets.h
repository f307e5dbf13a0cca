#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/privacy/authenticator.h"
#include "common/privacy/signatures.h"
#include "services/notifications/storage/webhook_secret_store.h"

namespace sinergi::notifications {

// What a webhook's deliveries are signed with: a key that both sides know, and one of which the
// subscriber knows the public half only.
struct WebhookSecret {
  std::string shared;                          // 32 bytes
  std::shared_ptr<const HmacSha256Key> ready;  // the same, never null
  std::shared_ptr<const Ed25519Key> key;       // never null
  Instant created;
  std::optional<Instant> expires;  // none for the newest
};

// As Standard Webhooks writes them: "whsec_…", and of the key pair "whpk_…".
std::string SharedKeyText(const WebhookSecret& secret);
std::string PublicKeyText(const WebhookSecret& secret);

// Makes, keeps and reads webhooks' secrets, which lie sealed in the database. Any thread.
class WebhookSecrets {
 public:
  WebhookSecrets(Database& database, const TokenSealer& sealer)
      : database_(database), sealer_(sealer) {}

  // A new one; those that were there sign beside it until `overlap` is over.
  void Renew(Transaction& tx, SubscriptionId subscription, Instant now,
             std::chrono::milliseconds overlap) const;

  // Those that hold at `now`, the newest first. INTERNAL when one cannot be unsealed.
  Result<std::vector<WebhookSecret>> Read(SubscriptionId subscription, Instant now,
                                          Deadline deadline) const;

 private:
  Database& database_;
  const TokenSealer& sealer_;
};

}  // namespace sinergi::notifications
