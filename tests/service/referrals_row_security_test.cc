// The second wall on PostgreSQL, with the first one taken out: statements that ask nothing about
// who may see what.
#include <gmock/gmock.h>

#include "common/database/postgres/postgres_database.h"
#include "common/database/reasons.h"
#include "services/referrals/storage/migrations.h"
#include "tests/support/postgres_server.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Statement kInsertReferral{R"sql(
  INSERT INTO referrals (referral_id, reference, state, sender_office, receiver_facility,
    receiver_office, region, service, priority, person_id, created_at, updated_at, revision)
  VALUES ($1, $1, 1, 'A', 'f', 'B', '19.71', 1, 1, $2, 1000, 1000, 1))sql"};
constexpr Statement kInsertViewer{R"sql(
  INSERT INTO referral_viewers (viewer, created_at, referral_id) VALUES ($1, 1000, $2))sql"};
constexpr Statement kInsertText{R"sql(
  INSERT INTO person_texts (person_id, kind, sealed) VALUES ($1, 'person', $2))sql"};
constexpr Statement kEverything{"SELECT referral_id FROM referrals ORDER BY referral_id"};
constexpr Statement kEveryText{"SELECT person_id FROM person_texts ORDER BY person_id"};
constexpr Statement kWrong{"SELECT 1 / 0"};

class RowSecurityTest : public ::testing::Test {
 protected:
  // Office A sees referral-a, office B sees referral-b, both see referral-ab.
  void SetUp() override {
    if (!testing::PostgresServer()) GTEST_SKIP() << testing::kPostgresMissing;
    place_.emplace();
    const std::string url = place_->ServicesUrl();
    ASSERT_FALSE(url.empty()) << "SINERGI_TEST_POSTGRES_SERVICES is not set";
    auto opened = PostgresDatabase::Open({.url = url, .connections = 1, .held_by_policies = true});
    ASSERT_TRUE(opened) << opened.error().cause();
    database_ = *std::move(opened);
    ASSERT_TRUE(database_->Migrate("referrals", ReferralsMigrations()));
    Write("referral-a", {"office:A"});
    Write("referral-b", {"office:B"});
    Write("referral-ab", {"office:A", "office:B"});
  }

  static Deadline Soon() { return Deadline::In(std::chrono::seconds(20)); }

  void Write(const std::string& id, const std::vector<std::string>& viewers) {
    const Status done = database_->Transact(Soon(), [&](Transaction& tx) {
      tx.Execute(kInsertReferral, {id, "person of " + id});
      tx.Execute(kInsertText, {"person of " + id, Blob{"sealed"}});
      for (const std::string& viewer : viewers) tx.Execute(kInsertViewer, {viewer, id});
      return Status::Ok();
    });
    ASSERT_TRUE(done) << done.error().cause();
  }

  static std::vector<std::string> Texts(const Result<Rows>& rows) {
    std::vector<std::string> texts;
    if (!rows) return {"error: " + rows.error().cause()};
    for (const Row& row : *rows) texts.push_back(row.Text(0));
    return texts;
  }

  std::vector<std::string> Seen(const Terms& terms, const Statement& statement = kEverything) {
    return Texts(database_->Query(terms, statement, {}));
  }

  // The first column of what a statement gives in a transaction of the viewer's.
  std::vector<std::string> InTransaction(const std::string& viewer, const Statement& statement) {
    std::vector<std::string> texts;
    const Status done = database_->Transact({Soon(), viewer}, [&](Transaction& tx) {
      texts = Texts(tx.Query(statement, {}));
      return Status::Ok();
    });
    EXPECT_TRUE(done) << done.error().cause();
    return texts;
  }

  std::optional<testing::TemporaryPostgres> place_;
  std::unique_ptr<PostgresDatabase> database_;
};

TEST_F(RowSecurityTest, ShowsEachViewerTheirOwn) {
  EXPECT_THAT(Seen({Soon(), "office:A"}), ElementsAre("referral-a", "referral-ab"));
  EXPECT_THAT(Seen({Soon(), "office:B"}), ElementsAre("referral-ab", "referral-b"));
  EXPECT_THAT(Seen({Soon(), "office:C"}), IsEmpty());
  EXPECT_THAT(InTransaction("office:A", kEverything), ElementsAre("referral-a", "referral-ab"));
}

TEST_F(RowSecurityTest, ShowsNobodyInParticularNothing) {
  EXPECT_THAT(Seen(Soon()), IsEmpty());
  EXPECT_THAT(InTransaction("", kEverything), IsEmpty());
  EXPECT_THAT(Seen(Soon(), kEveryText), IsEmpty());
}

TEST_F(RowSecurityTest, ShowsWhatIsSealedToThoseOnlyWhoSeeTheReferral) {
  EXPECT_THAT(Seen({Soon(), "office:A"}, kEveryText),
              ElementsAre("person of referral-a", "person of referral-ab"));
}

TEST_F(RowSecurityTest, LetsNobodyChangeWhatTheyDoNotSee) {
  constexpr Statement kChange{"UPDATE referrals SET state = 5 RETURNING referral_id"};
  constexpr Statement kDelete{"DELETE FROM referrals RETURNING referral_id"};
  constexpr Statement kStates{"SELECT state::text FROM referrals ORDER BY referral_id"};
  EXPECT_THAT(InTransaction("office:A", kChange), ElementsAre("referral-a", "referral-ab"));
  EXPECT_THAT(Seen({Soon(), "office:B"}, kStates), ElementsAre("5", "1"));
  EXPECT_THAT(InTransaction("", kChange), IsEmpty());
  EXPECT_THAT(InTransaction("office:A", kDelete), IsEmpty());
}

// There is one connection, which everybody takes in turn.
TEST_F(RowSecurityTest, ANameEndsWithItsStatementOrTransaction) {
  EXPECT_EQ(Seen({Soon(), "office:A"}).size(), 2u);
  EXPECT_THAT(Seen(Soon()), IsEmpty());
  EXPECT_EQ(InTransaction("office:A", kEverything).size(), 2u);
  EXPECT_THAT(Seen(Soon()), IsEmpty());
  EXPECT_THAT(InTransaction("", kEverything), IsEmpty());
  EXPECT_FALSE(database_->Query({Soon(), "office:A"}, kWrong, {}));
  EXPECT_THAT(Seen(Soon()), IsEmpty());
  EXPECT_THAT(InTransaction("", kEverything), IsEmpty());
}

TEST_F(RowSecurityTest, ANameIsNeverTakenForSql) {
  EXPECT_THAT(Seen({Soon(), "office:A' OR '1'='1"}), IsEmpty());
  EXPECT_THAT(Seen({Soon(), "%"}), IsEmpty());
}

TEST_F(RowSecurityTest, AUserAboveThePoliciesIsRefused) {
  const auto opened = PostgresDatabase::Open({.url = place_->url(), .held_by_policies = true});
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().Is(reasons::kDatabaseUserTooPowerful));
  EXPECT_EQ(opened.error().Variable("user"), "postgres");
}

}  // namespace
}  // namespace sinergi
