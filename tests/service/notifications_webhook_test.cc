// Webhooks: what reaches an endpoint, and who may be one.
#include "tests/service/notifications_webhook_fixture.h"

namespace sinergi::notifications {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(NotificationsWebhookTest, AnEventIsPostedAsACloudEventWithoutItsMessage) {
  const std::string id = Begin();
  Publish({Sent("referrals/1", {kCiamis, kPangkalpinang}, "32.07.09")});
  ASSERT_TRUE(receiver_.Await(1));
  const auto request = receiver_.Posted().front();
  EXPECT_EQ(request.Header("content-type"), "application/cloudevents+json; charset=utf-8");
  EXPECT_EQ(request.Attribute("specversion"), "1.0");
  EXPECT_EQ(request.Attribute("subject"), "referrals/1");
  EXPECT_EQ(request.Attribute("type"), kPackage + "ReferralSent");
  EXPECT_EQ(request.Attribute("number"), "1");
  EXPECT_EQ(request.Attribute("epoch"), "1");
  EXPECT_EQ(request.Attribute("revision"), "1");
  EXPECT_EQ(request.Attribute("region"), "32.07.09");
  EXPECT_EQ(request.Attribute("offices"), "BNNK-CIAMIS,BNNK-PANGKALPINANG");
  EXPECT_EQ(request.Attribute("subscriptionid"), id);
  EXPECT_EQ(request.Header("webhook-id"), request.Attribute("id"));
  EXPECT_EQ(request.Attribute("data"), "");
  EXPECT_THAT(request.body, Not(HasSubstr("payload of")));
}

TEST_F(NotificationsWebhookTest, WhateverAnAttributeHoldsTheBodyIsJson) {
  Begin();
  const std::string subject = "referrals/\"\\\n\x01 Désa";
  Publish({Sent(subject, {kCiamis})});
  ASSERT_TRUE(receiver_.Await(1));
  EXPECT_EQ(Posted("subject").front(), subject);
}

TEST_F(NotificationsWebhookTest, NothingIsPostedBeforeTheEndpointAnswersTheChallenge) {
  const std::string id = Subscribe(WebhookWish());
  EXPECT_EQ(StateOf(id), v1::SUBSCRIPTION_STATE_UNVERIFIED);
  PublishMany(1, 3, kCiamis);
  AwaitJournal(3);
  receiver_.SetForChallenges([](const auto&) { return WebhookReceiver::Answer{200, {}, "no"}; });
  EXPECT_EQ(ReasonOf(Verify(id)), "ENDPOINT_NOT_VERIFIED");
  receiver_.SetForChallenges([](const auto&) { return WebhookReceiver::Answer{500}; });
  EXPECT_EQ(ReasonOf(Verify(id)), "ENDPOINT_NOT_VERIFIED");
  EXPECT_TRUE(receiver_.Posted().empty());
  receiver_.SetForChallenges({});
  const auto verified = Verify(id);
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->subscription().state(), v1::SUBSCRIPTION_STATE_ACTIVE);
  ASSERT_TRUE(receiver_.Await(3));
  EXPECT_THAT(Posted("number"), ::testing::UnorderedElementsAre("1", "2", "3"));
}

TEST_F(NotificationsWebhookTest, AnEndpointMayRefuseOurOriginOrLimitTheRate) {
  const std::string id = Subscribe(WebhookWish());
  std::map<std::string, std::string> headers{{"webhook-allowed-origin", "somebody.else"}};
  receiver_.SetForChallenges([&](const WebhookReceiver::Request& request) {
    if (request.method == "OPTIONS") return WebhookReceiver::Answer{200, headers};
    return WebhookReceiver::Answer{200, {}, request.Data("challenge")};
  });
  EXPECT_EQ(ReasonOf(Verify(id)), "ENDPOINT_NOT_VERIFIED");
  EXPECT_EQ(receiver_.Challenges().back().Header("webhook-request-origin"), "sinergi.bnn.go.id");
  headers = {{"webhook-allowed-origin", "sinergi.bnn.go.id"}, {"webhook-allowed-rate", "120"}};
  const auto verified = Verify(id);
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->subscription().webhook().allowed_rate(), 120);
}

TEST_F(NotificationsWebhookTest, NoMoreIsPostedInAMinuteThanTheEndpointAllows) {
  receiver_.SetForChallenges([&](const WebhookReceiver::Request& request) {
    if (request.method != "OPTIONS") {
      return WebhookReceiver::Answer{200, {}, request.Data("challenge")};
    }
    return WebhookReceiver::Answer{
        200, {{"webhook-allowed-origin", "*"}, {"webhook-allowed-rate", "60"}}};
  });
  const std::string id = Begin();
  PublishMany(1, 5, kCiamis);
  ASSERT_TRUE(receiver_.Await(1));
  AwaitJournal(5);
  ASSERT_TRUE(sinergi::testing::Eventually([&] { return Health(id)->settled_number() == 1; },
                                           "the first is settled"));
  EXPECT_EQ(receiver_.Posted().size(), 1u) << "the clock stands still";
  clock_.Advance(std::chrono::seconds(1));
  ASSERT_TRUE(receiver_.Await(2));
  ASSERT_TRUE(AsTimePasses([&] { return receiver_.Posted().size() == 5; }));
}

