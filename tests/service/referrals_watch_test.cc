// A snapshot and then every change: nothing falls between the two, whoever writes meanwhile.
#include <thread>

#include "tests/service/referrals_both_fixture.h"
#include "tests/support/eventually.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReferralsWatchTest : public ReferralsBothTest {
 protected:
  // What has been heard of one watch.
  struct Watch {
    std::unique_ptr<StreamSource> source;
    std::map<std::string, std::int64_t> revisions;  // the latest of each referral
    std::vector<std::string> heard;                 // ids, in their order
    std::string token;
    bool is_complete = false;
  };

  Result<Watch> Open(const Caller& caller, const std::string& token = "") const {
    v1::WatchReferralsRequest request;
    request.set_resume_token(token);
    for (const RpcService::Method& method : service_->service().methods()) {
      if (!method.path.ends_with("/WatchReferrals")) continue;
      auto opened =
          method.stream({method.path, caller, Soon(), TraceContext::New()}, request, [] {});
      if (!opened) return opened.error();
      return Watch{*std::move(opened), {}, {}, "", false};
    }
    std::abort();
  }

  // One turn.
  static ::testing::AssertionResult Hear(Watch& watch) {
    const auto messages = watch.source->Next();
    if (!messages) return ::testing::AssertionFailure() << messages.error().cause();
    for (const StreamMessage& one : *messages) {
      v1::WatchReferralsResponse response;
      if (!response.ParseFromString(one.bytes()))
        return ::testing::AssertionFailure() << "unreadable";
      if (response.has_bookmark()) {
        watch.token = response.bookmark().resume_token();
        watch.is_complete = response.bookmark().snapshot_complete();
        continue;
      }
      const auto& referral = response.referral();
      auto& revision = watch.revisions[referral.referral_id()];
      if (referral.revision() < revision) return ::testing::AssertionFailure() << "went back";
      revision = referral.revision();
      watch.heard.push_back(referral.referral_id());
    }
    return ::testing::AssertionSuccess();
  }

  // Until no transaction is under way that began before now: those of others on the server, in
  // whatever database, hold the feed back.
  void WaitForOthers() const {
    if (!on_postgres_) return;
    const auto now =
        truth().Query(Soon(), Statement{"SELECT pg_current_xact_id()::text::bigint"}, {});
    ASSERT_TRUE(now) << now.error().cause();
    EXPECT_TRUE(testing::Eventually(
        [&] {
          const auto oldest = truth().Query(
              Soon(), Statement{"SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"},
              {});
          return oldest && oldest->front().Integer(0) > now->front().Integer(0);
        },
        "the transactions before this one have ended"));
  }

  void HearAll(Watch& watch) {
    WaitForOthers();
    while (!watch.is_complete) ASSERT_TRUE(Hear(watch));
  }

  Caller national() const {
    return {"system@" + kPangkalpinang, {"national-system"}, kPangkalpinang, "", {}};
  }

  std::map<std::string, std::int64_t> Truth() const {
    const auto rows = truth().Query(
        Soon(), Statement{"SELECT referral_id, revision FROM referrals ORDER BY referral_id"}, {});
    std::map<std::string, std::int64_t> truth;
    for (const Row& row : *rows) truth[row.Text(0)] = row.Integer(1);
    return truth;
  }
};

TEST_P(ReferralsWatchTest, TellsWhatIsThereAndThenWhatChanges) {
  const std::string first = Sent();
  const std::string second = Drafted();
  WaitForOthers();
  auto watch = Open(national());
  ASSERT_TRUE(watch) << watch.error().cause();
  HearAll(*watch);
  EXPECT_THAT(watch->heard, ::testing::UnorderedElementsAre(first, second));
  watch->heard.clear();
  ASSERT_TRUE(Hear(*watch));
  EXPECT_THAT(watch->heard, IsEmpty());
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(first)));
  const std::string third = Drafted();
  WaitForOthers();
  ASSERT_TRUE(Hear(*watch));
  EXPECT_THAT(watch->heard, ElementsAre(first, third));
  EXPECT_EQ(watch->revisions, Truth());
}

