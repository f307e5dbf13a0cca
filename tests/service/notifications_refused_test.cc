// Webhooks whose deliveries the database does not take.
#include "tests/service/notifications_webhook_fixture.h"

namespace sinergi::notifications {
namespace {

using NotificationsRefusedTest = NotificationsWebhookTest;

// As by a mistake of this program, or a damaged row.
TEST_F(NotificationsRefusedTest, ALineThatCannotBeNotedHoldsUpNoOther) {
  const std::string broken = Begin();
  WebhookReceiver other;
  auto wish = WebhookWish();
  wish.mutable_webhook()->set_url(other.Url());
  const std::string well = Begin(wish);
  const Terms terms = Deadline::In(std::chrono::seconds(20));
  ASSERT_TRUE(sqlite_->Transact(terms, [&](Transaction& tx) {
    tx.Execute(Statement{"CREATE TRIGGER refuses BEFORE INSERT ON deliveries BEGIN "
                         "SELECT RAISE(ABORT, 'refused'); END"},
               {});
    return Status::Ok();
  }));
  receiver_.Set([](const auto&) { return WebhookReceiver::Answer{503}; });
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(receiver_.Await(1));
  ASSERT_TRUE(other.Await(1));
  PublishMany(2, 20, kCiamis);
  EXPECT_TRUE(other.Await(20));
  ASSERT_TRUE(sqlite_->Transact(terms, [&](Transaction& tx) {
    tx.Execute(Statement{"DROP TRIGGER refuses"}, {});
    return Status::Ok();
  }));
  receiver_.Set({});
  EXPECT_TRUE(AsTimePasses([&] {
    const auto health = *Health(broken);
    return health.settled_number() == 20 && health.waiting_count() == 0;
  }));
  EXPECT_EQ(Health(well)->settled_number(), 20);
}

}  // namespace
}  // namespace sinergi::notifications
