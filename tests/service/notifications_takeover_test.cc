// Webhooks across stops, and processes that take over from each other.
#include <atomic>
#include <future>
#include <set>

#include "services/notifications/application/delivery_retries.h"
#include "tests/service/notifications_replay_fixture.h"

namespace sinergi::notifications {
namespace {

using ::testing::ElementsAre;

class NotificationsTakeoverTest : public NotificationsReplayTest {
 protected:
  // Holds every answer back until Release; the requests have come.
  void Block() {
    go_.emplace();
    receiver_.Set([opened = go_->get_future().share()](const auto&) {
      opened.wait();
      return WebhookReceiver::Answer{};
    });
  }
  void Release() {
    receiver_.Set({});
    go_->set_value();
  }

  std::optional<std::promise<void>> go_;
};

TEST_F(NotificationsTakeoverTest, TheLeaseIsOneProcessesAtATime) {
  DeliveryLedger first(*sqlite_, clock_, "first");
  DeliveryLedger second(*sqlite_, clock_, "second");
  workers_.reset();
  EXPECT_TRUE(*first.Hold());
  EXPECT_FALSE(*second.Hold());
  clock_.Advance(std::chrono::seconds(9));
  EXPECT_TRUE(*first.Hold());
  clock_.Advance(std::chrono::seconds(9));
  EXPECT_FALSE(*second.Hold()) << "it was renewed";
  first.GiveBack();
  EXPECT_TRUE(*second.Hold());
}

TEST_F(NotificationsTakeoverTest, WhoLostTheLeaseChangesNothingAndHearsOfIt) {
  DeliveryLedger first(*sqlite_, clock_, "first");
  DeliveryLedger second(*sqlite_, clock_, "second");
  workers_.reset();
  ASSERT_TRUE(*first.Hold());
  clock_.Advance(std::chrono::seconds(11));
  ASSERT_TRUE(*second.Hold());
  second.GiveBack();
  DeliveryChanges changes;
  changes.lines.push_back({});
  EXPECT_FALSE(*first.Commit(changes)) << "somebody else was at it, though nobody is now";
  EXPECT_EQ(CountRows("SELECT count(*) FROM delivery_lines"), 0);
  EXPECT_TRUE(*first.Hold()) << "from the beginning";
}

TEST_F(NotificationsTakeoverTest, WhoLostTheLeaseDoesNotTakeItWithoutHearingOfIt) {
  DeliveryLedger first(*sqlite_, clock_, "first");
  DeliveryLedger second(*sqlite_, clock_, "second");
  workers_.reset();
  ASSERT_TRUE(*first.Hold());
  clock_.Advance(std::chrono::seconds(11));
  ASSERT_TRUE(*second.Hold());
  second.GiveBack();
  EXPECT_FALSE(*first.Hold());
  EXPECT_TRUE(*first.Hold());
}

TEST_F(NotificationsTakeoverTest, WhatIsNotYetCommittedIsNotReadAgain) {
  workers_.reset();
  const RetrySchedule schedule({std::chrono::seconds(1)});
  DeliveryLedger ledger(*sqlite_, clock_, "one");
  ASSERT_TRUE(*ledger.Hold());
  const LineKey key{SubscriptionId::Make(clock_.Now())};
  DeliveryRow row;
  row.key = key;
  row.number = row.position = 1;
  row.subject = "referrals/1";
  row.attempts = 1;
  row.next_try = clock_.Now();
  DeliveryRetries retries(key, {}, schedule, std::chrono::seconds(1), false);
  DeliveryChanges changes;
  retries.Insert(row, changes);
  ASSERT_TRUE(*ledger.Commit(changes));
  ASSERT_TRUE(sqlite_->Transact(Deadline::In(std::chrono::seconds(20)), [&](Transaction& tx) {
    JournalStore::Insert(tx, 1, clock_.Now(), Sent("referrals/1", {kCiamis}));
    return Status::Ok();
  }));
  retries.Committed();
  std::vector<Posting> postings;
  changes = {};
  ASSERT_EQ(*retries.Claim(ledger, clock_.Now(), 8, changes, postings), 1);
  ASSERT_TRUE(*ledger.Commit(changes));
  retries.Committed();
  clock_.Advance(std::chrono::minutes(1));  // its row says that it is due again
  changes = {};
  ASSERT_TRUE(retries.Take(postings.front(), {}, clock_.Now(), false, changes));
  EXPECT_EQ(changes.updated.front().state, DeliveryState::kDead) << "its second try was its last";
  retries.Insert(
      [&] {
        row.number = row.position = 2;
        return row;
      }(),
      changes);  // something is due, so it looks
  EXPECT_EQ(*retries.Claim(ledger, clock_.Now(), 8, changes, postings), 0);
}

TEST_F(NotificationsTakeoverTest, AnAnswerToAnAttemptThatIsOverCountsForNothing) {
  const RetrySchedule schedule({std::chrono::seconds(1)});
  DeliveryRetries retries({}, {}, schedule, std::chrono::seconds(1), false);
  DeliveryRow row;
  row.number = 1;
  DeliveryChanges changes;
  retries.InsertOnItsWay(row, nullptr, clock_.Now(), changes);
  Posting posting;
  posting.number = 1;
  posting.attempt = 2;
  EXPECT_FALSE(retries.Take(posting, {}, clock_.Now(), false, changes));
  posting.attempt = 1;
  EXPECT_TRUE(retries.Take(posting, {}, clock_.Now(), false, changes));
}

TEST_F(NotificationsTakeoverTest, StrictOrderHoldsAcrossAStop) {
  auto wish = WebhookWish();
  wish.mutable_webhook()->set_strict_order(true);
  const std::string id = Begin(wish);
  Block();
  PublishMany(1, 30, kCiamis);
  ASSERT_TRUE(receiver_.Await(1));
  Start();
  Release();
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->settled_number() == 30; }));
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->waiting_count() == 0; }));
  std::int64_t last = 0;
  for (const std::string& number : Posted("number")) {
    EXPECT_GE(std::stoll(number), last) << "a repeat perhaps, and never an earlier one";
    last = std::stoll(number);
  }
  EXPECT_EQ(last, 30);
}

