#pragma once

#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {

// On SQLite and on PostgreSQL. A SetUp of its own goes on unless the test IsSkipped.
class ReferralsBothTest : public ReferralsTest, public ::testing::WithParamInterface<bool> {
 public:
  static std::string Name(const ::testing::TestParamInfo<bool>& each) {
    return each.param ? "Postgres" : "Sqlite";
  }

 protected:
  void SetUp() override {
    on_postgres_ = GetParam();
    if (on_postgres_ && !sinergi::testing::PostgresServer()) {
      GTEST_SKIP() << sinergi::testing::kPostgresMissing;
    }
    ReferralsTest::SetUp();
  }
};

}  // namespace sinergi::referrals
