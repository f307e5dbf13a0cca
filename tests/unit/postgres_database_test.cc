// What only a database on a server can show: its pool, its deadlines, its answers. What happens to
// its connections is in postgres_connection_test.cc.
#include <atomic>
#include <latch>
#include <thread>

#include "tests/support/eventually.h"
#include "tests/unit/postgres_fixture.h"

namespace sinergi {
namespace {

class PostgresDatabaseTest : public PostgresFixture {
 protected:
  // Holds a connection until told.
  std::jthread Occupy(Database& database, std::latch& taken, std::latch& end) {
    return std::jthread([&] {
      EXPECT_TRUE(database.Transact(Soon(), [&](Transaction& tx) -> Status {
        const auto rows = tx.Query(kCount, {});
        taken.count_down();
        end.wait();
        return rows ? Status::Ok() : Status(rows.error());
      }));
    });
  }
};

TEST(PostgresUrlTest, IsCheckedBeforeAnythingIsTried) {
  for (const char* url : {"mysql://x", "host=localhost", "postgresql://x:y@h:1/%zz", ""}) {
    const auto opened = PostgresDatabase::Open({.url = url});
    ASSERT_FALSE(opened) << url;
    EXPECT_EQ(opened.error().reason().name, "DATABASE_URL_INVALID") << url;
  }
}

TEST(PostgresUrlTest, WhatCannotBeReachedIsNamedWithoutItsPassword) {
  const auto opened = PostgresDatabase::Open({.url = "postgresql://u:rahasia@127.0.0.1:1/rumah",
                                              .patience = std::chrono::milliseconds(50)});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().reason().name, "DATABASE_UNREACHABLE");
  const std::string text = opened.error().Text(Language::kEnglish) + opened.error().cause();
  EXPECT_NE(text.find("rumah on 127.0.0.1:1"), std::string::npos) << text;
  EXPECT_EQ(text.find("rahasia"), std::string::npos) << text;
}

TEST_F(PostgresDatabaseTest, ADatabaseThatIsNotThereIsSaidAtOpening) {
  const auto opened = PostgresDatabase::Open(
      {.url = place_->url() + "_other", .patience = std::chrono::milliseconds(50)});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().reason().name, "DATABASE_UNREACHABLE");
}

TEST_F(PostgresDatabaseTest, WhoFindsNoFreeConnectionWaitsUntilTheDeadlineAndNoLonger) {
  const auto one = Open({.url = place_->url(), .connections = 1});
  std::latch taken(1);
  std::latch end(1);
  const auto other = Occupy(*one, taken, end);
  taken.wait();
  const auto deadline = Deadline::In(std::chrono::milliseconds(50));
  const auto rows = one->Query(deadline, kCount, {});
  EXPECT_TRUE(deadline.Passed());
  end.count_down();
  ASSERT_FALSE(rows);
  EXPECT_TRUE(rows.error().Is(reasons::kDeadlineExceeded)) << rows.error().cause();
}

TEST_F(PostgresDatabaseTest, AFreedConnectionGoesToWhoWaits) {
  const auto one = Open({.url = place_->url(), .connections = 1});
  std::latch taken(1);
  std::latch end(1);
  const auto other = Occupy(*one, taken, end);
  taken.wait();
  std::jthread waiting([&] { EXPECT_TRUE(Insert(*one, 1)); });
  end.count_down();
  waiting.join();
  EXPECT_EQ(Count(), 1);
}

TEST_F(PostgresDatabaseTest, NoMoreConnectionsAreMadeThanAllowed) {
  const auto two = OpenThroughBreaker(2);
  std::vector<std::jthread> threads;
  for (std::int64_t t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      for (std::int64_t i = 0; i < 20; ++i) EXPECT_TRUE(Insert(*two, t * 100 + i));
    });
  }
  threads.clear();
  EXPECT_EQ(Count(), 120);
  EXPECT_LE(breaker_->accepted(), 2);
}

