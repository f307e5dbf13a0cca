#pragma once

#include "tests/service/notifications_fixture.h"

namespace sinergi::notifications {

inline const std::string kProgramme = "id.go.bnn.sinergi.empowerment.v1.AreaStatusChanged";

// Subscriptions that change.
class NotificationsChangesTest : public NotificationsTest {
 protected:
  static std::string NewId() { return Uuid::Make(SystemClock().Now()).ToString(); }

  // A change of what these paths name.
  static v1::UpdateSubscriptionRequest ChangeOf(const std::string& id,
                                                const std::vector<std::string>& paths) {
    v1::UpdateSubscriptionRequest request;
    request.set_request_id(NewId());
    request.mutable_subscription()->set_subscription_id(id);
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    return request;
  }
  static v1::UpdateSubscriptionRequest FilterOf(const std::string& id, const std::string& filter) {
    auto request = ChangeOf(id, {"filter"});
    request.mutable_subscription()->set_filter(filter);
    return request;
  }

  Result<v1::UpdateSubscriptionResponse> Update(const v1::UpdateSubscriptionRequest& request,
                                                const Caller& caller = Of(kCiamis)) const {
    return Invoke<v1::UpdateSubscriptionResponse>("UpdateSubscription", caller, request);
  }

  template <class Request, class Response>
  Result<Response> Set(const std::string& method, const std::string& id,
                       const std::string& etag = "", const Caller& caller = Of(kCiamis)) const {
    Request request;
    request.set_request_id(NewId());
    request.set_subscription_id(id);
    request.set_etag(etag);
    return Invoke<Response>(method, caller, request);
  }
  Result<v1::PauseSubscriptionResponse> Pause(const std::string& id,
                                              const std::string& etag = "") const {
    return Set<v1::PauseSubscriptionRequest, v1::PauseSubscriptionResponse>("PauseSubscription", id,
                                                                            etag);
  }
  Result<v1::ResumeSubscriptionResponse> Resume(const std::string& id) const {
    return Set<v1::ResumeSubscriptionRequest, v1::ResumeSubscriptionResponse>("ResumeSubscription",
                                                                              id);
  }
  Result<v1::DeleteSubscriptionResponse> Delete(const std::string& id,
                                                const Caller& caller = Of(kCiamis)) const {
    return Set<v1::DeleteSubscriptionRequest, v1::DeleteSubscriptionResponse>("DeleteSubscription",
                                                                              id, "", caller);
  }

  Result<v1::GetSubscriptionResponse> Get(const std::string& id) const {
    v1::GetSubscriptionRequest get;
    get.set_subscription_id(id);
    return Invoke<v1::GetSubscriptionResponse>("GetSubscription", Of(kCiamis), get);
  }

  template <class Response>
  static std::string ReasonOf(const Result<Response>& answer) {
    if (answer) return "OK";
    const auto& violations = answer.error().violations();
    return std::string(violations.empty() ? answer.error().reason().name
                                          : violations.front().rule->name);
  }

  // What ends the stream, once it does.
  static std::string EndOf(Subscriber& subscriber) {
    Status asked;
    EXPECT_TRUE(sinergi::testing::Eventually(
        [&] {
          asked = subscriber.Ask();
          return !asked;
        },
        "the stream's end"));
    return asked ? "" : std::string(asked.error().reason().name);
  }

  static Caller Partner(const std::string& agency) {
    return {"officer@" + agency, {}, "", "", {}, "", agency};
  }

  static v1::CreateSubscriptionRequest PartnerWish(const std::string& agency) {
    auto request = Wish("");
    request.set_agency(agency);
    return request;
  }

  static Event Programme(const std::string& subject, const std::vector<std::string>& offices) {
    Event event = Sent(subject, offices);
    event.type = kProgramme;
    return event;
  }
};

}  // namespace sinergi::notifications
