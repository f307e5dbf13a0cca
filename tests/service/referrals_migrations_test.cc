// What an upgrade makes of what is there already.
#include <gmock/gmock.h>

#include "common/database/postgres/postgres_database.h"
#include "services/referrals/storage/migrations.h"
#include "tests/support/postgres_server.h"

namespace sinergi {
namespace {

constexpr std::ptrdiff_t kBeforePlaces = 7;  // migrations
constexpr Statement kInsertFacility{R"sql(
  INSERT INTO facilities (facility_id, kind, name, office, region, services, registered_at, revision)
  VALUES ('f', 1, 'f', 'A', '19.71', '1', 1000, 1))sql"};
constexpr Statement kInsertReferral{R"sql(
  INSERT INTO referrals (referral_id, reference, state, sender_office, receiver_facility,
    receiver_office, region, service, priority, person_id, created_at, updated_at, revision)
  VALUES ($1, $1, $2, 'A', 'f', 'A', '19.71', 1, 1, $1, 1000, 1000, 1))sql"};
constexpr Statement kTaken{"SELECT taken FROM facility_services WHERE facility_id = 'f'"};

// As the services open it, whose owner the policies hold as well.
TEST(ReferralsMigrationsTest, WhoIsInCareBeforePlacesAreCountedHasOneAfterwards) {
  if (!testing::PostgresServer()) GTEST_SKIP() << testing::kPostgresMissing;
  testing::TemporaryPostgres place;
  const auto opened = PostgresDatabase::Open(
      {.url = place.ServicesUrl(), .connections = 1, .held_by_policies = true});
  ASSERT_TRUE(opened) << opened.error().cause();
  Database& database = **opened;
  const auto all = ReferralsMigrations();
  ASSERT_TRUE(database.Migrate("referrals", {all.begin(), all.begin() + kBeforePlaces}));
  const auto soon = Deadline::In(std::chrono::seconds(20));
  const Status written = database.Transact(soon, [&](Transaction& tx) {
    tx.Execute(kInsertFacility, {});
    for (std::int64_t state = 1; state <= 12; ++state) {
      tx.Execute(kInsertReferral, {"r" + std::to_string(state), state});
    }
    return Status::Ok();
  });
  ASSERT_TRUE(written) << written.error().cause();
  const auto upgraded = database.Migrate("referrals", all);
  ASSERT_TRUE(upgraded) << upgraded.error().cause();
  const auto taken = database.Query(soon, kTaken, {});
  ASSERT_TRUE(taken) << taken.error().cause();
  ASSERT_EQ(taken->size(), 1U);
  EXPECT_EQ(taken->front().Integer(0), 4)
      << "accepted, in progress, on hold, and cancellation requested";
}

}  // namespace
}  // namespace sinergi
