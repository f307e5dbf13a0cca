#include "common/evidence/evidence.h"

#include <gtest/gtest.h>

#include "common/database/sqlite/sqlite_database.h"
#include "common/result/reasons.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

constexpr Statement kAll{
    "SELECT at, caller, action, subject, purpose FROM evidence ORDER BY subject, at"};

class EvidenceTest : public ::testing::Test {
 protected:
  EvidenceTest() { EXPECT_TRUE(database_->Migrate("evidence", EvidenceMigrations())); }

  static Deadline Soon() { return Deadline::In(std::chrono::seconds(10)); }

  testing::TemporaryFolder folder_;
  std::unique_ptr<SqliteDatabase> database_ = *SqliteDatabase::Open({folder_ / "service.db", 1});
  const EvidenceRecord record_{FromMicroseconds(1'772'600'000'000'001), "agent-7",
                               "referrals.read_person", "referrals/1", "treatment"};
};

TEST_F(EvidenceTest, IsKeptWithTheTransactionItTellsAbout) {
  ASSERT_TRUE(database_->Transact(Soon(), [&](Transaction& transaction) {
    RecordEvidence(transaction, record_);
    return Status::Ok();
  }));
  const auto rows = database_->Query(Soon(), kAll, {});
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1u);
  EXPECT_EQ(rows->front().Integer(0), 1'772'600'000'000'001);
  EXPECT_EQ(rows->front().Text(1), "agent-7");
  EXPECT_EQ(rows->front().Text(2), "referrals.read_person");
  EXPECT_EQ(rows->front().Text(3), "referrals/1");
  EXPECT_EQ(rows->front().Text(4), "treatment");
}

TEST_F(EvidenceTest, VanishesWithATransactionThatFails) {
  EXPECT_FALSE(database_->Transact(Soon(), [&](Transaction& transaction) -> Status {
    RecordEvidence(transaction, record_);
    return Error::Of(reasons::kInternal);
  }));
  const auto rows = database_->Query(Soon(), kAll, {});
  ASSERT_TRUE(rows);
  EXPECT_TRUE(rows->empty());
}

}  // namespace
}  // namespace sinergi
