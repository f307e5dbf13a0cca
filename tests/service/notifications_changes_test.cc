// What becomes of a subscription: changed, paused, resumed, deleted.
#include "tests/service/notifications_changes_fixture.h"

namespace sinergi::notifications {
namespace {

using ::testing::ElementsAre;

TEST_F(NotificationsChangesTest, AnotherWishBeginsAnEpochThatMissesNothing) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 4, kCiamis);
  AwaitJournal(4);
  Subscriber before = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(before.Await(4));
  const auto changed =
      Update(FilterOf(id, "subject = \"referrals/2\" OR subject = \"referrals/5\""));
  ASSERT_TRUE(changed) << changed.error().Text(Language::kEnglish);
  EXPECT_EQ(changed->subscription().epoch(), 2);
  EXPECT_EQ(EndOf(before), "RESUME_TOKEN_OUT_OF_RANGE");
  EXPECT_FALSE(TryOpen(kCiamis, StreamOf(id, before.got.back().resume_token())));
  PublishMany(5, 6, kCiamis);
  Subscriber after = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(after.Await(2));
  EXPECT_THAT(after.Subjects(), ElementsAre("referrals/2", "referrals/5"));
  EXPECT_TRUE(after.HasNumbers(1, 2));
  EXPECT_EQ(after.got.front().epoch(), 2);
}

TEST_F(NotificationsChangesTest, ANewEpochMayBeginNow) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 3, kCiamis);
  AwaitJournal(3);
  auto change = FilterOf(id, "revision > 0");
  change.set_from_now(true);
  ASSERT_TRUE(Update(change));
  PublishMany(4, 4, kCiamis);
  Subscriber after = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(after.Await(1));
  EXPECT_THAT(after.Subjects(), ElementsAre("referrals/4"));
}

TEST_F(NotificationsChangesTest, AnotherNameKeepsTheEpochAndTheStream) {
  const std::string id = Subscribe(kCiamis);
  Subscriber stream = Open(kCiamis, StreamOf(id));
  auto change = ChangeOf(id, {"display_name"});
  change.mutable_subscription()->set_display_name("Meja lain");
  change.mutable_subscription()->set_filter("revision > 5");  // not named, so not changed
  const auto changed = Update(change);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->subscription().display_name(), "Meja lain");
  EXPECT_EQ(changed->subscription().filter(), "");
  EXPECT_EQ(changed->subscription().epoch(), 1);
  PublishMany(1, 1, kCiamis);
  EXPECT_TRUE(stream.Await(1));
  EXPECT_EQ(Get(id)->subscription().display_name(), "Meja lain") << "what was kept is forgotten";
}

TEST_F(NotificationsChangesTest, NobodysChangeIsOverwritten) {
  const auto made = Create(Wish(kCiamis));
  ASSERT_TRUE(made);
  const std::string id = made->subscription().subscription_id();
  auto first = FilterOf(id, "revision > 1");
  first.mutable_subscription()->set_etag(made->subscription().etag());
  ASSERT_TRUE(Update(first));
  auto second = FilterOf(id, "revision > 2");
  second.mutable_subscription()->set_etag(made->subscription().etag());
  EXPECT_EQ(ReasonOf(Update(second)), "ETAG_MISMATCH");
  EXPECT_EQ(Get(id)->subscription().filter(), "revision>1");
}

TEST_F(NotificationsChangesTest, ARepeatedChangeGetsTheFirstAnswer) {
  const std::string id = Subscribe(kCiamis);
  const auto change = FilterOf(id, "revision > 1");
  const auto first = Update(change);
  ASSERT_TRUE(first);
  ASSERT_TRUE(Update(FilterOf(id, "revision > 2")));
  const auto again = Update(change);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(Get(id)->subscription().filter(), "revision>2");
}

