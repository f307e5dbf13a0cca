#include "common/evidence/denials.h"

#include <gmock/gmock.h>

#include <thread>

#include "common/database/sqlite/sqlite_database.h"
#include "common/evidence/evidence.h"
#include "tests/support/failing_database.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;

constexpr Statement kAll{
    "SELECT minute, caller, action, rule, times FROM evidence_denials ORDER BY minute, caller, "
    "rule"};

class DenialsTest : public ::testing::Test {
 protected:
  DenialsTest() { EXPECT_TRUE(sqlite_->Migrate("evidence", EvidenceMigrations())); }

  // "0 agent Get RULE 2": minutes since the test's clock began.
  std::vector<std::string> Written() {
    const auto rows = sqlite_->Query(Deadline::In(std::chrono::seconds(10)), kAll, {});
    std::vector<std::string> written;
    for (const Row& row : *rows) {
      written.push_back(std::to_string((row.Integer(0) - kBegan) / 60'000'000) + " " + row.Text(1) +
                        " " + row.Text(2) + " " + row.Text(3) + " " +
                        std::to_string(row.Integer(4)));
    }
    return written;
  }

  static constexpr std::int64_t kBegan = 1'772'600'040'000'000;  // the beginning of a minute
  testing::TemporaryFolder folder_;
  ManualClock clock_{FromMicroseconds(kBegan)};
  std::unique_ptr<SqliteDatabase> sqlite_ = *SqliteDatabase::Open({folder_ / "service.db", 1});
  testing::FailingDatabase database_{*sqlite_};
  Denials denials_{database_, clock_};
};

TEST_F(DenialsTest, AreCountedByCallerActionRuleAndMinute) {
  for (int i = 0; i < 3; ++i) denials_.Count("agent", "Get", "REFERRAL_NOT_FOUND");
  denials_.Count("agent", "Get", "PERMISSION_MISSING");
  denials_.Count("", "Get", "TOKEN_MISSING");
  clock_.Advance(std::chrono::seconds(61));
  denials_.Count("agent", "Get", "REFERRAL_NOT_FOUND");
  ASSERT_TRUE(denials_.Write());
  EXPECT_THAT(Written(),
              ElementsAre("0  Get TOKEN_MISSING 1", "0 agent Get PERMISSION_MISSING 1",
                          "0 agent Get REFERRAL_NOT_FOUND 3", "1 agent Get REFERRAL_NOT_FOUND 1"));
}

TEST_F(DenialsTest, OfOneMinuteAddUpOverSeveralWritesAndProcesses) {
  Denials other(database_, clock_);
  for (Denials* each : {&denials_, &other, &denials_}) {
    each->Count("agent", "Get", "RULE");
    ASSERT_TRUE(each->Write());
  }
  EXPECT_THAT(Written(), ElementsAre("0 agent Get RULE 3"));
}

TEST_F(DenialsTest, ThatCannotBeWrittenAreKept) {
  denials_.Count("agent", "Get", "RULE");
  database_.FailCall(1);
  EXPECT_FALSE(denials_.Write());
  denials_.Count("agent", "Get", "RULE");
  ASSERT_TRUE(denials_.Write());
  EXPECT_THAT(Written(), ElementsAre("0 agent Get RULE 2"));
}

TEST_F(DenialsTest, OfVeryManyCallersTakeABoundedPlace) {
  for (std::size_t i = 0; i < Denials::kMost + 5; ++i) {
    denials_.Count("caller " + std::to_string(i), "Get", "RULE");
  }
  ASSERT_TRUE(denials_.Write());
  const auto written = Written();
  EXPECT_EQ(written.size(), Denials::kMost + 1);
  EXPECT_EQ(written.front(), "0 * * RULE 5");
}

TEST_F(DenialsTest, AreWrittenWhenTheWorkerIsTold) {
  std::jthread worker([&](std::stop_token stop) { denials_.Run(std::move(stop)); });
  denials_.Count("agent", "Get", "RULE");
  worker.request_stop();
  worker.join();
  EXPECT_THAT(Written(), ElementsAre("0 agent Get RULE 1"));
}

}  // namespace
}  // namespace sinergi
