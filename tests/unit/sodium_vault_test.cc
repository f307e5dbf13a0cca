#include "common/privacy/sodium_vault.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <set>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

#include "common/database/sqlite/sqlite_database.h"
#include "common/privacy/reasons.h"
#include "tests/support/failing_database.h"
#include "tests/support/forwarding_database.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

constexpr Statement kCount{"SELECT COUNT(*) FROM vault_keys"};
constexpr Statement kWrapped{"SELECT wrapped FROM vault_keys WHERE person = $1"};
constexpr Statement kEvidence{R"sql(SELECT COUNT(*) FROM evidence
  WHERE caller = 'vault' AND action || ' ' || subject || ' ' || purpose = $1)sql"};
constexpr Statement kReplace{"UPDATE vault_keys SET wrapped = $2 WHERE person = $1"};

Blob Bytes(const Uuid& person) {
  return {std::string(person.bytes().begin(), person.bytes().end())};
}

// Lets something happen right after its next answer, before the caller goes on.
class OvertakenDatabase final : public testing::ForwardingDatabase {
 public:
  using ForwardingDatabase::ForwardingDatabase;

  Result<Rows> Query(const Terms& terms, const Statement& statement, Values parameters) override {
    auto rows = ForwardingDatabase::Query(terms, statement, std::move(parameters));
    if (const auto happen = std::exchange(after_next_query, nullptr)) happen();
    return rows;
  }

  std::function<void()> after_next_query;
};

class SodiumVaultTest : public ::testing::Test {
 protected:
  SodiumVaultOptions Options(bool create) {
    return {folder_ / "master.key", create, std::chrono::seconds(10)};
  }

  std::int64_t Count(const Statement& statement, Values values = {}) {
    const auto deadline = Deadline::In(std::chrono::seconds(5));
    return database_->Query(deadline, statement, std::move(values))->front().Integer(0);
  }

  // Of persons; the vault has one of its own.
  std::int64_t CountKeys() { return Count(kCount) - 1; }

  // A new master key before those that there are; gives them back.
  std::string AddMasterKey(char digit) {
    const auto file = folder_ / "master.key";
    std::ostringstream lines;
    lines << std::ifstream(file).rdbuf();
    std::ofstream(file) << std::string(64, digit) << "\n" << lines.str();
    return lines.str();
  }

  // Looks at every key, three at a time; how many it changed.
  static std::int64_t RewrapAll(SodiumVault& vault) {
    std::int64_t changed = 0;
    std::string place;
    do {
      const auto done = vault.RewrapKeys(place, 3);
      EXPECT_TRUE(done) << done.error().cause();
      if (!done) return -1;
      changed += done->changed;
      place = done->place;
    } while (!place.empty());
    return changed;
  }

  const SystemClock clock_;
  testing::TemporaryFolder folder_;
  std::unique_ptr<SqliteDatabase> database_ = *SqliteDatabase::Open({folder_ / "keys.db", 2});
  std::unique_ptr<SodiumVault> vault_ = MakeVault();
  const Uuid siti_ = Uuid::Make({});
  const Uuid budi_ = Uuid::Make({});

 private:
  std::unique_ptr<SodiumVault> MakeVault() {
    EXPECT_TRUE(MigrateVaultKeys(*database_));
    return *SodiumVault::Open(*database_, clock_, Options(true));
  }
};

TEST_F(SodiumVaultTest, OpensWhatItSealedAlsoAfterARestart) {
  const auto sealed = vault_->Seal(siti_, "Siti Aminah");
  ASSERT_TRUE(sealed);
  EXPECT_EQ(sealed->find("Siti"), std::string::npos);
  EXPECT_EQ(*vault_->Open(siti_, *sealed), "Siti Aminah");
  const auto restarted = SodiumVault::Open(*database_, clock_, Options(false));
  ASSERT_TRUE(restarted);
  EXPECT_EQ(*(*restarted)->Open(siti_, *sealed), "Siti Aminah");
}

TEST_F(SodiumVaultTest, SealsTheSameTextDifferentlyEachTime) {
  EXPECT_NE(*vault_->Seal(siti_, "x"), *vault_->Seal(siti_, "x"));
  EXPECT_EQ(*vault_->Open(siti_, *vault_->Seal(siti_, "")), "");
}

TEST_F(SodiumVaultTest, BindsWhatItSealedToThePerson) {
  const auto sealed = vault_->Seal(siti_, "Siti");
  ASSERT_TRUE(vault_->Seal(budi_, "Budi"));
  EXPECT_TRUE(vault_->Open(budi_, *sealed).error().Is(reasons::kSealedDataChanged));
}

TEST_F(SodiumVaultTest, NoticesEveryChangedByte) {
  const std::string sealed = *vault_->Seal(siti_, "Siti");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_TRUE(vault_->Open(siti_, changed).error().Is(reasons::kSealedDataChanged)) << at;
    EXPECT_FALSE(vault_->Open(siti_, sealed.substr(0, at))) << at;
  }
}

