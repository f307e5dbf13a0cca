// What is posted again.
#include <set>

#include "services/notifications/application/webhook_line.h"
#include "tests/service/notifications_replay_fixture.h"

namespace sinergi::notifications {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

TEST_F(NotificationsReplayTest, AStretchIsPostedAgainWithItsIdsAndNumbersAndIsMarked) {
  const std::string id = BeginWithTen();
  auto wish = ReplayOf(id);
  wish.set_from_number(3);
  wish.set_to_number(5);
  Finish(wish);
  EXPECT_THAT(Replayed(), UnorderedElementsAre("3", "4", "5"));
  std::multiset<std::string> ids;
  for (const auto& request : receiver_.Posted()) ids.insert(request.Header("webhook-id"));
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 10u);
  EXPECT_EQ(ids.size(), 13u);
  EXPECT_EQ(Health(id)->settled_number(), 10);
}

TEST_F(NotificationsReplayTest, AsOftenAsWantedAndByIdFilterAndTime) {
  const std::string id = BeginWithTen();
  const auto posted = receiver_.Posted();
  auto by_id = ReplayOf(id);
  by_id.add_event_ids(posted[1].Header("webhook-id"));
  Finish(by_id);
  by_id.set_request_id(NewId());
  Finish(by_id);
  EXPECT_THAT(Replayed(),
              ElementsAre(posted[1].Attribute("number"), posted[1].Attribute("number")));
  auto by_filter = ReplayOf(id);
  by_filter.set_filter("subject = \"referrals/7\"");
  Finish(by_filter);
  EXPECT_EQ(Replayed().back(), "7");
  clock_.Advance(std::chrono::minutes(1));
  auto by_time = ReplayOf(id);
  by_time.mutable_start_time()->set_seconds(ToMicroseconds(clock_.Now()) / 1'000'000);
  PublishMany(11, 12, kCiamis);
  ASSERT_TRUE(receiver_.Await(15));
  AwaitJournal(12);
  Finish(by_time);
  EXPECT_EQ(Replayed().size(), 5u);
}

TEST_F(NotificationsReplayTest, ARepeatedRequestReplaysNothing) {
  const std::string id = BeginWithTen();
  auto wish = ReplayOf(id);
  wish.set_to_number(2);
  const std::string first = Finish(wish);
  const auto again = Replay(wish);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->replay().replay_id(), first);
  EXPECT_EQ(CountRows("SELECT count(*) FROM replays"), 1);
}

TEST_F(NotificationsReplayTest, ADeadLetterIsReplayedAndIsNoneAnyMore) {
  const std::string id = BeginWithADeadLetter();
  auto wish = ReplayOf(id);
  wish.set_dead_letters_only(true);
  const std::string replay = Finish(wish);
  EXPECT_THAT(Replayed(), ElementsAre("1"));
  EXPECT_EQ(Health(id)->dead_count(), 0);
  const auto listed = List(id, v1::DELIVERY_STATE_REPLAYED);
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->deliveries_size(), 1);
  EXPECT_EQ(listed->deliveries(0).attempts(), 4) << "its history stays";
  v1::ListDeliveryAttemptsRequest request;
  request.set_subscription_id(id);
  request.set_epoch(1);
  request.set_number(1);
  const auto attempts =
      Invoke<v1::ListDeliveryAttemptsResponse>("ListDeliveryAttempts", Of(kCiamis), request);
  ASSERT_TRUE(attempts);
  ASSERT_EQ(attempts->attempts_size(), 5);
  EXPECT_EQ(attempts->attempts(3).answer(), "HTTP 500");
  EXPECT_EQ(attempts->attempts(4).replay_id(), replay);
  EXPECT_EQ(attempts->attempts(4).answer(), "HTTP 204");
}

TEST_F(NotificationsReplayTest, AReplayThatFailsHasTriesOfItsOwnAndCanBeReplayedAgain) {
  const std::string id = BeginWithADeadLetter();
  receiver_.Set([](const auto&) { return WebhookReceiver::Answer{500}; });
  auto wish = ReplayOf(id);
  wish.set_dead_letters_only(true);
  const std::string replay = Finish(wish);
  EXPECT_EQ(Replayed().size(), 4u);
  EXPECT_EQ(Get(id, replay).dead_count(), 1);
  receiver_.Set({});
  wish.set_request_id(NewId());
  Finish(wish);
  EXPECT_EQ(Replayed().size(), 5u) << "the letter once, not the replay's letter too";
}

