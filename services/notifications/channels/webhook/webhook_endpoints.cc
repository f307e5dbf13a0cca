#include "services/notifications/channels/webhook/webhook_endpoints.h"

#include "common/logging/log.h"

namespace sinergi::notifications {
namespace {

constexpr std::chrono::seconds kPatience{10};

bool IsDelivered(SubscriptionState state) {
  return state == SubscriptionState::kActive || state == SubscriptionState::kPaused;
}

void WarnOfOpening(const Error& error) {
  Log(LogLevel::kWarning, "a webhook could not be opened; trying again",
      {{"reason", std::string(error.reason().name)}, {"cause", error.cause()}});
}

}  // namespace

void WebhookEndpoints::Follow(Keys& ready) {
  const std::int64_t edition = use_.directory.edition();
  if (edition == edition_) return;
  edition_ = edition;
  for (const auto& subscription : use_.directory.All()) {
    if (!subscription->webhook) continue;
    if (subscription->state == SubscriptionState::kDeleted) {
      Remove(subscription->id);
    } else {
      index_.Set(subscription);
      FollowOne(*subscription, ready);
    }
  }
  if (auto followed = FollowReplays(ready); !followed) {
    WarnOfOpening(followed.error());
    edition_ = -1;
  }
}

void WebhookEndpoints::FollowOne(const Subscription& subscription, Keys& ready) {
  const LineKey own{subscription.id};
  bool is_new_endpoint = false;
  for (auto at = endpoints_.lower_bound(own);
       at != endpoints_.end() && at->first.subscription == subscription.id;) {
    const Subscription& known = at->second.line->subscription();
    if (known.version != subscription.version) {
      const bool back = !IsDelivered(known.state) && IsDelivered(subscription.state);
      is_new_endpoint = is_new_endpoint || back || known.webhook != subscription.webhook;
      if (is_new_endpoint || !FollowLine(at->second, subscription)) {
        at = endpoints_.erase(at);
        continue;
      }
      ready.insert(at->first);
    }
    ++at;
  }
  if (endpoints_.contains(own)) return;
  ready.insert(own);
  if (auto opened = Open(subscription, is_new_endpoint); !opened) {
    WarnOfOpening(opened.error());
    edition_ = -1;
  }
}

// False when it has to begin anew.
bool WebhookEndpoints::FollowLine(Endpoint& endpoint, const Subscription& subscription) {
  if (endpoint.line->subscription().epoch != subscription.epoch) return false;
  auto secrets = use_.secrets.Read(subscription.id, use_.clock.Now(), Deadline::In(kPatience));
  if (!secrets) return false;
  endpoint.line->Follow(subscription);
  endpoint.secrets = *std::move(secrets);
  return true;
}

Status WebhookEndpoints::FollowReplays(Keys& ready) {
  const auto open = ledger_.OpenReplays();
  if (!open) return open.error();
  for (const ReplayRow& replay : *open) {
    const LineKey key{replay.subscription, replay.id};
    const auto subscription = use_.directory.Find(replay.subscription);
    if (endpoints_.contains(key) || !subscription || !subscription->webhook) continue;
    if (subscription->state == SubscriptionState::kDeleted) continue;
    const auto row = ledger_.FindLine(key);
    if (!row) return row.error();
    if (!*row) continue;  // it has just ended
    replays_.insert_or_assign(key, replay);
    if (auto added = Add(*subscription, **row, replay); !added) return added;
    ready.insert(key);
  }
  return Status::Ok();
}

Status WebhookEndpoints::Open(const Subscription& subscription, bool is_new_endpoint) {
  const LineKey key{subscription.id};
  const auto found = ledger_.FindLine(key);
  if (!found) return found.error();
  LineRow row;
  if (*found) row = **found;
  row.key = key;
  if (is_new_endpoint) row.breaker.Succeed();
  if (!*found || row.epoch != subscription.epoch) {
    row.epoch = subscription.epoch;
    row.settled = row.claimed = Place{subscription.starts_at, 0};
  }
  return Add(subscription, std::move(row));
}

Status WebhookEndpoints::Add(const Subscription& subscription, LineRow row,
                             std::optional<ReplayRow> replay) {
  auto secrets = use_.secrets.Read(subscription.id, use_.clock.Now(), Deadline::In(kPatience));
  if (!secrets) return secrets.error();
  const auto waiting = ledger_.WaitingOf(row.key);
  if (!waiting) return waiting.error();
  const auto head = JournalStore::Head(use_.sources.database, Deadline::In(kPatience));
  if (!head) return head.error();
  const LineKey key = row.key;
  auto events =
      std::make_unique<EventStream>(use_.sources, subscription, row.settled, head->position);
  auto line = std::make_unique<WebhookLine>(subscription, std::move(row), std::move(events),
                                            *waiting, options_, std::move(replay));
  endpoints_.insert_or_assign(key, Endpoint{std::move(line), *std::move(secrets)});
  return Status::Ok();
}

void WebhookEndpoints::Reopen(const LineKey& key, DeliveryChanges& changes, Keys& ready) {
  const LineRow row = endpoints_.at(key).line->row();
  endpoints_.erase(key);
  const auto subscription = use_.directory.Find(key.subscription);
  if (!subscription || subscription->state == SubscriptionState::kDeleted) return;
  const bool old_epoch = row.epoch != subscription->epoch;
  if (old_epoch && !key.line.empty()) return changes.finished.push_back(key);
  const Status done =
      old_epoch ? Open(*subscription, false) : SkipWhatIsGone(*subscription, row, changes);
  ready.insert(key);
  if (done) return;
  WarnOfOpening(done.error());
  edition_ = -1;
}

Status WebhookEndpoints::SkipWhatIsGone(const Subscription& subscription, LineRow row,
                                        DeliveryChanges& changes) {
  const auto beginning = use_.sources.journal.Beginning(subscription, Deadline::In(kPatience));
  if (!beginning) return beginning.error();
  if (beginning->number > row.settled.number) {
    DeliveryRow lost;
    lost.key = row.key;
    lost.epoch = row.epoch;
    lost.number = beginning->number;
    lost.position = beginning->position;
    lost.state = DeliveryState::kDead;
    lost.last_answer = "no longer kept from number " + std::to_string(row.settled.number + 1);
    lost.changed = use_.clock.Now();
    changes.inserted.push_back(std::move(lost));
  }
  row.settled = row.claimed = *beginning;
  changes.lines.push_back(row);
  const auto replay = replays_.find(row.key);
  return Add(subscription, std::move(row),
             replay == replays_.end() ? std::nullopt : std::optional(replay->second));
}

WebhookEndpoints::Endpoint* WebhookEndpoints::Find(const LineKey& key) {
  const auto found = endpoints_.find(key);
  return found == endpoints_.end() ? nullptr : &found->second;
}

WebhookEndpoints::Keys WebhookEndpoints::All() const {
  Keys keys;
  for (const auto& [key, endpoint] : endpoints_) keys.insert(key);
  return keys;
}

void WebhookEndpoints::AddMatching(const EventTraits& event, Keys& ready) const {
  index_.Match(event, [&ready](const Subscription& one) { ready.insert({one.id}); });
}

void WebhookEndpoints::Remove(SubscriptionId subscription) {
  index_.Remove(subscription);
  std::erase_if(endpoints_,
                [&](const auto& entry) { return entry.first.subscription == subscription; });
}

void WebhookEndpoints::Clear() {
  endpoints_.clear();
  replays_.clear();
  index_ = MatchIndex();
  edition_ = -1;
}

}  // namespace sinergi::notifications
