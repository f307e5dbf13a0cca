// Every statement of every storage, read from the sources and prepared on a migrated database of
// each technology: it can be run there, and it walks along an index instead of a whole table.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "common/database/postgres/postgres_database.h"
#include "common/database/sqlite/sqlite_database.h"
#include "common/evidence/evidence.h"
#include "common/outbox/inbox.h"
#include "common/outbox/outbox.h"
#include "common/privacy/sodium_vault.h"
#include "services/notifications/storage/migrations.h"
#include "services/referrals/storage/migrations.h"
#include "services/tat/storage/migrations.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

namespace fs = std::filesystem;

struct SourceStatement {
  std::string place;  // file and constant
  std::string sql;
  std::string sqlite;
};

using Plan = std::vector<std::string>;

std::string ReadFile(const fs::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// The statements of a source file.
std::vector<SourceStatement> StatementsIn(const fs::path& file) {
  static const std::regex kDeclared(R"re(constexpr Statement (k[A-Za-z]+)\{([^;]*?)\};)re");
  static const std::regex kText("R\"sql\\(([^]*?)\\)sql\"|\"([^\"]*)\"");
  const std::string text = ReadFile(file);
  std::vector<SourceStatement> found;
  for (std::sregex_iterator at(text.begin(), text.end(), kDeclared), end; at != end; ++at) {
    const std::string body = (*at)[2];
    std::vector<std::string> texts;
    for (std::sregex_iterator part(body.begin(), body.end(), kText); part != end; ++part) {
      texts.push_back((*part)[1].matched ? (*part)[1] : (*part)[2]);
    }
    found.push_back({file.filename().string() + " " + (*at)[1].str(), texts.at(0), texts.back()});
  }
  return found;
}

void MigrateAll(Database& database) {
  for (const auto& [component, migrations] : {std::pair("outbox", OutboxMigrations()),
                                              {"inbox", InboxMigrations()},
                                              {"evidence", EvidenceMigrations()},
                                              {"vault", VaultKeyMigrations()},
                                              {"referrals", ReferralsMigrations()},
                                              {"tat", TatMigrations()},
                                              {"notifications", NotificationsMigrations()}}) {
    const Status done = database.Migrate(component, migrations);
    ASSERT_TRUE(done) << component << ": " << done.error().cause();
  }
}

// A migrated database that says how it would run a statement.
class Planner {
 public:
  virtual ~Planner() = default;
  virtual Result<Plan> PlanOf(const SourceStatement& statement) = 0;
  virtual bool WalksAWholeTable(const std::string& step) const = 0;
  static Deadline Soon() { return Deadline::In(std::chrono::seconds(20)); }
};

class SqlitePlanner final : public Planner {
 public:
  SqlitePlanner() : database_(*SqliteDatabase::Open({folder_ / "all.db"})) {
    MigrateAll(*database_);
  }

  Result<Plan> PlanOf(const SourceStatement& statement) override {
    const std::string explained = "EXPLAIN QUERY PLAN " + statement.sqlite;
    const auto rows = database_->Query(Soon(), Statement{explained}, {});
    if (!rows) return rows.error();
    Plan steps;
    for (const Row& row : *rows) steps.push_back(row.Text(3));
    return steps;
  }

  bool WalksAWholeTable(const std::string& step) const override {
    return step.starts_with("SCAN ") && step.find(" USING ") == std::string::npos &&
           step.find("VIRTUAL TABLE") == std::string::npos && step != "SCAN CONSTANT ROW";
  }

 private:
  testing::TemporaryFolder folder_;
  std::unique_ptr<SqliteDatabase> database_;
};

// Tables are empty here: without a price on walks along them, PostgreSQL would choose nothing else.
class PostgresPlanner final : public Planner {
 public:
  PostgresPlanner() : database_(*PostgresDatabase::Open({.url = place_.url()})) {
    MigrateAll(*database_);
  }

  Result<Plan> PlanOf(const SourceStatement& statement) override {
    Plan steps;
    const Status done = database_->Transact(Soon(), [&](Transaction& tx) -> Status {
      tx.Execute(Statement{"SET LOCAL enable_seqscan = off"}, {});
      tx.Execute(Statement{"SET LOCAL plan_cache_mode = force_generic_plan"}, {});
      tx.Execute(Statement{"PREPARE explained AS " + statement.sql}, {});
      const auto rows =
          tx.Query(Statement{"EXPLAIN EXECUTE explained " + Nulls(statement.sql)}, {});
      tx.Execute(Statement{"DEALLOCATE explained"}, {});
      if (!rows) return rows.error();
      for (const Row& row : *rows) steps.push_back(row.Text(0));
      return Status::Ok();
    });
    if (!done) return done.error();
    return steps;
  }

  bool WalksAWholeTable(const std::string& step) const override {
    return step.find("Seq Scan") != std::string::npos;
  }

 private:
  // "(NULL, NULL)" for $1 and $2.
  static std::string Nulls(const std::string& sql) {
    int count = 0;
    while (sql.find("$" + std::to_string(count + 1)) != std::string::npos) ++count;
    std::string text;
    for (int i = 0; i < count; ++i) text += text.empty() ? "(NULL" : ", NULL";
    return text.empty() ? text : text + ")";
  }

  testing::TemporaryPostgres place_;
  std::unique_ptr<PostgresDatabase> database_;
};

struct Technology {
  const char* name;
  std::unique_ptr<Planner> (*make)();
};

std::unique_ptr<Planner> MakeSqlitePlanner() { return std::make_unique<SqlitePlanner>(); }
std::unique_ptr<Planner> MakePostgresPlanner() {
  if (!testing::PostgresServer()) return nullptr;
  return std::make_unique<PostgresPlanner>();
}

class StatementsTest : public ::testing::TestWithParam<Technology> {
 protected:
  void SetUp() override {
    const char* source = std::getenv("SINERGI_SOURCE");
    ASSERT_NE(source, nullptr) << "SINERGI_SOURCE is not set; start the tests with tests/run";
    source_ = source;
    planner_ = GetParam().make();
    if (planner_ == nullptr) GTEST_SKIP() << testing::kPostgresMissing;
  }

  std::vector<SourceStatement> All() const {
    std::vector<SourceStatement> all;
    for (const char* folder :
         {"common/outbox", "common/evidence", "common/privacy", "services/referrals/storage",
          "services/notifications/storage", "services/tat/storage"}) {
      for (const auto& file : fs::directory_iterator(source_ / folder)) {
        if (file.path().extension() != ".cc") continue;
        for (auto& statement : StatementsIn(file.path())) all.push_back(std::move(statement));
      }
    }
    return all;
  }

  fs::path source_;
  std::unique_ptr<Planner> planner_;
};

INSTANTIATE_TEST_SUITE_P(Every, StatementsTest,
                         ::testing::Values(Technology{"Sqlite", MakeSqlitePlanner},
                                           Technology{"Postgres", MakePostgresPlanner}),
                         [](const auto& test) { return test.param.name; });

// Who may walk along a table from its beginning, and why.
const std::map<std::string, std::string> kMayWalk{
    {"outbox_relay.cc kFindLeases", "one row per part of the subjects, and no more"},
    {"outbox_relay.cc kReleaseLeases", "one row per part of the subjects, and no more"},
    {"waiting_events.cc kWaiting", "the table of what waits, from the oldest on"},
    {"outbox_log.cc kRelease", "subjects that were refused are few"},
    {"sodium_vault.cc kAnyKey", "any one row will do"},
    {"journal_store.cc kOldest", "the first rows in the order of the key"},
    {"subscription_store.cc kStartedBefore", "the pruner's, for nearly all subscriptions"},
};

const std::set<std::string> kRelayReads{"waiting_events.cc kWaiting", "waiting_events.cc kBetween",
                                        "waiting_events.cc kEach"};

TEST_P(StatementsTest, EveryOneCanBeRunAndFollowsAnIndex) {
  const auto all = All();
  EXPECT_GT(all.size(), 40u) << "the sources are read";
  for (const SourceStatement& statement : all) {
    const auto plan = planner_->PlanOf(statement);
    ASSERT_TRUE(plan) << statement.place << ": " << plan.error().cause();
    if (kMayWalk.contains(statement.place)) continue;
    for (const std::string& step : *plan) {
      EXPECT_FALSE(planner_->WalksAWholeTable(step))
          << statement.place << ": " << step << statement.sql;
    }
  }
}

TEST_P(StatementsTest, AStatementWithoutAnIndexWouldBeFound) {
  const std::string sql = "SELECT name FROM facilities WHERE kind = 1";
  const auto plan = planner_->PlanOf({"", sql, sql});
  ASSERT_TRUE(plan);
  EXPECT_TRUE(planner_->WalksAWholeTable(plan->front())) << plan->front();
}

TEST_P(StatementsTest, TheRelayReadsWaitingEventsOnlyHoweverManyArePublished) {
  int looked_at = 0;
  for (const auto& statement : All()) {
    if (!kRelayReads.contains(statement.place)) continue;
    ++looked_at;
    const auto plan = planner_->PlanOf(statement);
    ASSERT_TRUE(plan);
    const auto by_position = [](const std::string& step) {
      return step.find("outbox_pkey on outbox") != std::string::npos ||
             step.find("outbox_waiting_pkey on outbox_waiting") != std::string::npos ||
             step.find("SEARCH outbox USING INTEGER PRIMARY KEY") != std::string::npos ||
             step.find("SCAN w") != std::string::npos;  // the list of what waits, in its order
    };
    EXPECT_TRUE(std::any_of(plan->begin(), plan->end(), by_position)) << plan->front();
  }
  EXPECT_EQ(looked_at, 3);
}

}  // namespace
}  // namespace sinergi
