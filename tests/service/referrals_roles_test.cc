// What work that nobody asks for may do in the database of the referrals and the assessments: less
// than the services' user, on PostgreSQL, whatever its statements say.
#include <gmock/gmock.h>

#include "common/database/postgres/postgres_database.h"
#include "common/database/reasons.h"
#include "common/events/embedded/embedded_event_log.h"
#include "common/outbox/outbox.h"
#include "common/outbox/outbox_log.h"
#include "common/outbox/outbox_relay.h"
#include "services/referrals/assembly.h"
#include "services/referrals/storage/due_store.h"
#include "services/tat/assembly.h"
#include "services/tat/storage/tat_deadlines.h"
#include "tests/support/event_reader.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Statement kTableRights{R"sql(
  SELECT CAST(table_name || ' ' || string_agg(privilege_type, ',' ORDER BY privilege_type) AS TEXT)
  FROM information_schema.role_table_grants WHERE grantee = $1
  GROUP BY table_name ORDER BY table_name)sql"};

// Without those that a table's rights bring with them.
constexpr Statement kColumnRights{R"sql(
  SELECT CAST(c.table_name || ' ' || c.privilege_type || ' ' ||
              string_agg(c.column_name, ',' ORDER BY c.column_name) AS TEXT)
  FROM information_schema.role_column_grants AS c
  WHERE c.grantee = $1 AND NOT EXISTS (
    SELECT 1 FROM information_schema.role_table_grants AS t
    WHERE t.grantee = c.grantee AND t.table_name = c.table_name
      AND t.privilege_type = c.privilege_type)
  GROUP BY c.table_name, c.privilege_type)sql"};

class RolesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!testing::PostgresServer()) GTEST_SKIP() << testing::kPostgresMissing;
    place_.emplace();
    Open(place_->ServicesUrl(), database_);
    ASSERT_NE(database_, nullptr);
    ASSERT_TRUE(referrals::Referrals::Migrate(*database_));
    ASSERT_TRUE(tat::Tat::Migrate(*database_));
  }

  static Deadline Soon() { return Deadline::In(std::chrono::seconds(20)); }

  static void Open(const std::string& url, std::unique_ptr<PostgresDatabase>& database) {
    auto opened = PostgresDatabase::Open(
        {.url = url, .connections = 1, .held_by_policies = true, .takes_roles = true});
    ASSERT_TRUE(opened) << opened.error().cause();
    database = *std::move(opened);
  }

  // As a superuser.
  void Run(const std::string& sql) const {
    auto opened = PostgresDatabase::Open({.url = place_->url(), .connections = 1});
    ASSERT_TRUE(opened) << opened.error().cause();
    const auto done = (*opened)->Query(Soon(), Statement{sql}, {});
    ASSERT_TRUE(done) << sql << ": " << done.error().cause();
  }

  std::vector<std::string> Texts(const Terms& terms, const Statement& statement,
                                 Values values = {}) const {
    const auto rows = database_->Query(terms, statement, std::move(values));
    if (!rows) return {rows.error().cause()};
    std::vector<std::string> texts;
    for (const Row& row : *rows) texts.push_back(row.Text(0));
    return texts;
  }

  std::optional<testing::TemporaryPostgres> place_;
  std::unique_ptr<PostgresDatabase> database_;
};

TEST_F(RolesTest, EachHasTheRightsThatAreWrittenHereAndNoOther) {
  EXPECT_THAT(Texts(Soon(), kTableRights, {"sinergi_relay"}),
              ElementsAre("outbox DELETE,SELECT", "outbox_leases DELETE,INSERT,SELECT,UPDATE",
                          "outbox_refused INSERT,SELECT", "outbox_waiting DELETE,SELECT",
                          "request_ids DELETE"));
  EXPECT_THAT(Texts(Soon(), kColumnRights, {"sinergi_relay"}),
              ElementsAre("request_ids SELECT caller,created_at,method,request_id"));
  EXPECT_THAT(Texts(Soon(), kTableRights, {"sinergi_timers"}),
              ElementsAre("referral_deadlines SELECT", "tat_deadlines SELECT"));
  EXPECT_THAT(Texts(Soon(), kColumnRights, {"sinergi_timers"}), IsEmpty());
}

// Also in the name of somebody to whom the policies would show them.
TEST_F(RolesTest, NoneOfThemReachesWhatIsAboutSomebody) {
  for (const DatabaseRole role : {DatabaseRole::kRelay, DatabaseRole::kTimers}) {
    Terms terms(Soon(), "office:BNNK-CIAMIS");
    terms.role = role;
    for (const char* table :
         {"referrals", "person_texts", "referral_viewers", "referral_sessions", "former_consents",
          "live_persons", "tat_requests", "tat_texts", "evidence", "request_ids"}) {
      const std::string sql = std::string("SELECT CAST(x AS TEXT) FROM ") + table + " AS x";
      EXPECT_THAT(Texts(terms, Statement{sql}),
                  ElementsAre(HasSubstr(std::string("permission denied for table ") + table)));
    }
  }
}

