// Webhooks whose endpoints fail: when it is tried again, what waits for it, and what is given up.
#include <atomic>
#include <future>
#include <set>

#include "tests/service/notifications_webhook_fixture.h"

namespace sinergi::notifications {
namespace {

using ::testing::ElementsAre;

class NotificationsRetryTest : public NotificationsWebhookTest {
 protected:
  // What fails from now on: events of these subjects.
  void FailSubjects(const std::set<std::string>& subjects, int status = 500) {
    receiver_.Set([subjects, status](const WebhookReceiver::Request& request) {
      const bool fails = subjects.contains(request.Attribute("subject"));
      return WebhookReceiver::Answer{fails ? status : 204};
    });
  }

  ::testing::AssertionResult AwaitHealth(
      const std::string& id,
      const std::function<bool(const v1::GetSubscriptionHealthResponse&)>& is_so,
      const std::string& sentence) {
    return sinergi::testing::Eventually([&] { return is_so(*Health(id)); }, sentence);
  }
  ::testing::AssertionResult AwaitWaiting(const std::string& id, std::int64_t count) {
    return AwaitHealth(
        id, [count](const auto& health) { return health.waiting_count() == count; },
        std::to_string(count) + " that wait");
  }

  // "<subject> #<revision>" of everything that was posted.
  std::vector<std::string> Steps() const {
    std::vector<std::string> steps;
    for (const auto& request : receiver_.Posted()) {
      steps.push_back(request.Attribute("subject") + " #" + request.Attribute("revision"));
    }
    return steps;
  }

  std::int64_t CountOf(const std::string& step) const {
    const auto steps = Steps();
    return std::count(steps.begin(), steps.end(), step);
  }
};

TEST_F(NotificationsRetryTest, WhatFailsIsTriedAgainWithItsIdAndNumber) {
  const std::string id = Begin();
  FailSubjects({"referrals/1"});
  Publish({Step("referrals/1", 1)});
  ASSERT_TRUE(AwaitWaiting(id, 1));
  FailSubjects({});
  ASSERT_TRUE(AsTimePasses([&] { return receiver_.Posted().size() == 2; }));
  const auto posted = receiver_.Posted();
  EXPECT_EQ(posted[0].body, posted[1].body);
  EXPECT_EQ(posted[0].Header("webhook-id"), posted[1].Header("webhook-id"));
  ASSERT_TRUE(AwaitWaiting(id, 0));
  EXPECT_EQ(CountRows("SELECT count(*) FROM deliveries"), 0);
  EXPECT_EQ(CountRows("SELECT count(*) FROM delivery_attempts"), 2);
  EXPECT_EQ(CountRows("SELECT count(*) FROM delivery_attempts WHERE attempt = 2 AND "
                      "answer = 'HTTP 204'"),
            1);
}

TEST_F(NotificationsRetryTest, WhatIsDeliveredAtOnceLeavesNoRow) {
  const std::string id = Begin();
  PublishMany(1, 200, kCiamis);
  ASSERT_TRUE(receiver_.Await(200));
  ASSERT_TRUE(AwaitHealth(
      id, [](const auto& health) { return health.settled_number() == 200; }, "all are settled"));
  EXPECT_EQ(CountRows("SELECT count(*) FROM deliveries"), 0);
  EXPECT_EQ(CountRows("SELECT count(*) FROM delivery_attempts"), 0);
}

TEST_F(NotificationsRetryTest, AFailureHoldsLaterEventsOfItsSubjectOnly) {
  const std::string id = Begin();
  FailSubjects({"referrals/1"});
  Publish({Step("referrals/1", 1), Step("referrals/2", 1), Step("referrals/1", 2)});
  ASSERT_TRUE(AwaitWaiting(id, 2));
  Publish({Step("referrals/1", 3), Step("referrals/2", 2)});
  ASSERT_TRUE(AwaitWaiting(id, 3));
  EXPECT_EQ(CountOf("referrals/2 #2"), 1);
  FailSubjects({});
  ASSERT_TRUE(AsTimePasses([&] { return CountOf("referrals/1 #3") == 1; }));
  std::vector<std::string> of_one;
  for (const std::string& step : Steps()) {
    if (step.starts_with("referrals/1")) of_one.push_back(step);
  }
  EXPECT_THAT(of_one,
              ElementsAre("referrals/1 #1", "referrals/1 #1", "referrals/1 #2", "referrals/1 #3"));
  EXPECT_TRUE(AwaitWaiting(id, 0));
}

TEST_F(NotificationsRetryTest, InStrictOrderAFailureHoldsEverything) {
  auto wish = WebhookWish();
  wish.mutable_webhook()->set_strict_order(true);
  const std::string id = Begin(wish);
  FailSubjects({"referrals/2"});
  PublishMany(1, 4, kCiamis);
  ASSERT_TRUE(AwaitWaiting(id, 1));
  AwaitJournal(4);
  EXPECT_THAT(Posted("number"), ElementsAre("1", "2"));
  FailSubjects({});
  ASSERT_TRUE(AsTimePasses([&] { return receiver_.Posted().size() == 5; }));
  EXPECT_THAT(Posted("number"), ElementsAre("1", "2", "2", "3", "4"));
}

TEST_F(NotificationsRetryTest, TheBudgetIsKeptAndThenItIsADeadLetter) {
  const std::string id = Begin();  // four tries
  FailSubjects({"referrals/1"});
  Publish({Step("referrals/1", 1), Step("referrals/1", 2)});
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->dead_count() == 2; }, std::chrono::minutes(2)));
  EXPECT_EQ(CountOf("referrals/1 #1"), 4);
  EXPECT_EQ(CountOf("referrals/1 #2"), 4) << "it went on after the first was given up";
  EXPECT_EQ(CountRows("SELECT count(*) FROM delivery_attempts"), 8);
  EXPECT_EQ(CountRows("SELECT count(*) FROM deliveries WHERE state = 2 AND attempts = 4 AND "
                      "last_answer = 'HTTP 500'"),
            2);
  FailSubjects({});
  Publish({Step("referrals/1", 3)});
  ASSERT_TRUE(AsTimePasses([&] { return CountOf("referrals/1 #3") == 1; }));
}