TEST_F(NotificationsChangesTest, SaysWhatIsWrongWithAChange) {
  const std::string id = Subscribe(kCiamis);
  EXPECT_EQ(ReasonOf(Update(ChangeOf(id, {}))), "FIELD_REQUIRED");
  EXPECT_EQ(ReasonOf(Update(ChangeOf(id, {"office"}))), "FIELD_NOT_CHANGEABLE");
  EXPECT_EQ(ReasonOf(Update(FilterOf(id, "priority = 1"))), "FILTER_FIELD_UNKNOWN");
  EXPECT_EQ(ReasonOf(Update(FilterOf(NewId(), ""))), "SUBSCRIPTION_NOT_FOUND");
  auto twice = FilterOf(id, "");
  twice.set_from_now(true);
  twice.set_from_beginning(true);
  EXPECT_EQ(ReasonOf(Update(twice)), "START_AMBIGUOUS");
  EXPECT_EQ(ReasonOf(Update(FilterOf(id, ""), Of(kPangkalpinang))), "SUBSCRIPTION_NOT_FOUND");
}

TEST_F(NotificationsChangesTest, APausedStreamKeepsWhatItDoesNotShow) {
  const std::string id = Subscribe(kCiamis);
  Subscriber stream = Open(kCiamis, StreamOf(id));
  PublishMany(1, 1, kCiamis);
  ASSERT_TRUE(stream.Await(1));
  const auto paused = Pause(id);
  ASSERT_TRUE(paused);
  EXPECT_EQ(paused->subscription().state(), v1::SUBSCRIPTION_STATE_PAUSED);
  ASSERT_TRUE(sinergi::testing::Eventually(
      [&] {
        clock_.Advance(std::chrono::seconds(11));  // a heartbeat each time
        return stream.Ask() && stream.heartbeats.back().paused();
      },
      "a heartbeat that says it is paused"));
  PublishMany(2, 3, kCiamis);
  AwaitJournal(3);
  Subscriber other = Open(kCiamis, StreamOf(id));
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(stream.Ask() && other.Ask());
  EXPECT_TRUE(stream.HasNumbers(1, 1));
  EXPECT_TRUE(other.got.empty());
  const auto resumed = Resume(id);
  ASSERT_TRUE(resumed);
  EXPECT_EQ(resumed->subscription().epoch(), 1);
  ASSERT_TRUE(stream.Await(3));
  EXPECT_TRUE(stream.HasNumbers(1, 3));
}

TEST_F(NotificationsChangesTest, PausingWhatIsPausedChangesNothing) {
  const std::string id = Subscribe(kCiamis);
  const auto first = Pause(id);
  const auto second = Pause(id);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(second->subscription().etag(), first->subscription().etag());
  EXPECT_EQ(ReasonOf(Pause(id, "0")), "ETAG_MISMATCH");
}

TEST_F(NotificationsChangesTest, WhatIsDeletedIsGoneAndItsStreamEnds) {
  const std::string id = Subscribe(kCiamis);
  Subscriber stream = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(stream.Ask());
  EXPECT_EQ(ReasonOf(Delete(id, Of(kPangkalpinang))), "SUBSCRIPTION_NOT_FOUND");
  ASSERT_TRUE(Delete(id));
  EXPECT_EQ(EndOf(stream), "SUBSCRIPTION_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Get(id)), "SUBSCRIPTION_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Delete(id)), "SUBSCRIPTION_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Resume(id)), "SUBSCRIPTION_NOT_FOUND");
  const auto listed = Invoke<v1::ListSubscriptionsResponse>("ListSubscriptions", Of(kCiamis),
                                                            v1::ListSubscriptionsRequest());
  ASSERT_TRUE(listed);
  EXPECT_EQ(listed->subscriptions_size(), 0);
}

TEST_F(NotificationsChangesTest, EachChangeLeavesEvidence) {
  const std::string id = Subscribe(kCiamis);
  ASSERT_TRUE(Update(FilterOf(id, "revision > 1")));
  ASSERT_TRUE(Pause(id));
  ASSERT_TRUE(Resume(id));
  ASSERT_TRUE(Delete(id));
  EXPECT_EQ(CountRows("SELECT count(*) FROM evidence WHERE subject = 'subscriptions/' || "
                      "(SELECT subscription_id FROM subscriptions) AND action IN "
                      "('subscriptions.update', 'subscriptions.pause', 'subscriptions.resume', "
                      "'subscriptions.delete')"),
            4);
}

}  // namespace
}  // namespace sinergi::notifications
