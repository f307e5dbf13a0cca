// Which configuration a service starts with, and that a change of it is evidence.
#include "common/evidence/configuration.h"

#include <gmock/gmock.h>

#include <fstream>

#include "common/database/sqlite/sqlite_database.h"
#include "common/evidence/evidence.h"
#include "common/process/configuration_files.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;

class ConfigurationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    database_ = *SqliteDatabase::Open({folder_ / "evidence.db"});
    ASSERT_TRUE(database_->Migrate("evidence", EvidenceMigrations()));
  }

  void Start(const std::map<std::string, std::string>& hashes) {
    const Status done = RecordConfiguration(*database_, Deadline::In(std::chrono::seconds(20)),
                                            FromMicroseconds(++now_), hashes);
    ASSERT_TRUE(done) << done.error().cause();
  }

  std::vector<std::string> Evidence() {
    const auto rows = database_->Query(
        Deadline::In(std::chrono::seconds(20)),
        Statement{
            "SELECT caller || ' ' || action || ' ' || subject || ' ' || purpose FROM evidence "
            "ORDER BY id"},
        {});
    std::vector<std::string> texts;
    for (const Row& row : *rows) texts.push_back(row.Text(0));
    return texts;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<SqliteDatabase> database_;
  std::int64_t now_ = 0;
};

TEST_F(ConfigurationTest, AFileThatIsNewOrOtherIsEvidenceOnce) {
  Start({{"roles.csv", "aaaa"}, {"offices.csv", "bbbb"}});
  EXPECT_THAT(Evidence(), ElementsAre("process configuration.change configuration/offices.csv bbbb",
                                      "process configuration.change configuration/roles.csv aaaa"));
  Start({{"roles.csv", "aaaa"}, {"offices.csv", "bbbb"}});
  EXPECT_EQ(Evidence().size(), 2u);
  Start({{"roles.csv", "cccccccccccccccccccc"}, {"offices.csv", "bbbb"}});
  EXPECT_EQ(Evidence().size(), 3u);
  EXPECT_EQ(Evidence().back(),
            "process configuration.change configuration/roles.csv cccccccccccccccc");
}

TEST_F(ConfigurationTest, ASettingThatIsGivenOtherOrNoLongerIsEvidence) {
  const auto start = [this](const std::map<std::string, std::string>& hashes) {
    ASSERT_TRUE(RecordSettings(*database_, Deadline::In(std::chrono::seconds(20)),
                               FromMicroseconds(++now_), hashes));
  };
  Start({{"roles.csv", "aaaa"}});
  start({{"queue", "1111"}, {"threads", "2222"}});
  start({{"queue", "1111"}, {"threads", "2222"}});
  EXPECT_EQ(Evidence().size(), 3u);
  start({{"threads", "3333"}});
  start({{"threads", "3333"}});
  EXPECT_THAT(Evidence(),
              ElementsAre("process configuration.change configuration/roles.csv aaaa",
                          "process configuration.change configuration/setting/queue 1111",
                          "process configuration.change configuration/setting/threads 2222",
                          "process configuration.change configuration/setting/queue default",
                          "process configuration.change configuration/setting/threads 3333"));
}

TEST_F(ConfigurationTest, ASettingsHashTellsNothingOfItsValue) {
  const std::map<std::string, std::string> given{
      {"database", "postgresql://secret"}, {"queue", "7"}, {"listen", "127.0.0.1:1"}};
  const auto hashes = HashSettings(given, std::string(32, 'k'));
  EXPECT_EQ(hashes.size(), 2u) << "where one replica listens is no change of another's";
  EXPECT_EQ(hashes, HashSettings(given, std::string(32, 'k')));
  EXPECT_NE(hashes.at("queue"), HashSettings(given, std::string(32, 'l')).at("queue"));
  EXPECT_EQ(hashes.at("database").find("secret"), std::string::npos);
}

TEST_F(ConfigurationTest, EveryCsvFileOfTheFolderIsKnownByItsContent) {
  std::ofstream(folder_ / "roles.csv") << "role,permission\n";
  std::ofstream(folder_ / "README.md") << "not one";
  const auto hashes = HashConfiguration(folder_ / "");
  ASSERT_TRUE(hashes);
  ASSERT_EQ(hashes->size(), 1u);
  EXPECT_EQ(hashes->at("roles.csv").size(), 64u);
  std::ofstream(folder_ / "roles.csv") << "role,permission\noperator,events.read\n";
  EXPECT_NE(HashConfiguration(folder_ / "")->at("roles.csv"), hashes->at("roles.csv"));
  EXPECT_FALSE(HashConfiguration(folder_ / "nowhere"));
}

}  // namespace
}  // namespace sinergi