TEST_F(SodiumVaultTest, ForgetsAPersonForGoodAndNobodyElse) {
  const auto siti = vault_->Seal(siti_, "Siti");
  const auto budi = vault_->Seal(budi_, "Budi");
  ASSERT_TRUE(vault_->Shred(siti_));
  EXPECT_EQ(Count(kEvidence, {"vault.shred persons/" + siti_.ToString() + " "}), 1);
  EXPECT_TRUE(vault_->Open(siti_, *siti).error().Is(reasons::kPersonForgotten));
  EXPECT_EQ(*vault_->Open(budi_, *budi), "Budi");
  ASSERT_TRUE(vault_->Seal(siti_, "Siti"));  // a new key
  EXPECT_FALSE(vault_->Open(siti_, *siti));
}

TEST_F(SodiumVaultTest, ShredsSomebodyUnknownWithoutComplaint) {
  EXPECT_TRUE(vault_->Shred(siti_));
}

TEST_F(SodiumVaultTest, SettlesOnOneKeyWhenManySealFirst) {
  std::vector<std::string> sealed(8);
  {
    std::vector<std::jthread> threads;
    for (std::string& each : sealed) {
      threads.emplace_back([&] { each = *vault_->Seal(siti_, "Siti"); });
    }
  }
  for (const std::string& each : sealed) EXPECT_EQ(*vault_->Open(siti_, each), "Siti");
  EXPECT_EQ(CountKeys(), 1);
}

TEST_F(SodiumVaultTest, TakesTheKeyOfWhoWasFasterBetweenLookingAndAdding) {
  OvertakenDatabase slow(*database_);
  const auto late = *SodiumVault::Open(slow, clock_, Options(false));
  std::string first;
  slow.after_next_query = [&] { first = *vault_->Seal(siti_, "first"); };
  const auto second = late->Seal(siti_, "second");
  ASSERT_TRUE(second) << second.error().cause();
  EXPECT_EQ(*vault_->Open(siti_, first), "first");
  EXPECT_EQ(*vault_->Open(siti_, *second), "second");
  EXPECT_EQ(CountKeys(), 1);
}

TEST_F(SodiumVaultTest, EveryoneWhoIsNewHasAKeyOfTheirOwnThatIsDurable) {
  std::vector<SealedPerson> people(200);
  {
    std::vector<std::jthread> threads;
    for (std::size_t first = 0; first < people.size(); first += 50) {
      threads.emplace_back([&, first] {
        for (std::size_t i = first; i < first + 50; ++i) {
          people[i] = *vault_->SealNew({}, "person " + std::to_string(i));
        }
      });
    }
  }
  std::set<Uuid> ids;
  for (const auto& [person, sealed] : people) ids.insert(person);
  EXPECT_EQ(ids.size(), people.size());
  const auto restarted = *SodiumVault::Open(*database_, clock_, Options(false));
  for (std::size_t i = 0; i < people.size(); ++i) {
    EXPECT_EQ(*restarted->Open(people[i].person, people[i].sealed), "person " + std::to_string(i));
  }
  ASSERT_TRUE(restarted->Shred(people[0].person));
  EXPECT_FALSE(vault_->Open(people[0].person, people[0].sealed));
  EXPECT_TRUE(vault_->Open(people[1].person, people[1].sealed));
}

TEST_F(SodiumVaultTest, WhenManyAreNewTheirKeysAreMadeTogether) {
  testing::FailingDatabase counted(*database_);
  const auto vault = *SodiumVault::Open(counted, clock_, Options(false));
  ASSERT_TRUE(vault->SealNew({}, "x"));
  EXPECT_EQ(CountKeys(), 1) << "none is made before there is a need";
  for (int i = 1; i < 200; ++i) ASSERT_TRUE(vault->SealNew({}, "x"));
  EXPECT_LT(counted.commits(), 20);
  EXPECT_LT(CountKeys(), 200 + 32);
}

TEST_F(SodiumVaultTest, NobodyIsSealedWithAKeyThatIsNotDurable) {
  testing::FailingDatabase failing(*database_);
  const auto vault = *SodiumVault::Open(failing, clock_, Options(false));
  failing.FailCall(1);
  EXPECT_FALSE(vault->SealNew({}, "x"));
  const auto next = vault->SealNew({}, "x");
  ASSERT_TRUE(next);
  EXPECT_EQ(*vault_->Open(next->person, next->sealed), "x");
}

TEST_F(SodiumVaultTest, RefusesAnotherMasterKeyAndMakesNoneBesideStoredKeys) {
  const auto sealed = vault_->Seal(siti_, "Siti");
  const auto kept = folder_ / "kept.key";
  std::filesystem::rename(folder_ / "master.key", kept);
  EXPECT_TRUE(
      SodiumVault::Open(*database_, clock_, Options(true)).error().Is(reasons::kKeyFileUnusable));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "master.key"));
  std::ofstream(folder_ / "master.key") << std::string(64, 'a');
  std::filesystem::permissions(folder_ / "master.key", std::filesystem::perms::owner_read);
  EXPECT_TRUE(
      SodiumVault::Open(*database_, clock_, Options(true)).error().Is(reasons::kMasterKeyWrong));
}

