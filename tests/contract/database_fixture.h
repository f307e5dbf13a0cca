// What the cases of the database contract work on, for every implementation.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "common/database/postgres/postgres_database.h"
#include "common/database/sqlite/sqlite_database.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {

inline constexpr Statement kInsert{"INSERT INTO places (id, name, free) VALUES ($1, $2, $3)"};
inline constexpr Statement kNames{"SELECT name FROM places ORDER BY id"};
inline constexpr Statement kFind{"SELECT id, name, free, note, seal FROM places WHERE id = $1"};
inline constexpr Statement kTake{"UPDATE places SET free = free - 1 WHERE id = $1 RETURNING free"};
inline constexpr Statement kSeal{"UPDATE places SET seal = $2, note = $3 WHERE id = $1"};
inline constexpr Statement kChild{"INSERT INTO guests (id, place_id) VALUES ($1, $2)"};
inline constexpr Statement kBroken{"SELECT absent FROM nowhere"};
inline constexpr Statement kCalculate{
    "SELECT id, id + $2, (SELECT count(*) FROM places) FROM places WHERE id = $1 LIMIT $3"};
inline constexpr Statement kEndless{
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"};

inline Migration SameForAll(const std::string& name, const std::string& sql) {
  return {1, name, sql, sql};
}

inline const std::vector<Migration>& PlacesSchema() {
  static const std::vector<Migration> kSchema{{1, "places", R"sql(
  CREATE TABLE places (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    free INTEGER NOT NULL CONSTRAINT places_free_not_negative CHECK (free >= 0),
    note TEXT,
    seal BLOB
  ) STRICT;
  CREATE UNIQUE INDEX places_name_key ON places (name);
  CREATE TABLE guests (
    id INTEGER NOT NULL PRIMARY KEY,
    place_id INTEGER NOT NULL REFERENCES places (id) DEFERRABLE INITIALLY DEFERRED
  ) STRICT;)sql",
                                               R"sql(
  CREATE TABLE places (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    free BIGINT NOT NULL CONSTRAINT places_free_not_negative CHECK (free >= 0),
    note TEXT,
    seal BYTEA
  );
  CREATE UNIQUE INDEX places_name_key ON places (name);
  CREATE TABLE guests (
    id BIGINT NOT NULL PRIMARY KEY,
    place_id BIGINT NOT NULL REFERENCES places (id) DEFERRABLE INITIALLY DEFERRED
  );)sql"}};
  return kSchema;
}

// Where a fresh database can be opened; it is gone afterwards.
class DatabasePlace {
 public:
  virtual ~DatabasePlace() = default;
  virtual std::unique_ptr<Database> Open() = 0;
};

class SqlitePlace final : public DatabasePlace {
 public:
  std::unique_ptr<Database> Open() override {
    auto opened = SqliteDatabase::Open({folder_ / "contract.db"});
    return opened ? *std::move(opened) : nullptr;
  }

 private:
  testing::TemporaryFolder folder_;
};

class PostgresPlace final : public DatabasePlace {
 public:
  std::unique_ptr<Database> Open() override {
    auto opened = PostgresDatabase::Open({.url = database_.url()});
    return opened ? *std::move(opened) : nullptr;
  }

 private:
  testing::TemporaryPostgres database_;
};

// nullptr when the technology is not there.
inline std::unique_ptr<DatabasePlace> MakeSqlitePlace() { return std::make_unique<SqlitePlace>(); }
inline std::unique_ptr<DatabasePlace> MakePostgresPlace() {
  if (!testing::PostgresServer()) return nullptr;
  return std::make_unique<PostgresPlace>();
}

struct Implementation {
  const char* name;
  std::unique_ptr<DatabasePlace> (*make)();
};

class DatabaseContract : public ::testing::TestWithParam<Implementation> {
 protected:
  void SetUp() override {
    place_ = GetParam().make();
    if (place_ == nullptr) GTEST_SKIP() << testing::kPostgresMissing;
    database_ = place_->Open();
    ASSERT_NE(database_, nullptr);
    const Status migrated = database_->Migrate("places", PlacesSchema());
    ASSERT_TRUE(migrated) << migrated.error().cause();
  }

  static Deadline Soon() { return Deadline::In(std::chrono::seconds(20)); }

  Status Insert(std::int64_t id, const std::string& name, std::int64_t free = 1) {
    return database_->Transact(Soon(), [&](Transaction& tx) {
      tx.Execute(kInsert, {id, name, free});
      return Status::Ok();
    });
  }

  std::vector<std::string> Names() {
    std::vector<std::string> names;
    const auto rows = database_->Query(Soon(), kNames, {});
    if (rows) {
      for (const Row& row : *rows) names.push_back(row.Text(0));
    }
    return names;
  }

  std::unique_ptr<DatabasePlace> place_;
  std::unique_ptr<Database> database_;
};

}  // namespace sinergi