TEST_P(ReferralsWatchTest, WhatChangesWhileTheSnapshotIsReadIsNotMissed) {
  for (int i = 0; i < 250; ++i) Drafted();
  auto watch = Open(national());
  ASSERT_TRUE(watch);
  ASSERT_TRUE(Hear(*watch));
  ASSERT_FALSE(watch->is_complete);
  const std::string heard = watch->heard.front();
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(heard)));
  const std::string made = Sent();
  HearAll(*watch);
  ASSERT_TRUE(Hear(*watch));
  ASSERT_TRUE(Hear(*watch));
  EXPECT_EQ(watch->revisions, Truth());
  EXPECT_EQ(watch->revisions.count(made), 1u);
}

TEST_P(ReferralsWatchTest, GoesOnFromItsTokenWhereverThatWas) {
  for (int i = 0; i < 150; ++i) Drafted();
  WaitForOthers();
  auto watch = Open(national());
  ASSERT_TRUE(watch);
  ASSERT_TRUE(Hear(*watch));
  ASSERT_FALSE(watch->is_complete);
  auto within = Open(national(), watch->token);
  ASSERT_TRUE(within) << within.error().cause();
  HearAll(*within);
  EXPECT_EQ(within->heard.size(), 50u);
  const std::string token = within->token;
  const std::string id = Sent();
  WaitForOthers();
  auto later = Open(national(), token);
  ASSERT_TRUE(later);
  ASSERT_TRUE(Hear(*later));
  EXPECT_THAT(later->heard, ElementsAre(id));
}

TEST_P(ReferralsWatchTest, NobodyHearsOfWhatTheyMayNotSee) {
  const std::string id = Sent();
  auto theirs = Open(Officer(kPalopo));
  ASSERT_TRUE(theirs);
  HearAll(*theirs);
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
  WaitForOthers();
  ASSERT_TRUE(Hear(*theirs));
  EXPECT_THAT(theirs->heard, IsEmpty());
}

TEST_P(ReferralsWatchTest, ATokenIsItsCallersAndThisDatabases) {
  auto watch = Open(national());
  ASSERT_TRUE(watch);
  HearAll(*watch);
  const auto refused = [&](const Caller& caller, const std::string& token) {
    const auto opened = Open(caller, token);
    return opened ? std::vector<std::string>{"OK"} : Violations(opened.error());
  };
  EXPECT_THAT(refused(Officer(kPalopo), watch->token),
              ElementsAre("resume_token WATCH_TOKEN_INVALID"));
  EXPECT_THAT(refused(national(), "x"), ElementsAre("resume_token WATCH_TOKEN_INVALID"));
  clock_.Advance(settings_.event_retention + std::chrono::hours(1));
  EXPECT_THAT(refused(national(), watch->token), ElementsAre("resume_token WATCH_TOKEN_INVALID"));
}

TEST_P(ReferralsWatchTest, WhereChangesAreKeptNoMoreOneBeginsAnew) {
  Sent();
  auto watch = Open(national());
  ASSERT_TRUE(watch);
  HearAll(*watch);
  Sent();
  const std::string last = Sent();
  ASSERT_TRUE(truth().Transact(Soon(), [&](Transaction& tx) {
    tx.Execute(Statement{"DELETE FROM outbox_waiting"}, {});
    tx.Execute(Statement{"DELETE FROM outbox WHERE subject <> $1"}, {"referrals/" + last});
    return Status::Ok();
  }));
  EXPECT_EQ(ReasonOf(Open(national(), watch->token)), "WATCH_TOKEN_TOO_OLD");
}

// Writers that overlap each other and the reader: positions are given before commits, so a reader
// that trusted them would miss some.
TEST_P(ReferralsWatchTest, ManyWritersAtOnceAreAllHeard) {
  auto watch = Open(national());
  ASSERT_TRUE(watch);
  HearAll(*watch);
  std::atomic<int> writing = 4;
  {
    std::vector<std::jthread> writers;
    for (int w = 0; w < 4; ++w) {
      writers.emplace_back([&] {
        for (int i = 0; i < 20; ++i) Sent();
        --writing;
      });
    }
    while (writing > 0) ASSERT_TRUE(Hear(*watch));
  }
  WaitForOthers();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(Hear(*watch));
  EXPECT_EQ(watch->revisions, Truth());
}

INSTANTIATE_TEST_SUITE_P(Every, ReferralsWatchTest, ::testing::Bool(), ReferralsBothTest::Name);

}  // namespace
}  // namespace sinergi::referrals
