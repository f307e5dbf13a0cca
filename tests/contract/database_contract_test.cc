// What every Database promises, run for each implementation.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <limits>
#include <stdexcept>
#include <thread>

#include "common/result/reasons.h"
#include "tests/contract/database_fixture.h"

namespace sinergi {
namespace {

INSTANTIATE_TEST_SUITE_P(Every, DatabaseContract,
                         ::testing::Values(Implementation{"Sqlite", MakeSqlitePlace},
                                           Implementation{"Postgres", MakePostgresPlace}),
                         [](const auto& test) { return test.param.name; });

using Names_ = std::vector<std::string>;

TEST_P(DatabaseContract, WhatACommittedTransactionWroteIsRead) {
  ASSERT_TRUE(Insert(1, "Klinik"));
  EXPECT_EQ(Names(), Names_{"Klinik"});
}

TEST_P(DatabaseContract, AnErrorOfTheWorkRollsBackAndIsReturned) {
  const Status done = database_->Transact(Soon(), [](Transaction& tx) -> Status {
    tx.Execute(kInsert, {std::int64_t{1}, std::string("Klinik"), std::int64_t{1}});
    return Error::Of(reasons::kEtagMismatch, {{"resource", "x"}});
  });
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().Is(reasons::kEtagMismatch));
  EXPECT_EQ(Names(), Names_{});
}

TEST_P(DatabaseContract, AFailedStatementFailsTheTransactionThoughTheWorkSaysOk) {
  ASSERT_TRUE(Insert(1, "Klinik"));
  const Status done = database_->Transact(Soon(), [](Transaction& tx) {
    tx.Execute(kInsert, {std::int64_t{2}, std::string("Balai"), std::int64_t{1}});
    tx.Execute(kInsert, {std::int64_t{1}, std::string("Loka"), std::int64_t{1}});
    return Status::Ok();
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(Names(), Names_{"Klinik"});
}

TEST_P(DatabaseContract, AFailedStatementCountsMoreThanTheWorksOwnErrorAfterIt) {
  ASSERT_TRUE(Insert(1, "Klinik"));
  const Status done = database_->Transact(Soon(), [](Transaction& tx) -> Status {
    tx.Execute(kInsert, {std::int64_t{1}, std::string("Loka"), std::int64_t{1}});
    return Error::Of(reasons::kEtagMismatch, {{"resource", "x"}});
  });
  ASSERT_FALSE(done);
  EXPECT_TRUE(Violates(done.error(), "places_pkey")) << done.error().cause();
}

TEST_P(DatabaseContract, OfTwoAtOnceWithTheSameKeyOneCollides) {
  std::atomic<int> collided = 0;
  for (std::int64_t id = 1; id <= 20; ++id) {
    std::latch both(2);
    const auto insert = [&] {
      both.arrive_and_wait();
      const Status done = Insert(id, "n" + std::to_string(id));
      if (!done && Violates(done.error(), "places_pkey")) ++collided;
    };
    const std::jthread first(insert);
    const std::jthread second(insert);
  }
  EXPECT_EQ(collided, 20);
  EXPECT_EQ(Names().size(), 20u);
}

TEST_P(DatabaseContract, AfterAFailureEveryFurtherStatementGivesTheSameError) {
  ASSERT_TRUE(Insert(1, "Klinik"));
  (void)database_
      ->Transact(Soon(),
                 [](Transaction& tx) -> Status {
                   tx.Execute(kInsert, {std::int64_t{1}, std::string("Loka"), std::int64_t{1}});
                   const auto rows = tx.Query(kNames, {});
                   EXPECT_FALSE(rows);
                   EXPECT_TRUE(Violates(rows.error(), "places_pkey"));
                   return rows.error();
                 })
      .
      operator bool();
}

TEST_P(DatabaseContract, ABrokenConstraintIsKnownByItsName) {
  ASSERT_TRUE(Insert(1, "Klinik"));
  const Status key = Insert(1, "Loka");
  const Status unique = Insert(2, "Klinik");
  const Status check = Insert(3, "Balai", -1);
  ASSERT_FALSE(key || unique || check);
  EXPECT_TRUE(Violates(key.error(), "places_pkey")) << key.error().cause();
  EXPECT_TRUE(Violates(unique.error(), "places_name_key")) << unique.error().cause();
  EXPECT_TRUE(Violates(check.error(), "places_free_not_negative")) << check.error().cause();
}

TEST_P(DatabaseContract, ACommitThatFailsIsAnErrorAndLeavesNothing) {
  const Status done = database_->Transact(Soon(), [](Transaction& tx) {
    tx.Execute(kChild,
               {std::int64_t{1}, std::int64_t{99}});  // deferred: only the commit can see it
    return Status::Ok();
  });
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().Is(reasons::kConstraintViolated)) << done.error().cause();
  ASSERT_TRUE(Insert(1, "Klinik")) << "the connection is usable afterwards";
}

TEST_P(DatabaseContract, AWrongStatementIsInternalAndSaysWhyOnlyInTheCause) {
  const auto rows = database_->Query(Soon(), kBroken, {});
  ASSERT_FALSE(rows);
  EXPECT_TRUE(rows.error().Is(reasons::kInternal));
  EXPECT_NE(rows.error().cause().find("nowhere"), std::string::npos) << rows.error().cause();
  EXPECT_EQ(rows.error().Text(Language::kEnglish).find("nowhere"), std::string::npos);
}

TEST_P(DatabaseContract, AStatementThatTakesTooLongIsStoppedAtTheDeadline) {
  const auto rows = database_->Query(Deadline::In(std::chrono::milliseconds(100)), kEndless, {});
  ASSERT_FALSE(rows);
  EXPECT_TRUE(rows.error().Is(reasons::kDeadlineExceeded));
  EXPECT_TRUE(database_->Query(Soon(), kNames, {})) << "the connection is usable afterwards";
}

TEST_P(DatabaseContract, APassedDeadlineChangesNothing) {
  const Status done =
      database_->Transact(Deadline::In(std::chrono::milliseconds(0)), [](Transaction& tx) {
        tx.Execute(kInsert, {std::int64_t{1}, std::string("Klinik"), std::int64_t{1}});
        return Status::Ok();
      });
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().Is(reasons::kDeadlineExceeded));
  EXPECT_EQ(Names(), Names_{});
}

TEST_P(DatabaseContract, AWriterThatWaitsPastItsDeadlineChangesNothing) {
  ASSERT_TRUE(Insert(1, "Klinik", 40));
  std::latch has_the_row(1);
  std::latch may_end(1);
  std::jthread other([&] {
    EXPECT_TRUE(database_->Transact(Soon(), [&](Transaction& tx) -> Status {
      auto place = tx.QueryForUpdate(kFind, {std::int64_t{1}});
      has_the_row.count_down();
      may_end.wait();
      return place ? Status::Ok() : Status(place.error());
    }));
  });
  has_the_row.wait();
  const auto deadline = Deadline::In(std::chrono::milliseconds(100));
  const Status done = database_->Transact(deadline, [](Transaction& tx) {
    tx.Execute(kTake, {std::int64_t{1}});
    return Status::Ok();
  });
  EXPECT_TRUE(deadline.Passed());
  may_end.count_down();
  other.join();
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().Is(reasons::kDeadlineExceeded)) << done.error().cause();
  EXPECT_EQ(database_->Query(Soon(), kFind, {std::int64_t{1}})->at(0).Integer(2), 40);
}

