#include "services/notifications/application/webhook_operations.h"

#include "common/evidence/evidence.h"
#include "services/notifications/domain/reasons.h"

namespace sinergi::notifications {
namespace {

Error NotAWebhook(SubscriptionId id) {
  return Error::Of(reasons::kNotAWebhook, {{"subscription", id.ToString()}});
}

}  // namespace

WebhookOperations::WebhookOperations(Database& database, const Clock& clock,
                                     SubscriptionOperations& subscriptions,
                                     const WebhookSecrets& secrets, const Journal& journal)
    : database_(database),
      clock_(clock),
      subscriptions_(subscriptions),
      secrets_(secrets),
      journal_(journal) {}

Result<WebhookOperations::Found> WebhookOperations::Find(const Caller& caller, SubscriptionId id,
                                                         Deadline deadline) const {
  auto subscription = subscriptions_.Get(caller, id, deadline);
  if (!subscription) return subscription.error();
  if (!subscription->webhook) return NotAWebhook(id);
  auto secrets = secrets_.Read(id, clock_.Now(), deadline);
  if (!secrets) return secrets.error();
  return Found{*std::move(subscription), *std::move(secrets)};
}

Result<WebhookOperations::Found> WebhookOperations::Show(const Caller& caller, SubscriptionId id,
                                                         Deadline deadline) {
  auto found = Find(caller, id, deadline);
  if (!found) return found;
  const Status noted = database_.Transact(deadline, [&](Transaction& tx) {
    RecordEvidence(tx, {clock_.Now(), caller.subject, "subscriptions.read_secret",
                        "subscriptions/" + id.ToString(), ""});
    return Status::Ok();
  });
  if (!noted) return noted.error();
  return found;
}

Result<std::string> WebhookOperations::SetVerified(const Target& target, const std::string& url,
                                                   std::int64_t rate, const Answer& answer) {
  const auto edit = [&](const Subscription& before) -> Result<Subscription> {
    if (!before.webhook) return NotAWebhook(target.id);
    if (before.webhook->url != url) return Error::Of(reasons::kEndpointChanged);
    Subscription after = before;
    after.webhook->verified = true;
    after.webhook->rate = rate;
    if (before.state != SubscriptionState::kPaused) after.state = SubscriptionState::kActive;
    return after;
  };
  return subscriptions_.Change(target, "subscriptions.verify", edit, {}, answer);
}

Result<std::string> WebhookOperations::RotateSecret(const Target& target,
                                                    std::chrono::milliseconds overlap,
                                                    const Answer& answer) {
  const auto edit = [&](const Subscription& before) -> Result<Subscription> {
    if (!before.webhook) return NotAWebhook(target.id);
    return before;
  };
  return subscriptions_.Change(target, "subscriptions.rotate_secret", edit, {}, answer,
                               [&, now = clock_.Now()](Transaction& tx, const Subscription& after) {
                                 secrets_.Renew(tx, after.id, now, overlap);
                                 return Status::Ok();
                               });
}

Result<WebhookHealth> WebhookOperations::Health(const Caller& caller, SubscriptionId id,
                                                Deadline deadline) const {
  auto subscription = subscriptions_.Get(caller, id, deadline);
  if (!subscription) return subscription.error();
  if (!subscription->webhook) return NotAWebhook(id);
  WebhookHealth health;
  auto line = DeliveryStore::FindLine(database_, deadline, LineKey{id});
  if (!line) return line.error();
  const auto end = journal_.End(*subscription, deadline);
  if (!end) return end.error();
  const auto counts = DeliveryLists::CountByState(database_, deadline, id);
  if (!counts) return counts.error();
  health.subscription = *std::move(subscription);
  health.line = *std::move(line);
  health.last_number = end->number;
  health.waiting = counts->waiting;
  health.dead = counts->dead;
  return health;
}

}  // namespace sinergi::notifications
