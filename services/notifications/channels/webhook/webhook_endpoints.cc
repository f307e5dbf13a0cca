#include "services/notifications/channels/webhook/webhook_endpoints.h"

#include "common/logging/log.h"
#include "services/notifications/domain/withholding.h"

namespace sinergi::notifications {
namespace {

constexpr std::chrono::seconds kPatience{10};
constexpr std::size_t kOpenAtOnce = 64;

bool IsDelivered(SubscriptionState state) {
  return state == SubscriptionState::kActive || state == SubscriptionState::kPaused;
}

// Whether it would read on in an epoch that is over. Dead letters have rows and need not be read.
bool IsOfOldEpoch(const LineRow& row, const ReplayRow& replay, const Subscription& subscription) {
  return row.epoch != subscription.epoch && row.settled.position < replay.until.position;
}

void WarnOfOpening(const Error& error) {
  Log(LogLevel::kWarning, "a webhook could not be opened; trying again",
      {{"reason", std::string(error.reason().name)}, {"cause", error.cause()}});
}

}  // namespace

bool WebhookEndpoints::Follow(DeliveryChanges& changes, Keys& ready) {
  EndAsides();
  const std::int64_t edition = use_.directory.edition();
  Status done;
  if (edition != edition_) {
    bool any_rests = false;
    for (const auto& subscription : use_.directory.All()) {
      if (!subscription->webhook) continue;
      if (subscription->state == SubscriptionState::kDeleted) {
        Remove(subscription->id);
      } else {
        index_.Set(subscription);
        any_rests = FollowOne(*subscription, changes, ready) || any_rests;
      }
    }
    if (any_rests) return false;
    done = FollowReplays(changes, ready);
    if (done) edition_ = edition;
  }
  if (done) done = OpenSome(ready);
  if (!done) WarnOfOpening(done.error());
  return to_open_.empty() || !done;
}

bool WebhookEndpoints::FollowOne(const Subscription& subscription, DeliveryChanges& changes,
                                 Keys& ready) {
  const LineKey own{subscription.id};
  bool is_new_endpoint = false;
  bool any_rests = false;
  for (auto at = endpoints_.lower_bound(own);
       at != endpoints_.end() && at->first.subscription == subscription.id;) {
    const Subscription& known = at->second.line->subscription();
    if (known.version != subscription.version) {
      const bool back = !IsDelivered(known.state) && IsDelivered(subscription.state);
      is_new_endpoint = is_new_endpoint || back || known.webhook->url != subscription.webhook->url;
      if (is_new_endpoint || !FollowLine(at->second, subscription)) {
        at->second.line->Rest(use_.clock.Now(), changes);
        at = endpoints_.erase(at);
        any_rests = true;
        continue;
      }
      ready.insert(at->first);
    }
    ++at;
  }
  if (!endpoints_.contains(own) && IsDelivered(subscription.state) && !IsAside(own)) {
    to_open_[subscription.id] |= is_new_endpoint;
  }
  return any_rests;
}

void WebhookEndpoints::SetAside(const LineKey& key, Instant until) {
  endpoints_.erase(key);
  aside_[key] = until;
}

void WebhookEndpoints::EndAsides() {
  const Instant now = use_.clock.Now();
  if (std::erase_if(aside_, [now](const auto& one) { return one.second <= now; }) > 0)
    edition_ = -1;
}

Status WebhookEndpoints::OpenSome(Keys& ready) {
  for (std::size_t i = 0; i < kOpenAtOnce && !to_open_.empty(); ++i) {
    const auto [id, is_new_endpoint] = *to_open_.begin();
    const auto subscription = use_.directory.Find(id);
    if (subscription && subscription->webhook && IsDelivered(subscription->state)) {
      if (auto opened = Open(*subscription, is_new_endpoint); !opened) return opened;
      ready.insert({id});
    }
    to_open_.erase(id);
  }
  return Status::Ok();
}

// False when it has to begin anew.
bool WebhookEndpoints::FollowLine(Endpoint& endpoint, const Subscription& subscription) {
  const Subscription& known = endpoint.line->subscription();
  if (known.epoch != subscription.epoch) return false;
  if (known.webhook->strict_order != subscription.webhook->strict_order) return false;
  auto secrets = use_.secrets.Read(subscription.id, use_.clock.Now(), Deadline::In(kPatience));
  if (!secrets) return false;
  endpoint.line->Follow(subscription);
  endpoint.secrets = *std::move(secrets);
  return true;
}

Status WebhookEndpoints::FollowReplays(DeliveryChanges& changes, Keys& ready) {
  const auto open = ledger_.OpenReplays();
  if (!open) return open.error();
  for (const ReplayRow& replay : *open) {
    const LineKey key{replay.subscription, replay.id};
    if (endpoints_.contains(key) || IsAside(key)) continue;
    const auto subscription = use_.directory.Find(replay.subscription);
    if (!subscription) continue;  // not known here yet
    const auto row = ledger_.FindLine(key);
    if (!row) return row.error();
    const bool over = !*row || subscription->state == SubscriptionState::kDeleted ||
                      !subscription->webhook || IsOfOldEpoch(**row, replay, *subscription);
    if (over) {
      changes.finished.push_back(key);
      continue;
    }
    if (!IsDelivered(subscription->state)) continue;
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
  row.settled = *beginning;
  // What lies behind it may have been attempted once.
  if (row.claimed.position < beginning->position) row.claimed = *beginning;
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

void WebhookEndpoints::Hear(const EventTraits& event, Keys& ready) {
  index_.Match(event, [&ready](const Subscription& one) { ready.insert({one.id}); });
  if (WithholdingOf(event.type) != Withholding::kBegins) return;
  for (const auto& [key, endpoint] : endpoints_) {
    endpoint.line->Withhold(std::string(event.subject));
    ready.insert(key);
  }
}

void WebhookEndpoints::Committed(const Keys& keys) {
  for (const LineKey& key : keys) {
    if (auto* const endpoint = Find(key)) endpoint->line->Committed();
  }
}

void WebhookEndpoints::RestAll(DeliveryChanges& changes) {
  for (const auto& [key, endpoint] : endpoints_) endpoint.line->Rest(use_.clock.Now(), changes);
}

void WebhookEndpoints::Remove(SubscriptionId subscription) {
  index_.Remove(subscription);
  to_open_.erase(subscription);
  std::erase_if(endpoints_,
                [&](const auto& entry) { return entry.first.subscription == subscription; });
}

void WebhookEndpoints::Clear() {
  endpoints_.clear();
  to_open_.clear();
  replays_.clear();
  aside_.clear();
  index_ = MatchIndex();
  edition_ = -1;
}

}  // namespace sinergi::notifications