TEST_F(NotificationsRetryTest, TheBudgetIsKeptAcrossRestarts) {
  const std::string id = Begin();
  FailSubjects({"referrals/1"});
  Publish({Step("referrals/1", 1)});
  for (std::int64_t count = 1; count <= 4; ++count) {
    ASSERT_TRUE(
        AsTimePasses([&] { return CountOf("referrals/1 #1") == count; }, std::chrono::minutes(2)));
    Start();
  }
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->dead_count() == 1; }, std::chrono::minutes(2)));
  EXPECT_EQ(CountOf("referrals/1 #1"), 4);
}

TEST_F(NotificationsRetryTest, WhatWasOnItsWayAtAStopCountsAsAnAttempt) {
  const std::string id = Begin();
  std::promise<void> arrived, go;
  auto opened = go.get_future().share();
  std::atomic<bool> first = true;
  receiver_.Set([&](const auto&) {
    if (first.exchange(false)) {
      arrived.set_value();
      opened.wait();
    }
    return WebhookReceiver::Answer{500};
  });
  Publish({Step("referrals/1", 1)});
  arrived.get_future().wait();
  Start();  // a stop in the middle of the first attempt
  go.set_value();
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->dead_count() == 1; }, std::chrono::minutes(2)));
  EXPECT_EQ(CountOf("referrals/1 #1"), 4) << "four in all, the interrupted one among them";
}

TEST_F(NotificationsRetryTest, TheServerSaysHowLongToWait) {
  const std::string id = Begin();
  receiver_.Set([](const auto&) { return WebhookReceiver::Answer{503, {{"retry-after", "120"}}}; });
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(AwaitWaiting(id, 1));
  receiver_.Set({});
  clock_.Advance(std::chrono::seconds(119));
  PublishMany(2, 2, kCiamis);
  AwaitJournal(2);
  ASSERT_TRUE(AwaitHealth(
      id, [](const auto& health) { return health.last_number() == 2; }, "the second"));
  EXPECT_EQ(receiver_.Posted().size(), 1u) << "the endpoint is left alone altogether";
  clock_.Advance(std::chrono::seconds(2));
  EXPECT_TRUE(receiver_.Await(3));
}

TEST_F(NotificationsRetryTest, AnEndpointThatIsGoneEndsTheDeliveries) {
  const std::string id = Begin();
  receiver_.Set([](const auto&) { return WebhookReceiver::Answer{410}; });
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(sinergi::testing::Eventually(
      [&] { return StateOf(id) == v1::SUBSCRIPTION_STATE_GONE; }, "the end"));
  PublishMany(2, 3, kCiamis);
  AwaitJournal(3);
  receiver_.Set({});
  clock_.Advance(std::chrono::hours(1));
  ASSERT_TRUE(Verify(id));
  ASSERT_TRUE(receiver_.Await(4)) << "what came meanwhile was kept";
  EXPECT_EQ(CountRows("SELECT count(*) FROM evidence WHERE action = 'subscriptions.suspend' AND "
                      "caller = 'sinergi-notifications'"),
            1);
}