TEST_F(PostgresDatabaseTest, AChangeThatAsksNothingIsOneRoundTrip) {
  const auto watched = OpenThroughBreaker();
  ASSERT_TRUE(Insert(*watched, 1));
  const int before = breaker_->round_trips();
  ASSERT_TRUE(watched->Transact(Soon(), [](Transaction& tx) {
    tx.Execute(kInsert, {std::int64_t{2}, std::int64_t{1}});
    tx.Execute(kTakeBed, {std::int64_t{1}});
    return Status::Ok();
  }));
  EXPECT_EQ(breaker_->round_trips() - before, 1);
}

TEST_F(PostgresDatabaseTest, AWorkThatReadsOnceIsTwoRoundTrips) {
  const auto watched = OpenThroughBreaker();
  const auto work = [](Transaction& tx) -> Status {
    tx.Execute(kTakeBed, {std::int64_t{1}});
    const auto beds = tx.QueryForUpdate(kBeds, {std::int64_t{1}});
    tx.Execute(kTakeBed, {std::int64_t{1}});
    return beds ? Status::Ok() : Status(beds.error());
  };
  ASSERT_TRUE(watched->Transact(Soon(), work));
  const int before = breaker_->round_trips();
  ASSERT_TRUE(watched->Transact(Soon(), work));
  EXPECT_EQ(breaker_->round_trips() - before, 2);
}

TEST_F(PostgresDatabaseTest, WhatWasPreparedBehindAFailureIsPreparedAgain) {
  const auto one = Open({.url = place_->url(), .connections = 1});
  ASSERT_TRUE(Insert(*one, 1));
  const auto before = one->Query(Soon(), kConnection, {});
  EXPECT_FALSE(one->Transact(Soon(), [](Transaction& tx) {
    tx.Execute(kInsert, {std::int64_t{1}, std::int64_t{1}});
    tx.Execute(kTakeBed, {std::int64_t{1}});  // new on this connection, and skipped
    return Status::Ok();
  }));
  EXPECT_TRUE(one->Transact(Soon(), [](Transaction& tx) {
    tx.Execute(kTakeBed, {std::int64_t{1}});
    return Status::Ok();
  }));
  const auto after = one->Query(Soon(), kConnection, {});
  ASSERT_TRUE(before && after);
  EXPECT_EQ(after->at(0).Integer(0), before->at(0).Integer(0)) << "on the same connection";
  EXPECT_EQ(Beds(1), 9);
}

TEST_F(PostgresDatabaseTest, AStatementWhoseColumnsAMigrationChangedIsPreparedAgain) {
  const auto one = Open({.url = place_->url(), .connections = 1});
  ASSERT_TRUE(Insert(*one, 1));
  constexpr Statement kAll{"SELECT * FROM rooms"};
  ASSERT_TRUE(one->Query(Soon(), kAll, {}));
  ASSERT_TRUE(database_->Migrate("rooms2", {{1, "more", "", "ALTER TABLE rooms ADD x TEXT"}}));
  const auto rows = one->Query(Soon(), kAll, {});
  ASSERT_TRUE(rows) << rows.error().cause();
  EXPECT_TRUE(rows->at(0).IsNull(2));
}

TEST_F(PostgresDatabaseTest, ATextThatPostgresCannotHoldIsRefusedAndNothingElseIsLost) {
  const Status done = database_->Transact(Soon(), [](Transaction& tx) {
    tx.Execute(kInsert, {std::int64_t{1}, std::int64_t{1}});
    tx.Execute(Statement{"SELECT $1"}, {std::string("a\0b", 3)});
    return Status::Ok();
  });
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().cause().find("NUL"), std::string::npos) << done.error().cause();
  EXPECT_EQ(Count(), 0);
}

TEST_F(PostgresDatabaseTest, AColumnOfATypeThatNobodyReadsIsRefused) {
  const auto rows = database_->Query(Soon(), Statement{"SELECT sum(beds) FROM rooms"}, {});
  ASSERT_FALSE(rows);
  EXPECT_TRUE(rows.error().Is(reasons::kInternal));
  EXPECT_NE(rows.error().cause().find("1700"), std::string::npos) << rows.error().cause();
}

