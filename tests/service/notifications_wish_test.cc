// What may be subscribed, by whom, and where its count begins.
#include "tests/service/notifications_changes_fixture.h"

namespace sinergi::notifications {
namespace {

using NotificationsWishTest = NotificationsChangesTest;
using ::testing::ElementsAre;

TEST_F(NotificationsWishTest, ACountBeginsWithWhatIsKeptOrFromATimeOn) {
  PublishMany(1, 2, kCiamis);
  AwaitJournal(2);
  clock_.Advance(std::chrono::minutes(10));
  const Instant later = clock_.Now();
  PublishMany(3, 4, kCiamis);
  AwaitJournal(4);
  auto wish = Wish(kCiamis);
  wish.set_from_beginning(true);
  Subscriber all = Open(kCiamis, StreamOf(Subscribe(wish)));
  ASSERT_TRUE(all.Await(4));
  EXPECT_TRUE(all.HasNumbers(1, 4));
  wish = Wish(kCiamis);
  wish.mutable_start_time()->set_seconds(ToMicroseconds(later) / 1'000'000);
  Subscriber some = Open(kCiamis, StreamOf(Subscribe(wish)));
  ASSERT_TRUE(some.Await(2));
  EXPECT_THAT(some.Subjects(), ElementsAre("referrals/3", "referrals/4"));
  EXPECT_TRUE(some.HasNumbers(1, 2));
}

TEST_F(NotificationsWishTest, ANewEpochAfterPruningBeginsWithWhatIsKept) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 3, kCiamis);
  AwaitJournal(3);
  PruneAll();
  ASSERT_TRUE(Update(FilterOf(id, "revision > 0")));
  PublishMany(4, 4, kCiamis);
  Subscriber stream = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(stream.Await(1));
  EXPECT_TRUE(stream.HasNumbers(1, 1));
}

TEST_F(NotificationsWishTest, EveryConditionMustHold) {
  auto wish = Wish(kCiamis);
  wish.add_area_codes("32.07");
  wish.add_area_codes("19.71");
  wish.add_offices(kPangkalpinang);
  wish.set_filter("NOT subject = \"referrals/6\"");
  Subscriber stream = Open(kCiamis, StreamOf(Subscribe(wish)));
  Publish({Sent("referrals/1", {kCiamis, kPangkalpinang}, "32.07.09"),
           Sent("referrals/2", {kCiamis}, "32.07.09"),
           Sent("referrals/3", {kCiamis, kPangkalpinang}, "19.04"),
           Sent("referrals/4", {kPangkalpinang}, "32.07.09"),
           Sent("referrals/5", {kCiamis, kPangkalpinang}, "19.71.01"),
           Sent("referrals/6", {kCiamis, kPangkalpinang}, "19.71.01")});
  ASSERT_TRUE(stream.Await(2));
  AwaitJournal(6);
  ASSERT_TRUE(stream.Ask());
  EXPECT_THAT(stream.Subjects(), ElementsAre("referrals/1", "referrals/5"));
}

TEST_F(NotificationsWishTest, OneSubjectAloneIsFollowedFromTheDatabaseToo) {
  auto wish = Wish(kCiamis);
  wish.set_subject("referrals/2");
  const std::string id = Subscribe(wish);
  PublishMany(1, 40, kCiamis);
  AwaitJournal(40);
  RestartWithTail(1);
  Subscriber stream = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(stream.Await(1));
  EXPECT_THAT(stream.Subjects(), ElementsAre("referrals/2"));
}

TEST_F(NotificationsWishTest, APartnerHearsOfProgrammesAndNothingElse) {
  const Caller partner = Partner("KEMENSOS");
  const auto made = Invoke<v1::CreateSubscriptionResponse>("CreateSubscription", partner,
                                                           PartnerWish("KEMENSOS"));
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  const std::string id = made->subscription().subscription_id();
  Publish({Sent("referrals/1", {kCiamis}), Programme("areas/1", {kCiamis}),
           Programme("areas/2", {kPangkalpinang})});
  AwaitJournal(3);
  for (const std::int64_t tail : {10'000, 1}) {
    RestartWithTail(tail);
    const auto& method = Method("StreamEvents");
    auto source = method.stream(CallOf(method, partner), StreamOf(id), [] {});
    ASSERT_TRUE(source);
    Subscriber stream(*std::move(source));
    ASSERT_TRUE(stream.Await(2));
    ASSERT_TRUE(stream.Ask());
    EXPECT_THAT(stream.Subjects(), ElementsAre("areas/1", "areas/2"));
  }
}

TEST_F(NotificationsWishTest, APartnerMaySubscribeForItselfAndToProgrammesOnly) {
  const auto create = [&](const v1::CreateSubscriptionRequest& request) {
    return ReasonOf(
        Invoke<v1::CreateSubscriptionResponse>("CreateSubscription", Partner("KEMENSOS"), request));
  };
  EXPECT_EQ(create(PartnerWish("KEMENDES")), "AGENCY_NOT_YOURS");
  EXPECT_EQ(create(Wish(kCiamis)), "OFFICE_NOT_YOURS");
  auto referrals = PartnerWish("KEMENSOS");
  referrals.add_event_types(kPackage + "*");
  EXPECT_EQ(create(referrals), "EVENT_TYPE_NOT_YOURS");
  auto everything = PartnerWish("KEMENSOS");
  everything.add_event_types("id.go.bnn.sinergi.*");
  EXPECT_EQ(create(everything), "EVENT_TYPE_NOT_YOURS");
  auto both = PartnerWish("KEMENSOS");
  both.set_office(kCiamis);
  EXPECT_EQ(create(both), "OWNER_AMBIGUOUS");
}

TEST_F(NotificationsWishTest, APartnersSubscriptionIsNobodyElses) {
  const auto made = Invoke<v1::CreateSubscriptionResponse>(
      "CreateSubscription", Partner("KEMENSOS"), PartnerWish("KEMENSOS"));
  ASSERT_TRUE(made);
  v1::GetSubscriptionRequest get;
  get.set_subscription_id(made->subscription().subscription_id());
  const auto read = [&](const Caller& caller) {
    return ReasonOf(Invoke<v1::GetSubscriptionResponse>("GetSubscription", caller, get));
  };
  EXPECT_EQ(read(Partner("KEMENSOS")), "OK");
  EXPECT_EQ(read(Partner("KEMENDES")), "SUBSCRIPTION_NOT_FOUND");
  EXPECT_EQ(read(Of(kCiamis)), "SUBSCRIPTION_NOT_FOUND");
  EXPECT_EQ(read(Of("")), "SUBSCRIPTION_NOT_FOUND") << "whoever has neither office nor agency";
}

TEST_F(NotificationsWishTest, AnotherMatcherBeginsANewEpoch) {
  const std::string id = Subscribe(kCiamis);
  PublishMany(1, 1, kCiamis);
  AwaitJournal(1);
  ASSERT_TRUE(Get(id));  // from now on it is kept
  ASSERT_TRUE(sqlite_->Transact(Deadline::In(std::chrono::seconds(20)), [](Transaction& tx) {
    tx.Execute(Statement{"UPDATE subscriptions SET matcher = 0"}, {});
    return Status::Ok();
  }));
  Start();
  EXPECT_EQ(Get(id)->subscription().epoch(), 2);
  Subscriber stream = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(stream.Await(1));
  EXPECT_EQ(stream.got.front().epoch(), 2);
  Start();
  EXPECT_EQ(Get(id)->subscription().epoch(), 2) << "once";
}

}  // namespace
}  // namespace sinergi::notifications