TEST_P(DatabaseContract, AWriterThatWaitsGetsItsTurnWhenTheOtherEnds) {
  ASSERT_TRUE(Insert(1, "Klinik", 40));
  std::latch has_the_row(1);
  std::latch may_end(1);
  std::jthread other([&] {
    EXPECT_TRUE(database_->Transact(Soon(), [&](Transaction& tx) -> Status {
      auto left = tx.Query(kTake, {std::int64_t{1}});
      has_the_row.count_down();
      may_end.wait();
      return left ? Status::Ok() : Status(left.error());
    }));
  });
  has_the_row.wait();
  std::jthread waiting([&] {
    EXPECT_TRUE(database_->Transact(Soon(), [](Transaction& tx) {
      tx.Execute(kTake, {std::int64_t{1}});
      return Status::Ok();
    }));
  });
  may_end.count_down();
  other.join();
  waiting.join();
  EXPECT_EQ(database_->Query(Soon(), kFind, {std::int64_t{1}})->at(0).Integer(2), 38);
}

TEST_P(DatabaseContract, AnExceptionOfTheWorkRollsBackAndTheNextOneCanWrite) {
  EXPECT_THROW((void)static_cast<bool>(database_->Transact(
                   Soon(),
                   [](Transaction& tx) -> Status {
                     tx.Execute(kInsert, {std::int64_t{1}, std::string("Klinik"), std::int64_t{1}});
                     throw std::runtime_error("of the work");
                   })),
               std::runtime_error);
  EXPECT_TRUE(Insert(2, "Balai"));
  EXPECT_EQ(Names(), Names_{"Balai"});
}

TEST_P(DatabaseContract, ReadThenWriteOfManyThreadsLosesNoUpdate) {
  ASSERT_TRUE(Insert(1, "Klinik", 40));
  std::atomic<int> taken = 0;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 15; ++i) {
        const Status done = database_->Transact(Soon(), [](Transaction& tx) -> Status {
          auto place = tx.QueryForUpdate(kFind, {std::int64_t{1}});
          if (!place) return place.error();
          auto left = tx.Query(kTake, {std::int64_t{1}});
          return left ? Status::Ok() : Status(left.error());
        });
        if (done) ++taken;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(taken, 40);
  EXPECT_EQ(database_->Query(Soon(), kFind, {std::int64_t{1}})->at(0).Integer(2), 0);
}

TEST_P(DatabaseContract, MigratingAgainChangesNothing) {
  ASSERT_TRUE(Insert(1, "Klinik"));
  ASSERT_TRUE(database_->Migrate("places", PlacesSchema()));
  EXPECT_EQ(Names(), Names_{"Klinik"});
}

TEST_P(DatabaseContract, AMigrationWithAnotherContentIsRefused) {
  const Status done =
      database_->Migrate("places", {SameForAll("places", "CREATE TABLE other (id INTEGER)")});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().reason().name, "SCHEMA_DIFFERS");
}

TEST_P(DatabaseContract, AFailingMigrationLeavesNothingHalfDone) {
  const std::string half = "CREATE TABLE one (id INTEGER)";
  ASSERT_FALSE(
      database_->Migrate("broken", {SameForAll("one", half + "; SELECT * FROM nowhere;")}));
  EXPECT_TRUE(database_->Migrate("broken", {SameForAll("one", half)}));
}

}  // namespace
}  // namespace sinergi