TEST_F(SodiumVaultTest, NeedsAMasterKeyUnlessItMayMakeOne) {
  std::filesystem::remove(folder_ / "master.key");
  EXPECT_TRUE(
      SodiumVault::Open(*database_, clock_, Options(false)).error().Is(reasons::kKeyFileUnusable));
}

TEST_F(SodiumVaultTest, DoesNotTakeOnePersonsKeyForAnothers) {
  const auto deadline = Deadline::In(std::chrono::seconds(5));
  const auto sealed = vault_->Seal(siti_, "Siti");
  ASSERT_TRUE(vault_->Seal(budi_, "Budi"));
  const Blob stolen{database_->Query(deadline, kWrapped, {Bytes(siti_)})->front().Bytes(0)};
  ASSERT_TRUE(database_->Transact(deadline, [&](Transaction& transaction) {
    transaction.Execute(kReplace, {Bytes(budi_), stolen});
    return Status::Ok();
  }));
  EXPECT_TRUE(vault_->Seal(budi_, "x").error().Is(reasons::kSealedDataChanged));
}

TEST_F(SodiumVaultTest, ANewMasterKeyTakesTheOldOnesPlaceWithoutAPause) {
  const auto sealed = *vault_->Seal(siti_, "Siti");
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(vault_->Seal(Uuid::Make({}), "x"));
  EXPECT_FALSE(vault_->HasOlderMasterKeys());
  AddMasterKey('b');
  const auto both = *SodiumVault::Open(*database_, clock_, Options(false));
  EXPECT_TRUE(both->HasOlderMasterKeys());
  EXPECT_EQ(*both->Open(siti_, sealed), "Siti") << "before anything is wrapped anew";
  const auto budi = *both->Seal(budi_, "Budi");
  EXPECT_EQ(RewrapAll(*both), 12) << "the persons of before, and the vault's own";
  EXPECT_EQ(RewrapAll(*both), 0);
  EXPECT_GE(Count(kEvidence, {"vault.rewrap keys MASTER_KEY_CHANGED"}), 4) << "three at a time";
  std::ofstream(folder_ / "master.key") << std::string(64, 'b') << "\n";
  const auto alone = *SodiumVault::Open(*database_, clock_, Options(false));
  EXPECT_EQ(*alone->Open(siti_, sealed), "Siti");
  EXPECT_EQ(*alone->Open(budi_, budi), "Budi");
  EXPECT_EQ(*alone->BlindIndex("nik", "1"), *vault_->BlindIndex("nik", "1"));
}

TEST_F(SodiumVaultTest, AKeyOfAnOlderMasterKeyIsNotLostWhenThatIsTakenAwayTooSoon) {
  ASSERT_TRUE(vault_->Seal(siti_, "Siti"));
  const std::string old = AddMasterKey('b');
  std::ofstream(folder_ / "master.key") << std::string(64, 'b') << "\n";
  EXPECT_TRUE(
      SodiumVault::Open(*database_, clock_, Options(false)).error().Is(reasons::kMasterKeyWrong));
  std::ofstream(folder_ / "master.key") << std::string(64, 'b') << "\n" << old;
  EXPECT_TRUE(SodiumVault::Open(*database_, clock_, Options(false)));
}

TEST_F(SodiumVaultTest, TakesItsMasterKeysFromAKeyServiceAsFromAFile) {
  std::ostringstream lines;
  lines << std::ifstream(folder_ / "master.key").rdbuf();
  std::filesystem::remove(folder_ / "master.key");
  auto options = Options(false);
  options.master_keys = lines.str();
  EXPECT_TRUE(SodiumVault::Open(*database_, clock_, options));
  options.master_keys = "no key";
  EXPECT_TRUE(SodiumVault::Open(*database_, clock_, options).error().Is(reasons::kKeyFileUnusable));
}

TEST_F(SodiumVaultTest, ABlindIndexIsTheSameForTheSameTextAndUseOnly) {
  const std::string index = *vault_->BlindIndex("nik", "9901014507850001");
  EXPECT_EQ(index.size(), 32U);
  EXPECT_EQ(*vault_->BlindIndex("nik", "9901014507850001"), index);
  EXPECT_NE(*vault_->BlindIndex("nik", "9901014507850002"), index);
  EXPECT_NE(*vault_->BlindIndex("phone", "9901014507850001"), index);
  EXPECT_EQ(*(*SodiumVault::Open(*database_, clock_, Options(false)))
                 ->BlindIndex("nik", "9901014507850001"),
            index);
  testing::TemporaryFolder elsewhere;
  const auto database = *SqliteDatabase::Open({elsewhere / "keys.db", 2});
  ASSERT_TRUE(MigrateVaultKeys(*database));
  const auto other = *SodiumVault::Open(*database, clock_, {elsewhere / "master.key", true});
  EXPECT_NE(*other->BlindIndex("nik", "9901014507850001"), index) << "another vault, another key";
}

}  // namespace
}  // namespace sinergi
