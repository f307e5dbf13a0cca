#pragma once

#include <functional>
#include <memory>
#include <string>

#include "common/rpc/page_tokens.h"
#include "common/rpc/rpc_service.h"
#include "common/time/clock.h"
#include "services/notifications/api/subscription_proto.h"
#include "services/notifications/application/event_streams.h"
#include "services/notifications/application/subscription_operations.h"

namespace sinergi::notifications {

// sinergi.notifications.v1.NotificationsService over the operations. Outlives the RpcService that
// it fills. Any thread.
class NotificationsApi {
 public:
  // How an opened stream reaches its subscriber.
  using Channel = std::function<std::unique_ptr<StreamSource>(std::unique_ptr<EventStream>,
                                                              std::function<void()> wake)>;

  // The answer of FetchEvents up to that number, serialised.
  using Fetcher = std::function<Result<std::string>(EventStreams::Stretch, std::int64_t to_number)>;

  // `hash_key` is for the hashes of requests.
  NotificationsApi(SubscriptionOperations& subscriptions, const EventStreams& streams,
                   const ReferenceData& reference, const Clock& clock, const PageTokens& pages,
                   std::string hash_key, Channel channel, Fetcher fetcher);

  // The service's methods.
  RpcService Service();

 private:
  Result<std::string> Create(const Call& call, const v1::CreateSubscriptionRequest& request);
  Result<std::string> Update(const Call& call, const v1::UpdateSubscriptionRequest& request);
  template <class Response, class Request>
  Result<std::string> SetState(const Call& call, const Request& request, SubscriptionState state,
                               const std::string& action);
  Result<std::string> Get(const Call& call, const v1::GetSubscriptionRequest& request) const;
  Result<std::string> List(const Call& call, const v1::ListSubscriptionsRequest& request) const;
  Result<std::unique_ptr<StreamSource>> Stream(const Call& call,
                                               const v1::StreamEventsRequest& request,
                                               std::function<void()> wake) const;
  Result<std::string> Fetch(const Call& call, const v1::FetchEventsRequest& request) const;

  SubscriptionOperations& subscriptions_;
  const EventStreams& streams_;
  const ReferenceData reference_;
  const Clock& clock_;
  const PageTokens& pages_;
  const std::string hash_key_;
  const Channel channel_;
  const Fetcher fetcher_;
};

}  // namespace sinergi::notifications