TEST_F(NotificationsTakeoverTest, AStopSpendsNoAttemptOnWhatWasNotSent) {
  settings_.webhook_pauses = "";  // one try for each
  settings_.webhook_at_once = 1;
  Start();
  const std::string id = Begin();
  Block();
  PublishMany(1, 30, kCiamis);
  ASSERT_TRUE(receiver_.Await(1));
  Start();
  Release();
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->settled_number() == 30; }));
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->waiting_count() == 0; }));
  std::set<std::string> numbers;
  for (const std::string& number : Posted("number")) numbers.insert(number);
  EXPECT_EQ(numbers.size(), 30u);
}

TEST_F(NotificationsTakeoverTest, WhatAKilledProcessHadClaimedCountsAsAttempted) {
  settings_.webhook_pauses = "";  // one try for each
  Start();
  const std::string id = Begin();
  PublishMany(1, 3, kCiamis);
  ASSERT_TRUE(receiver_.Await(3));
  ASSERT_TRUE(sinergi::testing::Eventually([&] { return Health(id)->settled_number() == 3; },
                                           "all are settled"));
  workers_.reset();
  // As if it had been killed before it could note what came of them.
  ASSERT_TRUE(sqlite_->Transact(Deadline::In(std::chrono::seconds(20)), [](Transaction& tx) {
    tx.Execute(Statement{"UPDATE delivery_lines SET position = 0, number = 0"}, {});
    return Status::Ok();
  }));
  Start();
  ASSERT_TRUE(AsTimePasses([&] { return Health(id)->dead_count() == 3; }));
  EXPECT_EQ(receiver_.Posted().size(), 3u) << "none is tried beyond its budget";
  EXPECT_EQ(List(id, v1::DELIVERY_STATE_DEAD)->deliveries(0).last_answer(), "interrupted");
}

TEST_F(NotificationsTakeoverTest, WhatIsRevokedWhileItWaitsInTheWindowIsWithheld) {
  const std::string id = Begin();
  Block();
  Event revoked = Step("referrals/1", 4);
  revoked.type = kPackage + "ConsentRevoked";
  Publish({Step("referrals/1", 1), Step("referrals/1", 2), Step("referrals/1", 3)});
  ASSERT_TRUE(receiver_.Await(1));
  Publish({revoked});
  AwaitJournal(4);
  ASSERT_TRUE(sinergi::testing::Eventually([&] { return Health(id)->last_number() == 4; },
                                           "the revocation"));
  // Its process has read it once another subscriber's stream shows it.
  Subscriber stream = Open(kCiamis, StreamOf(Subscribe([&] {
                             auto wish = Wish(kCiamis);
                             wish.set_from_beginning(true);
                             return wish;
                           }())));
  ASSERT_TRUE(stream.Await(4));
  PublishMany(2, 2, kCiamis);  // another turn of the deliveries
  ASSERT_TRUE(receiver_.Await(1));
  Release();
  ASSERT_TRUE(AsTimePasses([&] { return receiver_.Posted().size() >= 5; }));
  for (const auto& request : receiver_.Posted()) {
    const std::string number = request.Attribute("number");
    if (number == "2" || number == "3") {
      EXPECT_EQ(request.Attribute("withheld"), "consent-revoked") << number;
    }
  }
}

