#pragma once

#include <functional>
#include <semaphore>
#include <string>
#include <vector>

#include "common/rpc/rpc_service.h"
#include "services/notifications/application/postings.h"
#include "services/notifications/application/webhook_operations.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::notifications {

// The methods of NotificationsService about webhooks. Outlives the RpcService that it fills. Any
// thread.
class WebhookApi {
 public:
  static constexpr std::ptrdiff_t kChecksAtOnce = 4;

  // How an endpoint is spoken to; each waits for the answer.
  struct Endpoints {
    std::function<Result<std::int64_t>(const Subscription&, const std::vector<WebhookSecret>&)>
        challenge;
    std::function<PostingAnswer(const Subscription&, const std::vector<WebhookSecret>&)> test;
  };

  // `hash_key` is for the hashes of requests.
  WebhookApi(WebhookOperations& webhooks, std::string hash_key, Endpoints endpoints);

  void AddTo(RpcService& service);

 private:
  Result<std::string> Verify(const Call& call, const v1::VerifySubscriptionRequest& request);
  Result<std::string> Test(const Call& call, const v1::TestSubscriptionRequest& request);
  Result<std::string> Rotate(const Call& call, const v1::RotateWebhookSecretRequest& request);
  Result<std::string> Secret(const Call& call, const v1::GetWebhookSecretRequest& request);
  Result<std::string> Health(const Call& call,
                             const v1::GetSubscriptionHealthRequest& request) const;

  // Whoever speaks to an endpoint holds a worker of the server: few may at once.
  std::counting_semaphore<> few_{kChecksAtOnce};
  WebhookOperations& webhooks_;
  const std::string hash_key_;
  const Endpoints endpoints_;
};

}  // namespace sinergi::notifications
