#pragma once

#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "common/http/http_loop.h"
#include "services/notifications/application/subscription_operations.h"
#include "services/notifications/channels/webhook/webhook_endpoints.h"
#include "services/notifications/channels/webhook/webhook_message.h"

namespace sinergi::notifications {

// Posts to all webhooks what their subscriptions match. Of several processes the one that holds the
// lease does. What it claims commits before it is sent, and one endpoint that hangs, fails or is
// slow delays no other: requests are on their way side by side, and each line goes on by itself. It
// decides, sends and receives on one thread, so that nothing changes hands on the way.
class WebhookDispatcher {
 public:
  // References outlive it.
  struct Use {
    WebhookEndpoints::Use endpoints;
    SubscriptionOperations& subscriptions;
  };

  // `json` says what a whole event's body holds.
  WebhookDispatcher(const Use& use, DeliveryLedger ledger, const WebhookLine::Options& options,
                    HttpLoop::Options http, EventJson json);

  // Delivers until `stop` is requested. Never ends on an error.
  void Run(std::stop_token stop);

 private:
  bool HoldsLease();
  void Turn(const std::stop_token& stop);
  void LetGo();
  void GiveBack();

  void FollowJournal();
  void TakeAnswers(DeliveryChanges& changes);
  void AdvanceReady(DeliveryChanges& changes, std::vector<Posting>& postings);
  void AdvanceOne(const LineKey& key, DeliveryChanges& changes, std::vector<Posting>& postings);
  bool Commit(const std::stop_token& stop, const DeliveryChanges& changes);
  bool CommitApart(const std::stop_token& stop, const DeliveryChanges& changes);
  Result<bool> CommitOrFail(const std::stop_token& stop, const DeliveryChanges& changes);
  void SetAside(const LineKey& key, const Error& error);
  void Send(std::vector<Posting> postings);
  void EndWhatFails(const std::stop_token& stop);
  void SetTurn(const LineKey& key, Instant at);
  std::chrono::milliseconds Pause() const;

  const Clock& clock_;
  JournalTail& tail_;
  SubscriptionDirectory& directory_;
  SubscriptionOperations& subscriptions_;
  const std::chrono::milliseconds timeout_;  // of one request
  const EventJson json_;
  DeliveryLedger ledger_;

  // Of Run's thread.
  std::vector<std::pair<Posting, PostingAnswer>> answers_;
  WebhookEndpoints endpoints_;
  WebhookEndpoints::Keys ready_;
  WebhookEndpoints::Keys touched_;  // what is not yet committed is of these
  bool more_to_follow_ = false;
  WebhookEndpoints::Keys failed_;  // whose answers were failures, in this turn
  std::set<std::pair<Instant, LineKey>> turns_;
  std::map<LineKey, Instant> turn_of_;
  std::int64_t seen_ = -1;            // position in the journal
  WebhookEndpoints::Keys to_reopen_;  // in the next turn
  bool holds_ = false;
  Instant hold_until_;  // when the lease is renewed
  HttpLoop loop_;       // ends first: it tells what became of what is on its way
};

}  // namespace sinergi::notifications
