// A table on a database of the test's own, reached directly and through something that breaks
// connections.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "common/database/postgres/postgres_database.h"
#include "common/result/reasons.h"
#include "tests/support/connection_breaker.h"
#include "tests/support/postgres_server.h"

namespace sinergi {

inline constexpr Statement kInsert{"INSERT INTO rooms (id, beds) VALUES ($1, $2)"};
inline constexpr Statement kTakeBed{"UPDATE rooms SET beds = beds - 1 WHERE id = $1"};
inline constexpr Statement kBeds{"SELECT beds FROM rooms WHERE id = $1"};
inline constexpr Statement kCount{"SELECT count(*) FROM rooms"};
inline constexpr Statement kConnection{"SELECT pg_backend_pid()"};
inline constexpr Statement kEndless{
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"};

class PostgresFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!testing::PostgresServer()) GTEST_SKIP() << testing::kPostgresMissing;
    place_.emplace();
    ASSERT_TRUE(*place_) << "no database could be made";
    database_ = Open({.url = place_->url()});
    ASSERT_TRUE(database_->Migrate("rooms", {{1, "rooms", "",
                                              "CREATE TABLE rooms (id BIGINT PRIMARY KEY,"
                                              " beds BIGINT NOT NULL)"}}));
  }

  static std::unique_ptr<PostgresDatabase> Open(const PostgresOptions& options) {
    auto opened = PostgresDatabase::Open(options);
    EXPECT_TRUE(opened) << opened.error().cause();
    return opened ? *std::move(opened) : nullptr;
  }

  // The same database through the breaker, with one connection that is already there.
  std::unique_ptr<PostgresDatabase> OpenThroughBreaker(int connections = 1) {
    breaker_.emplace(place_->port());
    return Open({.url = place_->UrlThrough(breaker_->port()), .connections = connections});
  }

  static Deadline Soon() { return Deadline::In(std::chrono::seconds(20)); }

  static Status Insert(Database& database, std::int64_t id, std::int64_t beds = 10) {
    return database.Transact(Soon(), [&](Transaction& tx) {
      tx.Execute(kInsert, {id, beds});
      return Status::Ok();
    });
  }

  std::int64_t Count() const { return Number(kCount.sql, {}); }
  std::int64_t Beds(std::int64_t id) const { return Number(kBeds.sql, {id}); }

  // The first value of a statement's first row, asked past the breaker.
  std::int64_t Number(std::string_view sql, const Values& parameters = {}) const {
    const auto rows = database_->Query(Soon(), Statement{sql}, parameters);
    EXPECT_TRUE(rows) << rows.error().cause();
    return rows && !rows->empty() ? rows->front().Integer(0) : -1;
  }

  std::optional<testing::TemporaryPostgres> place_;
  std::unique_ptr<PostgresDatabase> database_;
  std::optional<testing::ConnectionBreaker> breaker_;
};

}  // namespace sinergi
