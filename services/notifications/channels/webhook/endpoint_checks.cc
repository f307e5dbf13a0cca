#include "services/notifications/channels/webhook/endpoint_checks.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "services/notifications/channels/webhook/webhook_answer.h"
#include "services/notifications/channels/webhook/webhook_message.h"
#include "services/notifications/domain/reasons.h"

namespace sinergi::notifications {
namespace {

// Of what somebody waits for.
constexpr std::chrono::milliseconds kLongestCheck{5000};

// How sinergi calls itself in the handshake of CloudEvents' webhooks.
constexpr const char* kOrigin = "sinergi.bnn.go.id";

constexpr const char* kChallenged = "id.go.bnn.sinergi.notifications.v1.EndpointChallenged";
constexpr const char* kTested = "id.go.bnn.sinergi.notifications.v1.SubscriptionTested";

// Whether the body is the challenge, plain or as JSON.
bool Repeats(const std::string& body, const std::string& challenge) {
  if (body == challenge) return true;
  const auto json = nlohmann::json::parse(body, nullptr, false);
  return json.is_object() && json.contains("challenge") && json["challenge"] == challenge;
}

Error NotVerified(const Subscription& subscription, const std::string& found) {
  return Error::Of(reasons::kEndpointNotVerified,
                   {{"url", subscription.webhook->url}, {"found", found}});
}

}  // namespace

// CloudEvents' webhooks ask first by OPTIONS. Who knows nothing of that is asked by the challenge
// alone.
Result<std::int64_t> EndpointChecks::Handshake(const Subscription& subscription) const {
  HttpRequest request;
  request.method = "OPTIONS";
  request.url = subscription.webhook->url;
  request.headers = {{"webhook-request-origin", kOrigin}, {"user-agent", "Sinergi"}};
  request.timeout = std::min(timeout_, kLongestCheck);
  const auto answered = client_.SendAndWait(std::move(request));
  if (!answered) return NotVerified(subscription, AnswerText(answered));
  const auto allowed = answered->headers.find("webhook-allowed-origin");
  if (allowed == answered->headers.end()) return 0;
  if (allowed->second != "*" && allowed->second != kOrigin) {
    return NotVerified(subscription, "another webhook-allowed-origin");
  }
  const auto rate = answered->headers.find("webhook-allowed-rate");
  return rate == answered->headers.end() ? 0 : ParseCount(rate->second).value_or(0);
}

Result<std::int64_t> EndpointChecks::Challenge(const Subscription& subscription,
                                               const std::vector<WebhookSecret>& secrets) const {
  const auto rate = Handshake(subscription);
  if (!rate) return rate;
  const Instant now = clock_.Now();
  const std::string id = Uuid::Make(now).ToString();
  const std::string challenge = Base64(RandomBytes(24));
  HttpRequest request = SignedRequest(
      *subscription.webhook, id, now,
      OwnEventBody(id, kChallenged, subscription, now, "{\"challenge\":\"" + challenge + "\"}"),
      secrets);
  request.timeout = std::min(timeout_, kLongestCheck);
  const auto answered = client_.SendAndWait(std::move(request));
  if (!answered || !IsSuccess(*answered)) {
    return NotVerified(subscription, AnswerText(answered));
  }
  if (!Repeats(answered->body, challenge)) return NotVerified(subscription, "another text");
  return *rate;
}

PostingAnswer EndpointChecks::Test(const Subscription& subscription,
                                   const std::vector<WebhookSecret>& secrets) const {
  const Instant sent = clock_.Now();
  const std::string id = Uuid::Make(sent).ToString();
  HttpRequest request = SignedRequest(*subscription.webhook, id, sent,
                                      OwnEventBody(id, kTested, subscription, sent, "{}"), secrets);
  request.timeout = std::min(timeout_, kLongestCheck);
  const auto answered = client_.SendAndWait(std::move(request));
  return AnswerOf(answered, sent, clock_.Now());
}

}  // namespace sinergi::notifications
