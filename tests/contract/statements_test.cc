// Every statement of every storage, read from the sources and prepared on a migrated database: it
// can be run there, and it walks along an index instead of a whole table.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "common/database/sqlite/sqlite_database.h"
#include "common/evidence/evidence.h"
#include "common/outbox/inbox.h"
#include "common/outbox/outbox.h"
#include "common/privacy/sodium_vault.h"
#include "services/notifications/storage/migrations.h"
#include "services/referrals/storage/migrations.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

namespace fs = std::filesystem;

struct SourceStatement {
  std::string place;  // file and constant
  std::string sql;
};

std::string ReadFile(const fs::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// The statements of a source file as SQLite gets them.
std::vector<SourceStatement> StatementsIn(const fs::path& file) {
  static const std::regex kDeclared(R"re(constexpr Statement (k[A-Za-z]+)\{([^;]*?)\};)re");
  static const std::regex kText("R\"sql\\(([^]*?)\\)sql\"|\"([^\"]*)\"");
  const std::string text = ReadFile(file);
  std::vector<SourceStatement> found;
  for (std::sregex_iterator at(text.begin(), text.end(), kDeclared), end; at != end; ++at) {
    const std::string body = (*at)[2];
    std::string sql;
    for (std::sregex_iterator part(body.begin(), body.end(), kText); part != end; ++part) {
      sql = (*part)[1].matched ? (*part)[1] : (*part)[2];  // the last is SQLite's own of two
    }
    found.push_back({file.filename().string() + " " + (*at)[1].str(), sql});
  }
  return found;
}

class StatementsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* source = std::getenv("SINERGI_SOURCE");
    ASSERT_NE(source, nullptr) << "SINERGI_SOURCE is not set; start the tests with tests/run";
    source_ = source;
    auto opened = SqliteDatabase::Open({folder_ / "all.db"});
    ASSERT_TRUE(opened);
    database_ = *std::move(opened);
    for (const auto& [component, migrations] : {std::pair("outbox", OutboxMigrations()),
                                                {"inbox", InboxMigrations()},
                                                {"evidence", EvidenceMigrations()},
                                                {"vault", VaultKeyMigrations()},
                                                {"referrals", ReferralsMigrations()},
                                                {"notifications", NotificationsMigrations()}}) {
      ASSERT_TRUE(database_->Migrate(component, migrations)) << component;
    }
  }

  std::vector<SourceStatement> All() const {
    std::vector<SourceStatement> all;
    for (const char* folder : {"common/outbox", "common/evidence", "common/privacy",
                               "services/referrals/storage", "services/notifications/storage"}) {
      for (const auto& file : fs::directory_iterator(source_ / folder)) {
        if (file.path().extension() != ".cc") continue;
        for (auto& statement : StatementsIn(file.path())) all.push_back(std::move(statement));
      }
    }
    return all;
  }

  // What SQLite says of how it would run the statement.
  Result<std::vector<std::string>> PlanOf(const std::string& sql) {
    const std::string explained = "EXPLAIN QUERY PLAN " + sql;
    const auto rows =
        database_->Query(Deadline::In(std::chrono::seconds(10)), Statement{explained}, {});
    if (!rows) return rows.error();
    std::vector<std::string> steps;
    for (const Row& row : *rows) steps.push_back(row.Text(3));
    return steps;
  }

  testing::TemporaryFolder folder_;
  fs::path source_;
  std::unique_ptr<SqliteDatabase> database_;
};

// Who may walk along a table from its beginning, and why.
const std::map<std::string, std::string> kMayWalk{
    {"outbox_relay.cc kReleaseLeases", "one row per part of the subjects, and no more"},
    {"sodium_vault.cc kAnyKey", "any one row will do"},
    {"journal_store.cc kOldest", "the first rows in the order of the key"},
    {"subscription_store.cc kStartedBefore", "the pruner's, for nearly all subscriptions"},
};

bool WalksAWholeTable(const std::string& step) {
  return step.starts_with("SCAN ") && step.find(" USING ") == std::string::npos &&
         step.find("VIRTUAL TABLE") == std::string::npos && step != "SCAN CONSTANT ROW";
}

TEST_F(StatementsTest, EveryOneCanBeRunAndFollowsAnIndex) {
  const auto all = All();
  EXPECT_GT(all.size(), 40u) << "the sources are read";
  for (const SourceStatement& statement : all) {
    const auto plan = PlanOf(statement.sql);
    ASSERT_TRUE(plan) << statement.place << ": " << plan.error().cause();
    if (kMayWalk.contains(statement.place)) continue;
    for (const std::string& step : *plan) {
      EXPECT_FALSE(WalksAWholeTable(step)) << statement.place << ": " << step << statement.sql;
    }
  }
}

TEST_F(StatementsTest, AStatementWithoutAnIndexWouldBeFound) {
  const auto plan = PlanOf("SELECT name FROM facilities WHERE kind = 1");
  ASSERT_TRUE(plan);
  EXPECT_TRUE(WalksAWholeTable(plan->front())) << plan->front();
}

TEST_F(StatementsTest, TheRelayReadsWaitingEventsOnlyHoweverManyArePublished) {
  for (const auto& statement : All()) {
    if (statement.place != "outbox_relay.cc kWaiting") continue;
    const auto plan = PlanOf(statement.sql);
    ASSERT_TRUE(plan);
    EXPECT_NE(plan->front().find("outbox_waiting_idx"), std::string::npos) << plan->front();
    return;
  }
  FAIL() << "the relay's statement was not found";
}

}  // namespace
}  // namespace sinergi
