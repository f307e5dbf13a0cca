#include <gtest/gtest.h>

#include "tests/architecture/common_table.h"
#include "tests/architecture/include_rules.h"

namespace sinergi::architecture {
namespace {

constexpr std::string_view kTable = R"(
| part | what it is | may include | library |
|---|---|---|---|
| `result` | values or errors | — | — |
| `time` | instants | — | — |
| `ids` | identifiers | time | — |
| `regions` | areas | result, time | — |
| `offices` | offices | regions | — |
| `privacy` | the vault | result | sodium.h, google/protobuf/ |
| `database` | the seam | result, time | — |
| `database/sqlite` | SQLite | result | sqlite3.h |
| `events` | the seam | ids, result | — |
| `events/embedded` | the log | database/sqlite | — |
| `cache/memory` | a cache | time | — |
| `rpc` | the server | result | grpcpp/, google/protobuf/, google/rpc/ |
| `lifecycle` | workers | result | — |
| `announcements` | wake-ups | — | — |
| `identity` | who calls | result | cjose/ |
| `telemetry` | numbers | result | prometheus/ |
)";

std::vector<Breach> Find(const std::string& path, const std::string& include) {
  return FindBreaches(CommonTable::Parse(kTable), path, "#pragma once\n#include " + include + "\n");
}

struct Planted {
  const char* path;
  const char* include;
};

// So that a failure names the planted line.
void PrintTo(const Planted& planted, std::ostream* out) {
  *out << planted.path << " with " << planted.include;
}

class BreachTest : public testing::TestWithParam<Planted> {};

TEST_P(BreachTest, IsFoundWithItsLineAndAnAdvice) {
  const std::vector<Breach> breaches = Find(GetParam().path, GetParam().include);
  ASSERT_EQ(breaches.size(), 1U);
  EXPECT_EQ(breaches[0].line, 2U);
  EXPECT_NE(breaches[0].instead, "");
}

constexpr Planted kBreaches[] = {
    // common: a part and its row, technologies, libraries and their homes
    {"common/result/a.h", "\"common/database/database.h\""},
    {"common/result/a.h", "\"services/referrals/domain/referral.h\""},
    {"common/result/a.h", "\"tests/support/eventually.h\""},
    {"common/result/a.h", "\"sinergi/referrals/v1/referral.pb.h\""},
    {"common/database/a.cc", "\"common/database/sqlite/sqlite_database.h\""},
    {"common/database/sqlite/a.cc", "\"common/time/clock.h\""},
    {"common/database/a.cc", "<sqlite3.h>"},
    {"common/cache/memory/a.cc", "<hiredis/hiredis.h>"},
    {"common/result/a.h", "\"error.h\""},
    {"common/result/a.h", "\"../time/instant.h\""},
    {"common/result/a.h", "SINERGI_HEADER"},
    // services: one line for each folder's rule
    {"services/referrals/domain/a.h", "\"common/time/clock.h\""},
    {"services/referrals/domain/a.h", "\"common/database/database.h\""},
    {"services/referrals/domain/a.h", "\"services/referrals/storage/referral_store.h\""},
    {"services/referrals/domain/a.h", "<spdlog/spdlog.h>"},
    {"services/referrals/domain/a.h", "\"sinergi/referrals/v1/referral.pb.h\""},
    {"services/referrals/storage/a.cc", "\"sinergi/referrals/v1/referral.pb.h\""},
    {"services/referrals/storage/a.cc", "\"common/database/sqlite/sqlite_database.h\""},
    {"services/referrals/storage/a.cc", "\"common/events/event_publisher.h\""},
    {"services/referrals/storage/a.cc", "\"services/referrals/application/operations.h\""},
    {"services/referrals/storage/a.cc", "<grpcpp/grpcpp.h>"},
    {"services/referrals/messaging/a.cc", "\"common/events/event_publisher.h\""},
    {"services/referrals/messaging/a.cc", "\"common/database/database.h\""},
    {"services/referrals/messaging/a.cc", "\"sinergi/notifications/v1/subscription.pb.h\""},
    {"services/referrals/application/a.cc", "\"common/rpc/server.h\""},
    {"services/referrals/application/a.cc", "\"common/cache/memory/memory_cache.h\""},
    {"services/referrals/application/a.cc", "\"sinergi/referrals/v1/referral.pb.h\""},
    {"services/referrals/application/a.cc", "<grpcpp/grpcpp.h>"},
    {"services/referrals/application/a.cc", "<google/protobuf/message.h>"},
    {"services/referrals/application/a.cc", "\"services/referrals/api/referral_api.h\""},
    {"services/referrals/api/a.cc", "\"services/referrals/storage/referral_store.h\""},
    {"services/referrals/api/a.cc", "\"common/database/database.h\""},
    {"services/referrals/api/a.cc", "\"common/events/embedded/embedded_event_log.h\""},
    {"services/referrals/api/a.cc", "\"services/notifications/domain/subscription.h\""},
    {"services/notifications/channels/a.cc", "\"common/database/database.h\""},
    {"services/notifications/channels/a.cc", "\"services/notifications/storage/store.h\""},
    {"services/notifications/channels/a.cc", "\"common/announcements/memory/announcer.h\""},
    {"services/referrals/assembly.cc", "\"services/notifications/assembly.h\""},
    {"services/referrals/main.cc", "\"services/notifications/domain/subscription.h\""},
    {"services/referrals/main.cc", "<sqlite3.h>"},
    {"services/referrals/assembly.cc", "\"services/tat/assembly.h\""},
    {"services/referrals/main.cc", "\"services/tat/storage/tat_store.h\""},
    {"services/referrals/api/a.cc", "\"sinergi/tat/v1/tat_request.pb.h\""},
    {"services/notifications/api/a.cc", "\"sinergi/tat/v1/tat_events.pb.h\""},
    {"services/tat/api/a.cc", "\"sinergi/referrals/v1/referral.pb.h\""},
    {"services/tat/assembly.cc", "\"services/referrals/assembly.h\""},
    {"services/tat/domain/a.h", "\"services/referrals/domain/due.h\""},
    {"services/standalone/main.cc", "\"services/referrals/domain/referral.h\""},
    {"services/cli/main.cc", "\"services/referrals/domain/referral.h\""},
    {"services/cli/main.cc", "\"common/database/database.h\""},
    {"services/cli/main.cc", "<curl/curl.h>"},
};

INSTANTIATE_TEST_SUITE_P(Planted, BreachTest, testing::ValuesIn(kBreaches));

class AllowedTest : public testing::TestWithParam<Planted> {};

TEST_P(AllowedTest, IsNoBreach) {
  for (const Breach& breach : Find(GetParam().path, GetParam().include)) {
    ADD_FAILURE() << breach.instead;
  }
}

constexpr Planted kAllowed[] = {
    {"common/result/a.h", "<string_view>"},
    {"common/result/a.h", "<sys/random.h>"},
    {"common/result/a.h", "\"common/result/error.h\""},
    {"common/ids/a.cc", "\"common/time/instant.h\""},
    {"common/database/sqlite/a.cc", "\"common/database/database.h\""},
    {"common/database/sqlite/a.cc", "<sqlite3.h>"},
    {"common/events/embedded/a.cc", "\"common/database/sqlite/sqlite_database.h\""},
    {"services/referrals/domain/a.h", "\"common/time/instant.h\""},
    {"services/referrals/domain/a.h", "\"services/referrals/domain/reasons.h\""},
    {"services/referrals/storage/a.cc", "\"common/privacy/vault.h\""},
    {"services/referrals/messaging/a.cc", "\"sinergi/referrals/v1/referrals_events.pb.h\""},
    {"services/referrals/messaging/a.cc", "\"common/events/event.h\""},
    {"services/referrals/application/a.cc", "\"common/database/database.h\""},
    {"services/referrals/application/a.cc", "\"services/referrals/messaging/referral_events.h\""},
    {"services/referrals/api/a.cc", "\"sinergi/empowerment/v1/empowerment_events.pb.h\""},
    {"services/referrals/api/a.cc", "<grpcpp/grpcpp.h>"},
    {"services/notifications/channels/a.cc", "\"common/announcements/announcer.h\""},
    {"services/referrals/assembly.cc", "\"common/cache/memory/memory_cache.h\""},
    {"services/standalone/main.cc", "\"services/referrals/assembly.h\""},
    {"services/referrals/main.cc", "\"services/tat/assembly.h\""},
    {"services/tat/api/a.cc", "\"sinergi/tat/v1/tat_request.pb.h\""},
    {"services/cli/main.cc", "<CLI/CLI.hpp>"},
    {"services/cli/main.cc", "\"sinergi/referrals/v1/referrals_service.grpc.pb.h\""},
};

INSTANTIATE_TEST_SUITE_P(Planted, AllowedTest, testing::ValuesIn(kAllowed));

TEST(BreachTest, AFolderWithoutARuleIsOne) {
  EXPECT_EQ(Find("common/utils/a.h", "<string>").size(), 1U);
  EXPECT_EQ(Find("common/a.h", "<string>").size(), 1U);
  EXPECT_EQ(Find("services/referrals/helpers/a.h", "<string>").size(), 1U);
}

TEST(BreachTest, SaysWhereALibraryIsAtHome) {
  const std::vector<Breach> breaches = Find("common/database/a.cc", "<sqlite3.h>");
  ASSERT_EQ(breaches.size(), 1U);
  EXPECT_NE(breaches[0].instead.find("its home is common/database/sqlite"), std::string::npos);
}

CommonTable TableOf(const std::string& rows) {
  return CommonTable::Parse("| part | what it is | may include | library |\n|---|---|---|---|\n" +
                            rows);
}

TEST(CommonTableTest, NamesTheCycleItFinds) {
  const CommonTable table = TableOf("| a | x | b | — |\n| b | x | c | — |\n| c | x | b | — |\n");
  EXPECT_EQ(table.Cycle(), "a → b → c → b");
}

TEST(CommonTableTest, FindsALibraryWithTwoHomesAndAPartWithoutARow) {
  const CommonTable table = TableOf("| a | x | z | one.h |\n| b | x | — | one.h |\n");
  EXPECT_EQ(table.Contradictions().size(), 2U);
}

}  // namespace
}  // namespace sinergi::architecture
