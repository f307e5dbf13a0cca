// A connection to the server that is lost at every moment of a transaction.
#include <thread>

#include "tests/support/eventually.h"
#include "tests/unit/postgres_fixture.h"

namespace sinergi {
namespace {

class PostgresConnectionTest : public PostgresFixture {
 protected:
  void SetUp() override {
    PostgresFixture::SetUp();
    if (!IsSkipped()) breakable_ = OpenThroughBreaker();
  }

  // Inserts room 1 and counts how often its work ran.
  Status InsertCounting() {
    return breakable_->Transact(Soon(), [&](Transaction& tx) {
      ++runs_;
      tx.Execute(kInsert, {std::int64_t{1}, std::int64_t{10}});
      return Status::Ok();
    });
  }

  std::unique_ptr<PostgresDatabase> breakable_;
  int runs_ = 0;
};

TEST_F(PostgresConnectionTest, AConnectionThatBrokeWhileIdleIsReplacedUnnoticed) {
  breaker_->CutAll();
  ASSERT_TRUE(InsertCounting());
  EXPECT_EQ(runs_, 1);
  EXPECT_EQ(breaker_->accepted(), 2);
}

TEST_F(PostgresConnectionTest, WhatWasPreparedIsPreparedAgainOnTheNextConnection) {
  ASSERT_TRUE(Insert(*breakable_, 7));
  breaker_->CutAll();
  ASSERT_TRUE(Insert(*breakable_, 8));
  EXPECT_EQ(Count(), 2);
}

TEST_F(PostgresConnectionTest, LostInTheMiddleTheWorkRunsAgainFromItsBeginning) {
  ASSERT_TRUE(Insert(*database_, 1));
  int runs = 0;
  ASSERT_TRUE(breakable_->Transact(Soon(), [&](Transaction& tx) -> Status {
    tx.Execute(kTakeBed, {std::int64_t{1}});
    const auto beds = tx.Query(kBeds, {std::int64_t{1}});
    if (!beds) return beds.error();
    EXPECT_EQ(beds->front().Integer(0), 9);
    if (++runs == 1) breaker_->CutAll();
    tx.Execute(kTakeBed, {std::int64_t{1}});
    return Status::Ok();
  }));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(Beds(1), 8);
}

TEST_F(PostgresConnectionTest, LostBeforeTheCommitArrivesItCommitsOnceOnTheNext) {
  breaker_->CutBefore("COMMIT");
  ASSERT_TRUE(InsertCounting());
  EXPECT_EQ(runs_, 2);
  EXPECT_EQ(breaker_->cuts(), 1);
  EXPECT_EQ(Count(), 1);
}

TEST_F(PostgresConnectionTest, ACommitWhoseAnswerIsLostCollidesWithItselfAndIsThereOnce) {
  breaker_->CutAnswerTo("COMMIT");
  const Status done = InsertCounting();
  ASSERT_FALSE(done);
  EXPECT_TRUE(Violates(done.error(), "rooms_pkey")) << done.error().cause();
  EXPECT_EQ(runs_, 2);
  EXPECT_EQ(breaker_->cuts(), 1);
  EXPECT_EQ(Count(), 1);
}

TEST_F(PostgresConnectionTest, ACommitWhoseAnswerIsLostIsNoSuccessWhenNobodyCanBeAsked) {
  breaker_->CutAnswerTo("COMMIT");
  breaker_->Refuse(true);
  const Status done = InsertCounting();
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().Is(reasons::kUnavailable)) << done.error().cause();
  EXPECT_TRUE(done.error().retry_after());
  EXPECT_EQ(runs_, 1);
  EXPECT_EQ(Count(), 1);
}

TEST_F(PostgresConnectionTest, AServerThatIsAwayIsSaidSoAndUsedAgainWhenItIsBack) {
  breaker_->Refuse(true);
  breaker_->CutAll();
  const auto rows = breakable_->Query(Soon(), kCount, {});
  ASSERT_FALSE(rows);
  EXPECT_TRUE(rows.error().Is(reasons::kUnavailable)) << rows.error().cause();
  EXPECT_TRUE(rows.error().retry_after());
  breaker_->Refuse(false);
  EXPECT_TRUE(breakable_->Query(Soon(), kCount, {}));
}

TEST_F(PostgresConnectionTest, ASilentNetworkEndsAtTheDeadline) {
  breaker_->Hold(true);
  const auto deadline = Deadline::In(std::chrono::milliseconds(100));
  const auto rows = breakable_->Query(deadline, kCount, {});
  EXPECT_TRUE(deadline.Passed());
  ASSERT_FALSE(rows);
  EXPECT_TRUE(rows.error().Is(reasons::kDeadlineExceeded)) << rows.error().cause();
  breaker_->Hold(false);
  EXPECT_TRUE(breakable_->Query(Soon(), kCount, {}));
}

TEST_F(PostgresConnectionTest, SessionsThatTheServerEndsAreReplaced) {
  ASSERT_TRUE(Insert(*database_, 1));
  constexpr std::string_view kEndOthers =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
      " WHERE datname = current_database() AND pid <> pg_backend_pid()";
  EXPECT_EQ(Number(kEndOthers), 1);
  int runs = 0;
  ASSERT_TRUE(breakable_->Transact(Soon(), [&](Transaction& tx) -> Status {
    const auto beds = tx.QueryForUpdate(kBeds, {std::int64_t{1}});
    if (!beds) return beds.error();
    if (++runs == 1) {
      EXPECT_EQ(Number(kEndOthers), 1);
    }
    tx.Execute(kTakeBed, {std::int64_t{1}});
    return Status::Ok();
  }));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(Beds(1), 9);
}

TEST_F(PostgresConnectionTest, AWorkThatThrowsLeavesNoTransactionBehind) {
  ASSERT_TRUE(Insert(*database_, 1));
  EXPECT_THROW((void)static_cast<bool>(breakable_->Transact(
                   Soon(),
                   [](Transaction& tx) -> Status {
                     (void)static_cast<bool>(tx.QueryForUpdate(kBeds, {std::int64_t{1}}));
                     throw std::runtime_error("of the work");
                   })),
               std::runtime_error);
  EXPECT_TRUE(database_->Transact(Soon(), [](Transaction& tx) {
    tx.Execute(kTakeBed, {std::int64_t{1}});
    return Status::Ok();
  })) << "the row is free again";
}

}  // namespace
}  // namespace sinergi
