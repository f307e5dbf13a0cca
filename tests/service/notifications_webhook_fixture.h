#pragma once

#include "common/privacy/signatures.h"
#include "tests/service/notifications_fixture.h"
#include "tests/support/webhook_receiver.h"

namespace sinergi::notifications {

using sinergi::testing::WebhookReceiver;

// A webhook of Ciamis's, and an endpoint on this machine.
class NotificationsWebhookTest : public NotificationsTest {
 protected:
  NotificationsWebhookTest() {
    settings_.webhook_networks = "127.0.0.0/8";
    settings_.webhook_pauses = "1s,1m,1h";
    settings_.webhook_per_minute = 6'000'000;  // the clock stands still
  }

  void TearDown() override {
    workers_.reset();
    service_.reset();  // before the endpoint that it may still post to
  }

  static std::string NewId() { return Uuid::Make(SystemClock().Now()).ToString(); }

  v1::CreateSubscriptionRequest WebhookWish() const {
    auto wish = Wish(kCiamis);
    wish.mutable_webhook()->set_url(receiver_.Url());
    return wish;
  }

  Result<v1::VerifySubscriptionResponse> Verify(const std::string& id) const {
    v1::VerifySubscriptionRequest request;
    request.set_request_id(NewId());
    request.set_subscription_id(id);
    return Invoke<v1::VerifySubscriptionResponse>("VerifySubscription", Of(kCiamis), request);
  }

  // A webhook whose endpoint has answered.
  std::string Begin(const v1::CreateSubscriptionRequest& wish) {
    const std::string id = Subscribe(wish);
    const auto verified = Verify(id);
    EXPECT_TRUE(verified) << verified.error().Text(Language::kEnglish);
    return id;
  }
  std::string Begin() { return Begin(WebhookWish()); }

  // Another wish: a new epoch begins.
  void Filter(const std::string& id, const std::string& filter) const {
    v1::UpdateSubscriptionRequest change;
    change.set_request_id(NewId());
    change.mutable_subscription()->set_subscription_id(id);
    change.mutable_subscription()->set_filter(filter);
    change.mutable_update_mask()->add_paths("filter");
    EXPECT_TRUE(Invoke<v1::UpdateSubscriptionResponse>("UpdateSubscription", Of(kCiamis), change));
  }

  Result<v1::GetSubscriptionHealthResponse> Health(const std::string& id) const {
    v1::GetSubscriptionHealthRequest request;
    request.set_subscription_id(id);
    return Invoke<v1::GetSubscriptionHealthResponse>("GetSubscriptionHealth", Of(kCiamis), request);
  }

  v1::SubscriptionState StateOf(const std::string& id) const {
    return Health(id)->subscription().state();
  }

  v1::GetWebhookSecretResponse Secrets(const std::string& id) const {
    v1::GetWebhookSecretRequest request;
    request.set_subscription_id(id);
    const auto got = Invoke<v1::GetWebhookSecretResponse>("GetWebhookSecret", Of(kCiamis), request);
    EXPECT_TRUE(got);
    return got ? *got : v1::GetWebhookSecretResponse();
  }

  template <class Response>
  static std::string ReasonOf(const Result<Response>& answer) {
    if (answer) return "OK";
    const auto& violations = answer.error().violations();
    return std::string(violations.empty() ? answer.error().reason().name
                                          : violations.front().rule->name);
  }

  // An attribute of everything that was posted, in the order of arrival.
  std::vector<std::string> Posted(const std::string& attribute) const {
    std::vector<std::string> values;
    for (const auto& request : receiver_.Posted()) values.push_back(request.Attribute(attribute));
    return values;
  }

  // The subject's n-th event.
  static Event Step(const std::string& subject, std::int64_t revision) {
    Event event = Sent(subject, {kCiamis});
    event.revision = revision;
    return event;
  }

  // Moves the clock until it holds: what is put off comes due.
  ::testing::AssertionResult AsTimePasses(
      const std::function<bool()>& holds,
      std::chrono::microseconds step = std::chrono::seconds(1)) {
    return sinergi::testing::Eventually(
        [&] {
          if (holds()) return true;
          clock_.Advance(step);
          return false;
        },
        "what comes with time");
  }

  WebhookReceiver receiver_;
};

}  // namespace sinergi::notifications
