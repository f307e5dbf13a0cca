#pragma once

#include "tests/service/notifications_webhook_fixture.h"

namespace sinergi::notifications {

// Events that are posted again, and what a subscriber does not have.
class NotificationsReplayTest : public NotificationsWebhookTest {
 protected:
  static v1::ReplayEventsRequest ReplayOf(const std::string& id) {
    v1::ReplayEventsRequest request;
    request.set_request_id(NewId());
    request.set_subscription_id(id);
    return request;
  }
  Result<v1::ReplayEventsResponse> Replay(const v1::ReplayEventsRequest& request) const {
    return Invoke<v1::ReplayEventsResponse>("ReplayEvents", Of(kCiamis), request);
  }
  v1::Replay Get(const std::string& id, const std::string& replay) const {
    v1::GetReplayRequest request;
    request.set_subscription_id(id);
    request.set_replay_id(replay);
    const auto got = Invoke<v1::GetReplayResponse>("GetReplay", Of(kCiamis), request);
    EXPECT_TRUE(got);
    return got ? got->replay() : v1::Replay();
  }
  // Begins it and waits for its end.
  std::string Finish(const v1::ReplayEventsRequest& request) {
    const auto begun = Replay(request);
    EXPECT_TRUE(begun) << begun.error().Text(Language::kEnglish);
    if (!begun) return "";
    const std::string id = request.subscription_id();
    EXPECT_TRUE(AsTimePasses([&] { return Get(id, begun->replay().replay_id()).has_finish_time(); },
                             std::chrono::minutes(1)));
    return begun->replay().replay_id();
  }

  // The numbers of what was posted as a replay.
  std::vector<std::string> Replayed() const {
    std::vector<std::string> numbers;
    for (const auto& request : receiver_.Posted()) {
      if (request.Attribute("replayed") == "true") numbers.push_back(request.Attribute("number"));
    }
    return numbers;
  }

  // Ten events, delivered.
  std::string BeginWithTen() {
    const std::string id = Begin();
    PublishMany(1, 10, kCiamis);
    EXPECT_TRUE(receiver_.Await(10));
    EXPECT_TRUE(sinergi::testing::Eventually([&] { return Health(id)->settled_number() == 10; },
                                             "all are settled"));
    return id;
  }

  // One event of referrals/1 that was given up.
  std::string BeginWithADeadLetter() {
    const std::string id = Begin();
    receiver_.Set([](const auto&) { return WebhookReceiver::Answer{500}; });
    Publish({Step("referrals/1", 1)});
    EXPECT_TRUE(
        AsTimePasses([&] { return Health(id)->dead_count() == 1; }, std::chrono::minutes(2)));
    receiver_.Set({});
    return id;
  }

  Result<v1::ListDeliveriesResponse> List(const std::string& id, v1::DeliveryState state,
                                          int size = 0, const std::string& token = "") const {
    v1::ListDeliveriesRequest request;
    request.set_subscription_id(id);
    request.set_state(state);
    request.set_page_size(size);
    request.set_page_token(token);
    return Invoke<v1::ListDeliveriesResponse>("ListDeliveries", Of(kCiamis), request);
  }

  Result<v1::ListMissedEventsResponse> Missed(const std::string& id, std::int64_t after = 0,
                                              int size = 0, const std::string& token = "") const {
    v1::ListMissedEventsRequest request;
    request.set_subscription_id(id);
    request.set_after_number(after);
    request.set_page_size(size);
    request.set_page_token(token);
    return Invoke<v1::ListMissedEventsResponse>("ListMissedEvents", Of(kCiamis), request);
  }
  std::vector<std::int64_t> MissedNumbers(const std::string& id, std::int64_t after = 0) const {
    std::vector<std::int64_t> numbers;
    const auto missed = Missed(id, after);
    EXPECT_TRUE(missed);
    for (const auto& one : missed->events()) numbers.push_back(one.number());
    return numbers;
  }

  std::string Acknowledge(const std::string& id, const std::string& token) const {
    v1::AcknowledgeEventsRequest request;
    request.set_subscription_id(id);
    request.set_resume_token(token);
    const auto kept =
        Invoke<v1::AcknowledgeEventsResponse>("AcknowledgeEvents", Of(kCiamis), request);
    return kept ? std::to_string(kept->number()) : ReasonOf(kept);
  }
};

}  // namespace sinergi::notifications
