#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "common/time/clock.h"
#include "services/notifications/application/delivery_ledger.h"
#include "services/notifications/application/webhook_line.h"
#include "services/notifications/application/webhook_secrets.h"
#include "services/notifications/domain/match_index.h"

namespace sinergi::notifications {

// Every webhook and every replay that goes on, as their subscriptions are now. One thread at a
// time.
class WebhookEndpoints {
 public:
  // References outlive it.
  struct Use {
    EventSources sources;
    SubscriptionDirectory& directory;
    const WebhookSecrets& secrets;
    const Clock& clock;
  };
  struct Endpoint {
    std::unique_ptr<WebhookLine> line;
    std::vector<WebhookSecret> secrets;
  };
  using Keys = std::set<LineKey>;

  WebhookEndpoints(const Use& use, const DeliveryLedger& ledger,
                   const WebhookLine::Options& options)
      : use_(use), ledger_(ledger), options_(options) {}

  // Takes over what changed of subscriptions and replays, some at a time; adds to `ready` what may
  // go on now. False when there is more to be done, once the changes are committed: what rests is
  // read again from its rows.
  bool Follow(DeliveryChanges& changes, Keys& ready);

  // Leaves the line alone until then.
  void SetAside(const LineKey& key, Instant until);

  // Begins anew with what has to: its epoch is over, or its events are no longer kept, which
  // becomes a dead letter that says so. A replay of an old epoch ends.
  void Reopen(const LineKey& key, DeliveryChanges& changes, Keys& ready);

  // Null when there is none.
  Endpoint* Find(const LineKey& key);
  void Remove(const LineKey& key) { endpoints_.erase(key); }
  Keys All() const;

  // Adds the webhooks that the event matches. Where it tells of a revoked consent, what was read of
  // its subject before goes no more.
  void Hear(const EventTraits& event, Keys& ready);

  // What was decided is committed.
  void Committed(const Keys& keys);

  // Before the process ends.
  void RestAll(DeliveryChanges& changes);

  // As in the beginning.
  void Clear();

 private:
  // Says whether anything rests now.
  bool FollowOne(const Subscription& subscription, DeliveryChanges& changes, Keys& ready);
  bool IsAside(const LineKey& key) const { return aside_.contains(key); }
  void EndAsides();
  bool FollowLine(Endpoint& endpoint, const Subscription& subscription);
  Status FollowReplays(DeliveryChanges& changes, Keys& ready);
  Status OpenSome(Keys& ready);
  Status Open(const Subscription& subscription, bool is_new_endpoint);
  Status Add(const Subscription& subscription, LineRow row, std::optional<ReplayRow> replay = {});
  Status SkipWhatIsGone(const Subscription& subscription, LineRow row, DeliveryChanges& changes);
  void Remove(SubscriptionId subscription);

  const Use use_;
  const DeliveryLedger& ledger_;
  const WebhookLine::Options options_;
  std::map<LineKey, Endpoint> endpoints_;
  std::map<LineKey, ReplayRow> replays_;
  std::map<SubscriptionId, bool> to_open_;  // and whether its endpoint is another than before
  std::map<LineKey, Instant> aside_;        // until then
  MatchIndex index_;
  std::int64_t edition_ = -1;  // of the directory
};

}  // namespace sinergi::notifications
