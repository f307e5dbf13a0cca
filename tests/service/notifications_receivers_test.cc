// Whoever receives webhooks: the official libraries of Standard Webhooks check what is posted, and
// the SDKs of CloudEvents read it.
#include <array>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sinergi/referrals/v1/referrals_events.pb.h"
#include "tests/service/notifications_webhook_fixture.h"

namespace sinergi::notifications {
namespace {

constexpr const char* kFolder = "SINERGI_TEST_RECEIVERS";  // the libraries, installed

class NotificationsReceiversTest : public NotificationsWebhookTest {
 protected:
  void SetUp() override {
    if (std::getenv(kFolder) == nullptr) GTEST_SKIP() << kFolder << " is not set";
    NotificationsWebhookTest::SetUp();
    clock_.Advance(SystemClock().Now() - clock_.Now());  // they refuse what is old
    wish_ = WebhookWish();
    wish_.mutable_webhook()->set_content(v1::WEBHOOK_CONTENT_FULL);
    wish_.mutable_webhook()->set_signature(v1::WEBHOOK_SIGNATURE_BOTH);
  }

  // What the first event's request holds, with what its receiver knows.
  nlohmann::json Deliver() {
    const std::string id = Begin(wish_);
    referrals::v1::ReferralSent message;
    message.mutable_referral()->set_referral_id("019a0000-0000-7000-8000-000000000001");
    Event event = Sent("referrals/1", {kCiamis}, "32.07");
    event.payload = message.SerializeAsString();
    event_id_ = event.id.ToString();
    Publish({event});
    EXPECT_TRUE(receiver_.Await(1));
    const auto request = receiver_.Posted().at(0);
    const auto secrets = Secrets(id);
    return {{"headers", request.headers},
            {"body", request.body},
            {"shared_key", secrets.secrets(0).shared_key()},
            {"public_key", secrets.secrets(0).public_key()}};
  }

  // What the program prints of the request; nothing when it does not accept it.
  std::optional<nlohmann::json> Read(const std::string& program, const nlohmann::json& request) {
    const std::string file = (folder_.path() / "request.json").string();
    std::ofstream(file) << request.dump();
    std::FILE* const output = popen((program + " '" + file + "' 2>&1").c_str(), "r");
    std::string text;
    std::array<char, 4096> part{};
    while (std::fgets(part.data(), part.size(), output) != nullptr) text += part.data();
    if (pclose(output) != 0) {
      refusal_ = text;
      return std::nullopt;
    }
    return nlohmann::json::parse(text);
  }

  static std::string JavaScript() {
    const std::string folder = std::getenv(kFolder);
    return "node '" + folder + "/verify.mjs'";
  }
  static std::string Python() {
    const std::string folder = std::getenv(kFolder);
    return "'" + folder + "/python/bin/python' '" + folder + "/verify.py'";
  }

  void ExpectRead(const std::string& program, const nlohmann::json& request) {
    const auto event = Read(program, request);
    ASSERT_TRUE(event) << refusal_;
    EXPECT_EQ((*event)["id"], event_id_);
    EXPECT_EQ((*event)["type"], kPackage + "ReferralSent");
    EXPECT_EQ((*event)["subject"], "referrals/1");
    EXPECT_EQ((*event)["number"], "1");
    EXPECT_EQ((*event)["revision"], "1");
    EXPECT_EQ((*event)["data"]["referral"]["referral_id"], "019a0000-0000-7000-8000-000000000001");
  }

  // Whatever was changed on the way is noticed.
  void ExpectRefused(const std::string& program, nlohmann::json request) {
    const std::string body = request["body"];
    request["body"] = body + " ";
    EXPECT_FALSE(Read(program, request));
    request["body"] = body;
    request["headers"]["webhook-id"] = "another";
    EXPECT_FALSE(Read(program, request));
  }

  v1::CreateSubscriptionRequest wish_;
  std::string event_id_;
  std::string refusal_;
};

TEST_F(NotificationsReceiversTest, TheLibrariesForJavaScriptCheckAndReadWhatIsPosted) {
  const auto request = Deliver();
  ExpectRead(JavaScript(), request);
  ExpectRefused(JavaScript(), request);
}

TEST_F(NotificationsReceiversTest, TheLibrariesForPythonCheckAndReadWhatIsPosted) {
  const auto request = Deliver();
  ExpectRead(Python(), request);
  ExpectRefused(Python(), request);
}

}  // namespace
}  // namespace sinergi::notifications
