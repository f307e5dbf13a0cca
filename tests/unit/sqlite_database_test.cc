#include "common/database/sqlite/sqlite_database.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

TEST(SqliteDatabaseTest, RefusesAFileThatIsOpenElsewhere) {
  const testing::TemporaryFolder folder;
  const auto first = SqliteDatabase::Open({folder / "one.db"});
  ASSERT_TRUE(first);
  const auto second = SqliteDatabase::Open({folder / "one.db"});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().reason().name, "DATABASE_UNUSABLE");
}

TEST(SqliteDatabaseTest, SaysWhichFileItCannotUse) {
  const auto opened = SqliteDatabase::Open({"/nowhere/at/all.db"});
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().Text(Language::kEnglish).find("/nowhere/at/all.db"), std::string::npos);
}

}  // namespace
}  // namespace sinergi