TEST_F(RolesTest, ARoleEndsWithItsStatementOrTransaction) {
  constexpr Statement kWho{"SELECT CAST(current_user AS TEXT)"};
  constexpr Statement kWrong{"SELECT 1 / 0"};
  const Terms as_relay(Soon(), DatabaseRole::kRelay);
  EXPECT_THAT(Texts(as_relay, kWho), ElementsAre("sinergi_relay"));
  EXPECT_THAT(Texts(Soon(), kWho), ElementsAre("sinergi"));
  const Status done = database_->Transact(as_relay, [&](Transaction& tx) -> Status {
    const auto rows = tx.Query(kWho, {});
    if (!rows) return rows.error();
    EXPECT_EQ(rows->front().Text(0), "sinergi_relay");
    return Status::Ok();
  });
  EXPECT_TRUE(done) << done.error().cause();
  EXPECT_THAT(Texts(Soon(), kWho), ElementsAre("sinergi"));
  EXPECT_FALSE(database_->Query(as_relay, kWrong, {}));
  EXPECT_THAT(Texts(Soon(), kWho), ElementsAre("sinergi"));
}

// Each role loses a right in this database, and the work that is done as it fails.
TEST_F(RolesTest, TheRelayItsPruningAndTheTimersWorkAsTheirRoles) {
  const testing::TemporaryFolder folder;
  const auto log = EmbeddedEventLog::Open({.file = folder.path() / "events.db"});
  ASSERT_TRUE(log);
  const auto publisher = (*log)->Publisher();
  const SystemClock clock;
  Metrics metrics;
  OutboxRelay relay(*database_, *publisher, clock, metrics,
                    {.service = "referrals", .holder = "one"});
  const Instant now = clock.Now();
  const auto epoch = LoadEpoch(*database_, Soon());
  ASSERT_TRUE(epoch);
  const Outbox outbox("referrals", *epoch);
  const auto append = [&](const std::string& subject, const std::string& payload) {
    const Status written = database_->Transact(Soon(), [&](Transaction& tx) {
      Event event = testing::MakeEvent(subject, 1);
      event.payload = payload;
      outbox.Append(tx, std::move(event));
      return Status::Ok();
    });
    ASSERT_TRUE(written) << written.error().cause();
  };
  append("fits", "fits");
  append("does not", std::string(std::size_t{2} << 20, 'x'));
  const auto relayed = relay.RelayOnce();
  ASSERT_TRUE(relayed) << relayed.error().cause();
  EXPECT_EQ(*relayed, 2);
  EXPECT_THAT(Texts(Soon(), Statement{"SELECT subject FROM outbox_waiting"}),
              ElementsAre("does not"));
  EXPECT_THAT(Texts(Soon(), Statement{"SELECT subject FROM outbox_refused"}),
              ElementsAre("does not"));
  const auto prune = [&] { return PruneOutbox(*database_, Soon(), now, now, 10); };
  const auto due = [&] {
    return referrals::DueStore::ListDue(*database_, Soon(), now, std::nullopt, 10);
  };
  const auto tat_due = [&] {
    return tat::TatDeadlines::ListDue(*database_, Soon(), now, std::nullopt, 10);
  };
  EXPECT_TRUE(prune());
  EXPECT_TRUE(due());
  EXPECT_TRUE(tat_due());
  Run("REVOKE ALL ON request_ids FROM sinergi_relay");
  EXPECT_FALSE(prune());
  EXPECT_TRUE(relay.RelayOnce());
  append("settled", "fits");
  Run("REVOKE DELETE ON outbox_waiting FROM sinergi_relay");
  EXPECT_FALSE(relay.RelayOnce());
  Run("GRANT DELETE ON outbox_waiting TO sinergi_relay");
  EXPECT_TRUE(relay.RelayOnce());
  Run("REVOKE ALL ON outbox_waiting FROM sinergi_relay");
  EXPECT_FALSE(relay.RelayOnce());
  Run("REVOKE ALL ON outbox_leases FROM sinergi_relay");
  EXPECT_FALSE(
      OutboxRelay(*database_, *publisher, clock, metrics, {.service = "referrals", .holder = "two"})
          .RelayOnce());
  Run("REVOKE ALL ON referral_deadlines, tat_deadlines FROM sinergi_timers");
  EXPECT_FALSE(due());
  EXPECT_FALSE(tat_due());
}

TEST_F(RolesTest, AUserWhoMayNotTakeThemIsRefused) {
  const std::string user = place_->url().substr(place_->url().rfind('/') + 1);
  Run("CREATE ROLE " + user + " LOGIN PASSWORD 'a' IN ROLE sinergi_relay");
  const std::string url = place_->url();
  const std::string lonely = "postgresql://" + user + ":a" + url.substr(url.find('@'));
  const auto opened = PostgresDatabase::Open({.url = lonely, .takes_roles = true});
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().Is(reasons::kDatabaseRolesMissing)) << opened.error().cause();
  EXPECT_EQ(opened.error().Variable("user"), user);
  Run("GRANT sinergi_timers TO " + user);
  EXPECT_TRUE(PostgresDatabase::Open({.url = lonely, .takes_roles = true}));
  Run("DROP ROLE " + user);
}

}  // namespace
}  // namespace sinergi
