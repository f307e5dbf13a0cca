// Whom a webhook's failures are told by another way, and what is kept for how long.
#include "services/notifications/application/contact_notices.h"
#include "services/notifications/application/retention.h"
#include "tests/service/notifications_webhook_fixture.h"
#include "tests/support/mail_server.h"

namespace sinergi::notifications {
namespace {

using ::testing::HasSubstr;

class NotificationsContactTest : public NotificationsWebhookTest {
 protected:
  void SetUp() override {
    settings_.mail_server = mail_.Url();
    settings_.mail_from = "sinergi@bnn.go.id";
    settings_.webhook_pauses = "1s";
    NotificationsWebhookTest::SetUp();
  }

  std::string BeginWithContact() {
    auto wish = WebhookWish();
    wish.mutable_webhook()->set_contact("siaga@ciamis.go.id");
    return Begin(wish);
  }

  ::testing::AssertionResult AwaitMails(std::size_t count) {
    return AsTimePasses([&] { return mail_.Mails().size() >= count; });
  }

  void Fail(int status) {
    receiver_.Set([status](const auto&) { return WebhookReceiver::Answer{status}; });
  }

  sinergi::testing::MailServer mail_;
};

TEST_F(NotificationsContactTest, TheContactIsToldByMailOfWhatIsGivenUp) {
  const std::string id = BeginWithContact();
  Fail(500);
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(AwaitMails(1));
  const std::string mail = mail_.Mails().front();
  EXPECT_THAT(mail, HasSubstr("X-To: siaga@ciamis.go.id\r\n"));
  EXPECT_THAT(mail, HasSubstr("From: <sinergi@bnn.go.id>\r\n"));
  EXPECT_THAT(mail, HasSubstr("sinergi subscription replay " + id + " --dead"));
  EXPECT_THAT(mail, HasSubstr("Deliveries given up: 1"));
}

TEST_F(NotificationsContactTest, OneMailAnHourTellsOfAllThatIsGivenUp) {
  const std::string id = BeginWithContact();
  Fail(500);
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(AwaitMails(1));
  const Instant first = clock_.Now();
  PublishMany(2, 4, kCiamis);
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->dead_count() == 4; }));
  ASSERT_LT(clock_.Now() - first, ContactNotices::kPause);
  EXPECT_EQ(mail_.Mails().size(), 1u);
  clock_.Advance(ContactNotices::kPause);
  ASSERT_TRUE(sinergi::testing::Eventually([&] { return mail_.Mails().size() == 2; }, "a mail"));
  EXPECT_THAT(mail_.Mails()[1], HasSubstr("Deliveries given up: 4"));
}

TEST_F(NotificationsContactTest, TheContactIsToldOfTheEnd) {
  BeginWithContact();
  Fail(410);
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(AwaitMails(1));
  EXPECT_THAT(mail_.Mails().front(), HasSubstr("410 Gone"));
}

TEST_F(NotificationsContactTest, AMailThatIsNotTakenIsTriedAgain) {
  settings_.mail_server = "smtp://127.0.0.1:1";  // nobody is there
  Start();
  BeginWithContact();
  Fail(500);
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(AsTimePasses(
      [&] { return CountRows("SELECT count(*) FROM notices WHERE attempts > 0") == 1; }));
  settings_.mail_server = mail_.Url();
  Start();
  EXPECT_TRUE(AsTimePasses([&] { return mail_.Mails().size() == 1; }, std::chrono::minutes(1)));
}

TEST_F(NotificationsContactTest, WhatIsOldIsPrunedAndNothingThatWaits) {
  const std::string id = Begin();
  const std::string other = Begin();
  Fail(500);
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(AsTimePasses(
      [&] { return Health(id)->dead_count() == 1 && Health(other)->dead_count() == 1; }));
  receiver_.Set([](const auto&) {
    return WebhookReceiver::Answer{500, {{"retry-after", "7200"}}};
  });
  PublishMany(2, 2, kCiamis);
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->waiting_count() == 1; }));
  v1::DeleteSubscriptionRequest end;
  end.set_request_id(NewId());
  end.set_subscription_id(other);
  ASSERT_TRUE(Invoke<v1::DeleteSubscriptionResponse>("DeleteSubscription", Of(kCiamis), end));
  workers_.reset();
  Retention retention(*sqlite_, clock_, std::chrono::hours(1));
  ASSERT_TRUE(retention.PruneOnce());
  EXPECT_EQ(CountRows("SELECT count(*) FROM deliveries WHERE state = 2"), 2) << "not yet";
  clock_.Advance(std::chrono::minutes(61));
  while (*retention.PruneOnce() > 0) {
  }
  EXPECT_EQ(CountRows("SELECT count(*) FROM deliveries WHERE state = 2"), 0);
  EXPECT_EQ(CountRows("SELECT count(*) FROM deliveries WHERE state = 1"), 1);
  EXPECT_EQ(CountRows("SELECT count(*) FROM delivery_attempts"), 0);
  EXPECT_EQ(CountRows("SELECT count(*) FROM subscriptions"), 1);
}

}  // namespace
}  // namespace sinergi::notifications
