#include "services/notifications/api/webhook_api.h"

#include <google/protobuf/util/time_util.h>

#include "common/result/reasons.h"
#include "common/rpc/request_reader.h"
#include "common/timestamps/timestamps.h"
#include "services/notifications/api/subscription_proto.h"
#include "services/notifications/domain/reasons.h"

namespace sinergi::notifications {
namespace {

using google::protobuf::util::TimeUtil;

constexpr std::chrono::hours kUsualOverlap{24};
constexpr std::chrono::hours kLongestOverlap{7 * 24};

template <class Response>
std::string AnswerWith(const Subscription& subscription) {
  Response response;
  FillSubscription(subscription, *response.mutable_subscription());
  return response.SerializeAsString();
}

std::chrono::milliseconds ReadOverlap(const v1::RotateWebhookSecretRequest& request,
                                      FieldChecks& checks) {
  if (!request.has_overlap()) return kUsualOverlap;
  const std::int64_t seconds = request.overlap().seconds();
  checks.Range("overlap.seconds", seconds, 0, std::chrono::seconds(kLongestOverlap).count());
  return std::chrono::seconds(seconds);
}

// One of few, if one is free.
class Turn {
 public:
  explicit Turn(std::counting_semaphore<>& few) : few_(few), has_(few.try_acquire()) {}
  ~Turn() {
    if (has_) few_.release();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  explicit operator bool() const { return has_; }

 private:
  std::counting_semaphore<>& few_;
  const bool has_;
};

}  // namespace

WebhookApi::WebhookApi(WebhookOperations& webhooks, std::string hash_key, Endpoints endpoints)
    : webhooks_(webhooks), hash_key_(std::move(hash_key)), endpoints_(std::move(endpoints)) {}

void WebhookApi::AddTo(RpcService& service) {
  service.Unary<v1::VerifySubscriptionRequest>(
      "VerifySubscription",
      [this](const auto& call, const auto& request) { return Verify(call, request); });
  service.Unary<v1::TestSubscriptionRequest>(
      "TestSubscription",
      [this](const auto& call, const auto& request) { return Test(call, request); });
  service.Unary<v1::RotateWebhookSecretRequest>(
      "RotateWebhookSecret",
      [this](const auto& call, const auto& request) { return Rotate(call, request); });
  service.Unary<v1::GetWebhookSecretRequest>(
      "GetWebhookSecret",
      [this](const auto& call, const auto& request) { return Secret(call, request); });
  service.Unary<v1::GetSubscriptionHealthRequest>(
      "GetSubscriptionHealth",
      [this](const auto& call, const auto& request) { return Health(call, request); });
}

Result<std::string> WebhookApi::Verify(const Call& call,
                                       const v1::VerifySubscriptionRequest& request) {
  FieldChecks checks;
  const auto change = ChangeRequestOf(call, request, hash_key_);
  if (!change) checks.Violated("request_id", change.error());
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  if (auto checked = checks.Done(); !checked) return checked.error();
  const auto found = webhooks_.Find(call.caller, id, call.deadline);
  if (!found) return found.error();
  const Turn turn(few_);
  if (!turn) return Error::Of(reasons::kEndpointChecksBusy);
  const auto rate = endpoints_.challenge(found->subscription, found->secrets);
  if (!rate) return rate.error();
  return webhooks_.SetVerified({call.caller, *change, call.deadline, id, ""},
                               found->subscription.webhook->url, *rate,
                               AnswerWith<v1::VerifySubscriptionResponse>);
}

Result<std::string> WebhookApi::Test(const Call& call, const v1::TestSubscriptionRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  if (auto checked = checks.Done(); !checked) return checked.error();
  const auto found = webhooks_.Find(call.caller, id, call.deadline);
  if (!found) return found.error();
  const Webhook& webhook = *found->subscription.webhook;
  if (!webhook.verified) return Error::Of(reasons::kEndpointUnverified, {{"url", webhook.url}});
  const Turn turn(few_);
  if (!turn) return Error::Of(reasons::kEndpointChecksBusy);
  const PostingAnswer answer = endpoints_.test(found->subscription, found->secrets);
  v1::TestSubscriptionResponse response;
  response.set_delivered(answer.delivered);
  response.set_answer(answer.text);
  *response.mutable_duration() = TimeUtil::MicrosecondsToDuration(answer.duration.count());
  return response.SerializeAsString();
}

Result<std::string> WebhookApi::Rotate(const Call& call,
                                       const v1::RotateWebhookSecretRequest& request) {
  FieldChecks checks;
  const auto change = ChangeRequestOf(call, request, hash_key_);
  if (!change) checks.Violated("request_id", change.error());
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  const auto overlap = ReadOverlap(request, checks);
  if (auto checked = checks.Done(); !checked) return checked.error();
  return webhooks_.RotateSecret({call.caller, *change, call.deadline, id, request.etag()}, overlap,
                                AnswerWith<v1::RotateWebhookSecretResponse>);
}

Result<std::string> WebhookApi::Secret(const Call& call,
                                       const v1::GetWebhookSecretRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  if (auto checked = checks.Done(); !checked) return checked.error();
  const auto shown = webhooks_.Show(call.caller, id, call.deadline);
  if (!shown) return shown.error();
  v1::GetWebhookSecretResponse response;
  for (const WebhookSecret& secret : shown->secrets) {
    v1::WebhookSecret& message = *response.add_secrets();
    message.set_shared_key(SharedKeyText(secret));
    message.set_public_key(PublicKeyText(secret));
    SetTimestamp(secret.created, message.mutable_create_time());
    if (secret.expires) SetTimestamp(*secret.expires, message.mutable_expire_time());
  }
  return response.SerializeAsString();
}

Result<std::string> WebhookApi::Health(const Call& call,
                                       const v1::GetSubscriptionHealthRequest& request) const {
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  if (auto checked = checks.Done(); !checked) return checked.error();
  const auto health = webhooks_.Health(call.caller, id, call.deadline);
  if (!health) return health.error();
  v1::GetSubscriptionHealthResponse response;
  FillSubscription(health->subscription, *response.mutable_subscription());
  response.set_epoch(health->subscription.epoch);
  response.set_last_number(health->last_number);
  response.set_waiting_count(health->waiting);
  response.set_dead_count(health->dead);
  if (health->line && health->line->epoch == health->subscription.epoch) {
    response.set_settled_number(health->line->settled.number);
  }
  if (health->line) {
    const LineRow& line = *health->line;
    response.set_failures_in_a_row(line.breaker.failures);
    response.set_last_answer(line.last_answer);
    if (line.breaker.closed_until != Instant()) {
      SetTimestamp(line.breaker.closed_until, response.mutable_next_try_time());
    }
    if (line.last_success != Instant()) {
      SetTimestamp(line.last_success, response.mutable_last_success_time());
    }
    if (line.last_failure != Instant()) {
      SetTimestamp(line.last_failure, response.mutable_last_failure_time());
    }
  }
  return response.SerializeAsString();
}

}  // namespace sinergi::notifications