TEST_F(PostgresDatabaseTest, ACauseNeverRepeatsAValue) {
  ASSERT_TRUE(Insert(*database_, 4711));
  const Status twice = Insert(*database_, 4711);
  const auto unread =
      database_->Query(Soon(), Statement{"SELECT CAST($1 AS BIGINT)"}, {std::string("x4711")});
  ASSERT_FALSE(twice || unread);
  EXPECT_EQ(twice.error().cause().find("4711"), std::string::npos) << twice.error().cause();
  EXPECT_EQ(unread.error().cause().find("4711"), std::string::npos) << unread.error().cause();
}

TEST_F(PostgresDatabaseTest, TheServerStopsWhatNobodyWaitsForAnyLonger) {
  const auto rows = database_->Query(Deadline::In(std::chrono::milliseconds(100)), kEndless, {});
  ASSERT_FALSE(rows);
  EXPECT_TRUE(rows.error().Is(reasons::kDeadlineExceeded));
  EXPECT_TRUE(testing::Eventually(
      [&] {
        return Number(
                   "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND"
                   " datname = current_database() AND query LIKE 'WITH RECURSIVE%'") == 0;
      },
      "the statement ends on the server"));
}

TEST_F(PostgresDatabaseTest, TransactionsThatLockEachOtherOutBothSucceed) {
  ASSERT_TRUE(Insert(*database_, 1) && Insert(*database_, 2));
  std::latch both(2);
  const auto take = [&](std::int64_t first, std::int64_t second) {
    bool met = false;
    EXPECT_TRUE(database_->Transact(Soon(), [&](Transaction& tx) -> Status {
      const auto one = tx.QueryForUpdate(kBeds, {first});
      if (!one) return one.error();
      if (!std::exchange(met, true)) both.arrive_and_wait();
      tx.Execute(kTakeBed, {first});
      tx.Execute(kTakeBed, {second});
      return Status::Ok();
    }));
  };
  std::jthread other([&] { take(1, 2); });
  take(2, 1);
  other.join();
  EXPECT_EQ(Beds(1), 8);
  EXPECT_EQ(Beds(2), 8);
}

// The one that holds the row waits for the one that asks: were it the other way round as well, the
// test would not end.
TEST_F(PostgresDatabaseTest, WhoAsksForFreeRowsWaitsForNobody) {
  ASSERT_TRUE(Insert(*database_, 1) && Insert(*database_, 2));
  std::latch is_held(1);
  std::latch was_asked(1);
  std::jthread other([&] {
    EXPECT_TRUE(database_->Transact(Soon(), [&](Transaction& tx) -> Status {
      const auto held = tx.QueryForUpdate(kBeds, {std::int64_t{1}});
      is_held.count_down();
      was_asked.wait();
      return held ? Status::Ok() : Status(held.error());
    }));
  });
  is_held.wait();
  EXPECT_TRUE(database_->Transact(Soon(), [&](Transaction& tx) -> Status {
    EXPECT_TRUE(tx.QueryFreeForUpdate(kBeds, {std::int64_t{1}})->empty());
    EXPECT_EQ(tx.QueryFreeForUpdate(kBeds, {std::int64_t{2}})->size(), 1u);
    return Status::Ok();
  }));
  was_asked.count_down();
}

TEST_F(PostgresDatabaseTest, ProcessesThatMigrateAtOnceApplyEachStepOnce) {
  const std::vector<Migration> steps{
      {1, "log", "", "CREATE TABLE log (n BIGINT); INSERT INTO log VALUES (1)"},
      {2, "more", "", "INSERT INTO log VALUES (2)"},
      {3, "index", "", "CREATE INDEX log_idx ON log (n); INSERT INTO log VALUES (3)"}};
  std::latch all(4);
  std::vector<std::jthread> processes;
  for (int i = 0; i < 4; ++i) {
    processes.emplace_back([&] {
      const auto own = Open({.url = place_->url()});
      all.arrive_and_wait();
      const Status done = own->Migrate("log", steps);
      EXPECT_TRUE(done) << done.error().cause();
    });
  }
  processes.clear();
  EXPECT_EQ(Number("SELECT count(*) FROM log"), 3);
}

TEST_F(PostgresDatabaseTest, AComponentWithoutATextForPostgresIsRefused) {
  const Status done = database_->Migrate("log", {{1, "log", "CREATE TABLE log (n INTEGER)"}});
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().Is(reasons::kInternal));
}

}  // namespace
}  // namespace sinergi