TEST_F(NotificationsWebhookTest, ARedirectIsAFailureAndNotFollowed) {
  WebhookReceiver other;
  receiver_.Set([&](const auto&) {
    return WebhookReceiver::Answer{302, {{"location", other.Url()}}};
  });
  const std::string id = Begin();
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(sinergi::testing::Eventually([&] { return Health(id)->waiting_count() == 1; },
                                           "the failure"));
  EXPECT_EQ(Health(id)->last_answer(), "HTTP 302");
  EXPECT_TRUE(other.Posted().empty() && other.Challenges().empty());
}

TEST_F(NotificationsWebhookTest, AddressesThatAreNotPublicAreNotConnectedTo) {
  settings_.webhook_networks = "";
  Start();
  const std::string id = Subscribe(WebhookWish());
  const auto verified = Verify(id);
  EXPECT_EQ(ReasonOf(verified), "ENDPOINT_NOT_VERIFIED");
  EXPECT_THAT(verified.error().Text(Language::kEnglish), HasSubstr("address not allowed"));
  EXPECT_TRUE(receiver_.Challenges().empty());
}

TEST_F(NotificationsWebhookTest, SaysWhatIsWrongWithAWebhook) {
  auto wish = WebhookWish();
  wish.mutable_webhook()->set_url("http://example.org/hook");
  EXPECT_EQ(ReasonOf(Create(wish)), "WEBHOOK_URL_REFUSED");
  wish.mutable_webhook()->set_url("https://user:secret@example.org/");
  EXPECT_EQ(ReasonOf(Create(wish)), "WEBHOOK_URL_REFUSED");
  wish.mutable_webhook()->set_url("https://" + std::string(2000, 'a') + ".org/");
  EXPECT_EQ(ReasonOf(Create(wish)), "WEBHOOK_URL_REFUSED");
  wish = WebhookWish();
  for (const char* contact : {"siaga", "@bnn.go.id", "a@b", "a b@c.id", "a@b.id.", "a@@b.id"}) {
    wish.mutable_webhook()->set_contact(contact);
    EXPECT_EQ(ReasonOf(Create(wish)), "CONTACT_MALFORMED") << contact;
  }
  EXPECT_EQ(ReasonOf(Verify(Subscribe(kCiamis))), "NOT_A_WEBHOOK");
}

TEST_F(NotificationsWebhookTest, AnotherUrlIsVerifiedAnewAndMissesNothing) {
  const std::string id = Begin();
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(receiver_.Await(1));
  WebhookReceiver other;
  v1::UpdateSubscriptionRequest change;
  change.set_request_id(NewId());
  change.mutable_subscription()->set_subscription_id(id);
  change.mutable_subscription()->mutable_webhook()->set_url(other.Url());
  change.mutable_update_mask()->add_paths("webhook");
  const auto changed =
      Invoke<v1::UpdateSubscriptionResponse>("UpdateSubscription", Of(kCiamis), change);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->subscription().state(), v1::SUBSCRIPTION_STATE_UNVERIFIED);
  EXPECT_EQ(changed->subscription().epoch(), 1);
  PublishMany(2, 2, kCiamis);
  AwaitJournal(2);
  ASSERT_TRUE(Verify(id));
  ASSERT_TRUE(other.Await(1));
  EXPECT_EQ(other.Posted().front().Attribute("number"), "2");
  EXPECT_EQ(receiver_.Posted().size(), 1u);
}

TEST_F(NotificationsWebhookTest, ATestIsPostedOnceAndSaysWhatCameOfIt) {
  const std::string id = Begin();
  receiver_.Set([](const auto&) { return WebhookReceiver::Answer{503}; });
  v1::TestSubscriptionRequest request;
  request.set_subscription_id(id);
  const auto tested =
      Invoke<v1::TestSubscriptionResponse>("TestSubscription", Of(kCiamis), request);
  ASSERT_TRUE(tested);
  EXPECT_FALSE(tested->delivered());
  EXPECT_EQ(tested->answer(), "HTTP 503");
  ASSERT_EQ(receiver_.Posted().size(), 1u);
  EXPECT_EQ(Posted("type").front(), "id.go.bnn.sinergi.notifications.v1.SubscriptionTested");
}

TEST_F(NotificationsWebhookTest, WhatIsWithheldShowsItsIdOnly) {
  const std::string id = Begin();
  v1::PauseSubscriptionRequest pause;
  pause.set_request_id(NewId());
  pause.set_subscription_id(id);
  ASSERT_TRUE(Invoke<v1::PauseSubscriptionResponse>("PauseSubscription", Of(kCiamis), pause));
  Event revoked = Step("referrals/1", 2);
  revoked.type = kPackage + "ConsentRevoked";
  Publish({Step("referrals/1", 1), revoked});
  AwaitJournal(2);
  v1::ResumeSubscriptionRequest resume;
  resume.set_request_id(NewId());
  resume.set_subscription_id(id);
  ASSERT_TRUE(Invoke<v1::ResumeSubscriptionResponse>("ResumeSubscription", Of(kCiamis), resume));
  ASSERT_TRUE(receiver_.Await(2));
  const auto posted = receiver_.Posted();
  EXPECT_EQ(posted[0].Attribute("withheld"), "consent-revoked");
  EXPECT_EQ(posted[0].Attribute("number"), "1");
  EXPECT_EQ(posted[0].Attribute("subject"), "");
  EXPECT_EQ(posted[1].Attribute("type"), kPackage + "ConsentRevoked");
}

}  // namespace
}  // namespace sinergi::notifications