TEST_F(NotificationsTakeoverTest, ListsShowNothingOfWhatIsWithheld) {
  const std::string id = BeginWithADeadLetter();
  const auto before = List(id, v1::DELIVERY_STATE_DEAD);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->deliveries(0).subject(), "referrals/1");
  Event revoked = Step("referrals/1", 2);
  revoked.type = kPackage + "ConsentRevoked";
  Publish({revoked});
  AwaitJournal(2);
  const auto after = List(id, v1::DELIVERY_STATE_DEAD);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->deliveries(0).subject(), "");
  EXPECT_EQ(after->deliveries(0).type(), "");
  EXPECT_EQ(Missed(id)->events(0).subject(), "");
}

TEST_F(NotificationsTakeoverTest, ANewEpochGoesOnWhereTheDeliveriesStand) {
  const std::string id = BeginWithTen();
  Filter(id, "revision > 0");
  PublishMany(11, 11, kCiamis);
  ASSERT_TRUE(receiver_.Await(11));
  EXPECT_EQ(receiver_.Posted().back().Attribute("epoch"), "2");
  EXPECT_EQ(receiver_.Posted().back().Attribute("number"), "1");
  EXPECT_EQ(receiver_.Posted().back().Attribute("subject"), "referrals/11");
}

TEST_F(NotificationsTakeoverTest, AReplayEndsWithItsEpoch) {
  const std::string id = BeginWithTen();
  receiver_.Set([](const auto&) { return WebhookReceiver::Answer{500}; });
  auto wish = ReplayOf(id);
  wish.set_from_number(1);
  const auto begun = Replay(wish);
  ASSERT_TRUE(begun);
  const std::string replay = begun->replay().replay_id();
  ASSERT_TRUE(sinergi::testing::Eventually([&] { return Get(id, replay).waiting_count() > 0; },
                                           "the first failures"));
  Filter(id, "revision > 0");
  ASSERT_TRUE(
      AsTimePasses([&] { return Get(id, replay).has_finish_time(); }, std::chrono::minutes(1)));
  EXPECT_EQ(Get(id, replay).waiting_count(), 0);
}

TEST_F(NotificationsTakeoverTest, AnotherOrderPostsNothingAgainThatWasDelivered) {
  std::promise<void> go;
  receiver_.Set([opened = go.get_future().share()](const WebhookReceiver::Request& request) {
    if (request.Attribute("subject") == "referrals/1") opened.wait();
    return WebhookReceiver::Answer{};
  });
  const std::string id = Begin();
  PublishMany(1, 5, kCiamis);
  ASSERT_TRUE(receiver_.Await(5));
  v1::UpdateSubscriptionRequest change;
  change.set_request_id(NewId());
  change.mutable_subscription()->set_subscription_id(id);
  *change.mutable_subscription()->mutable_webhook() = WebhookWish().webhook();
  change.mutable_subscription()->mutable_webhook()->set_strict_order(true);
  change.mutable_update_mask()->add_paths("webhook");
  ASSERT_TRUE(Invoke<v1::UpdateSubscriptionResponse>("UpdateSubscription", Of(kCiamis), change));
  ASSERT_TRUE(sinergi::testing::Eventually([&] { return Health(id)->waiting_count() == 1; },
                                           "the one that was not answered waits"));
  go.set_value();
  receiver_.Set({});
  ASSERT_TRUE(AsTimePasses([&] {
    const auto health = *Health(id);
    return health.settled_number() == 5 && health.waiting_count() == 0;
  }));
  std::map<std::string, int> times;
  for (const auto& request : receiver_.Posted()) ++times[request.Attribute("number")];
  for (const char* number : {"2", "3", "4", "5"}) EXPECT_EQ(times[number], 1) << number;
}

}  // namespace
}  // namespace sinergi::notifications