TEST_F(NotificationsRetryTest, AnEndpointThatFailsIsLeftAloneAndAskedByOneRequestAtATime) {
  const std::string id = Begin();
  receiver_.Set([](const auto&) { return WebhookReceiver::Answer{500}; });
  PublishMany(1, 500, kCiamis);
  AwaitJournal(500);
  ASSERT_TRUE(AwaitHealth(
      id, [](const auto& health) { return health.failures_in_a_row() >= 5; }, "the failures"));
  const std::size_t before = receiver_.Posted().size();
  EXPECT_LE(before, 12u) << "what was on its way, and no more";
  EXPECT_LE(Health(id)->waiting_count(), 64);
  clock_.Advance(std::chrono::seconds(4));
  PublishMany(501, 501, kCiamis);
  AwaitJournal(501);
  EXPECT_EQ(receiver_.Posted().size(), before);
  receiver_.Set({});
  ASSERT_TRUE(AsTimePasses(
      [&] { return Health(id)->settled_number() == 501 && Health(id)->waiting_count() == 0; }));
  std::set<std::string> numbers;
  for (const std::string& number : Posted("number")) numbers.insert(number);
  EXPECT_EQ(numbers.size(), 501u) << "every one arrived";
}

TEST_F(NotificationsRetryTest, AnEndpointThatFailsForDaysIsSuspendedAndMissesNothing) {
  settings_.webhook_suspend_after = std::chrono::hours(24);
  Start();
  const std::string id = Begin();
  receiver_.Set([](const auto&) { return WebhookReceiver::Answer{500}; });
  PublishMany(1, 20, kCiamis);
  ASSERT_TRUE(AsTimePasses([&] { return StateOf(id) == v1::SUBSCRIPTION_STATE_SUSPENDED; },
                           std::chrono::hours(1)));
  const std::int64_t dead = Health(id)->dead_count();
  receiver_.Set({});
  ASSERT_TRUE(Verify(id));
  ASSERT_TRUE(AsTimePasses(
      [&] { return Health(id)->settled_number() == 20 && Health(id)->waiting_count() == 0; },
      std::chrono::minutes(1)));
  EXPECT_EQ(Health(id)->dead_count(), dead);
}

TEST_F(NotificationsRetryTest, AnEndpointThatHangsDelaysNobodyElse) {
  WebhookReceiver slow;
  std::promise<void> go;
  auto opened = go.get_future().share();
  slow.Set([opened](const auto&) {
    opened.wait();
    return WebhookReceiver::Answer{};
  });
  auto wish = WebhookWish();
  wish.mutable_webhook()->set_url(slow.Url());
  Begin(wish);
  Begin();
  PublishMany(1, 300, kCiamis);
  EXPECT_TRUE(receiver_.Await(300));
  EXPECT_LE(slow.Posted().size(), 8u);
  go.set_value();
  EXPECT_TRUE(slow.Await(300));
}

TEST_F(NotificationsRetryTest, OneSubjectThatHangsDelaysNoOtherForLong) {
  std::promise<void> go;
  auto opened = go.get_future().share();
  receiver_.Set([opened](const WebhookReceiver::Request& request) {
    if (request.Attribute("subject") == "referrals/1") opened.wait();
    return WebhookReceiver::Answer{};
  });
  const std::string id = Begin();
  PublishMany(1, 200, kCiamis);
  EXPECT_TRUE(AsTimePasses([&] { return receiver_.Posted().size() >= 200; },
                           std::chrono::milliseconds(10)));
  go.set_value();
  ASSERT_TRUE(
      AsTimePasses([&] { return Health(id)->waiting_count() == 0; }, std::chrono::milliseconds(1)));
  EXPECT_EQ(CountOf("referrals/1 #1"), 1);
}

TEST_F(NotificationsRetryTest, AnotherProcessTakesOverWhenTheLeaseIsOver) {
  Begin();
  auto consumer = log_->Consumer("notifications", Notifications::Topics());
  std::swap(consumer_, consumer);
  auto second = Make();
  ASSERT_TRUE(second);
  std::optional<Workers> workers{std::in_place};
  (*second)->StartWorkers(*workers);
  PublishMany(1, 3, kCiamis);
  ASSERT_TRUE(receiver_.Await(3));
  workers_.reset();  // the first gives its lease back
  PublishMany(4, 6, kCiamis);
  ASSERT_TRUE(AsTimePasses([&] { return receiver_.Posted().size() >= 6; }));
  EXPECT_EQ(receiver_.Posted().size(), 6u) << "each once";
  workers.reset();
  second->reset();
}

}  // namespace
}  // namespace sinergi::notifications
