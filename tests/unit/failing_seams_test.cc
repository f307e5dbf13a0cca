#include <gtest/gtest.h>

#include "common/database/sqlite/sqlite_database.h"
#include "tests/support/failing_database.h"
#include "tests/support/failing_publisher.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using testing::FailureMode;

constexpr Statement kInsert{"INSERT INTO notes (id) VALUES ($1)"};
constexpr Statement kCount{"SELECT count(*) FROM notes"};
constexpr std::int64_t kCallsOfARun = 5;  // begin, Execute, Query, QueryForUpdate, commit

class FailingDatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = SqliteDatabase::Open({folder_ / "failing.db"});
    ASSERT_TRUE(opened);
    inner_ = *std::move(opened);
    database_ = std::make_unique<testing::FailingDatabase>(*inner_);
    ASSERT_TRUE(
        database_->Migrate("notes", {{1, "notes", "CREATE TABLE notes (id INTEGER) STRICT"}}));
  }

  static Deadline Soon() { return Deadline::In(std::chrono::seconds(20)); }

  Status Run() {
    return database_->Transact(Soon(), [](Transaction& tx) -> Status {
      tx.Execute(kInsert, {std::int64_t{1}});
      (void)tx.Query(kCount, {}).operator bool();  // a careless caller: the commit must tell
      (void)tx.QueryForUpdate(kCount, {}).operator bool();
      return Status::Ok();
    });
  }

  std::int64_t Notes() {
    const auto rows = inner_->Query(Soon(), kCount, {});
    return rows ? rows->at(0).Integer(0) : -1;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<SqliteDatabase> inner_;
  std::unique_ptr<testing::FailingDatabase> database_;
};

TEST_F(FailingDatabaseTest, CountsEveryCallAndFailsNoneUnasked) {
  ASSERT_TRUE(Run());
  EXPECT_EQ(database_->calls(), kCallsOfARun);
  EXPECT_EQ(database_->commits(), 1);
  ASSERT_TRUE(database_->Query(Soon(), kCount, {}));
  EXPECT_EQ(database_->calls(), kCallsOfARun + 1);
}

TEST_F(FailingDatabaseTest, EachFailedCallLeavesNothingBehind) {
  for (std::int64_t n = 1; n <= kCallsOfARun; ++n) {
    database_->FailCall(n);
    const Status done = Run();
    ASSERT_FALSE(done) << n;
    EXPECT_EQ(done.error().code(), ErrorCode::kUnavailable) << n;
    EXPECT_TRUE(database_->failed()) << n;
    EXPECT_EQ(Notes(), 0) << n;
  }
  EXPECT_TRUE(Run()) << "one failure is planned at a time";
}

TEST_F(FailingDatabaseTest, ACommitThatFailsAfterwardsHasTakenEffect) {
  database_->FailCall(kCallsOfARun, FailureMode::kAfter);
  const Status done = Run();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code(), ErrorCode::kUnavailable);
  EXPECT_EQ(Notes(), 1);
}

TEST_F(FailingDatabaseTest, AStatementThatFailsAfterwardsRollsBackAllTheSame) {
  database_->FailCall(2, FailureMode::kAfter);
  ASSERT_FALSE(Run());
  EXPECT_EQ(Notes(), 0);
}

TEST_F(FailingDatabaseTest, AnErrorOfTheWorkIsPassedOnWithoutACommit) {
  const Status done = database_->Transact(
      Soon(), [](Transaction&) -> Status { return Error::Of(reasons::kInternal); });
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().Is(reasons::kInternal));
  EXPECT_EQ(database_->commits(), 0);
}

TEST_F(FailingDatabaseTest, AQueryOutsideFailsToo) {
  database_->FailCall(1);
  EXPECT_FALSE(database_->Query(Soon(), kCount, {}));
  EXPECT_TRUE(database_->Query(Soon(), kCount, {}));
}

// Remembers what reached it.
class Shelf final : public EventPublisher {
 public:
  std::vector<Status> Publish(std::span<const Event> events) override {
    held.insert(held.end(), events.begin(), events.end());
    return std::vector<Status>(events.size());
  }
  std::vector<Event> held;
};

TEST(FailingPublisherTest, FailsTheChosenCallBeforeItTakesEffect) {
  Shelf shelf;
  testing::FailingPublisher publisher(shelf);
  publisher.FailCall(2);
  const std::vector<Event> events(3);
  EXPECT_TRUE(publisher.Publish(events).at(2));
  const auto failed = publisher.Publish(events);
  ASSERT_EQ(failed.size(), 3U);
  EXPECT_EQ(failed.at(0).error().code(), ErrorCode::kUnavailable);
  EXPECT_EQ(shelf.held.size(), 3U);
  EXPECT_TRUE(publisher.Publish(events).at(0));
  EXPECT_EQ(publisher.calls(), 3);
}

TEST(FailingPublisherTest, OrAfterItTookEffect) {
  Shelf shelf;
  testing::FailingPublisher publisher(shelf);
  publisher.FailCall(1, FailureMode::kAfter);
  EXPECT_FALSE(publisher.Publish(std::vector<Event>(3)).at(1));
  EXPECT_TRUE(publisher.failed());
  EXPECT_EQ(shelf.held.size(), 3U);
}

}  // namespace
}  // namespace sinergi