TEST_F(NotificationsReplayTest, ADeadLetterOfAnEarlierEpochIsReplayedToo) {
  const std::string id = BeginWithADeadLetter();
  Filter(id, "revision > 5");
  auto wish = ReplayOf(id);
  wish.set_dead_letters_only(true);
  Finish(wish);
  EXPECT_THAT(Replayed(), ElementsAre("1"));
  EXPECT_EQ(receiver_.Posted().back().Attribute("epoch"), "1");
}

TEST_F(NotificationsReplayTest, AReplayGoesOnAfterARestart) {
  const std::string id = BeginWithTen();
  receiver_.Set([](const auto&) { return WebhookReceiver::Answer{500}; });
  auto wish = ReplayOf(id);
  wish.set_from_number(1);
  const auto begun = Replay(wish);
  ASSERT_TRUE(begun);
  const std::string replay = begun->replay().replay_id();
  ASSERT_TRUE(sinergi::testing::Eventually([&] { return Get(id, replay).waiting_count() > 0; },
                                           "the first failures"));
  Start();
  receiver_.Set({});
  ASSERT_TRUE(
      AsTimePasses([&] { return Get(id, replay).has_finish_time(); }, std::chrono::minutes(1)));
  const auto replayed = Replayed();
  EXPECT_EQ(std::set<std::string>(replayed.begin(), replayed.end()).size(), 10u);
}

// As right after a start, or beside a process that is ahead: the line waits, and is not at its end.
TEST_F(NotificationsReplayTest, WaitsForWhatItsProcessHasNotReadYet) {
  const std::string id = BeginWithTen();
  workers_.reset();
  const Journal journal(*sqlite_, clock_);
  JournalTail tail(*sqlite_, announcer_, {}, [](const JournalEntry&) { return std::string(); });
  const ResumeTokens tokens(sealer_, "epoch");
  SubscriptionDirectory directory(*sqlite_, announcer_);
  ASSERT_TRUE(directory.Poll());
  const Subscription subscription = *directory.Find(SubscriptionId::Parse(id).value());
  LineRow row;
  row.key = {subscription.id, "replay"};
  ReplayRow replay;
  replay.subscription = subscription.id;
  replay.until = {10, 10};
  WebhookLine::Options options;
  options.schedule = RetrySchedule({std::chrono::seconds(1)});
  WebhookLine line(
      subscription, row,
      std::make_unique<EventStream>(EventSources{*sqlite_, journal, tail, tokens, directory},
                                    subscription, Place{}, Head().position),
      {}, options, replay);
  const DeliveryLedger ledger(*sqlite_, clock_, "test");
  DeliveryChanges changes;
  std::vector<Posting> postings;
  ASSERT_TRUE(line.Advance(ledger, clock_.Now(), changes, postings));
  EXPECT_TRUE(postings.empty());
  EXPECT_FALSE(line.IsFinished());
  EXPECT_GT(line.NextTurn(clock_.Now()), clock_.Now()) << "it does not ask again and again";
  EXPECT_LT(line.NextTurn(clock_.Now()), clock_.Now() + std::chrono::seconds(2));
  ASSERT_TRUE(tail.Poll());
  ASSERT_TRUE(line.Advance(ledger, clock_.Now(), changes, postings));
  std::vector<std::int64_t> numbers;
  while (!postings.empty()) {
    for (const Posting& posting : std::exchange(postings, {})) {
      numbers.push_back(posting.number);
      PostingAnswer answer;
      answer.delivered = true;
      line.Take(posting, answer, clock_.Now(), changes);
    }
    ASSERT_TRUE(line.Advance(ledger, clock_.Now(), changes, postings));
  }
  std::sort(numbers.begin(), numbers.end());
  EXPECT_THAT(numbers, ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  EXPECT_TRUE(line.IsFinished());
}

TEST_F(NotificationsReplayTest, SaysWhatIsWrongWithAReplay) {
  const std::string id = BeginWithTen();
  EXPECT_EQ(ReasonOf(Replay(ReplayOf(id))), "REPLAY_UNBOUNDED");
  auto wish = ReplayOf(id);
  wish.add_event_ids("x");
  EXPECT_EQ(ReasonOf(Replay(wish)), "FIELD_MALFORMED");
  wish = ReplayOf(Subscribe(kCiamis));
  wish.set_to_number(1);
  EXPECT_EQ(ReasonOf(Replay(wish)), "NOT_A_WEBHOOK");
  wish = ReplayOf(Subscribe(WebhookWish()));
  wish.set_to_number(1);
  EXPECT_EQ(ReasonOf(Replay(wish)), "ENDPOINT_UNVERIFIED");
  PruneAll();
  wish = ReplayOf(id);
  wish.set_from_number(1);
  EXPECT_EQ(ReasonOf(Replay(wish)), "RESUME_TOKEN_OUT_OF_RANGE");
}

}  // namespace
}  // namespace sinergi::notifications
