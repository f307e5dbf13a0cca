#pragma once

#include <string>

#include "common/rpc/page_tokens.h"
#include "common/rpc/rpc_service.h"
#include "services/notifications/application/delivery_history.h"
#include "services/notifications/application/missed_events.h"
#include "services/notifications/application/replay_operations.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::notifications {

// The methods of NotificationsService about what was delivered, what was not, and what is delivered
// again. Outlives the RpcService that it fills. Any thread.
class DeliveryApi {
 public:
  // References outlive it; `hash_key` is for the hashes of requests.
  struct Use {
    const DeliveryHistory& history;
    ReplayOperations& replays;
    MissedEvents& missed;
    const PageTokens& pages;
    std::string hash_key;
  };
  explicit DeliveryApi(Use use) : use_(std::move(use)) {}

  void AddTo(RpcService& service);

 private:
  Result<std::string> List(const Call& call, const v1::ListDeliveriesRequest& request) const;
  Result<std::string> Attempts(const Call& call,
                               const v1::ListDeliveryAttemptsRequest& request) const;
  Result<std::string> Replay(const Call& call, const v1::ReplayEventsRequest& request);
  Result<std::string> GetReplay(const Call& call, const v1::GetReplayRequest& request) const;
  Result<std::string> Missed(const Call& call, const v1::ListMissedEventsRequest& request) const;
  Result<std::string> Acknowledge(const Call& call, const v1::AcknowledgeEventsRequest& request);

  const Use use_;
};

}  // namespace sinergi::notifications
