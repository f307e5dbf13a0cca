// Webhooks: what signs what is posted, and where the secrets lie.
#include "tests/service/notifications_webhook_fixture.h"

namespace sinergi::notifications {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Every signature of the header, of that version.
std::vector<std::string> SignaturesOf(const WebhookReceiver::Request& request,
                                      const std::string& version) {
  std::vector<std::string> signatures;
  std::istringstream words(request.Header("webhook-signature"));
  for (std::string word; words >> word;) {
    if (word.starts_with(version + ",")) signatures.push_back(word.substr(version.size() + 1));
  }
  return signatures;
}

std::string SignedTextOf(const WebhookReceiver::Request& request) {
  return request.Header("webhook-id") + "." + request.Header("webhook-timestamp") + "." +
         request.body;
}

std::string SharedSignature(const v1::WebhookSecret& secret,
                            const WebhookReceiver::Request& request) {
  const auto key = ParseBase64(secret.shared_key().substr(std::string("whsec_").size()));
  return Base64(HmacSha256Key(*key).Sign(SignedTextOf(request)));
}

using NotificationsSignatureTest = NotificationsWebhookTest;

TEST_F(NotificationsSignatureTest, BothSignaturesAreOfTheSecretThatIsShown) {
  auto wish = WebhookWish();
  wish.mutable_webhook()->set_signature(v1::WEBHOOK_SIGNATURE_BOTH);
  const std::string id = Begin(wish);
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(receiver_.Await(1));
  const auto request = receiver_.Posted().front();
  const auto secrets = Secrets(id);
  ASSERT_EQ(secrets.secrets_size(), 1);
  EXPECT_THAT(SignaturesOf(request, "v1"),
              ElementsAre(SharedSignature(secrets.secrets(0), request)));
  const auto public_key =
      ParseBase64(secrets.secrets(0).public_key().substr(std::string("whpk_").size()));
  const auto signature = ParseBase64(SignaturesOf(request, "v1a").at(0));
  EXPECT_TRUE(VerifyEd25519(*public_key, SignedTextOf(request), *signature));
  EXPECT_EQ(CountRows("SELECT count(*) FROM evidence WHERE action = 'subscriptions.read_secret'"),
            1);
}

TEST_F(NotificationsSignatureTest, IsSignedAsItsSubscriberWants) {
  const auto count_of = [this](v1::WebhookSignature wanted) {
    WebhookReceiver receiver;
    auto wish = WebhookWish();
    wish.mutable_webhook()->set_url(receiver.Url());
    wish.mutable_webhook()->set_signature(wanted);
    const std::string id = Begin(wish);
    PublishMany(static_cast<int>(wanted), static_cast<int>(wanted), kCiamis);
    EXPECT_TRUE(receiver.Await(1));
    const auto request = receiver.Posted().front();
    return std::pair(SignaturesOf(request, "v1").size(), SignaturesOf(request, "v1a").size());
  };
  EXPECT_EQ(count_of(v1::WEBHOOK_SIGNATURE_UNSPECIFIED), std::pair(1ul, 0ul));
  EXPECT_EQ(count_of(v1::WEBHOOK_SIGNATURE_HMAC_SHA256), std::pair(1ul, 0ul));
  EXPECT_EQ(count_of(v1::WEBHOOK_SIGNATURE_ED25519), std::pair(0ul, 1ul));
  EXPECT_EQ(count_of(v1::WEBHOOK_SIGNATURE_BOTH), std::pair(1ul, 1ul));
}

TEST_F(NotificationsSignatureTest, AChangeThatDoesNotSpeakOfTheSignatureKeepsIt) {
  auto wish = WebhookWish();
  wish.mutable_webhook()->set_signature(v1::WEBHOOK_SIGNATURE_ED25519);
  v1::UpdateSubscriptionRequest change;
  change.set_request_id(NewId());
  change.mutable_subscription()->set_subscription_id(Begin(wish));
  change.mutable_subscription()->mutable_webhook()->set_url(receiver_.Url());
  change.mutable_subscription()->mutable_webhook()->set_contact("siaga@ciamis.go.id");
  change.mutable_update_mask()->add_paths("webhook");
  const auto changed =
      Invoke<v1::UpdateSubscriptionResponse>("UpdateSubscription", Of(kCiamis), change);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->subscription().webhook().contact(), "siaga@ciamis.go.id");
  EXPECT_EQ(changed->subscription().webhook().signature(), v1::WEBHOOK_SIGNATURE_ED25519);
}

TEST_F(NotificationsSignatureTest, ASecretLiesInTheDatabaseSealed) {
  const auto secrets = Secrets(Begin());
  const auto key = secrets.secrets(0).shared_key().substr(std::string("whsec_").size());
  const auto rows = sqlite_->Query(Deadline::In(std::chrono::seconds(20)),
                                   Statement{"SELECT sealed FROM webhook_secrets"}, {});
  ASSERT_TRUE(rows);
  EXPECT_THAT(rows->front().Text(0), Not(HasSubstr(key)));
  EXPECT_EQ(CountRows("SELECT count(*) FROM request_ids WHERE instr(answer, 'whsec_') > 0"), 0);
}

TEST_F(NotificationsSignatureTest, WhileASecretRotatesTheOneBeforeSignsToo) {
  const std::string id = Begin();
  const auto before = Secrets(id).secrets(0);
  v1::RotateWebhookSecretRequest rotate;
  rotate.set_request_id(NewId());
  rotate.set_subscription_id(id);
  rotate.mutable_overlap()->set_seconds(60);
  clock_.Advance(std::chrono::seconds(1));
  ASSERT_TRUE(Invoke<v1::RotateWebhookSecretResponse>("RotateWebhookSecret", Of(kCiamis), rotate));
  const auto secrets = Secrets(id);
  ASSERT_EQ(secrets.secrets_size(), 2);
  EXPECT_EQ(secrets.secrets(1).shared_key(), before.shared_key());
  // The delivery knows of it a moment later.
  std::size_t count = 0;
  ASSERT_TRUE(sinergi::testing::Eventually(
      [&] {
        ++count;
        PublishMany(static_cast<int>(count), static_cast<int>(count), kCiamis);
        return receiver_.Await(count) && SignaturesOf(receiver_.Posted().back(), "v1").size() == 2;
      },
      "two signatures"));
  const auto both = receiver_.Posted().back();
  EXPECT_THAT(SignaturesOf(both, "v1"), ElementsAre(SharedSignature(secrets.secrets(0), both),
                                                    SharedSignature(before, both)));
  clock_.Advance(std::chrono::seconds(61));
  PublishMany(1000, 1000, kCiamis);
  ASSERT_TRUE(receiver_.Await(count + 1));
  EXPECT_EQ(SignaturesOf(receiver_.Posted().back(), "v1").size(), 1u);
}

}  // namespace
}  // namespace sinergi::notifications
